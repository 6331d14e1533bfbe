"""What the log says of sessions: one plain sentence each, never an answer nor a person.

So a stage is named by its code and not by its number: how many there are tells what was answered.
"""

from __future__ import annotations

import logging

from kiosk.events import Event, What, events
from kiosk.session import Session

log = logging.getLogger(__name__)


def note(before: Session, after: Session) -> None:
    """Log what a session's move brings."""
    for event in events(before, after):
        log.info("A session %s", _became(event))


def _became(event: Event) -> str:
    if event.what is What.STARTED:
        return "has started"
    if event.what is What.FINISHED:
        return "has been finished"
    if event.step is None:
        return "was left before its first stage"
    side = f", {event.step.side.value}" if event.step.side else ""
    return f"was left at stage {event.step.stage.code}{side}"
