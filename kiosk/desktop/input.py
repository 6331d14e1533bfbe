"""Press the mock pins of the drawn panel with a desktop's keyboard and mouse."""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.panel.mock_panel import LETTERS, MockPanel
from kiosk.screen.display.display import Display
from kiosk.screen.layout.drawn_panel import PanelView, places
from kiosk.session.keys import Key
from kiosk.system.lean_pygame import pygame

SHOWN_AT_LEAST = 0.08
"""Seconds for which to show even the shortest beep, which would be invisible otherwise."""

_LABELLED = {
    **{ord(letter.lower()): key for key, letter in LETTERS.items()},
    pygame.K_SPACE: Key.ADVANCE,
    pygame.K_RETURN: Key.ADVANCE,
    pygame.K_1: Key.ADVANCE,
    pygame.K_2: Key.REPEAT,
    pygame.K_3: Key.SWITCH,
    pygame.K_4: Key.PAUSE,
    pygame.K_5: Key.VOLUME,
}
"""The keys that press a button, by their label."""

_PLACED = {
    pygame.KSCAN_A: Key.ADVANCE,
    pygame.KSCAN_R: Key.REPEAT,
    pygame.KSCAN_S: Key.SWITCH,
    pygame.KSCAN_P: Key.PAUSE,
    pygame.KSCAN_V: Key.VOLUME,
    pygame.KSCAN_1: Key.ADVANCE,
    pygame.KSCAN_2: Key.REPEAT,
    pygame.KSCAN_3: Key.SWITCH,
    pygame.KSCAN_4: Key.PAUSE,
    pygame.KSCAN_5: Key.VOLUME,
}
"""The same by their place on a US keyboard, for layouts without Latin letters or digits."""


def _pressed(event: pygame.event.Event) -> Key | None:
    """Return the button of a key: by its label, or by its place if the label is no Latin letter.

    So A is the key labelled A on a French keyboard too, and the key in A's place on a Russian or
    Greek one.
    """
    if event.key in _LABELLED or pygame.K_a <= event.key <= pygame.K_z:
        return _LABELLED.get(event.key)
    return _PLACED.get(event.dict.get("scancode", pygame.KSCAN_UNKNOWN))


class Desktop:
    """Turns keyboard and mouse into presses, and remembers the buzzer's last sound."""

    def __init__(
        self,
        panel: MockPanel,
        display: Display,
        locate: Callable[[tuple[int, int]], tuple[int, int]],
    ) -> None:
        self._panel, self._display, self._locate = panel, display, locate
        self._sounded = float("-inf")
        self.closed = False

    def handle(self, event: pygame.event.Event) -> None:
        """Handle one event of the window."""
        escape = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
        if escape or event.type == pygame.QUIT:
            self.closed = True
        elif event.type in (pygame.KEYDOWN, pygame.KEYUP):
            self._move(_pressed(event), event.type == pygame.KEYDOWN)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._move(self._under(event.pos), True)
        elif event.type == pygame.WINDOWEXPOSED:
            self._display.exposed()
        elif event.type == pygame.WINDOWFOCUSLOST or (
            event.type == pygame.MOUSEBUTTONUP and event.button == 1
        ):
            for key in tuple(self._panel.down):
                self._panel.release(key)

    def _move(self, key: Key | None, down: bool) -> None:
        if key in self._panel.keys:
            (self._panel.press if down else self._panel.release)(key)

    def _under(self, place: tuple[int, int]) -> Key | None:
        """Return the button, drawn or as a soft key, at a place in the window."""
        x, y = self._locate(place)
        caps = places(self._display.panel, self._panel.keys)
        for key, cap in caps.items():
            (cx, cy), reach = cap.centre, cap.w * 0.64
            if (x - cx) ** 2 + (y - cy) ** 2 <= reach**2:
                return key
        for key, box in zip(Key, self._display.grid.keys, strict=False):
            if box.x <= x < box.right and box.y <= y < box.bottom:
                return key
        return None

    def buzzed(self, level: bool) -> None:
        """Note that the buzzer sounds; safe on any thread."""
        if level:
            self._sounded = time.monotonic()

    def look(self) -> PanelView:
        """Return the panel as it is now."""
        panel = self._panel
        recently = time.monotonic() - self._sounded < SHOWN_AT_LEAST
        lit = frozenset(key for key in panel.keys if panel.is_lit(key))
        sounding = panel.sounding or recently
        return PanelView(panel.keys, frozenset(panel.down), lit, sounding)
