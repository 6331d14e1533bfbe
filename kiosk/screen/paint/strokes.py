"""Lines over a picture: leaders to landmarks, brackets of a measure, lines in thirds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item
from kiosk.screen.paint.supersample import enlarged
from kiosk.screen.paint.theme import Colour

Coordinate = tuple[float, float]

DASH = 3.2
"""Length of a dash and of the gap after it, in widths of the line."""


@dataclass(frozen=True)
class Stroke(Item):
    """A line through points with a casing, so that it is seen on every skin.

    :ivar dashed: whether the line is broken into dashes
    :ivar dot: radius in pixels of a dot at its end, 0 for none
    """

    points: tuple[Coordinate, ...]
    wide: float
    colour: Colour
    casing: Colour
    dashed: bool = False
    dot: float = 0.0

    @classmethod
    def through(
        cls,
        points: Sequence[Coordinate],
        wide: float,
        colour: Colour,
        casing: Colour,
        dashed: bool = False,
        dot: float = 0.0,
    ) -> Stroke:
        """Return a line with the box that it needs."""
        reach = max(wide * 1.2, dot * 1.6) + 1
        box = Box.about(*points[0], reach)
        for x, y in points[1:]:
            box = box.around(Box.about(x, y, reach))
        return cls(box, tuple(points), wide, colour, casing, dashed, dot)

    def paint(self, canvas: Canvas) -> None:
        """Paint the casing and over it the line, with smooth edges."""
        with enlarged(canvas.surface, self.box) as big:
            places = [big.at(x, y) for x, y in self.points]
            wide, parts = self.wide * big.scale, list(pairwise(places))
            shown = list(self._dashes(parts, wide)) if self.dashed else parts
            for colour, thick in ((self.casing, wide * 2.2), (self.colour, wide)):
                for start, end in shown:
                    _line(big.surface, colour, start, end, thick)
            if self.dot:
                for colour, radius in ((self.colour, self.dot), (self.casing, self.dot * 0.55)):
                    pygame.draw.circle(big.surface, colour, places[-1], radius * big.scale)

    def _dashes(
        self, parts: Sequence[tuple[Coordinate, Coordinate]], wide: float
    ) -> Iterator[tuple[Coordinate, Coordinate]]:
        for (x1, y1), (x2, y2) in parts:
            length = math.dist((x1, y1), (x2, y2))
            count = max(1, round(length / (2 * DASH * wide)))
            for number in range(count):
                start, end = number / count, (number + 0.5) / count
                yield (
                    (x1 + (x2 - x1) * start, y1 + (y2 - y1) * start),
                    (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end),
                )


def _line(
    surface: pygame.Surface, colour: Colour, start: Coordinate, end: Coordinate, wide: float
) -> None:
    """Draw a line with round ends; pygame's own thick lines are cut off slanted."""
    # Whole pixels, rounded alike wherever the surface begins: parts look as they do in the whole.
    (x1, y1), (x2, y2), half = _whole(start), _whole(end), wide / 2
    length = math.dist(start, end)
    if length:
        dx, dy = (y2 - y1) / length * half, (x1 - x2) / length * half
        corners = [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]
        pygame.draw.polygon(surface, colour, [_whole(corner) for corner in corners])
    for tip in ((x1, y1), (x2, y2)):
        pygame.draw.circle(surface, colour, tip, half)


def _whole(place: Coordinate) -> tuple[int, int]:
    return math.floor(place[0] + 0.5), math.floor(place[1] + 0.5)
