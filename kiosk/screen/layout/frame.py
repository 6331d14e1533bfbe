"""The frame of every page: picture, column of words, soft keys. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.screen.paint.box import Box

MOST_CROPPED = 0.15
"""Fraction of a picture that may be cropped to fill its box: points are in the middle 70 %."""

KEY_LINES = 2.4
"""Two lines of a soft key's label, in ems."""

KEY_SIGN = 0.9
"""Height of a soft key's sign above its label, in ems."""


STEP = 1.4
"""Hundredths of the shorter side by which one step shifts a page: less than its margins."""


@dataclass(frozen=True)
class Frame:
    """A screen divided into parts. ``unit`` is a hundredth of the shorter side, in pixels."""

    page: Box
    body: Box
    picture: Box
    column: Box
    keys: tuple[Box, ...]
    unit: float

    @property
    def portrait(self) -> bool:
        """True if the picture is above the words."""
        return self.page.h > self.page.w

    def with_picture(self, share: float) -> Frame:
        """Shrink the picture to ``share`` (0 to 1) of its room, and leave the rest to the words."""
        body, picture = self.body, self.picture
        if self.portrait:
            picture = Box(picture.x, picture.y, picture.w, round(picture.h * share))
            column = Box(body.x, picture.bottom, body.w, body.bottom - picture.bottom)
        else:
            picture = Box(picture.x, picture.y, round(picture.w * share), picture.h)
            column = Box(picture.right, body.y, body.right - picture.right, body.h)
        column = column.inset(2.4 * self.unit, 2.0 * self.unit)
        return replace(self, picture=picture, column=column)

    def shifted(self, right: int, down: int) -> Frame:
        """Shift everything by steps to the right and down; one step keeps it on the page."""
        dx, dy = round(right * STEP * self.unit), round(down * STEP * self.unit)
        return replace(
            self,
            body=self.body.moved(dx, dy),
            picture=self.picture.moved(dx, dy),
            column=self.column.moved(dx, dy),
            keys=tuple(key.moved(dx, dy) for key in self.keys),
        )


def frame(width: int, height: int, em: int = 0) -> Frame:
    """Divide a screen of that size: side by side in landscape, stacked in portrait.

    :param em: minimum text size in pixels, for which the soft keys make room
    """
    page = Box(0, 0, width, height)
    unit = min(width, height) / 100
    margin = round(1.7 * unit)
    if width >= height:
        bar = round(max(15.5 * unit, 46, KEY_LINES * em + 1.6 * unit + margin))
    else:
        bar = round(max(15.5 * unit, 46, (KEY_LINES + KEY_SIGN) * em + 3.2 * unit + margin))
    body = Box(0, 0, width, height - bar)
    row = Box(margin, body.bottom, width - 2 * margin, bar - margin)
    keys = row.columns(1, 1, 1, gap=margin)
    if width >= height:
        wide = round(min(0.575 * width, body.h / (1 - MOST_CROPPED)))
        picture = Box(0, 0, wide, body.h)
    else:
        tall = round(min(0.53 * body.h, width / (1 - MOST_CROPPED)))
        picture = Box(0, 0, width, max(tall, round(width * (1 - MOST_CROPPED))))
    return Frame(page, body, picture, body, keys, unit).with_picture(1.0)
