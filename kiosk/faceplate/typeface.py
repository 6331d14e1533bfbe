"""The shipped typefaces: how wide a text is, and its outlines, without any library.

An engraver's program wants outlines, and a drawing is laid out even without a library for PDF.
This module reads what the shipped fonts have: TrueType outlines, and a cmap of format 4 or 12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from kiosk.config.paths import FONTS
from kiosk.screen.paint import line_breaking

FAMILIES = ("AtkinsonHyperlegible", "NotoSansSC")
"""The first that has all characters of a line is used, as on the screen."""

CAPITAL = 0.668
"""Height of a capital letter in ems. Source: the OS/2 table of Atkinson Hyperlegible."""

Point = tuple[float, float]
Contour = list[tuple[float, float, bool]]
"""Points of a closed line, and whether each lies on it or controls a quadratic curve."""

# Flags of a simple glyph's points, and of a composite's parts. Source: OpenType, glyf.
_ON, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 1, 2, 8, 32, 64, 128


class Typeface:
    """A font file."""

    def __init__(self, file: Path) -> None:
        self.name = file.stem
        self.file = file
        self._data = file.read_bytes()
        count = self._read(">H", 4)[0]
        records = (self._read(">4sLLL", 12 + 16 * number) for number in range(count))
        self._tables = {tag.decode(): offset for tag, _, offset, _ in records}
        self.em: int = self._read(">H", self._tables["head"] + 18)[0]

    def has(self, text: str) -> bool:
        """Return whether there is a glyph for each character."""
        return all(ord(char) in self._glyphs for char in text)

    def width(self, text: str) -> float:
        """Return how wide a text is, in ems."""
        return sum(self._advance(self._glyph(char)) for char in text) / self.em

    def contours(self, text: str) -> Iterator[Contour]:
        """Yield the closed lines of a text, in ems from its start on the base line, y upwards."""
        x = 0
        for char in text:
            glyph = self._glyph(char)
            for contour in self._contours(glyph):
                yield [((x + dx) / self.em, dy / self.em, on) for dx, dy, on in contour]
            x += self._advance(glyph)

    def _read(self, form: str, offset: int) -> tuple[Any, ...]:
        return struct.unpack_from(form, self._data, offset)

    def _glyph(self, char: str) -> int:
        return self._glyphs.get(ord(char), 0)

    @cached_property
    def _glyphs(self) -> Mapping[int, int]:
        """The number of the glyph of each character."""
        table = self._tables["cmap"]
        places = [
            table + self._read(">L", table + 8 + 8 * number)[0]
            for number in range(self._read(">H", table + 2)[0])
        ]
        found: dict[int, int] = {}
        for place in places:
            form = self._read(">H", place)[0]
            if form == 4:
                found |= self._segments(place)
            elif form == 12:
                for group in range(self._read(">L", place + 12)[0]):
                    first, last, glyph = self._read(">LLL", place + 16 + 12 * group)
                    found |= {char: glyph + char - first for char in range(first, last + 1)}
        return found

    def _segments(self, place: int) -> dict[int, int]:
        """Read a cmap of format 4."""
        twice = self._read(">H", place + 6)[0]
        form, found = f">{twice // 2}H", {}
        ends = self._read(form, place + 14)
        starts, deltas, ranges = (
            self._read(form, place + 16 + twice * number) for number in (1, 2, 3)
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for char in range(start, min(end, 0xFFFE) + 1):
                glyph = char
                if ranges[number]:
                    at = place + 16 + 3 * twice + 2 * number + ranges[number]
                    glyph = self._read(">H", at + 2 * (char - start))[0]
                    if not glyph:
                        continue
                found[char] = (glyph + deltas[number]) & 0xFFFF
        return found

    def _advance(self, glyph: int) -> int:
        last = self._read(">H", self._tables["hhea"] + 34)[0] - 1
        return int(self._read(">H", self._tables["hmtx"] + 4 * min(glyph, last))[0])

    def _contours(self, glyph: int) -> list[Contour]:
        long = self._read(">h", self._tables["head"] + 50)[0]
        start, end = (
            self._read(">LL", self._tables["loca"] + 4 * glyph)
            if long
            else (2 * at for at in self._read(">HH", self._tables["loca"] + 2 * glyph))
        )
        if start == end:
            return []
        at = self._tables["glyf"] + start
        count = self._read(">h", at)[0]
        return self._parts(at + 10) if count < 0 else self._simple(at + 10, count)

    def _parts(self, at: int) -> list[Contour]:
        """Compose a glyph of others, such as a letter and its accent."""
        found, flags = list[Contour](), _MORE
        while flags & _MORE:
            flags, glyph = self._read(">HH", at)
            dx, dy = self._read(">hh" if flags & _WORDS else ">bb", at + 4)
            at += 8 if flags & _WORDS else 6
            sizes = 1 if flags & _SCALE else 2 if flags & _TWO_SCALES else 4
            scales = [1.0]
            if flags & (_SCALE | _TWO_SCALES | _MATRIX):
                scales = [value / 16384 for value in self._read(f">{sizes}h", at)]
                at += 2 * sizes
            match scales:
                case [a, b, c, d]:
                    pass
                case [a, d]:
                    b = c = 0.0
                case _:
                    a = d = scales[0]
                    b = c = 0.0
            found += [
                [(a * x + c * y + dx, b * x + d * y + dy, on) for x, y, on in contour]
                for contour in self._contours(glyph)
            ]
        return found

    def _simple(self, at: int, count: int) -> list[Contour]:
        ends = self._read(f">{count}H", at)
        at += 2 * count
        at += 2 + self._read(">H", at)[0]
        flags = list[int]()
        while len(flags) <= ends[-1]:
            flag = self._data[at]
            at += 1
            flags.append(flag)
            if flag & _REPEAT:
                flags += [flag] * self._data[at]
                at += 1
        xs, at = self._coordinates(flags, at, _SHORT_X, _SAME_X)
        ys, at = self._coordinates(flags, at, _SHORT_Y, _SAME_Y)
        points = [(x, y, bool(flag & _ON)) for x, y, flag in zip(xs, ys, flags, strict=True)]
        return [points[before:after] for before, after in pairwise((0, *(n + 1 for n in ends)))]

    def _coordinates(
        self, flags: list[int], at: int, short: int, same: int
    ) -> tuple[list[float], int]:
        value, found = 0, list[float]()
        for flag in flags:
            if flag & short:
                value += self._data[at] if flag & same else -self._data[at]
                at += 1
            elif not flag & same:
                value += self._read(">h", at)[0]
                at += 2
            found.append(value)
        return found, at


@cache
def _open(family: str, bold: bool) -> Typeface:
    return Typeface(FONTS / f"{family}-{'Bold' if bold else 'Regular'}.ttf")


@cache
def runs(text: str, bold: bool = False) -> tuple[tuple[Typeface, str], ...]:
    """Cut a line of text into runs of one typeface: as few as there are glyphs for."""
    faces = [_open(family, bold) for family in FAMILIES]
    for face in faces:
        if face.has(text):
            return ((face, text),)
    cut = groupby(text, lambda char: next((face for face in faces if face.has(char)), faces[-1]))
    return tuple((face, "".join(run)) for face, run in cut)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is, in the unit of ``size``, the height of an em."""
    return sum(face.width(run) for face, run in runs(text, bold)) * size


def wrap(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines no wider than ``room``, where a line may be broken."""
    finest = 1000
    return line_breaking.wrap(
        text, int(room * finest), lambda line: round(width(line, size, bold) * finest)
    )


def outline(text: str, x: float, y: float, size: float, bold: bool = False) -> str:
    """Return a text's outlines as the data of an SVG path, from (x, y) on the base line."""

    def place(px: float, py: float) -> str:
        return f"{x + px * size:.2f} {y - py * size:.2f}"

    parts = []
    for contour in _contours(text, bold):
        path = _between(contour)
        parts.append("M" + place(*path[0][:2]))
        for number, (px, py, on) in enumerate(path[1:], 1):
            if on:
                parts.append(("" if not path[number - 1][2] else "L") + place(px, py))
            else:
                parts.append("Q" + place(px, py) + " ")
        parts.append("Z")
    return "".join(parts)


def _contours(text: str, bold: bool) -> Iterator[Contour]:
    start = 0.0
    for face, run in runs(text, bold):
        for contour in face.contours(run):
            yield [(start + x, y, on) for x, y, on in contour]
        start += face.width(run)


def _between(contour: Contour) -> Contour:
    """Add the on-curve points that TrueType leaves out, and begin and end on one of them."""
    full = Contour()
    for one, other in zip(contour, contour[1:] + contour[:1], strict=True):
        full.append(one)
        if not one[2] and not other[2]:
            full.append(((one[0] + other[0]) / 2, (one[1] + other[1]) / 2, True))
    first = next(number for number, point in enumerate(full) if point[2])
    return [*full[first:], *full[: first + 1]]
