"""Same-key lockout: what a shaking hand or a worn contact adds to a press does not count."""

from __future__ import annotations

from collections.abc import Hashable


class Lockout:
    """Refuses a second press of one key within ``seconds`` of its last press or release."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._last: dict[Hashable, float] = {}

    def accepts(self, key: Hashable, now: float) -> bool:
        """Say whether a press at ``now`` (seconds, real time) counts."""
        last = self._last.get(key)
        if last is not None and now - last < self.seconds:
            return False
        self._last[key] = now
        return True

    def released(self, key: Hashable, now: float) -> None:
        """Note a release: contacts bounce then too."""
        if key in self._last:
            self._last[key] = now
