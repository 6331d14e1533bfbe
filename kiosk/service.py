"""What systemd hears of the kiosk, and the kiosk of it: ready, alive, stopping; and when to stop.

Outside systemd nothing is said.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

log = logging.getLogger(__name__)

Notify = Callable[[str], None]


@contextmanager
def on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Stop in good order on SIGTERM, SIGINT and SIGHUP."""

    def handle(number: int, frame: FrameType | None) -> None:
        log.info("Told to stop by %s", signal.Signals(number).name)
        stop()

    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def is_service() -> bool:
    """Say whether systemd started this process and wants to hear of it."""
    return bool(os.environ.get("NOTIFY_SOCKET"))


@contextmanager
def notifier() -> Iterator[Notify]:
    """Give the function that sends a message to systemd, if it started us."""
    if not is_service():
        yield lambda message: None
        return
    from sdnotify import SystemdNotifier

    systemd = SystemdNotifier()
    try:
        if systemd.socket is not None:
            # Better a message lost than a kiosk that waits for a systemd that does not listen.
            systemd.socket.setblocking(False)
        yield systemd.notify
    finally:
        if systemd.socket is not None:
            systemd.socket.close()


class Watchdog:
    """Feeds systemd's watchdog only while every thread that was ever alive still is.

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
        self._beats = dict.fromkeys(threads, clock())

    def beat(self, thread: str) -> None:
        """Note that a thread lives, and feed the watchdog if all do."""
        now = self._clock()
        self._beats[thread] = now
        if all(now - beat <= self._patience for beat in self._beats.values()):
            self._notify("WATCHDOG=1")
