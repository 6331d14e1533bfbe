"""Atkinson Hyperlegible at any size: measuring, wrapping and fitting text.

``px`` is the em size in pixels; a capital is 0.668 em high in this face.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import NamedTuple

import pygame
import pygame.font

from kiosk.paths import FONTS

log = logging.getLogger(__name__)

CAPITAL = 0.668
"""Height of a capital letter in ems. Source: the OS/2 table of the font."""

LEADING = 1.22
"""Distance of base lines in ems."""

FILES = {False: "AtkinsonHyperlegible-Regular.ttf", True: "AtkinsonHyperlegible-Bold.ttf"}


LINE = 1.16
"""Height of a single line in ems: a capital, and as much below it as a descender needs, twice."""

PARAGRAPH = 0.42
"""Extra distance between two paragraphs, in ems."""


class Set(NamedTuple):
    """Text broken into lines at a size: how it is to be set.

    :ivar openings: the numbers of the lines, but the first, that open a paragraph
    """

    px: int
    lines: tuple[str, ...]
    openings: frozenset[int] = frozenset()

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the bottom of the last."""
        return round(self.px * LINE + self.offset(len(self.lines) - 1))

    def offset(self, number: int) -> float:
        """Pixels from the first base line to that of line ``number``, counted from 0."""
        gaps = sum(opening <= number for opening in self.openings)
        return self.px * (LEADING * number + PARAGRAPH * gaps)


@lru_cache(maxsize=48)
def font(px: int, bold: bool) -> pygame.font.Font:
    """Open a face at a size."""
    if not pygame.font.get_init():
        pygame.font.init()
    try:
        return pygame.font.Font(str(FONTS / FILES[bold]), px)
    except (OSError, pygame.error) as error:
        _tell(FILES[bold], str(error))
        return pygame.font.Font(None, px)


@cache
def _tell(file: str, why: str) -> None:
    """Tell once that a font cannot be had."""
    log.warning("The font %s cannot be used, SDL's own stands in: %s", file, why)


def drawn(text: str, px: int, bold: bool, colour: tuple[int, int, int]) -> pygame.Surface:
    """Draw a line of text, smoothly; what the font has no glyph for is a box.

    What cannot be drawn at all, such as marks without a width, is left out.
    """
    try:
        return font(px, bold).render(text, True, colour)
    except (pygame.error, ValueError) as error:
        _tell_text(ascii(text), str(error))
        return pygame.Surface((0, 0))


@cache
def _tell_text(text: str, why: str) -> None:
    """Tell once that a text cannot be drawn."""
    log.warning("The text %s cannot be drawn: %s", text, why)


def width(text: str, px: int, bold: bool) -> int:
    """Pixels a line of text takes."""
    return font(px, bold).size(text)[0]


def wrap(text: str, px: int, bold: bool, room: int) -> tuple[str, ...]:
    """Break text between words so that every line fits into ``room`` pixels, where words do."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, px, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@lru_cache(maxsize=512)
def fit(
    paragraphs: tuple[str, ...], room: int, height: int, bold: bool, largest: int, most_lines: int
) -> Set:
    """Set paragraphs as large as they fit, at most ``largest``: each at most ``most_lines`` lines.

    Size and line breaks are found by halving. Where nothing fits, the smallest size is given.
    """
    low, high = 6, max(6, largest)
    best, px = None, high  # most texts fit at their largest
    while low <= high:
        lines = _set(paragraphs, px, bold, room)
        if _fits(paragraphs, lines, bold, room, height, most_lines):
            best, low = lines, px + 1
        else:
            high = px - 1
        px = (low + high) // 2
    return best or _set(paragraphs, 6, bold, room)


def _set(paragraphs: tuple[str, ...], px: int, bold: bool, room: int) -> Set:
    lines: list[str] = []
    openings = []
    for text in paragraphs:
        openings.append(len(lines))
        lines += wrap(text, px, bold, room)
    return Set(px, tuple(lines), frozenset(openings[1:]))


def _fits(
    paragraphs: tuple[str, ...], made: Set, bold: bool, room: int, height: int, most_lines: int
) -> bool:
    return (
        made.height <= height
        and all(width(line, made.px, bold) <= room for line in made.lines)
        and all(len(wrap(text, made.px, bold, room)) <= most_lines for text in paragraphs)
    )


def cannot_show(text: str) -> str:
    """Give the characters of ``text`` that the font has no glyph for."""
    missing = _drawn(NO_CHARACTER)
    shown = dict.fromkeys(char for char in text if not char.isspace())
    return "".join(char for char in shown if _drawn(char) == missing)


NO_CHARACTER = "\ue000"
"""A character for private use: the font draws its sign for a missing glyph."""


@cache
def _drawn(char: str) -> bytes:
    """Draw a character: what is missing can be told from its looks only."""
    return font(20, False).render(char, False, (0, 0, 0), (255, 255, 255)).get_buffer().raw
