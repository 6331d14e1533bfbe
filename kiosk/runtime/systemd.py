"""What systemd hears of the kiosk: ready, alive, stopping, where its buzzer is; and when to stop.

Outside systemd nothing is said.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from kiosk.config.settings import Factory, Settings
from kiosk.system import files
from kiosk.system.signals import handled

log = logging.getLogger(__name__)

Notify = Callable[[str], None]


@contextmanager
def on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stop in good order on SIGTERM, SIGINT and SIGHUP."""

    def handle(number: int, frame: FrameType | None) -> None:
        log.info("Told to stop by %s", signal.Signals(number).name)
        stop()

    with handled(handle):
        yield


def is_service() -> bool:
    """Say whether systemd started this process and wants to hear of it."""
    return bool(os.environ.get("NOTIFY_SOCKET"))


@contextmanager
def notifier() -> Iterator[Notify]:
    """Give the function that sends a message to systemd, if it started us."""
    if not is_service():
        yield lambda message: None
        return
    # A name that begins with @ is abstract: the kernel wants a zero byte in its place.
    address = os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as systemd:
        # Better a message lost than a kiosk that waits for a systemd that does not listen.
        systemd.setblocking(False)

        def notify(message: str) -> None:
            with suppress(OSError):
                systemd.sendto(message.encode(), address)

        yield notify


THREAD_PATIENCE = 8.0
"""Seconds one of the two threads may go without a beat before the watchdog is no longer fed."""

LONGEST_WAIT = 2.0
"""Seconds of real time after which a thread with nothing to do shows that it lives."""


class Watchdog:
    """Feeds systemd's watchdog only while every thread lives, and not before each has lived once.

    Fed earlier, systemd would count the seconds of a start, for which it has another limit.

    :param threads: the names of the threads that must live
    :param patience: seconds a thread may go without a beat
    """

    def __init__(
        self,
        notify: Notify,
        threads: tuple[str, ...],
        patience: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._notify, self._patience, self._clock = notify, patience, clock
        self._beats = dict.fromkeys(threads, -math.inf)

    def beat(self, thread: str) -> None:
        """Note that a thread lives, and feed the watchdog if all do."""
        now = self._clock()
        self._beats[thread] = now
        if all(now - beat <= self._patience for beat in self._beats.values()):
            self._notify("WATCHDOG=1")


def note_buzzer(settings: Settings, factory: Any) -> None:
    """Note the buzzer's line and its silent level, as gpioset takes them: ``gpiochip0 12=0``.

    A Raspberry Pi's kernel keeps the level of an output that nobody holds any more; by this note
    the unit silences the buzzer of a kiosk that was killed (``systemd/silence-buzzer``).
    """
    folder = os.environ.get("RUNTIME_DIRECTORY")
    if folder is None or settings.pins.factory is Factory.MOCK:
        return
    # Only lgpio may hold another chip than the first.
    chip = getattr(factory, "chip", 0)
    silent = int(settings.buzzer.resting_level)
    try:
        note = f"gpiochip{chip} {settings.pins.buzzer}={silent}\n"
        files.write(Path(folder, "buzzer"), note.encode())
    except OSError as error:
        log.warning("If the kiosk is killed, nobody can silence its buzzer: %s", error)
