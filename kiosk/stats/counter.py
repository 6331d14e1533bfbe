"""Counts on a thread of its own: a slow or broken disk never keeps the guide waiting."""

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
    """Write a day as it is kept: ``2026-11-30``, or ``unknown`` from a clock that is not set."""
    return f"{today:%Y-%m-%d}" if today else store.UNKNOWN


class Counter:
    """Counts what it is told of a session's moves, as a context.

    Called with the session before and after each move, on the guide's thread, it only enqueues.
    What cannot be written is kept in memory and tried again with the next event.

    :param routine: the routine's name
    :param today: gives the day, or ``None`` while the clock is not set
    """

    def __init__(self, file: Path, routine: str, today: Callable[[], date | None]) -> None:
        self._file, self._routine, self._today = file, routine, today
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._pending: Counts[store.Row] = Counts()
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name="counter", daemon=True)

    def __call__(self, before: Session, after: Session) -> None:
        """Count what this move brings."""
        if found := event(before, after):
            self._events.put(found)

    def _run(self) -> None:
        self._attempt(lambda: store.verify(self._file))
        while (found := self._events.get()) is not None:
            self._attempt(partial(self._count, found))

    def _count(self, found: Event) -> None:
        stage = found.step.stage.code if found.step else ""
        day = day_of(self._today())
        self._pending[store.Row(day, self._routine, found.what.value, stage)] += 1
        self._write()

    def _write(self) -> None:
        store.add(self._file, self._pending)
        self._pending.clear()
        if self._problem:
            log.info("Sessions are counted again in %s", self._file)
        self._problem = ""

    def _attempt(self, work: Callable[[], None]) -> None:
        """Do what the disk, or what lies on it, may refuse; that is told, once for each reason."""
        try:
            work()
        except store.Damaged as error:
            self._begin_anew(error)
        except Exception as error:  # counting is worth no session, and must not end by one event
            self._tell(error)

    def _begin_anew(self, error: store.Damaged) -> None:
        """Set a damaged file aside, and write what is not written yet into a new one."""
        try:
            kept = store.set_aside(self._file)
            log.warning(
                "The counts in %s are damaged: %s. They are kept in %s, and begun anew",
                *(self._file, error, kept),
            )
            if self._pending:
                self._write()
        except Exception as another:
            self._tell(another)

    def _tell(self, error: Exception) -> None:
        if str(error) != self._problem:
            log.warning("Sessions cannot be counted in %s: %s", self._file, error)
        self._problem = str(error)

    def __enter__(self) -> Counter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._events.put(None)
        self._thread.join(GOODBYE)
