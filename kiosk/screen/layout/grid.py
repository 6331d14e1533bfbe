"""The grid of every page: where picture, words, ring and keys are, and how large letters are. Pure.

Each size of screen has one grid, and all its pages lie on it, so that from page to page only what
changes moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from kiosk.screen.layout.legibility import ANY, MinimumTextSize
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.fonts import LEADING, LINE

PORTRAIT_PICTURE = 0.437
"""The picture's share of the page's height in portrait."""

NARROW = 0.23
"""A narrow picture's share of the page's longer side."""

WORDS = 3
"""Lines of a sentence below the action word."""

STEP = 1.4
"""Hundredths of the shorter side by which one step shifts a page: less than its margins."""


class TypeScale(NamedTuple):
    """The sizes of letters, in pixels per em.

    :ivar word: an action word and the digits of a countdown, read from afar
    :ivar title: a title
    :ivar text: a sentence
    :ivar small: keys, labels, progress; as large as text where that is at its minimum
    """

    word: int
    title: int
    text: int
    small: int


MOST_TEXT, MOST_TITLE, MOST_WORD = 9.5, 8.7, 5.4
"""Ems of text, a title and an action word that a line of the column has room for at least."""


TEXT_LINES, TITLE_LINES, WORD_LINES = 8.4, 7.4, 4.75
"""Ems of text, a title and an action word that the column's height has room for at least."""


BESIDE = 6.3
"""Ems of small text that the column has room for beside the ring at least."""


@dataclass(frozen=True)
class Grid:
    """A screen divided into slots. ``unit`` is a hundredth of the shorter side, in pixels.

    :ivar picture: the picture, which bleeds to the edges
    :ivar column: the words beside (in portrait, below) the picture
    :ivar wide: the words of a page without a picture
    :ivar aside: a narrow picture, which bleeds too
    :ivar beside: the words beside (in portrait, below) it
    :ivar progress: the point reached, in words
    :ivar segments: the point reached, in segments
    :ivar note: how to press, or the round
    :ivar ring: the countdown, at the head of the column
    :ivar word: the action word or title, below them
    :ivar sentence: what to do, to the foot of the column
    """

    page: Box
    unit: float
    scale: TypeScale
    body: Box
    picture: Box
    column: Box
    wide: Box
    aside: Box
    beside: Box
    keys: tuple[Box, ...]
    progress: Box
    segments: Box
    note: Box
    ring: Box
    word: Box
    sentence: Box

    @property
    def portrait(self) -> bool:
        """True if the picture is above the words."""
        return self.page.h > self.page.w

    @property
    def gap(self) -> int:
        """Pixels between neighbours."""
        return round(1.6 * self.unit)

    def shifted(self, right: int, down: int) -> Grid:
        """Shift everything by steps to the right and down; one step keeps it on the page."""
        dx, dy = round(right * STEP * self.unit), round(down * STEP * self.unit)

        def moved(value: object) -> object:
            return value.moved(dx, dy) if isinstance(value, Box) else value

        values = {name: moved(value) for name, value in vars(self).items() if name != "page"}
        keys = tuple(key.moved(dx, dy) for key in self.keys)
        return replace(self, **{**values, "keys": keys})  # type: ignore[arg-type]


def type_scale(width: int, height: int, minimum: MinimumTextSize) -> TypeScale:
    """Return the sizes of letters for a screen of that size."""
    u = min(width, height) / 100
    portrait = height > width
    # About as many letters and lines as the column, and three keys side by side, have to hold.
    side = 0.0 if portrait else min(0.782 * height, 0.48 * width)
    column, tall = width - side - 2.3 * max(12, 3 * u), (0.4 if portrait else 0.72) * height
    key = width / (17.8 if portrait else 19.4)

    def held(size: int, across: float, down: float) -> int:
        return min(size, int(column / across), int(tall / down))

    text = held(max(minimum.text, round(5.6 * u)), MOST_TEXT, TEXT_LINES)
    word = held(max(minimum.word, round(12.5 * u)), MOST_WORD, WORD_LINES)
    small = min(text, max(minimum.text, round(4.4 * u)), round(key))
    title = min(word, held(max(round(1.12 * text), round(8.4 * u)), MOST_TITLE, TITLE_LINES))
    return TypeScale(word, title, text, small)


def grid(width: int, height: int, minimum: MinimumTextSize = ANY) -> Grid:
    """Divide a screen of that size: side by side in landscape, stacked in portrait."""
    page, u = Box(0, 0, width, height), min(width, height) / 100
    scale, margin, air = type_scale(width, height, minimum), round(1.7 * u), max(12, round(3 * u))
    signs = 0.0 if width >= height else 1.06 * scale.small
    bar = round(max(2.2 * scale.small + signs + 0.2 * u, 9 * u, 44))
    body = Box(0, 0, width, height - bar - 2 * margin)
    row = Box(margin, body.bottom + margin, width - 2 * margin, bar)
    keys = row.columns(1, 1, 1, gap=margin)
    if width >= height:
        side = min(body.h, round(0.48 * width))
        picture, aside = Box(0, 0, side, body.h), Box(0, 0, round(NARROW * width), body.h)
    else:
        tall = round(PORTRAIT_PICTURE * height)
        picture, aside = Box(0, 0, width, tall), Box(0, 0, width, round(1.2 * NARROW * height))
    column, beside = _left_by(picture, body, air), _left_by(aside, body, air)
    wide = Box(round(1.4 * air), round(0.7 * air), width - round(2.6 * air), body.h - air)
    slots = _slots(column, scale, u)
    return Grid(page, u, scale, body, picture, column, wide, aside, beside, keys, *slots)


def _left_by(picture: Box, body: Box, air: int) -> Box:
    """Return what a picture leaves of the body, inside its margins."""
    if picture.w < body.w:
        x = picture.right + round(1.3 * air)
        return Box(x, body.y + air, body.right - air - x, body.h - round(1.4 * air))
    y, across = picture.bottom + round(0.8 * air), round(1.3 * air)
    return Box(body.x + across, y, body.w - 2 * across, body.bottom - y - round(0.4 * air))


def _slots(column: Box, scale: TypeScale, u: float) -> tuple[Box, ...]:
    """Divide the column: progress and note beside the ring, then word, then sentence."""
    gap = round(1.2 * u)
    sentence = round(scale.text * (LINE + LEADING * (WORDS - 1)))
    word = round(LINE * scale.word)
    beside = column.w - gap - round(BESIDE * scale.small)
    side = min(column.h - word - sentence - gap, round(0.45 * column.w), beside)
    head, rest = Box(column.x, column.y, column.w, side), column.bottom - column.y - side
    ring = Box(head.right - side, head.y, side, side)
    left = Box(head.x, head.y, head.w - side - gap, side)
    progress = Box(left.x, left.y, left.w, round(LINE * scale.small))
    segments = Box(left.x, progress.bottom + gap // 2, left.w, max(6, round(2 * u)))
    note = Box(left.x, segments.bottom + gap, left.w, left.bottom - segments.bottom - gap)
    below = Box(column.x, head.bottom + gap // 2, column.w, rest - gap // 2)
    title = Box(below.x, below.y, below.w, word)
    words = Box(below.x, title.bottom, below.w, below.bottom - title.bottom)
    return progress, segments, note, ring, title, words
