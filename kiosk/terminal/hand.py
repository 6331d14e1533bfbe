"""A hand that leads through a routine by itself, where nobody can press a key."""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.panel.mock_panel import MockPanel
from kiosk.session.keys import Key
from kiosk.session.view import View

SPEED = 20.0
"""How many times faster a routine is played through, unless a speed is asked for."""


class Hand:
    """Presses ADVANCE once on every page that waits for it: the screening is answered by "None".

    :param rest: seconds between two presses, below which the panel takes no second one
    """

    def __init__(
        self, panel: MockPanel, rest: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._panel, self._rest, self._clock = panel, rest, clock
        self._pressed = float("-inf")
        self._seen: View | None = None
        self._wanted = False

    def see(self, view: View) -> None:
        """Look at the page that is shown."""
        if view != self._seen:
            self._seen = view
            counts = any(key.key is Key.ADVANCE and key.action for key in view.keys)
            self._wanted = counts and not view.moving

    def press(self) -> float | None:
        """Press if it is time to.

        :return: seconds until it is; ``None`` if nothing is to be pressed on this page any more
        """
        if not self._wanted:
            return None
        left = self._pressed + self._rest - self._clock()
        if left > 0:
            return left
        self._wanted = False
        self._panel.tap(Key.ADVANCE)
        self._pressed = self._clock()
        return None
