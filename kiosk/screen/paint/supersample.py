"""Smooth shapes: drawn several times too large on a copy of the ground, then scaled down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pygame

from kiosk.screen.paint.box import Box

LARGEST_SIDE = 1600
"""Pixels of an enlarged side up to which shapes are drawn four times too large, else twice."""


class Enlarged(NamedTuple):
    """A drawing surface on which pixel (x, y) of the screen is at ``at(x, y)``."""

    surface: pygame.Surface
    box: Box
    scale: int

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Where a place on the screen lies here: the same spot whatever part is enlarged."""
        left, top = self.box.x * self.scale, self.box.y * self.scale
        return round(x * self.scale) - left, round(y * self.scale) - top


@contextmanager
def enlarged(target: pygame.Surface, box: Box) -> Iterator[Enlarged]:
    """Draw into ``box`` of the target smoothly; what lies outside its clip is left alone.

    How much is enlarged goes by the box alone, so that each part looks as it does in the whole.
    """
    scale = 4 if max(box.w, box.h) * 4 <= LARGEST_SIDE else 2
    clip = target.get_clip()
    box = box.common(Box(clip.x, clip.y, clip.w, clip.h))
    if box.w == 0 or box.h == 0:
        return_nothing = pygame.Surface((1, 1))
        yield Enlarged(return_nothing, box, 1)
        return
    # A polygon that begins further left is drawn one pixel off in the first column: pygame rounds
    # towards zero. So one column more is enlarged than is shown.
    left, top = min(2, box.x), min(2, box.y)
    right = min(2, target.get_width() - box.right)
    low = min(2, target.get_height() - box.bottom)
    part = Box(box.x - left, box.y - top, box.w + left + right, box.h + top + low)
    ground = target.subsurface(pygame.Rect(part))
    big = pygame.transform.scale(ground, (part.w * scale, part.h * scale))
    yield Enlarged(big, part, scale)
    small = pygame.transform.smoothscale(big, (part.w, part.h))
    target.blit(small, (box.x, box.y), (left, top, box.w, box.h))
