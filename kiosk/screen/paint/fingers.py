"""Fingers laid on a picture as a measure: translucent, each as wide as it is there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Item
from kiosk.screen.paint.strokes import Coordinate
from kiosk.screen.paint.supersample import enlarged
from kiosk.screen.paint.theme import Theme

TIP, ROOT = 1.1, 2.1
"""How far a finger reaches beyond the measure and back from it, in finger widths."""

SEEN = 190
"""Opacity of a finger, of 255: what is under it stays visible."""


@dataclass(frozen=True)
class Fingers(Item):
    """Fingers side by side, between the two ends of a measure.

    :ivar tips: the middle of each finger on the measure
    :ivar back: the direction from the tips to the hand, one finger width long, in pixels
    """

    tips: tuple[Coordinate, ...]
    back: Coordinate
    theme: Theme

    @classmethod
    def between(cls, start: Coordinate, end: Coordinate, count: int, theme: Theme) -> Fingers:
        """Return fingers from one place to another; the hand is to the right of them, or below."""
        wide = max(1.0, math.dist(start, end)) / count
        dx, dy = (end[0] - start[0]) / count, (end[1] - start[1]) / count
        back = (-dy, dx) if (dx > 0 if abs(dx) >= abs(dy) else dy < 0) else (dy, -dx)
        tips = tuple(
            (start[0] + dx * (number + 0.5), start[1] + dy * (number + 0.5))
            for number in range(count)
        )
        ends = [
            Box.about(x + back[0] * at, y + back[1] * at, wide * 0.6 + 2)
            for x, y in tips
            for at in (-TIP, ROOT)
        ]
        box = ends[0]
        for each in ends[1:]:
            box = box.around(each)
        return cls(box, tips, back, theme)

    @property
    def nails(self) -> tuple[Coordinate, ...]:
        """The middle of each nail."""
        x, y = (share * (0.54 - TIP) for share in self.back)
        return tuple((tip[0] + x, tip[1] + y) for tip in self.tips)

    def paint(self, canvas: Canvas) -> None:
        """Paint each finger with its outline and its nail, over what is there."""
        with enlarged(canvas.surface, self.box) as big:
            over = pygame.Surface(big.surface.get_size(), pygame.SRCALPHA)
            wide = math.hypot(*self.back) * big.scale
            edge, skin = (*self.theme.edge, 230), (*self.theme.finger, SEEN)
            nail = (*self.theme.card, 210)

            def at(tip: Coordinate, share: float) -> Coordinate:
                return big.at(tip[0] + self.back[0] * share, tip[1] + self.back[1] * share)

            for tip in self.tips:
                ends = at(tip, 0.5 - TIP), at(tip, ROOT - 0.5)
                _capsule(over, edge, ends, wide * 0.49)
                _capsule(over, skin, ends, wide * 0.42)
                bed = at(tip, 0.46 - TIP), at(tip, 0.62 - TIP)
                _capsule(over, edge, bed, wide * 0.31)
                _capsule(over, nail, bed, wide * 0.27)
            big.surface.blit(over, (0, 0))


def _capsule(
    surface: pygame.Surface, colour: Sequence[int], ends: tuple[Coordinate, Coordinate], half: float
) -> None:
    """Fill a bar with round ends; it replaces what is there."""
    (x1, y1), (x2, y2) = ends
    length = math.dist(*ends) or 1.0
    # Rounded, as pygame rounds towards zero: a part would differ from the whole left of its edge.
    dx, dy = round((y2 - y1) / length * half), round((x1 - x2) / length * half)
    corners = [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy), (x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]
    pygame.draw.polygon(surface, colour, corners)
    for end in ends:
        pygame.draw.circle(surface, colour, end, half)
