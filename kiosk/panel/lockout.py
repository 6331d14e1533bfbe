"""Same-key lockout: what a shaking hand or a worn contact adds to a press does not count."""

from __future__ import annotations

import math
from collections.abc import Hashable

LIFTED = 1 / 4
"""The part of the lockout for which a key must have been up. By default that is 62 ms: longer than
contacts bounce, shorter than a finger stays off a key that it taps as fast as it can."""


class Lockout:
    """Refuses a press within ``seconds`` of the last press of that key, counted or not.

    By default this is 0.25 s, the period of the slowest essential tremor: that shakes at 4 to 12 Hz
    (https://pmc.ncbi.nlm.nih.gov/articles/PMC6806079). A deliberate second press 0.3 s after the
    first counts. EN 301 549, 5.8, asks that 0.5 s can be set for those who need more.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._pressed: dict[Hashable, float] = {}
        self._released: dict[Hashable, float] = {}

    def accepts(self, key: Hashable, now: float) -> bool:
        """Say whether a press at ``now`` (seconds, real time) counts."""
        pressed = self._pressed.get(key, -math.inf)
        released = self._released.get(key, -math.inf)
        self._pressed[key] = now
        return now - pressed >= self.seconds and now - released >= self.seconds * LIFTED

    def released(self, key: Hashable, now: float) -> None:
        """Note a release: contacts bounce then too."""
        self._released[key] = now
