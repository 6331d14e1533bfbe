"""Find texts that do not fit their page, judged from the items that would be painted.

A text that does not fit its slot at its size in the scale of types is painted smaller: a misfit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kiosk.screen.layout.grid import Grid
from kiosk.screen.paint.fonts import TIGHT, FittedText, fit, is_wide
from kiosk.screen.paint.items import Label
from kiosk.screen.paint.scene import Scene


class Misfit(NamedTuple):
    """A text as it would be set, its problem, and how many of its letters fit."""

    label: Label
    problem: str
    fits: int

    @property
    def paragraph(self) -> str:
        """Its longest paragraph, as :func:`bare` returns it."""
        return bare(max(paragraphs(self.label.text), key=len))


def paragraphs(text: FittedText) -> tuple[str, ...]:
    """Return the paragraphs of a text, joined from their lines."""
    starts = sorted({0, *text.openings})
    parts = pairwise([*starts, len(text.lines)])
    return tuple("".join(map(_spaced, text.lines[a:b])).strip() for a, b in parts)


def _spaced(line: str) -> str:
    """Return a line with what joins it to the next: a space, but nothing in Chinese."""
    return line if is_wide(line) else f"{line} "


def bare(text: str) -> str:
    """Return text without spaces and capitals, so that it matches however its lines are broken."""
    return "".join(text.split()).casefold()


def letters(label: Label) -> tuple[int, int]:
    """Return how many letters of a text's longest paragraph fit at its size, and how many do not.

    About: it depends on which letters and on where lines can be broken.
    """
    said = paragraphs(label.text)
    place = max(range(len(said)), key=lambda number: len(said[number]))
    longest, (_, _, room, height) = said[place], label.box

    def fits(count: int) -> bool:
        shown = (*said[:place], longest[:count].rstrip(), *said[place + 1 :])
        kept = tuple(filter(None, shown))
        return not kept or fit(kept, room, height, label.bold, label.size, TIGHT).px == label.size

    most = bisect_left(range(len(longest)), True, key=lambda count: not fits(count + 1))
    return most, len(longest) - most


def misfits(made: Scene, grid: Grid) -> Iterator[Misfit]:
    """Find the texts of a page that are smaller than their scale, or extend beyond the page."""
    for item in made:
        if not isinstance(item, Label):
            continue
        if item.text.px < item.size:
            fits, much = letters(item)
            letter = "letter" if much == 1 else "letters"
            told = f"it is about {much} {letter} too long; about {fits} such letters fit"
            yield Misfit(item, told, fits)
        elif item.box.common(grid.page) != item.box:
            yield Misfit(item, "it would extend beyond the page", 0)
