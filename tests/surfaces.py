"""Sizes of screens, and the comparison of pixels drawn on them."""

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
"""The sizes of screen that the tests lay pages out for."""


def rgb(surface: pygame.Surface) -> bytes:
    """Return the red, green and blue bytes of a surface."""
    # pygame before 2.1.3 has only the older name.
    pixels: bytes = getattr(pygame.image, "tobytes", pygame.image.tostring)(surface, "RGB")
    return pixels


UNEVEN_BYTES = 0 if not getattr(pygame, "IS_CE", False) else 300
"""Colour bytes in which a part of a page drawn alone may differ from the whole page.

pygame draws both alike to the last byte. Polygons of pygame-ce depend a little on the clip:
up to 90 pixels along the edge of a ring of 800 pixels differed, none of them visible to the eye.
"""


def same_picture(one: bytes, other: bytes) -> bool:
    """Return whether two pictures are the same, as exactly as the pygame in use draws."""
    if one == other:
        return True
    return sum(a != b for a, b in zip(one, other, strict=True)) <= UNEVEN_BYTES
