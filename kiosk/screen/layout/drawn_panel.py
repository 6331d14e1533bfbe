"""The desktop's drawn panel under the screen: buttons to press, lights, and a buzzer to see."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.panel.mock_panel import LETTERS
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Disc, Drawing, Fill, Item, Label
from kiosk.screen.paint.theme import THEME, Colour, mix
from kiosk.session.keys import Key

CASE: Colour = (52, 56, 64)
RIM: Colour = (30, 33, 39)
GLOW: Colour = (255, 236, 150)
HINT = "Press with the mouse or A, R and S.  Hold R or press it twice to pause.  Esc leaves."
"""What the keyboard does, for whoever has just started it."""

LEAST, SHARE = 92, 0.22
"""The drawn panel's height: at least so many pixels, and so much of the page's shorter side."""

UNBARRED = 0.92
"""What a desktop's display has left beside title bar and task bar."""

SMALLEST = 320
"""Pixels a side of the smallest page."""


@dataclass(frozen=True)
class PanelView:
    """What can be seen of a panel: its buttons, those down, those lit, and the buzzer."""

    keys: tuple[Key, ...]
    down: frozenset[Key]
    lit: frozenset[Key]
    sounding: bool


def height_for(width: int, height: int) -> int:
    """Pixels the panel takes under a screen of that size."""
    return max(LEAST, round(min(width, height) * SHARE))


def fitting(page: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """Return the page's size, or the largest of its proportions that a display has room for.

    :param page: width and height in pixels; with the panel below, it may be too large
    :param room: the display's width and height
    """
    width, height = page
    if width <= room[0] and height + height_for(width, height) <= room[1]:
        return page
    wide, tall = room[0] * UNBARRED, room[1] * UNBARRED
    scale = min(wide / width, (tall - LEAST) / height, tall / (height + SHARE * min(width, height)))
    return max(SMALLEST, int(width * scale)), max(SMALLEST, int(height * scale))


def places(panel: Box, keys: tuple[Key, ...]) -> dict[Key, Box]:
    """Where each button's round cap lies: three under their soft keys."""
    row = panel.rows(5, 1)[0].columns(*(1 for _ in keys))
    side = min(panel.h * 0.52, row[0].w * 0.42)
    return {key: box.middle(side, side) for key, box in zip(keys, row, strict=True)}


def items(panel: Box, view: PanelView) -> tuple[Item, ...]:
    """Draw the panel."""
    made: list[Item] = [Fill(panel, CASE)]
    for key, cap in places(panel, view.keys).items():
        colour, lit, down = THEME.keys[key], key in view.lit, key in view.down
        rim = cap.middle(cap.w * 1.28, cap.h * 1.28)
        made.append(Disc(rim, GLOW if lit else RIM))
        face = mix(colour, (0, 0, 0), 0.35) if down else mix(colour, THEME.white, 0.12)
        made.append(Disc(cap.middle(cap.w * 0.9, cap.h * 0.9) if down else cap, face))
        made.append(Drawing(cap.middle(cap.w * 0.46, cap.h * 0.46), icons.KEYS[key], THEME.white))
        px = max(12, round(panel.h * 0.17))
        letter = Box(rim.right + px // 2, cap.y, px * 2, cap.h)
        made.append(
            Label(letter, fonts.FittedText(px, (f"[{LETTERS[key]}]",)), True, THEME.white, 0.0)
        )
    upper, hint = panel.rows(5, 1)
    side = round(panel.h * 0.34)
    between = upper.columns(1, 1, 1)[1].right
    buzzer = Box(between - side // 2, upper.centre[1] - side // 2, side, side)
    made.append(Drawing(buzzer, icons.buzzer, GLOW if view.sounding else mix(CASE, RIM, 0.9)))
    text = fonts.fit((HINT,), round(panel.w * 0.94), hint.h, False, round(panel.h * 0.14), 1)
    made.append(Label(hint, text, False, THEME.line))
    return tuple(made)
