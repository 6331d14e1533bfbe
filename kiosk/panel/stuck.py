"""Distinguish a hand from a stuck button or a bad contact. Pure; time is an argument.

A key that stays down, or changes faster than a hand can press it, is set aside: it is ignored until
it has been released and at rest for a while. The other keys are unaffected.
"""

from __future__ import annotations

import enum
from collections import deque

HELD = 30.0
"""Seconds after which a button held down counts as stuck; holding REPEAT to pause takes 1 s."""

STORMS = ((40, 2.0), (120, 30.0))
"""(edges, seconds): this many edges within this time mean a faulty contact.

A drumming hand makes at most about eight presses, sixteen edges, a second, and not for long.
"""

QUIET = 5.0
"""Seconds for which a key set aside must be up and unchanged before it counts again."""


class Aside(enum.Enum):
    """Why a key is set aside."""

    AT_START = "down since the start"
    HELD = f"held down for {HELD:.0f} s"
    STORM = "changing faster than a hand can press it"


class StuckMonitor:
    """Watches one button. Times are seconds of a monotonic clock.

    :param down: whether the button is down at the start, ``now``
    """

    def __init__(self, down: bool, now: float) -> None:
        self._down, self._changed = down, now
        self._changes: deque[float] = deque()
        self._aside = Aside.AT_START if down else None

    def change(self, down: bool, now: float) -> bool:
        """Note a press (``down``) or a release; return whether the button counts."""
        self.look(self._down, now)
        self._down, self._changed = down, now
        self._changes.append(now)
        while self._changes[0] <= now - max(seconds for _, seconds in STORMS):
            self._changes.popleft()
        if self._aside is None and self._storms(now):
            self._aside = Aside.STORM
        return self._aside is None

    def look(self, down: bool, now: float) -> Aside | None:
        """Let time pass; return why the button is set aside, or ``None`` if it counts.

        :param down: the level just read, which reveals a change whose report was lost
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
