"""Tells a hand from a stuck button or a bad contact: pure, time is an argument.

A key that stays down, or changes more often than a hand can make it, is set aside: it does not
count until it has been let go and left alone for a while. The other keys are not touched by it.
"""

from __future__ import annotations

import enum
from collections import deque

HELD = 30.0
"""Seconds after which a button that is down is taken for stuck: to pause takes one."""

STORMS = ((40, 2.0), (120, 30.0))
"""So many changes within so many seconds are no hand's.

A drumming hand makes about eight presses, sixteen changes, a second at most, and not for long.
"""

QUIET = 5.0
"""Seconds for which a key set aside must be up and without a change before it counts again."""


class Aside(enum.Enum):
    """Why a key is set aside."""

    AT_START = "down since the start"
    HELD = f"held down for {HELD:.0f} s"
    STORM = "changing faster than a hand can press it"


class StuckMonitor:
    """Watches one button. Times are seconds of a clock that never goes back.

    :param down: whether it is down at the start, ``now``
    """

    def __init__(self, down: bool, now: float) -> None:
        self._down, self._changed = down, now
        self._changes: deque[float] = deque()
        self._aside = Aside.AT_START if down else None

    def change(self, down: bool, now: float) -> bool:
        """Note a press (``down``) or a release; say whether the button counts."""
        self.look(self._down, now)
        self._down, self._changed = down, now
        self._changes.append(now)
        while self._changes[0] <= now - max(seconds for _, seconds in STORMS):
            self._changes.popleft()
        if self._aside is None and self._storms(now):
            self._aside = Aside.STORM
        return self._aside is None

    def look(self, down: bool, now: float) -> Aside | None:
        """Let time pass, and give why the button is set aside; ``None`` if it counts.

        :param down: the level just read: a change whose report was lost is noted here
        """
        if down != self._down:
            self._down, self._changed = down, now
        rested = now - self._changed
        if self._down and self._aside is None and rested >= HELD:
            self._aside = Aside.HELD
        elif not self._down and self._aside is not None and rested >= QUIET:
            self._aside = None
            self._changes.clear()
        return self._aside

    def _storms(self, now: float) -> bool:
        return any(
            sum(at > now - seconds for at in self._changes) >= most for most, seconds in STORMS
        )
