"""The board's temperature and power, coarse enough to reveal nothing about visitors.

A processor grows warmer while it draws a session. So the temperature is the highest of a whole
hour, rounded up to 5 degrees.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kiosk.system import files, firmware

THERMAL = "sys/class/thermal/thermal_zone0/temp"
"""The processor's temperature in thousandths of a degree."""

LONG = 3600.0
"""Seconds for which a temperature stands."""

OFTEN = 30.0
"""Seconds between two readings of the board."""

COARSE = 5
"""Degrees to which a temperature is rounded up."""


class Board:
    """The board's state, read at most every ``OFTEN`` seconds.

    :ivar temperature: degrees Celsius, coarse; ``None`` where unknown
    :ivar power: whether voltage or temperature limit the processor now
    """

    def __init__(self, root: Path = Path("/"), clock: Callable[[], float] = time.monotonic) -> None:
        self._root, self._clock = root, clock
        self._next_look = self._next_hour = float("-inf")
        self._highest: float | None = None
        self.temperature: int | None = None
        self.power = False

    def look(self) -> None:
        """Bring the state up to date."""
        now = self._clock()
        if now < self._next_look:
            return
        self._next_look = now + OFTEN
        flags = firmware.flags(self._root)
        self.power = bool(flags and flags & firmware.PRESENT)
        found = self._degrees()
        if found is not None:
            self._highest = found if self._highest is None else max(found, self._highest)
        if now >= self._next_hour:
            self._next_hour = now + LONG
            coarse = None if self._highest is None else int(-(-self._highest // COARSE)) * COARSE
            self.temperature, self._highest = coarse, None

    def _degrees(self) -> float | None:
        try:
            return int(files.read(self._root / THERMAL, 100)) / 1000
        except (OSError, ValueError):
            return None
