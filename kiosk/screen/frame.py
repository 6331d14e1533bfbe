"""Where the parts of every page stand: picture, column of words, soft keys. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.screen.box import Box

MOST_CROPPED = 0.15
"""How much of a picture may be cut off to fill its box: its points keep to the middle 70 %."""


STEP = 1.4
"""Hundredths of the shorter side by which a shifted page moves: less than its margins."""


@dataclass(frozen=True)
class Frame:
    """A screen shared out. ``unit`` is a hundredth of the shorter side, in pixels."""

    page: Box
    body: Box
    picture: Box
    column: Box
    keys: tuple[Box, ...]
    unit: float

    @property
    def portrait(self) -> bool:
        """Whether the picture stands above the words."""
        return self.page.h > self.page.w

    def shifted(self, right: int, down: int) -> Frame:
        """Move all that stands on the page by so many steps; a step keeps it on the page."""
        dx, dy = round(right * STEP * self.unit), round(down * STEP * self.unit)
        return replace(
            self,
            body=self.body.moved(dx, dy),
            picture=self.picture.moved(dx, dy),
            column=self.column.moved(dx, dy),
            keys=tuple(key.moved(dx, dy) for key in self.keys),
        )


def frame(width: int, height: int) -> Frame:
    """Share out a screen of that size: landscape side by side, portrait one above the other."""
    page = Box(0, 0, width, height)
    unit = min(width, height) / 100
    margin = round(1.7 * unit)
    bar = round(max(15.5 * unit if width >= height else 13 * unit, 46))
    body = Box(0, 0, width, height - bar)
    row = Box(margin, body.bottom, width - 2 * margin, bar - margin)
    keys = row.columns(1, 1, 1, gap=margin)
    if width >= height:
        wide = round(min(0.575 * width, body.h / (1 - MOST_CROPPED)))
        picture = Box(0, 0, wide, body.h)
        column = Box(wide, 0, width - wide, body.h)
    else:
        tall = round(min(0.53 * body.h, width / (1 - MOST_CROPPED)))
        picture = Box(0, 0, width, max(tall, round(width * (1 - MOST_CROPPED))))
        column = Box(0, picture.bottom, width, body.h - picture.bottom)
    return Frame(page, body, picture, column.inset(2.4 * unit, 2.0 * unit), keys, unit)
