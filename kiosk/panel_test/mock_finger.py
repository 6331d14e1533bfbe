"""Fingers on mock pins that press as a worn contact does: with bounce, and for a moment."""

from __future__ import annotations

from kiosk.panel.mock_panel import MockPanel
from kiosk.session.keys import Key

HOLD = 0.2
"""Seconds a simulated press lasts."""

BOUNCES = 2
"""How often a simulated contact opens again when it closes."""


class Fingers:
    """Press buttons of a mock panel, and let go of them in time."""

    def __init__(self, panel: MockPanel) -> None:
        self._panel = panel
        self._release: dict[Key, float] = {}

    @property
    def due(self) -> float | None:
        """When a button is to be let go; ``None`` if none is down."""
        return min(self._release.values(), default=None)

    def press(self, key: Key, now: float) -> None:
        """Press a button that is there; pressed again it stays down longer."""
        if key not in self._panel.keys:
            return
        if key not in self._release:
            for _ in range(BOUNCES):
                self._panel.tap(key)
            self._panel.press(key)
        self._release[key] = now + HOLD

    def turn(self, now: float) -> None:
        """Let go of what has been down long enough."""
        for key in [key for key, at in self._release.items() if at <= now]:
            del self._release[key]
            self._panel.release(key)
