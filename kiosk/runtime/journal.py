"""Log the sessions, one plain sentence each, and never an answer.

It names a stage by code, not by number, because the number would reveal which answers were given.
"""

from __future__ import annotations

import logging

from kiosk.session.outcomes import Event, What, event
from kiosk.session.state import Session

log = logging.getLogger(__name__)


def note(before: Session, after: Session) -> None:
    """Log the start or the end of a session that a move brings."""
    if found := event(before, after):
        of = f" of {before.offer.name}" if len(before.offers) > 1 else ""
        log.info("A session%s %s", of, _became(found))


def _became(found: Event) -> str:
    if found.what is What.STARTED:
        return "has started"
    if found.what is What.FINISHED:
        return "has been finished"
    if found.step is None:
        return "was left before its first stage"
    side = f", {found.step.side.value}" if found.step.side else ""
    return f"was left at stage {found.step.stage.key}{side}"
