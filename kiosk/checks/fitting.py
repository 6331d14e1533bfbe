"""Find texts that do not fit their page, judged from the items that would be painted.

A text that does not fit its slot at its size in the scale of types is painted smaller: a misfit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kiosk.screen.layout.grid import Grid
from kiosk.screen.paint.items import Label
from kiosk.screen.paint.scene import Scene

SIZES = ((480, 320), (800, 480), (1024, 600), (1280, 720), (1920, 1080), (720, 1280))
"""The screen sizes, in pixels, that all texts must fit."""


class Misfit(NamedTuple):
    """A text as it would be set, and its problem."""

    label: Label
    problem: str

    @property
    def paragraph(self) -> str:
        """Its longest paragraph, as :func:`bare` returns it."""
        lines, starts = self.label.text.lines, sorted({0, *self.label.text.openings})
        ends = [*starts[1:], len(lines)]
        paragraphs = ("".join(lines[a:b]) for a, b in zip(starts, ends, strict=True))
        return bare(max(paragraphs, key=len))


def bare(text: str) -> str:
    """Return text without spaces and capitals, so that it matches however its lines are broken."""
    return "".join(text.split()).casefold()


def misfits(made: Scene, grid: Grid) -> Iterator[Misfit]:
    """Find the texts of a page that are smaller than their scale, or extend beyond the page."""
    for item in made:
        if not isinstance(item, Label):
            continue
        if item.text.px < item.size:
            yield Misfit(item, f"it would shrink to {item.text.px} px, expected {item.size}")
        elif item.box.common(grid.page) != item.box:
            yield Misfit(item, "it would extend beyond the page")
