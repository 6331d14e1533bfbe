"""Mock kiosks against a real broker: for trying a dashboard, and for the load test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kiosk import __version__
from kiosk.config.fleet import Fleet
from kiosk.exchange.status import MOST_DAYS, Day, Status, Trouble
from kiosk.exchange.wishes import Wishes
from kiosk.fleet.agent import Agent, Timing
from kiosk.fleet.report import Report, report
from kiosk.fleet.wishing import wish

COOL = 45
"""Degrees Celsius of a mock kiosk."""


class MockKiosk:
    """A kiosk without a screen; every tenth has a fault.

    :ivar restarts: how often it was asked to restart
    """

    def __init__(self, number: int) -> None:
        self.restarts = 0
        fault = {3: Trouble.BUTTON, 7: Trouble.DISPLAY}.get(number % 10)
        today = date.today()
        days = (
            Day(str(today - timedelta(days=ago)), 10 + (number * ago) % 7, 5 + (number * ago) % 5)
            for ago in range(MOST_DAYS, 0, -1)
        )
        self._status = Status(
            0.0,
            __version__,
            (fault,) if fault else (),
            ("advance",) if fault is Trouble.BUTTON else (),
            days=tuple(days),
        )

    def report(self) -> Report:
        """Return what it publishes."""
        return report(self._status, COOL, power=False)

    def obey(self, command: str, payload: bytes) -> None:
        """Do what a command says.

        :raises Refused: if it is not understood
        """
        wishes = wish(Wishes(), command, payload, now=0.0)
        self.restarts += bool(wishes.restart)
        if wishes.quiet:
            self._status = replace(self._status, quiet=wishes.quiet.on)
        if wishes.brightness:
            self._status = replace(self._status, brightness=wishes.brightness.percent)


def name(number: int) -> str:
    """Return the id of a mock kiosk, counted from 1."""
    return f"mock-{number:03}"


@contextmanager
def running(
    fleet: Fleet,
    file: Path,
    count: int,
    timing: Timing | None = None,
    made: Callable[[int], MockKiosk] = MockKiosk,
) -> Iterator[list[MockKiosk]]:
    """Run mock kiosks, each with an agent on a thread of its own."""
    kiosks = [made(number) for number in range(1, count + 1)]
    nameless = replace(fleet, name=None)
    agents = [
        Agent(nameless, file, name(number), kiosk.report, kiosk.obey, timing)
        for number, kiosk in enumerate(kiosks, 1)
    ]
    threads = [threading.Thread(target=agent.run, daemon=True) for agent in agents]
    for thread in threads:
        thread.start()
    try:
        yield kiosks
    finally:
        for agent in agents:
            agent.stop()
        for thread in threads:
            thread.join(5.0)
