"""The disc that a person breathes with."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item
from kiosk.screen.paint.supersample import enlarged
from kiosk.screen.paint.theme import Colour, mix


@dataclass(frozen=True)
class Breath(Item):
    """A soft disc that a person breathes with: ``size`` (0 to 1) says how large it is."""

    colour: Colour
    ground: Colour
    size: float

    @property
    def _radius(self) -> float:
        return self.box.w / 2 * (LEAST_BREATH + (1 - LEAST_BREATH) * self.size)

    @property
    def _middle(self) -> tuple[float, float]:
        return self.box.x + self.box.w / 2, self.box.y + self.box.h / 2

    def damage(self, before: Item) -> tuple[Box, ...]:
        """Return slices of what lies between the two sizes if only the size has changed."""
        if not isinstance(before, Breath) or replace(before, size=self.size) != self:
            return super().damage(before)
        (x, y), least, most = self._middle, *sorted((before._radius, self._radius))
        hole, reach = least - 2, most + 2
        boxes: list[Box] = []
        for rows in Box.about(x, y, reach).rows(*[1.0] * (SLICES if reach > SMALL else 1)):
            ends = abs(rows.y - y), abs(rows.bottom - y)
            near = 0.0 if rows.y < y < rows.bottom else min(ends)
            right = math.ceil(math.sqrt(max(0.0, reach**2 - near**2)))
            left = math.floor(math.sqrt(max(0.0, hole**2 - max(ends) ** 2)))
            middle = round(x)
            sides = ((-right, -left), (left, right)) if left else ((-right, right),)
            boxes += [Box(middle + a, rows.y, b - a, rows.h).common(self.box) for a, b in sides]
        return tuple(boxes)

    def paint(self, canvas: Canvas) -> None:
        """Paint the disc at its largest, pale, and over it as large as it is now."""
        with enlarged(canvas.surface, self.box) as big:
            middle = big.at(*self._middle)
            for size, strength in ((self.box.w / 2, 0.08), (self._radius, 0.3)):
                colour = mix(self.ground, self.colour, strength)
                pygame.draw.circle(big.surface, colour, middle, size * big.scale)


SLICES, SMALL = 6, 80
"""Rows of boxes in which a disc of breath is repainted between two sizes, and the radius in pixels
up to which one box is quicker."""

LEAST_BREATH = 0.36
"""The radius of a disc of breath before breathing in, as a fraction of its largest."""
