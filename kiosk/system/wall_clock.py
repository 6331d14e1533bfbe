"""What time of day it is, where the machine can know: for opening hours and counts, not guidance.

Without a battery clock a Raspberry Pi starts with the time at which it was last switched off, days
or months ago, and keeps it until a network tells another. Such a time looks like any.
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
"""A year before this is that of a clock nobody has set."""

TIMESYNCD = "run/systemd/timesync/synchronized"
"""systemd-timesyncd makes this file when it has set the clock, and a boot takes it away."""

CLOSE = 600
"""Seconds by which a battery clock and the system's may differ: each drifts by seconds a day."""

UNSYNCHRONIZED = 16_000_000
"""The error in microseconds that the kernel assumes of a clock never synchronised.

Source: NTP_PHASE_LIMIT in the kernel's timex.h; systemd's timedated goes by the same bound.
"""


def kernel_synchronized() -> bool:
    """Return whether a time service of any kind has told the kernel that the clock is right.

    The question, adjtimex(2) with nothing to change, needs no privilege; where a sandbox forbids
    it, as the service's does by ProtectClock=, or there is no such call, the answer is no.
    """
    import ctypes

    asked = ctypes.create_string_buffer(512)  # more than a struct timex, all zero: change nothing
    try:
        answer = ctypes.CDLL(None).adjtimex(asked)
    except (AttributeError, OSError):
        return False
    _, _, _, error = struct.unpack_from("@Illl", asked)  # modes, offset, frequency, largest error
    return bool(answer != -1 and 0 <= error < UNSYNCHRONIZED)


def evidence(root: Path, synchronized: Callable[[], bool]) -> str:
    """Return what speaks for the system's clock being right; empty if nothing does.

    :param root: where the machine's files lie
    :param synchronized: as :func:`kernel_synchronized`
    """
    if not files.gone(root / TIMESYNCD):
        return "synchronised by systemd-timesyncd"
    if synchronized():
        return "synchronised, as the kernel knows"
    for clock in sorted((root / "sys/class/rtc").glob("rtc*")):
        try:
            told = int((clock / "since_epoch").read_bytes())
        except (OSError, ValueError):
            continue
        # Without its battery a Pi 5's clock counts from 1970.
        if abs(told - time.time()) <= CLOSE:
            return f"the battery clock {clock.name} agrees"
    return ""


class WallClock:
    """The machine's clock and time zone, trusted from the first evidence on."""

    def __init__(
        self, root: Path = Path("/"), synchronized: Callable[[], bool] = kernel_synchronized
    ) -> None:
        self._root, self._synchronized = root, synchronized
        self._trusted: bool | None = None

    def now(self) -> datetime | None:
        """Return the local time; ``None`` while nothing says that the clock is right."""
        time.tzset()  # else a time zone set since the start would never be seen
        try:
            moment = datetime.now()
        except (OSError, OverflowError, ValueError):  # beyond the years there are
            return None
        return moment if moment.year >= UNSET and self._is_trusted() else None

    def _is_trusted(self) -> bool:
        if not self._trusted:
            why = evidence(self._root, self._synchronized)
            if why:
                log.info("The clock is right: %s", why)
            elif self._trusted is None:
                log.warning(
                    "The clock has never been set: opening hours count as open,"
                    " and sessions are counted on the day unknown, until it is"
                )
            self._trusted = bool(why)
        return self._trusted
