"""The time of day, if the machine can know it: for opening hours and counts, not for guidance.

Without a battery clock, a Raspberry Pi resumes from the time of its last shutdown, days or months
ago, until a network corrects it. A stale time looks like any other.
"""

from __future__ import annotations

import logging
import struct
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk.system import files

log = logging.getLogger(__name__)

UNSET = 2025
"""A clock that shows an earlier year has never been set."""

TIMESYNCD = "run/systemd/timesync/synchronized"
"""systemd-timesyncd creates this file once it has set the clock; it does not survive a boot."""

CLOSE = 600
"""Seconds that a battery clock and the system's may differ: each drifts by seconds a day."""

UNSYNCHRONIZED = 16_000_000
"""The error in microseconds that the kernel assumes of a clock that was never synchronised.

Source: NTP_PHASE_LIMIT in the kernel's timex.h; systemd's timedated uses the same bound.
"""


def kernel_synchronized() -> bool:
    """Return whether any time service has reported to the kernel that the clock is synchronised.

    The query, adjtimex(2) without changes, needs no privilege. Return ``False`` if a sandbox
    forbids it, as the service's ProtectClock= does, or the call does not exist.
    """
    import ctypes

    timex = ctypes.create_string_buffer(512)  # larger than a struct timex; all zero: no change
    try:
        answer = ctypes.CDLL(None).adjtimex(timex)
    except (AttributeError, OSError):
        return False
    _, _, _, error = struct.unpack_from("@Illl", timex)  # modes, offset, frequency, largest error
    return bool(answer != -1 and 0 <= error < UNSYNCHRONIZED)


def evidence(root: Path, synchronized: Callable[[], bool]) -> str:
    """Return the evidence that the system's clock is right; empty if there is none.

    :param root: the root of the machine's file system
    :param synchronized: as :func:`kernel_synchronized`
    """
    if not files.gone(root / TIMESYNCD):
        return "synchronised by systemd-timesyncd"
    if synchronized():
        return "synchronised, according to the kernel"
    for clock in sorted((root / "sys/class/rtc").glob("rtc*")):
        try:
            seconds = int((clock / "since_epoch").read_bytes())
        except (OSError, ValueError):
            continue
        # Without its battery a Pi 5's clock counts from 1970.
        if abs(seconds - time.time()) <= CLOSE:
            return f"the battery clock {clock.name} agrees"
    return ""


class WallClock:
    """The machine's clock and time zone, trusted once there is evidence."""

    def __init__(
        self, root: Path = Path("/"), synchronized: Callable[[], bool] = kernel_synchronized
    ) -> None:
        self._root, self._synchronized = root, synchronized
        self._trusted: bool | None = None

    def now(self) -> datetime | None:
        """Return the local time; ``None`` until there is evidence that the clock is right."""
        time.tzset()  # picks up a time zone set since the start
        try:
            moment = datetime.now()
        except (OSError, OverflowError, ValueError):  # beyond datetime's years
            return None
        return moment if moment.year >= UNSET and self._is_trusted() else None

    def _is_trusted(self) -> bool:
        if not self._trusted:
            why = evidence(self._root, self._synchronized)
            if why:
                log.info("The clock is right: %s", why)
            elif self._trusted is None:
                log.warning(
                    "The clock has never been set: until it is, opening hours are ignored"
                    " and sessions are counted under the day “unknown”"
                )
            self._trusted = bool(why)
        return self._trusted
