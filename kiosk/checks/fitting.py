"""Find texts that do not fit their page, judged from the items that would be painted.

Text shrinks to fit its box; below a minimum size it counts as a misfit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from kiosk.screen.layout.frame import Frame
from kiosk.screen.paint.items import Label, Role
from kiosk.screen.paint.scene import Scene

SIZES = ((480, 320), (800, 480), (1024, 600), (1280, 720), (1920, 1080), (720, 1280))
"""The screen sizes, in pixels, that all texts must fit."""

LEAST = {Role.SMALL_PRINT: 2.2, Role.FACT: 3.4, Role.SENTENCE: 4.0, Role.ACTION: 7.0}
"""The minimum em of a text by its role, in hundredths of the page's shorter side."""


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


def misfits(made: Scene, frame: Frame) -> Iterator[Misfit]:
    """Find the texts of a page that are too small to read or extend beyond it.

    Of several that shrink together, such as the soft keys, yield the longest.
    """
    small: dict[tuple[int, float], Label] = {}
    for item in made:
        if not isinstance(item, Label):
            continue
        wanted = LEAST[item.role] * frame.unit
        if item.text.px < wanted:
            key = item.text.px, wanted
            small[key] = max(small.get(key, item), item, key=_length)
        elif item.box.common(frame.page) != item.box:
            yield Misfit(item, "it would extend beyond the page")
    for (px, wanted), label in small.items():
        yield Misfit(label, f"it would shrink to {px} px, expected at least {math.ceil(wanted)}")


def _length(label: Label) -> int:
    return sum(map(len, label.text.lines))
