"""Illustrations at the size they are shown: loaded on demand, with a small cache."""

from __future__ import annotations

import logging
import math
from collections import OrderedDict
from functools import cache
from pathlib import Path

import pygame
import pygame.mask

from kiosk.routine.illustrations import Album
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.loading import load
from kiosk.screen.paint.theme import THEME, Colour

log = logging.getLogger(__name__)

KEPT = 3
"""Pictures kept in memory: the current one, the locator, and the next."""

ALIKE = 16
"""How far a channel of a pixel may be from the background's to count as background."""


def cannot_load(file: Path) -> str:
    """Return why a picture cannot be shown; empty if it can."""
    try:
        pygame.image.load(str(file))
    except (FileNotFoundError, pygame.error) as error:
        return str(error)
    return ""


class Photos:
    """The pictures of one figure, cut and scaled as they are shown."""

    def __init__(self, album: Album) -> None:
        self.album = album
        self._kept: OrderedDict[tuple[object, ...], pygame.Surface | None] = OrderedDict()

    def get(
        self, name: str, whole: Box, shown: Box, ground: Colour = THEME.wash
    ) -> pygame.Surface | None:
        """Return the part ``shown`` of a picture scaled to ``whole``; ``None`` if it cannot be.

        Only the part that shows is scaled and kept, since the whole may be many times as large.
        """
        offset = (shown.x - whole.x, shown.y - whole.y)
        key = (name, *whole[2:], *offset, *shown[2:], ground)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        while len(self._kept) >= KEPT:
            self._kept.popitem(last=False)
        self._kept[key] = self._load(name, whole, shown, ground)
        return self._kept[key]

    def _load(self, name: str, whole: Box, shown: Box, ground: Colour) -> pygame.Surface | None:
        try:
            picture = self.album.pictures[name]
            loaded = load(self.album.file(name), picture)
            return _cut(loaded, whole, shown, ground, picture.photo)
        except (KeyError, FileNotFoundError, pygame.error, ValueError) as error:
            _tell(name, str(error))
            return None


def _cut(
    loaded: pygame.Surface, whole: Box, shown: Box, ground: Colour, photo: bool
) -> pygame.Surface:
    """Return the part of a picture that shows, on a background of that colour.

    :param photo: whether no part of the picture is background
    """
    part = whole.common(shown)
    across, down = loaded.get_width() / whole.w, loaded.get_height() / whole.h
    left, top = int((part.x - whole.x) * across), int((part.y - whole.y) * down)
    right = min(loaded.get_width(), math.ceil((part.right - whole.x) * across))
    low = min(loaded.get_height(), math.ceil((part.bottom - whole.y) * down))
    source = loaded.subsurface((left, top, right - left, low - top))
    if pygame.display.get_surface():  # four bytes a pixel are scaled thrice as fast as three
        source = source.convert_alpha() if photo else source.convert()
    if ground != THEME.wash and not photo:
        source = _repainted(source, THEME.wash, ALIKE, ground)
    scaled = pygame.transform.smoothscale(source, (part.w, part.h))
    cut = pygame.Surface((shown.w, shown.h))
    cut.fill(ground)
    if not photo:
        # Grain, and scaling, which rounds down, would be a visible rectangle on the background.
        scaled = _repainted(scaled, ground, ALIKE, ground)
    cut.blit(scaled, (part.x - shown.x, part.y - shown.y))
    return cut.convert() if pygame.display.get_surface() else cut


def _repainted(
    picture: pygame.Surface, colour: Colour, near: int, ground: Colour
) -> pygame.Surface:
    """Return a copy of a picture with one colour, and what is near it, replaced."""
    mask = pygame.mask.from_threshold(picture, colour, (near + 1, near + 1, near + 1, 255))
    return mask.to_surface(picture.copy(), setcolor=ground, unsetcolor=None)


@cache
def _tell(name: str, why: str) -> None:
    """Log once that a picture cannot be shown."""
    log.warning("The picture %s cannot be shown: %s", name, why)
