"""The outcome of a session: started, finished, or left, and at which stage.

A pure function of the session before and after one move, for the log and the counts. Everything
before the first stage counts as one place, so that an event reveals neither an answer of the
screening nor its consequences.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from kiosk.routine.step import Step
from kiosk.routine.timeline import SegmentKind
from kiosk.session.state import Session


class What(enum.Enum):
    """What happened to a session. The value is its name in the counts file."""

    STARTED = "started"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True)
class Event:
    """An outcome, and where it happened.

    :ivar step: the step at which the session was left; ``None`` before the first stage
    """

    what: What
    step: Step | None = None


def event(before: Session, after: Session) -> Event | None:
    """Return the event that one move of a session causes, if any.

    A session starts when somebody goes on from the attract page, or restarts everything or the last
    stage from the last page. The list of languages counts as the attract page. A session finishes
    when it reaches the last page, and is left when it returns to the attract page or shows a page
    for leaving early. So every start has one end, unless the kiosk stops.
    """
    was, now = before.segment.kind, after.segment.kind
    if was is now:
        return None
    if now is SegmentKind.FINISH:
        return Event(What.FINISHED)
    if was in (*_BEFORE, SegmentKind.FINISH):
        return None if now in _BEFORE else Event(What.STARTED)
    if was not in _LEFT and now in (*_BEFORE, *_LEFT):
        return Event(What.LEFT, before.current_step)
    return None


_BEFORE = (SegmentKind.ATTRACT, SegmentKind.LANGUAGES)
_LEFT = (SegmentKind.ENDED, SegmentKind.ENDED_LYING)
