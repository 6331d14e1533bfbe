"""Simulated presses on mock pins: brief, and with the bounce of a worn contact."""

from __future__ import annotations

from kiosk.panel.mock_panel import MockPanel
from kiosk.session.keys import Key

HOLD = 0.2
"""Seconds a simulated press lasts."""

BOUNCES = 2
"""Times a simulated contact reopens while closing."""


class Fingers:
    """Presses buttons of a mock panel and releases them in time."""

    def __init__(self, panel: MockPanel) -> None:
        self._panel = panel
        self._release: dict[Key, float] = {}

    @property
    def due(self) -> float | None:
        """When the next button is released; ``None`` if none is down."""
        return min(self._release.values(), default=None)

    def press(self, key: Key, now: float) -> None:
        """Press a button if it exists; pressing it again keeps it down longer."""
        if key not in self._panel.keys:
            return
        if key not in self._release:
            for _ in range(BOUNCES):
                self._panel.tap(key)
            self._panel.press(key)
        self._release[key] = now + HOLD

    def turn(self, now: float) -> None:
        """Release the buttons that have been down long enough."""
        for key in [key for key, at in self._release.items() if at <= now]:
            del self._release[key]
            self._panel.release(key)
