"""Smooth shapes: drawn several times too large on a copy of the ground, then scaled down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pygame

from kiosk.screen.box import Box

LARGEST_SIDE = 1600
"""Pixels of an enlarged side up to which shapes are drawn four times too large, else twice."""


class Enlarged(NamedTuple):
    """A drawing surface on which pixel (x, y) of the screen is at ``at(x, y)``."""

    surface: pygame.Surface
    box: Box
    scale: int

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place on the screen lies here."""
        return (x - self.box.x) * self.scale, (y - self.box.y) * self.scale


@contextmanager
def enlarged(target: pygame.Surface, box: Box) -> Iterator[Enlarged]:
    """Draw into ``box`` of the target smoothly; what lies outside its clip is left alone."""
    clip = target.get_clip()
    box = box.common(Box(clip.x, clip.y, clip.w, clip.h))
    if box.w == 0 or box.h == 0:
        return_nothing = pygame.Surface((1, 1))
        yield Enlarged(return_nothing, box, 1)
        return
    scale = 4 if max(box.w, box.h) * 4 <= LARGEST_SIDE else 2
    ground = target.subsurface(pygame.Rect(box))
    big = pygame.transform.scale(ground, (box.w * scale, box.h * scale))
    yield Enlarged(big, box, scale)
    target.blit(pygame.transform.smoothscale(big, (box.w, box.h)), (box.x, box.y))
