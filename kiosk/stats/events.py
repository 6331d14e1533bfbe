"""What is counted of a session: that it started, was finished, or was left, and at which stage.

A pure function of the session before and after one move. Everything before the first stage is one
place, whoever left there and why: so no answer of the screening, nor what followed from it, can be
told from a count.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from kiosk.session import Session
from kiosk.timeline import Kind


class What(enum.Enum):
    """What became of a session. The value is its name in the file."""

    STARTED = "started"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True)
class Event:
    """Something to count; ``stage`` is a stage's code, or ``None`` before the first stage."""

    what: What
    stage: str | None = None


def events(before: Session, after: Session) -> tuple[Event, ...]:
    """Say what one move of a session brings to count.

    A session starts when somebody leaves the attract page, or goes on from the last page: with
    everything once more or with the last stage again. It ends with a return to the attract page
    or with the last page behind it. So for every start there is one end, unless the kiosk stops.
    """
    was, now = before.segment.kind, after.segment.kind
    if was is now:
        return ()
    if was is Kind.ATTRACT:
        return (Event(What.STARTED),)
    if was is Kind.FINISH:
        finished = Event(What.FINISHED)
        return (finished,) if now is Kind.ATTRACT else (finished, Event(What.STARTED))
    if was is not Kind.ENDED and now in (Kind.ATTRACT, Kind.ENDED):
        step = before.current_step
        return (Event(What.LEFT, step.stage.code if step else None),)
    return ()
