"""Measures a scene without painting it: where its ink is, and on what background."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config.screen import Screen
from kiosk.screen.layout.elements import LayoutContext
from kiosk.screen.layout.grid import Grid, grid
from kiosk.screen.layout.legibility import viewing_conditions
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Fill, Item, Label, Plate
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.theme import THEME, Colour, Theme
from kiosk.session.view import View
from tests.shipped_pages import shipped


def desk_of(size: tuple[int, int], calm: bool = False, theme: Theme = THEME) -> LayoutContext:
    """Return the layout context of the shipped settings for a screen of that size."""
    return LayoutContext(grid_of(size), shipped().album, calm, theme)


def grid_of(size: tuple[int, int]) -> Grid:
    return grid(*size, viewing_conditions(Screen(), size).minimum_text)


def lay_out(view: View, size: tuple[int, int], now: float = 1.0, theme: Theme = THEME) -> Scene:
    return scene(view, desk_of(size, theme=theme), now)


def labels(made: Scene) -> list[Label]:
    return [item for item in made if isinstance(item, Label)]


def ink(label: Label) -> Iterator[Box]:
    """Return the box of each line's letters, with ascenders and descenders."""
    px, box = label.text.px, label.box
    for number, line in enumerate(label.text.lines):
        face = fonts.font_of(line, px, label.bold)
        glyphs = [glyph for glyph in face.metrics(line) if glyph is not None]
        lowest, highest = min(glyph[2] for glyph in glyphs), max(glyph[3] for glyph in glyphs)
        wide = fonts.width(line, px, label.bold)
        x, y = (
            round(box.x + (box.w - wide) * label.across),
            round(label.base + label.text.offset(number)),
        )
        yield Box(x, y - highest, wide, highest - lowest)


def within(inner: Box, outer: Box, slack: int = 1) -> bool:
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


def ground(made: Scene, item: Item, place: Box) -> Colour:
    """Return the colour of the last plain surface painted before ``item`` at ``place``."""
    found: Colour | None = None
    for other in made:
        if other is item:
            break
        if isinstance(other, (Fill, Plate)) and within(place, other.box, 0):
            found = other.colour
    assert found is not None
    return found
