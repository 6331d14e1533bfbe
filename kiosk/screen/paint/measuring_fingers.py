"""Fingers side by side, a measure from a landmark to a point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item
from kiosk.screen.paint.theme import THEME


@dataclass(frozen=True)
class Fingers(Item):
    """``count`` fingers flat side by side from ``start`` to ``end``, as a measure."""

    start: tuple[float, float]
    end: tuple[float, float]
    count: int

    @classmethod
    def between(cls, start: tuple[float, float], end: tuple[float, float], count: int) -> Fingers:
        """Return fingers with the box that they need."""
        return cls(_whole(start, end, count), start, end, count)

    def paint(self, canvas: Canvas) -> None:
        """Paint each finger translucent over what it measures, with its outline."""
        whole = _whole(self.start, self.end, self.count)
        canvas.surface.blit(_sprite(self), (whole.x, whole.y))


def _whole(start: tuple[float, float], end: tuple[float, float], count: int) -> Box:
    """Return the box of entire fingers, of which an item may show a part."""
    reach = math.dist(start, end) / count * FINGER_LENGTH + 2
    boxes = [Box.about(x, y, reach) for x, y in (start, end)]
    return boxes[0].around(boxes[1])


@lru_cache(maxsize=8)
def _sprite(fingers: Fingers) -> pygame.Surface:
    """Draw entire fingers: a slanted line cut off at a side looks different."""
    box, scale = _whole(fingers.start, fingers.end, fingers.count), 4
    layer = pygame.Surface((box.w * scale, box.h * scale), pygame.SRCALPHA)
    layer.fill((*THEME.ink, 0))
    (x1, y1), (x2, y2) = (
        ((x - box.x) * scale, (y - box.y) * scale) for x, y in (fingers.start, fingers.end)
    )
    ax, ay = (x2 - x1) / fingers.count, (y2 - y1) / fingers.count
    wide = math.hypot(ax, ay)
    half, edge = wide * (FINGER_LENGTH - 0.5) / 2, max(2.0, wide * 0.07)
    # A finger lies across the distance that it measures.
    along = (ay / wide, -ax / wide)
    for number in range(fingers.count):
        middle = x1 + ax * (number + 0.5), y1 + ay * (number + 0.5)
        for colour, thick in (((*THEME.ink, 200), wide), ((*THEME.card, 170), wide - edge)):
            _capsule(layer, colour, middle, along, half, thick)
    return pygame.transform.smoothscale(layer, (box.w, box.h))


FINGER_LENGTH = 2.6
"""Length of a measuring finger, in its widths."""


def _capsule(
    surface: pygame.Surface,
    colour: tuple[int, int, int, int],
    middle: tuple[float, float],
    along: tuple[float, float],
    half: float,
    thick: float,
) -> None:
    """Paint a line with round ends, ``half`` its length to either side of its middle."""
    (x, y), (dx, dy), r = middle, along, thick / 2
    ends = [(x + dx * half, y + dy * half), (x - dx * half, y - dy * half)]
    corners = [(ex - dy * r, ey + dx * r) for ex, ey in ends]
    corners += [(ex + dy * r, ey - dx * r) for ex, ey in reversed(ends)]
    pygame.draw.polygon(surface, colour, corners)
    for end in ends:
        pygame.draw.circle(surface, colour, end, r)
