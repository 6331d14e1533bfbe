"""The ring of the countdown: only the visible part is drawn, and only a moved end repainted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item
from kiosk.screen.paint.supersample import enlarged
from kiosk.screen.paint.theme import Colour


@dataclass(frozen=True)
class Ring(Item):
    """A ring that empties clockwise; ``ticks_left`` of ``ticks`` equal parts are left."""

    wide: int
    colour: Colour
    track: Colour
    ticks_left: int
    ticks: int

    def paint(self, canvas: Canvas) -> None:
        """Paint the track and, over it, the part that is left."""
        if self._surrounds(Box(*canvas.surface.get_clip())):
            return
        with enlarged(canvas.surface, self.box) as big:
            middle = big.at(self.box.x + self.box.w / 2, self.box.y + self.box.h / 2)
            outer, wide = self._radius * big.scale, self.wide * big.scale
            pygame.draw.circle(big.surface, self.track, middle, outer, wide)
            if self.ticks_left:
                _arc(big.surface, self.colour, middle, outer, wide, self.ticks_left / self.ticks)

    def _surrounds(self, part: Box) -> bool:
        """Return whether a part of the page lies in the hole of the ring."""
        x, y = self.box.x + self.box.w / 2, self.box.y + self.box.h / 2
        away = max(abs(part.x - x), abs(part.right - x)), max(abs(part.y - y), abs(part.bottom - y))
        return math.hypot(*away) < self._radius - self.wide - 1

    @property
    def _radius(self) -> float:
        return min(self.box.w, self.box.h) / 2 - 1

    def damage(self, before: Item) -> tuple[Box, ...]:
        """Return the box of the arc between the two ends if only the end has moved."""
        if not isinstance(before, Ring) or replace(before, ticks_left=self.ticks_left) != self:
            return super().damage(before)
        if abs(before.ticks_left - self.ticks_left) > self.ticks / 8:
            return super().damage(before)
        radius = self._radius - self.wide / 2
        x, y = self.box.x + self.box.w / 2, self.box.y + self.box.h / 2
        ends = [left / self.ticks * math.tau for left in (before.ticks_left, self.ticks_left)]
        caps = [
            Box.about(x + radius * math.sin(end), y - radius * math.cos(end), self.wide * 0.62 + 1)
            for end in (*ends, sum(ends) / 2)
        ]
        return (caps[0].around(caps[1]).around(caps[2]).common(self.box),)


STEPS = 180
"""Straight edges of a full ring: enough that none shows at 4K."""


def _unit(step: float) -> tuple[float, float]:
    """Return the direction of a step from the middle of a ring."""
    angle = step / STEPS * math.tau
    return math.sin(angle), -math.cos(angle)


UNITS = [_unit(step) for step in range(STEPS)]


def _arc(
    surface: pygame.Surface,
    colour: Colour,
    middle: tuple[int, int],
    outer: float,
    wide: int,
    share: float,
) -> None:
    """Paint a part of a ring with round ends, from the top, clockwise.

    Only the stretch that meets the surface is drawn. Its corners do not depend on the stretch, so a
    part of the ring looks as it does in the full ring.
    """
    x, y = middle
    tip = share * STEPS
    first, last = _seen(surface, middle)
    for turn in (-STEPS, 0, STEPS):
        start, end = max(0, first + turn), min(tip, last + turn)
        if start < end:
            edge = [*UNITS[start : math.ceil(end)], _unit(end)]
            points = [(x + round(outer * dx), y + round(outer * dy)) for dx, dy in edge]
            edge.reverse()
            inner = outer - wide
            points += [(x + round(inner * dx), y + round(inner * dy)) for dx, dy in edge]
            pygame.draw.polygon(surface, colour, points)
    half = outer - wide / 2
    for dx, dy in (UNITS[0], _unit(tip)):
        cap = x + round(half * dx), y + round(half * dy)
        pygame.draw.circle(surface, colour, cap, wide / 2)


def _seen(surface: pygame.Surface, middle: tuple[int, int]) -> tuple[int, int]:
    """Return the steps between which a surface lies, seen from the middle of a ring."""
    x, y = surface.get_width() / 2 - middle[0], surface.get_height() / 2 - middle[1]
    away, reach = math.hypot(x, y), math.hypot(*surface.get_size()) / 2
    if reach >= away:
        return 0, STEPS
    towards, half = math.atan2(x, -y) / math.tau * STEPS, math.asin(reach / away) / math.tau * STEPS
    return math.floor(towards - half) - 1, math.ceil(towards + half) + 1
