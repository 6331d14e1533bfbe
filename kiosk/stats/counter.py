"""Count sessions on a separate thread, so that a slow or broken disk never delays the guide."""

from __future__ import annotations

import logging
import queue
import threading
from collections import Counter as Counts
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from kiosk.session.outcomes import Event, event
from kiosk.session.state import Session
from kiosk.stats import store

log = logging.getLogger(__name__)

FILE = "counts.sqlite"
"""The file's name, in the kiosk's state folder."""

GOODBYE = 3.0
"""Seconds to wait for the last write when leaving."""


def day_of(today: date | None) -> str:
    """Return a day as stored: ``2026-11-30``, or ``unknown`` if the clock is not set."""
    return f"{today:%Y-%m-%d}" if today else store.UNKNOWN


class Counter:
    """A context that counts the sessions.

    Calling it with the session before and after a move, on the guide's thread, only enqueues. What
    it cannot write stays in memory until the next event.

    :param today: returns the day, or ``None`` while the clock is not set
    """

    def __init__(self, file: Path, today: Callable[[], date | None]) -> None:
        self._file, self._today = file, today
        self._events: queue.SimpleQueue[tuple[str, Event] | None] = queue.SimpleQueue()
        self._pending: Counts[store.Row] = Counts()
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name="counter", daemon=True)

    def __call__(self, before: Session, after: Session) -> None:
        """Count the start or the end of a session that this move brings."""
        if found := event(before, after):
            self._events.put((before.offer.name, found))

    def _run(self) -> None:
        self._attempt(lambda: store.verify(self._file))
        while (found := self._events.get()) is not None:
            self._attempt(partial(self._count, *found))

    def _count(self, routine: str, found: Event) -> None:
        stage = found.step.stage.key if found.step else ""
        day = day_of(self._today())
        self._pending[store.Row(day, routine, found.what.value, stage)] += 1
        self._write()

    def _write(self) -> None:
        store.add(self._file, self._pending)
        self._pending.clear()
        if self._problem:
            log.info("Counting sessions again in %s", self._file)
        self._problem = ""

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do work that the disk may refuse; log each new reason once."""
        try:
            work()
        except store.Damaged as error:
            self._begin_anew(error)
        except Exception as error:  # one failed event must end neither a session nor the counting
            self._report(error)

    def _begin_anew(self, error: store.Damaged) -> None:
        """Set a damaged file aside, and write what is pending to a new one."""
        try:
            kept = store.set_aside(self._file)
            log.warning(
                "The counts in %s are damaged: %s. Moved them to %s and started a new file",
                *(self._file, error, kept),
            )
            if self._pending:
                self._write()
        except Exception as another:
            self._report(another)

    def _report(self, error: Exception) -> None:
        if str(error) != self._problem:
            log.warning("Sessions cannot be counted in %s: %s", self._file, error)
        self._problem = str(error)

    def __enter__(self) -> Counter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._events.put(None)
        self._thread.join(GOODBYE)
