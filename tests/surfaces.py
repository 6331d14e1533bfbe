"""Sizes of screens, and the comparison of what is drawn on them."""

from __future__ import annotations

import pygame

SIZES = (
    (480, 320),
    (800, 480),
    (1024, 600),
    (1280, 720),
    (1920, 1080),
    (3840, 2160),
    (720, 1280),
    (480, 800),
)
"""Every size of screen the kiosk is laid out for."""


def rgb(surface: pygame.Surface) -> bytes:
    """Give a picture's bytes, red, green and blue; pygame before 2.1.3 has the older name only."""
    made: bytes = getattr(pygame.image, "tobytes", pygame.image.tostring)(surface, "RGB")
    return made


UNEVEN_BYTES = 0 if not getattr(pygame, "IS_CE", False) else 300
"""Colour bytes in which a part of a page may differ from the same part of the whole.

pygame draws both alike to the last. pygame-ce's polygons depend a little on where they are cut:
up to 90 pixels along the edge of a ring of 800 pixels were counted, none of them by eye.
"""


def same_picture(one: bytes, other: bytes) -> bool:
    """Say whether two pictures are the same, as exactly as the pygame in use can draw."""
    if one == other:
        return True
    return sum(a != b for a, b in zip(one, other, strict=True)) <= UNEVEN_BYTES
