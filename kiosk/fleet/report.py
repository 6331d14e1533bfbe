"""What a kiosk publishes: its status, in which nothing changes with a visitor."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk import __version__
from kiosk.exchange import files
from kiosk.exchange.files import Unusable
from kiosk.exchange.status import Status, Trouble
from kiosk.fleet.board import Board

log = logging.getLogger(__name__)

STALE = 90.0
"""Seconds after which a status is out of date: three times the kiosk's interval. A kiosk that
restarts is back sooner, and one that starts together with the agent is there by then."""


@dataclass(frozen=True)
class Report:
    """The payloads to publish."""

    state: str
    days: str


def report(
    status: Status | None, temperature: int | None, power: bool, starting: bool = False
) -> Report:
    """Return what to publish: without a status, that guidance has failed.

    :param starting: whether the machine may still be starting, and the kiosk with it
    """
    faults = status.faults if status else ()
    state = {
        "guidance": status is None and not starting,
        **{fault.value: fault in faults for fault in Trouble},
        "power": power,
        "buttons": status.buttons if status else (),
        "notice": status.notice if status else "" if starting else "The kiosk does not run.",
        "version": status.version if status else __version__,
        "temperature": temperature,
        "quiet": ("ON" if status.quiet else "OFF") if status else None,
        "brightness": status.brightness if status else None,
    }
    days = [asdict(day) for day in (status and status.days) or ()]
    return Report(json.dumps(state), json.dumps(days))


class Reporter:
    """Reads the kiosk's status and looks at its board."""

    def __init__(
        self,
        file: Path = files.STATUS,
        board: Board | None = None,
        clock: Callable[[], float] = files.boottime,
    ) -> None:
        self._file, self._board, self._clock = file, board or Board(), clock
        self._start = clock()
        self._last: Status | None = None
        self._problem = ""

    def __call__(self) -> Report:
        """Return what to publish now."""
        self._board.look()
        if found := self._read():
            self._last = found
        # Neither too old nor from the future, as a broken kiosk might write.
        if self._last and not 0 <= self._clock() - self._last.at < STALE:
            self._last = None
        starting = self._clock() - self._start < STALE
        return report(self._last, self._board.temperature, self._board.power, starting)

    def _read(self) -> Status | None:
        problem, found = "", None
        try:
            found = files.read(self._file, Status)
        except Unusable as error:
            problem = str(error)
        if problem and problem != self._problem:
            log.warning("The kiosk's status in %s is ignored: %s", self._file, problem)
        self._problem = problem
        return found
