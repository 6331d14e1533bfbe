"""The panel drawn below the page on a desktop: buttons to press, lights, and a buzzer."""

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
LEAST, SHARE = 92, 0.22
"""The drawn panel's height: its minimum in pixels, and its fraction of the page's shorter side."""

RIMMED = 1.28
"""The width of a rim, in widths of its button's cap."""

LETTER = 1.7
"""Ems that a button's letter takes, in brackets."""

UNBARRED = 0.92
"""Fraction of a desktop's display that title bar and task bar leave free."""

SMALLEST = 320
"""Shortest side of a page, in pixels."""


@dataclass(frozen=True)
class PanelView:
    """The visible state of a panel: its buttons, those down, those lit, and the buzzer."""

    keys: tuple[Key, ...]
    down: frozenset[Key]
    lit: frozenset[Key]
    sounding: bool


def height_for(width: int, height: int) -> int:
    """Return the panel's height in pixels below a page of that size."""
    return max(LEAST, round(min(width, height) * SHARE))


def fitting(page: tuple[int, int], room: tuple[int, int]) -> tuple[int, int]:
    """Return the page's size, or the largest size of the same proportions that fits a display.

    :param page: width and height in pixels; may be too large with the panel below
    :param room: the display's width and height
    """
    width, height = page
    if width <= room[0] and height + height_for(width, height) <= room[1]:
        return page
    wide, tall = room[0] * UNBARRED, room[1] * UNBARRED
    scale = min(wide / width, (tall - LEAST) / height, tall / (height + SHARE * min(width, height)))
    return max(SMALLEST, int(width * scale)), max(SMALLEST, int(height * scale))


def places(panel: Box, keys: tuple[Key, ...]) -> dict[Key, Box]:
    """Return the box of each button's round cap; three buttons are below their soft keys."""
    row = panel.rows(5, 1)[0].columns(*(1 for _ in keys))
    side = min(panel.h * 0.52, row[0].w * 0.36)
    return {key: box.middle(side, side) for key, box in zip(keys, row, strict=True)}


def hint(keys: tuple[Key, ...]) -> str:
    """Return what to press on the keyboard, for a user who has just started the program."""
    *letters, last = (LETTERS[key] for key in keys)
    pausing = "P pauses" if Key.PAUSE in keys else "Press R twice to pause"
    return f"Press with the mouse or {', '.join(letters)} and {last}.  {pausing}.  Esc leaves."


def items(panel: Box, view: PanelView) -> tuple[Item, ...]:
    """Return the items of the panel."""
    drawn: list[Item] = [Fill(panel, CASE)]
    caps = places(panel, view.keys)
    first, column = next(iter(caps.values())), panel.w / len(caps)
    spare = (column - RIMMED * first.w) / 2
    px = max(12, round(min(panel.h * 0.17, spare / 3.2)))
    for key, cap in caps.items():
        colour, lit, down = THEME.keys[key], key in view.lit, key in view.down
        rim = cap.middle(cap.w * RIMMED, cap.h * RIMMED)
        drawn.append(Disc(rim, GLOW if lit else RIM))
        face = mix(colour, (0, 0, 0), 0.35) if down else mix(colour, THEME.white, 0.12)
        drawn.append(Disc(cap.middle(cap.w * 0.9, cap.h * 0.9) if down else cap, face))
        drawn.append(Drawing(cap.middle(cap.w * 0.46, cap.h * 0.46), icons.KEYS[key], THEME.white))
        letter = Box(rim.right + px // 2, cap.y, round(LETTER * px), cap.h)
        drawn.append(
            Label(letter, fonts.FittedText(px, (f"[{LETTERS[key]}]",)), True, THEME.white, 0.0)
        )
    upper, below = panel.rows(5, 1)
    side = max(8, round(min(panel.h * 0.34, 2 * (spare - (LETTER + 0.6) * px))))
    between = round(panel.x + column * (len(caps) - 1))
    buzzer = Box(between - side // 2, upper.centre[1] - side // 2, side, side)
    drawn.append(Drawing(buzzer, icons.buzzer, GLOW if view.sounding else mix(CASE, RIM, 0.9)))
    size, room = round(panel.h * 0.14), round(panel.w * 0.94)
    text = fonts.fit((hint(view.keys),), room, below.h, False, size, 1)
    drawn.append(Label(below, text, False, THEME.line))
    return tuple(drawn)
