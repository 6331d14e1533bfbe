"""Illustrations at the size they are shown: loaded on demand, with a small cache."""

from __future__ import annotations

import logging
from collections import OrderedDict
from functools import cache
from pathlib import Path

import pygame

from kiosk.routine.illustrations import Album, Picture
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.theme import THEME

log = logging.getLogger(__name__)

KEPT = 3
"""Scaled pictures kept in memory: the current one, the locator, and the next."""


MOST_CUT = 0.3
"""Fraction of a picture's width or height that may be cropped: points are in the middle 70 %."""


def cover(picture: Picture, box: Box) -> Box:
    """Return the box of an entire picture that covers ``box``, with the same centre.

    If that would crop too much, the picture is smaller and leaves part of the box free.
    """
    least, most = sorted((box.w / picture.width, box.h / picture.height))
    scale = min(most, least / (1 - MOST_CUT))
    return box.middle(picture.width * scale, picture.height * scale)


def contain(picture: Picture, box: Box) -> Box:
    """Return the box of an entire picture that just fits into ``box``."""
    scale = min(box.w / picture.width, box.h / picture.height)
    return box.middle(picture.width * scale, picture.height * scale)


def cannot_load(file: Path) -> str:
    """Return why a picture cannot be shown; empty if it can."""
    try:
        pygame.image.load(str(file))
    except (FileNotFoundError, pygame.error) as error:
        return str(error)
    return ""


class Photos:
    """The pictures of one figure, by name and size."""

    def __init__(self, album: Album) -> None:
        self.album = album
        self._kept: OrderedDict[tuple[str, int, int], pygame.Surface | None] = OrderedDict()

    def get(self, name: str, width: int, height: int) -> pygame.Surface | None:
        """Return a picture scaled to that size in pixels; ``None`` if it cannot be shown."""
        key = (name, width, height)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        while len(self._kept) >= KEPT:
            self._kept.popitem(last=False)
        self._kept[key] = self._load(name, width, height)
        return self._kept[key]

    def _load(self, name: str, width: int, height: int) -> pygame.Surface | None:
        try:
            loaded = pygame.image.load(str(self.album.file(name)))
            ground = pygame.Surface((width, height))
            ground.fill(THEME.wash)
            ground.blit(pygame.transform.smoothscale(loaded, (width, height)), (0, 0))
            return ground.convert() if pygame.display.get_surface() else ground
        except (KeyError, FileNotFoundError, pygame.error, ValueError) as error:
            _tell(name, str(error))
            return None


@cache
def _tell(name: str, why: str) -> None:
    """Log once that a picture cannot be shown."""
    log.warning("The picture %s cannot be shown: %s", name, why)
