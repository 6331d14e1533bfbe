"""Text at any size: measuring, wrapping and fitting it.

Text is set in Atkinson Hyperlegible. A line with characters that it lacks is set in Noto Sans SC as
a whole, so that its letters match. ``px`` is the em size in pixels; a capital is 0.668 em high in
the first face.
"""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pygame
import pygame.font

from kiosk.config.paths import FONTS
from kiosk.screen.paint import line_breaking
from kiosk.screen.paint.box import Box
from kiosk.system.command import typed

log = logging.getLogger(__name__)

CAPITAL = 0.668
"""Height of a capital letter in ems. Source: the OS/2 table of the font."""

LEADING = 1.18
"""Distance between base lines in ems."""

CLOSE = 1.1
"""Distance between base lines of a page of text, in ems."""

TIGHT = 1.02
"""Distance between base lines of a key's label or a title, in ems."""

FACES = ("AtkinsonHyperlegible", "NotoSansSC")
"""The faces; a line uses the first that has all its characters."""

WEIGHTS = {False: "Regular", True: "Bold"}

LINE = 1.16
"""Height of a single line in ems: a capital, with a descender's room above and below it."""

PARAGRAPH = 0.2
"""Extra distance between two paragraphs, in ems."""


class FittedText(NamedTuple):
    """Text at a size, broken into lines.

    :ivar openings: the numbers of the lines, except the first, that begin a paragraph
    :ivar leading: the distance between base lines, in ems
    """

    px: int
    lines: tuple[str, ...]
    openings: frozenset[int] = frozenset()
    leading: float = LEADING

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the bottom of the last."""
        return round(self.px * LINE + self.offset(len(self.lines) - 1))

    def offset(self, number: int) -> float:
        """Return the pixels from the first base line to that of line ``number``, from 0."""
        gaps = sum(opening <= number for opening in self.openings)
        return self.px * (self.leading * number + PARAGRAPH * gaps)


@lru_cache(maxsize=96)
def font(px: int, bold: bool, face: int = 0) -> pygame.font.Font:
    """Return a face, by its index in ``FACES``, at a size."""
    if not pygame.font.get_init():
        pygame.font.init()
    try:
        return pygame.font.Font(str(file(bold, face)), px)
    except (OSError, pygame.error) as error:
        _tell(file(bold, face).name, str(error))
        return pygame.font.Font(None, px)


def file(bold: bool, face: int = 0) -> Path:
    """Return the file of a face."""
    return FONTS / f"{FACES[face]}-{WEIGHTS[bold]}.ttf"


@cache
def _tell(file: str, why: str) -> None:
    """Log once that a font cannot be used."""
    log.warning("The font %s cannot be used, falling back to SDL's own: %s", file, why)


def font_of(text: str, px: int, bold: bool) -> pygame.font.Font:
    """Return the face for a line of text, at a size."""
    return font(px, bold, _face(text))


def is_wide(text: str) -> bool:
    """Return whether a line is set in the Chinese face."""
    return _face(text) == 1


@lru_cache(maxsize=4096)
def _face(text: str) -> int:
    return 0 if text.isascii() or not _lacks(text, 0) else 1


@cache
def capital() -> float:
    """Return the measured height of a capital I in ems, the lower of both weights."""
    em = 1000
    heights = [metrics[3] for bold in WEIGHTS for metrics in font(em, bold).metrics("I") if metrics]
    return min(heights) / em


def drawn(text: str, px: int, bold: bool, colour: tuple[int, int, int]) -> pygame.Surface:
    """Draw a line of text with smooth edges; a character without a glyph is a box.

    Text that cannot be drawn at all, such as marks without a width, is left out.
    """
    try:
        return font_of(text, px, bold).render(text, True, colour)
    except (pygame.error, ValueError):
        _tell_text()
        return pygame.Surface((0, 0))


@lru_cache(maxsize=64)
def ink(text: str, px: int, bold: bool) -> Box:
    """Return the box of the painted pixels of a drawn line."""
    return Box(*drawn(text, px, bold, (0, 0, 0)).get_bounding_rect())


@cache
def _tell_text() -> None:
    """Log once that a text cannot be drawn, but not which: it could reveal a visitor's answer."""
    log.warning("A text cannot be drawn; to find it, run: %s", typed("check"))


def width(text: str, px: int, bold: bool) -> int:
    """Return the width of a line in pixels; 0 if it cannot be drawn at all."""
    try:
        return font_of(text, px, bold).size(text)[0]
    except (pygame.error, ValueError):
        return 0


@lru_cache(maxsize=2048)
def wrap(text: str, px: int, bold: bool, room: int) -> tuple[str, ...]:
    """Break text into lines that fit into ``room`` pixels, unless a single piece is too wide."""
    return line_breaking.wrap(text, room, lambda line: width(line, px, bold))


@lru_cache(maxsize=1024)
def fit(
    paragraphs: tuple[str, ...],
    room: int,
    height: int,
    bold: bool,
    largest: int,
    leading: float = LEADING,
) -> FittedText:
    """Set paragraphs as large as fits, at most ``largest``.

    Bisection finds the size and line breaks. If nothing fits, the result has the smallest size.
    """
    low, high = 6, max(6, largest)
    best, px = None, high  # most texts fit at their largest
    while low <= high:
        lines = put(paragraphs, px, bold, room, leading)
        if lines.height <= height and all(width(line, px, bold) <= room for line in lines.lines):
            best, low = lines, px + 1
        else:
            high = px - 1
        px = (low + high) // 2
    return best or put(paragraphs, 6, bold, room, leading)


@lru_cache(maxsize=1024)
def put(
    paragraphs: tuple[str, ...], px: int, bold: bool, room: int, leading: float = LEADING
) -> FittedText:
    """Break paragraphs into lines at a size, no longer than ``room`` pixels if words allow."""
    lines: list[str] = []
    openings = []
    for text in paragraphs:
        openings.append(len(lines))
        lines += wrap(text, px, bold, room)
    return FittedText(px, tuple(lines), frozenset(openings[1:]), leading)


def balanced(paragraphs: tuple[str, ...], text: FittedText, bold: bool, room: int) -> FittedText:
    """Break the same paragraphs into as many lines, as equal in length as possible."""
    lines: list[str] = []
    openings = []
    for words in paragraphs:
        openings.append(len(lines))
        low, high = room // 2, room
        count = len(wrap(words, text.px, bold, room))
        while count > 1 and low < high:
            middle = (low + high) // 2
            broken = wrap(words, text.px, bold, middle)
            if len(broken) > count or any(width(line, text.px, bold) > middle for line in broken):
                low = middle + 1
            else:
                high = middle
        lines += wrap(words, text.px, bold, high)
    return text._replace(lines=tuple(lines), openings=frozenset(openings[1:]))


def cannot_show(text: str) -> str:
    """Return the characters of ``text`` that no single face can render."""
    lacking = [_lacks(text, face) for face in range(len(FACES))]
    if not all(lacking):
        return ""
    nowhere = [char for char in lacking[0] if char in lacking[-1]]
    return "".join(nowhere) or lacking[-1]


def _lacks(text: str, face: int) -> str:
    """Return the characters of ``text`` for which a face has no glyph, each once."""
    shown = dict.fromkeys(char for char in text if not char.isspace())
    return "".join(char for char in shown if _drawn(char, face) == _drawn(NO_CHARACTER, face))


NO_CHARACTER = "\ue000"
"""A private-use character, for which a font draws its sign of a missing glyph."""


@cache
def _drawn(char: str, face: int) -> bytes:
    """Draw a character: a missing glyph can only be recognised by its look."""
    try:
        drawn = font(20, False, face).render(char, False, (0, 0, 0), (255, 255, 255))
    except (pygame.error, ValueError):  # it has no width, or is not a character
        return _drawn(NO_CHARACTER, face)
    return drawn.get_buffer().raw
