"""Smooth shapes: drawn oversized on a copy of the background, then scaled down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pygame

from kiosk.screen.paint.box import Box

LARGEST_SIDE = 1600
"""Longest enlarged side, in pixels, of shapes drawn at four times their size; others at two."""


class Enlarged(NamedTuple):
    """A drawing surface on which pixel (x, y) of the screen is at ``at(x, y)``."""

    surface: pygame.Surface
    box: Box
    scale: int

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return the place here of a place on the screen, whatever part is enlarged."""
        left, top = self.box.x * self.scale, self.box.y * self.scale
        return round(x * self.scale) - left, round(y * self.scale) - top


@contextmanager
def enlarged(target: pygame.Surface, box: Box) -> Iterator[Enlarged]:
    """Yield an enlarged copy of ``box`` to draw on; at the end it is scaled down into the clip.

    The scale depends on the box alone, so that each part looks as it does in the entire shape.
    """
    scale = 4 if max(box.w, box.h) * 4 <= LARGEST_SIDE else 2
    clip = target.get_clip()
    box = box.common(Box(clip.x, clip.y, clip.w, clip.h))
    if box.w == 0 or box.h == 0:
        return_nothing = pygame.Surface((1, 1))
        yield Enlarged(return_nothing, box, 1)
        return
    # A polygon that begins further left is one pixel off in the first column, because pygame rounds
    # towards zero. So more columns and rows are enlarged than shown.
    left, top = min(2, box.x), min(2, box.y)
    right = min(2, target.get_width() - box.right)
    low = min(2, target.get_height() - box.bottom)
    part = Box(box.x - left, box.y - top, box.w + left + right, box.h + top + low)
    ground = target.subsurface(pygame.Rect(part))
    big = pygame.transform.scale(ground, (part.w * scale, part.h * scale))
    yield Enlarged(big, part, scale)
    small = pygame.transform.smoothscale(big, (part.w, part.h))
    target.blit(small, (box.x, box.y), (left, top, box.w, box.h))
