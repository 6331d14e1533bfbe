"""The signs: of keys and actions, fingers, pressure, progress and warning.

Drawn, never typed.

Each sign is drawn on a square of 100 by 100 units in the middle of its box. Signs with parameters
are cached, because equal drawings must be equal items.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from functools import cache, partial
from itertools import pairwise

import pygame

from kiosk.routine.model import Finger, Hands
from kiosk.screen.paint.action_signs import ACTION_SIGNS
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Paint
from kiosk.screen.paint.key_shapes import KEY_SHAPES, ShapePart
from kiosk.screen.paint.supersample import Enlarged
from kiosk.screen.paint.theme import Colour, Theme, mix
from kiosk.session.keys import Action, Key


class Pen:
    """Draws on the largest square in a box: 100 units wide, with (0, 0) in the middle."""

    def __init__(self, big: Enlarged, box: Box) -> None:
        square = box.square()
        self._big = big
        self._unit = square.w / 100
        self._x, self._y = square.x + square.w / 2, square.y + square.h / 2

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the enlarged surface of a place in units."""
        return self._big.at(self._x + x * self._unit, self._y + y * self._unit)

    def size(self, units: float) -> float:
        """Return a length of the enlarged surface."""
        return units * self._unit * self._big.scale

    def polygon(self, colour: Colour, *points: tuple[float, float]) -> None:
        """Fill a polygon."""
        pygame.draw.polygon(self._big.surface, colour, [self.at(x, y) for x, y in points])

    def disc(self, colour: Colour, x: float, y: float, radius: float) -> None:
        """Fill a circle."""
        pygame.draw.circle(self._big.surface, colour, self.at(x, y), self.size(radius))

    def stroke(self, colour: Colour, wide: float, *points: tuple[float, float]) -> None:
        """Draw a line of that width through the points, with round ends and corners."""
        for (x1, y1), (x2, y2) in pairwise(points):
            length = math.hypot(x2 - x1, y2 - y1) or 1.0
            dx, dy = (y2 - y1) / length * wide / 2, (x1 - x2) / length * wide / 2
            corners = (
                (x1 + dx, y1 + dy),
                (x2 + dx, y2 + dy),
                (x2 - dx, y2 - dy),
                (x1 - dx, y1 - dy),
            )
            self.polygon(colour, *corners)
        for x, y in points:
            self.disc(colour, x, y, wide / 2)


def _shape(
    big: Enlarged, box: Box, colour: Colour, theme: Theme, parts: tuple[ShapePart, ...]
) -> None:
    """Draw filled polygons and lines."""
    pen = Pen(big, box)
    for part in parts:
        if part.width:
            pen.stroke(colour, part.width, *part.points)
        else:
            pen.polygon(colour, *part.points)


def warning(big: Enlarged, box: Box, colour: Colour, theme: Theme) -> None:
    """Draw a triangle with an exclamation mark."""
    pen = Pen(big, box)
    pen.stroke(colour, 12, (0, -36), (42, 36), (-42, 36), (0, -36))
    pen.polygon(colour, (0, -36), (42, 36), (-42, 36))
    pen.stroke(theme.reverse, 10, (0, -12), (0, 13))
    pen.disc(theme.reverse, 0, 29, 6)


KEYS: dict[Key, Paint] = {key: partial(_shape, parts=KEY_SHAPES[key]) for key in Key}
"""The shape of each button."""

ACTIONS: dict[Action, Paint] = {
    action: partial(_shape, parts=parts) for action, parts in ACTION_SIGNS.items()
}
"""The sign of each action."""

buzzer: Paint = ACTIONS[Action.HEAR_AGAIN]
"""A loudspeaker with two waves."""

_FINGERS: Sequence[tuple[Finger | None, tuple[float, float], tuple[float, float], float]] = (
    (Finger.THUMB, (-20, 20), (-38, -4), 15),
    (Finger.INDEX, (-15, 4), (-18, -36), 13),
    (Finger.MIDDLE, (0, 2), (0, -43), 13),
    (None, (14, 4), (17, -35), 12.5),
    (None, (25, 11), (32, -19), 11.5),
)


_OUTLINE = 3.5
"""Width of the outline of an alternative finger."""


def _hand(
    pen: Pen,
    fingers: Sequence[Finger],
    others: Sequence[Finger],
    colour: Colour,
    ground: Colour,
    x: float,
    size: float,
) -> None:
    """Draw the back of a hand at ``x``, mirrored if ``size`` is negative."""
    pale = mix(colour, ground, 0.72)
    wide = abs(size)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return x + point[0] * size, point[1] * wide

    def shape(use: Colour, grow: float, chosen: Collection[Finger | None]) -> None:
        for finger, root, tip, thick in _FINGERS:
            if finger in chosen:
                pen.stroke(use, (thick + grow) * wide, place(root), place(tip))

    pressing = {*fingers, *others}
    palm = ((-16, 12), (22, 14), (18, 40), (-10, 40))
    pen.stroke(pale, 16 * wide, *(place(p) for p in (*palm, palm[0])))
    pen.polygon(pale, *(place(p) for p in palm))
    shape(pale, 0, {None, *Finger} - pressing)
    shape(ground, 5, pressing)
    shape(colour, 0, pressing)
    shape(ground, -2 * _OUTLINE, others)


def _hands(
    big: Enlarged,
    box: Box,
    colour: Colour,
    theme: Theme,
    fingers: tuple[Finger, ...],
    others: tuple[Finger, ...],
    both: bool,
) -> None:
    pen = Pen(big, box)
    if both:
        _hand(pen, fingers, others, colour, theme.paper, -25, -0.62)
        _hand(pen, fingers, others, colour, theme.paper, 25, 0.62)
    else:
        _hand(pen, fingers, others, colour, theme.paper, 0, 1.0)


@cache
def hands(fingers: tuple[Finger, ...], others: tuple[Finger, ...], how: Hands) -> Paint:
    """Return the sign of one or both hands, with ``fingers`` filled and ``others`` outlined."""
    return partial(_hands, fingers=fingers, others=others, both=how is Hands.BOTH)


def _gauge(
    big: Enlarged, box: Box, colour: Colour, theme: Theme, softest: int, hardest: int
) -> None:
    columns = box.columns(1, 1, 1, 1, gap=max(1, box.w // 16))
    for step, column in enumerate(columns, start=1):
        height = round(box.h * (0.28 + 0.24 * (step - 1)))
        left, top = big.at(column.x, box.bottom - height)
        rect = pygame.Rect(left, top, column.w * big.scale, height * big.scale)
        radius = round(min(column.w, height) * big.scale * 0.3)
        paint = colour if step <= hardest else theme.line
        if softest < step <= hardest:
            paint = mix(colour, theme.paper, 0.45)
        pygame.draw.rect(big.surface, paint, rect, border_radius=radius)


@cache
def gauge(softest: int, hardest: int) -> Paint:
    """Return the four-step gauge: full up to ``softest``, paler up to ``hardest`` (from 1)."""
    return partial(_gauge, softest=softest, hardest=hardest)


def _segments(
    big: Enlarged,
    box: Box,
    colour: Colour,
    theme: Theme,
    reached: int,
    steps: int,
    place: int,
    places: int,
) -> None:
    if steps > box.w // box.h:  # too many to tell apart: one segment of what is done, and the rest
        parts = box.columns(reached, max(1, steps - reached), gap=1)
        reached = 1
    else:
        parts = box.columns(*[1] * steps, gap=max(1, box.h // 2))
    for number, part in enumerate(parts, start=1):
        tall = box.h if number == reached else round(box.h * 0.56)
        split = places if number == reached and part.w >= places * box.h else 1
        for within, piece in enumerate(part.columns(*[1] * split, gap=max(1, box.h // 4)), start=1):
            left, top = big.at(piece.x, piece.y + (piece.h - tall) / 2)
            rect = pygame.Rect(left, top, piece.w * big.scale, tall * big.scale)
            full = number <= reached and (split == 1 or within <= place)
            paint = colour if full else theme.line
            pygame.draw.rect(big.surface, paint, rect, border_radius=rect.h // 2)


@cache
def segments(reached: int, steps: int, place: int = 1, places: int = 1) -> Paint:
    """Return the row of segments that shows the progress, full up to ``reached`` (from 1).

    The segment reached is split where it has several places, and full up to ``place`` (from 1).
    """
    return partial(_segments, reached=reached, steps=steps, place=place, places=places)
