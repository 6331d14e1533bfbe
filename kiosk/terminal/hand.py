"""Play a routine automatically, where nobody can press a key."""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.panel.mock_panel import MockPanel
from kiosk.session.keys import Key
from kiosk.session.view import View

SPEED = 20.0
"""The default speed of automatic play, as a multiple of real time."""


class Hand:
    """Presses ADVANCE once on every page that waits for it, so it answers the screening "None".

    :param lockout: seconds within which the panel would ignore a second press
    """

    def __init__(
        self, panel: MockPanel, lockout: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._panel, self._lockout, self._clock = panel, lockout, clock
        self._pressed = float("-inf")
        self._seen: View | None = None
        self._wanted = False

    def see(self, view: View) -> None:
        """Take note of the page shown."""
        if view != self._seen:
            self._seen = view
            counts = any(key.key is Key.ADVANCE and key.action for key in view.keys)
            self._wanted = counts and not view.moving

    def press(self) -> float | None:
        """Press if it is time to.

        :return: seconds until it is time; ``None`` if this page needs no further press
        """
        if not self._wanted:
            return None
        left = self._pressed + self._lockout - self._clock()
        if left > 0:
            return left
        self._wanted = False
        self._panel.tap(Key.ADVANCE)
        self._pressed = self._clock()
        return None
