"""The kiosk's side of the exchange, on a thread of its own: nothing here can delay the guide."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Self

from kiosk import __version__
from kiosk.config.faults import plain
from kiosk.exchange import files, status
from kiosk.exchange import wishes as wished
from kiosk.exchange.files import Unusable
from kiosk.exchange.status import Day, Status, Trouble
from kiosk.exchange.wishes import Granted, Wishes

log = logging.getLogger(__name__)

POLL = 2.0
"""Seconds between two checks of the wishes and the faults."""

RENEW = 30.0
"""Seconds after which to write an unchanged status again."""

LONGEST_NOTICE = 200
"""Characters of the notice, which quotes a settings file."""

GOODBYE = 3.0
"""Seconds to wait for the thread on exit."""


@dataclass(frozen=True)
class Health:
    """The faults at one moment.

    :ivar buttons: names of the buttons that are set aside
    """

    faults: Collection[Trouble] = ()
    buttons: Collection[str] = ()


@dataclass(frozen=True)
class Sources:
    """Where a status comes from. The calls are made on the correspondent's thread.

    :ivar today: the day, or ``None`` while the clock is not set
    :ivar days: the counts of the full days before a day; ``None`` if nothing is counted
    """

    health: Callable[[], Health]
    today: Callable[[], date | None] = lambda: None
    days: Callable[[date], tuple[Day, ...]] | None = None
    notice: str = ""


@dataclass
class Correspondent:
    """A context that writes the status and follows the wishes.

    :param status: the file to write
    :param wishes: the file to read, which may be missing and hold anything
    :param changed: called on this thread when what is granted has changed
    :ivar granted: what the kiosk does about its wishes; safe to read on any thread
    """

    status: Path
    wishes: Path
    sources: Sources
    changed: Callable[[], None] = lambda: None
    clock: Callable[[], float] = files.boottime
    poll: float = POLL
    granted: Granted = field(default_factory=Granted, init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()
        self._wishes = wished.NONE
        self._written: Status | None = None
        self._days: tuple[date | None, tuple[Day, ...] | None] = (None, None)
        self._problems: dict[str, str] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="correspondent", daemon=True)

    def _run(self) -> None:
        while True:
            self.turn()
            if self._stopping.wait(self.poll):
                return

    def turn(self) -> None:
        """Follow the wishes, then report the status; never raise an error."""
        self._attempt("Wishes are ignored", self._follow)
        self._attempt("The status cannot be reported", self._report)

    def _attempt(self, problem: str, work: Callable[[], None]) -> None:
        """Do work, and log each new reason for a failure once."""
        why = ""
        try:
            work()
        except OSError as error:
            why = error.strerror or repr(error)
        except Unusable as error:
            why = str(error)
        except Exception as error:  # a status must never end a session
            why = repr(error)
        if why and why != self._problems.get(problem):
            log.warning("%s: %s", problem, plain(why))
        self._problems[problem] = why

    def _follow(self) -> None:
        if found := files.read(self.wishes, Wishes):
            self._wishes = found.after(self._wishes)
            now = wished.granted(self._wishes, self._start, self.clock())
            if now != self.granted:
                self.granted = now
                self.changed()

    def _report(self) -> None:
        health = self.sources.health()
        now = Status(
            self.clock(),
            __version__,
            tuple(sorted(health.faults, key=list(Trouble).index)),
            tuple(sorted(health.buttons)),
            plain(self.sources.notice)[:LONGEST_NOTICE],
            self._full_days(),
            self.granted.quiet,
            self.granted.brightness,
        )
        before = self._written
        if before and now.at < before.at + RENEW and replace(before, at=now.at) == now:
            return
        files.write(self.status, now, status.MODE)
        self._written = now

    def _full_days(self) -> tuple[Day, ...] | None:
        """Return the full days, read once a day."""
        today = self.sources.today() if self.sources.days else None
        if today and self.sources.days and today != self._days[0]:
            self._days = today, self.sources.days(today)
        return self._days[1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(GOODBYE)
