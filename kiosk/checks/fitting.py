"""Whether everything on a page can be read: judged from the very items that would be painted.

Text shrinks to fit its box. Below a least size it does not count as fitting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from kiosk.screen.layout.frame import Frame
from kiosk.screen.paint.items import Label, Role
from kiosk.screen.paint.scene import Scene

SIZES = ((480, 320), (800, 480), (1024, 600), (1280, 720), (1920, 1080), (720, 1280))
"""Every size of screen, in pixels, that all texts must fit."""

LEAST = {Role.SMALL_PRINT: 2.2, Role.FACT: 3.4, Role.SENTENCE: 4.0, Role.ACTION: 7.0}
"""Hundredths of the shorter side that an em of a text must have, by its role."""


class Misfit(NamedTuple):
    """A text, as it would be set, and what is wrong with it."""

    label: Label
    problem: str

    @property
    def paragraph(self) -> str:
        """Its longest paragraph, as :func:`bare` gives it."""
        lines, starts = self.label.text.lines, sorted({0, *self.label.text.openings})
        ends = [*starts[1:], len(lines)]
        told = ("".join(lines[a:b]) for a, b in zip(starts, ends, strict=True))
        return bare(max(told, key=len))


def bare(text: str) -> str:
    """Give text without spaces and capitals, so that it is known again when broken in lines."""
    return "".join(text.split()).casefold()


def misfits(made: Scene, frame: Frame) -> Iterator[Misfit]:
    """Find the texts of a page that are too small to be read, or leave the page.

    Of several that shrink together, such as the soft keys, the longest is told.
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
            yield Misfit(item, "it would leave the page")
    for (px, wanted), label in small.items():
        yield Misfit(label, f"it would shrink to {px} px, expected {math.ceil(wanted)} or more")


def _length(label: Label) -> int:
    return sum(map(len, label.text.lines))
