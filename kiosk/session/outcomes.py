"""What becomes of a session: it started, was finished, or was left, and at which stage.

A pure function of the session before and after one move, for the log and for the counts. Everything
before the first stage is one place, whoever left there and why: so no answer of the screening, nor
what followed from it, can be told from an event.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from kiosk.routine.timeline import SegmentKind, Step
from kiosk.session.state import Session


class What(enum.Enum):
    """What became of a session. The value is its name in the file of counts."""

    STARTED = "started"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True)
class Event:
    """Something that became of a session.

    :ivar step: where it was left; ``None`` before the first stage
    """

    what: What
    step: Step | None = None


def event(before: Session, after: Session) -> Event | None:
    """Say what one move of a session brings, if anything.

    A session starts when somebody leaves the attract page, or goes on from the last page: with
    everything once more or with the last stage again. It is finished when the last page is reached,
    and left with a return to the attract page or with the page that tells how to end. So for every
    start there is one end, unless the kiosk stops.
    """
    was, now = before.segment.kind, after.segment.kind
    if was is now:
        return None
    if now is SegmentKind.FINISH:
        return Event(What.FINISHED)
    if was is SegmentKind.ATTRACT or (was is SegmentKind.FINISH and now is not SegmentKind.ATTRACT):
        return Event(What.STARTED)
    if was not in (SegmentKind.ENDED, SegmentKind.FINISH) and now in (
        SegmentKind.ATTRACT,
        SegmentKind.ENDED,
    ):
        return Event(What.LEFT, before.current_step)
    return None
