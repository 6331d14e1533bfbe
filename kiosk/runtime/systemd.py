"""Talk to systemd: ready, alive, stopping, where the buzzer is; and stop on its signals.

Without systemd, nothing is sent.
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
from typing import TYPE_CHECKING

from kiosk.config.settings import Factory, Settings
from kiosk.system import files
from kiosk.system.signals import handled

if TYPE_CHECKING:
    from gpiozero import Factory as PinFactory

log = logging.getLogger(__name__)

Notify = Callable[[str], None]


@contextmanager
def on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` on SIGTERM, SIGINT and SIGHUP."""

    def handle(number: int, frame: FrameType | None) -> None:
        log.info("Received %s, stopping", signal.Signals(number).name)
        stop()

    with handled(handle):
        yield


def is_service() -> bool:
    """Return whether systemd started this process and expects notifications."""
    return bool(os.environ.get("NOTIFY_SOCKET"))


@contextmanager
def notifier() -> Iterator[Notify]:
    """Yield a function that sends a message to systemd, or does nothing without it."""
    if not is_service():
        yield lambda message: None
        return
    # A leading @ marks an abstract name: the kernel expects a zero byte instead.
    address = os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as systemd:
        # Better to lose a message than to wait for a systemd that does not listen.
        systemd.setblocking(False)

        def notify(message: str) -> None:
            with suppress(OSError):
                systemd.sendto(message.encode(), address)

        yield notify


THREAD_PATIENCE = 8.0
"""Seconds a thread may go without a beat before the watchdog is no longer fed."""

LONGEST_WAIT = 2.0
"""Seconds of real time after which even an idle thread shows that it is alive."""


class Watchdog:
    """Feeds systemd's watchdog while every thread is alive, starting once each has shown a beat.

    Fed earlier, it would also time the startup, which has a limit of its own.

    :param threads: the names of the threads that must be alive
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
        """Note that a thread is alive, and feed the watchdog if all are."""
        now = self._clock()
        self._beats[thread] = now
        if all(now - beat <= self._patience for beat in self._beats.values()):
            self._notify("WATCHDOG=1")


def note_buzzer(settings: Settings, factory: PinFactory) -> None:
    """Write the buzzer's line and silent level to a file for gpioset: ``gpiochip0 12=0``.

    A Raspberry Pi's kernel keeps the level of an output after its holder exits; from this file the
    unit silences the buzzer of a killed kiosk (``systemd/silence-buzzer``).
    """
    folder = os.environ.get("RUNTIME_DIRECTORY")
    if folder is None or settings.pins.factory is Factory.MOCK:
        return
    # Only lgpio may use a chip other than the first.
    chip = getattr(factory, "chip", 0)
    silent = int(settings.buzzer.resting_level)
    try:
        note = f"gpiochip{chip} {settings.pins.buzzer}={silent}\n"
        files.write(Path(folder, "buzzer"), note.encode())
    except OSError as error:
        log.warning("A killed kiosk's buzzer cannot be silenced: %s", error)
