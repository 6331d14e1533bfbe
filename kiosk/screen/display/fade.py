"""The fade from one page to the next: a fifth of a second, and only where they differ."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from kiosk.screen.paint.box import Box

SECONDS = 0.2
"""Length of a fade."""

FRAMES = 25
"""Frames per second of a fade."""


class Fade:
    """Blends a page that is painted already over the one before it.

    :param surface: the surface of the page, with the page before
    :param boxes: the parts in which the two differ
    :param now: seconds when the fade begins
    """

    def __init__(self, surface: pygame.Surface, boxes: Sequence[Box], now: float) -> None:
        # A press is answered at once: the first frame shows some of the new page.
        self._surface, self.boxes, self._began = surface, list(boxes), now - 1 / FRAMES
        self._before = [surface.subsurface(pygame.Rect(box)).copy() for box in self.boxes]
        self._after: list[pygame.Surface] = []

    def take(self) -> None:
        """End the fade with the page as it is painted now."""
        self._after = [self._surface.subsurface(pygame.Rect(box)).copy() for box in self.boxes]

    def paint(self, now: float) -> bool:
        """Paint the blend at ``now`` (seconds), and return whether the fade is over."""
        share = min(1.0, max(0.0, (now - self._began) / SECONDS))
        for box, before, after in zip(self.boxes, self._before, self._after, strict=True):
            after.set_alpha(round(255 * share))
            self._surface.blit(before, box[:2])
            self._surface.blit(after, box[:2])
        return share >= 1.0
