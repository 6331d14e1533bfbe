"""Same-key lockout: ignores the extra presses of a shaking hand or a worn contact."""

from __future__ import annotations

import math
from collections.abc import Hashable

LIFTED = 1 / 4
"""The fraction of the lockout for which a key must have been up. By default that is 62 ms: longer
than contact bounce, shorter than the gap between the fastest taps of a finger."""


class Lockout:
    """Rejects a press within ``seconds`` of the last press of that key, accepted or not.

    The default, 0.25 s, is the period of the slowest essential tremor, which shakes at 4 to 12 Hz
    (https://pmc.ncbi.nlm.nih.gov/articles/PMC6806079). A deliberate second press 0.3 s after the
    first counts. EN 301 549, 5.8, requires that users who need more can set 0.5 s.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._pressed: dict[Hashable, float] = {}
        self._released: dict[Hashable, float] = {}

    def accepts(self, key: Hashable, now: float) -> bool:
        """Note a press at ``now`` (seconds, real time) and return whether it counts."""
        pressed = self._pressed.get(key, -math.inf)
        released = self._released.get(key, -math.inf)
        self._pressed[key] = now
        return now - pressed >= self.seconds and now - released >= self.seconds * LIFTED

    def released(self, key: Hashable, now: float) -> None:
        """Note a release, because contacts bounce then too."""
        self._released[key] = now
