"""What the log says of sessions: one plain sentence each, never an answer nor a person.

So a stage is named by its code and not by its number: how many there are tells what was answered.
"""

from __future__ import annotations

import logging

from kiosk.session import Session
from kiosk.timeline import Kind

log = logging.getLogger(__name__)


class Journal:
    """Is shown each new session, and says what has become of it."""

    def __init__(self) -> None:
        self._running = False
        self._over = False
        self._reached = ""

    def look(self, session: Session) -> None:
        """Look at the newest session."""
        kind, step = session.segment.kind, session.current_step
        if kind is Kind.ATTRACT:
            if self._running and not self._over:
                self._leave()
            self._running = False
            return
        if not self._running:
            self._running, self._over, self._reached = True, False, ""
            log.info("A session has started")
        if step is not None:
            self._over = False  # the routine may be taken once more
            self._reached = (
                f"{step.stage.code}, {step.side.value}" if step.side else step.stage.code
            )
        elif kind is Kind.FINISH and not self._over:
            self._over = True
            log.info("A session has been finished")
        elif kind is Kind.ENDED and not self._over:
            self._leave()

    def _leave(self) -> None:
        self._over = True
        if self._reached:
            log.info("A session was left at stage %s", self._reached)
        else:
            log.info("A session was left before its first stage")
