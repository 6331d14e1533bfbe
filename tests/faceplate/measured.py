"""What a PDF page draws, measured in its own units: circles, rectangles and texts in points."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader

POINTS = 72 / 25.4


@dataclass
class Measured:
    """A page in millimetres from its top left: circles and boxes as middle x, y, width, height."""

    width: float
    height: float
    curves: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    text: str = ""

    def circle(self, x: float, y: float, diameter: float, near: float = 0.02) -> bool:
        wanted = (x, y, diameter, diameter)
        return any(
            all(abs(one - other) <= near for one, other in zip(found, wanted, strict=True))
            for found in self.curves
        )


def read(data: bytes) -> list[Measured]:
    """Measure every page."""
    return [_page(page) for page in PdfReader(io.BytesIO(data)).pages]


def _page(page: PageObject) -> Measured:
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    made = Measured(width / POINTS, height / POINTS)
    points: list[tuple[float, float]] = []
    curved = False

    def place(cm: Sequence[float], x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = cm
        return (a * x + c * y + e) / POINTS, (height - (b * x + d * y + f)) / POINTS

    def before(op: bytes, args: Any, cm: Sequence[float], tm: Sequence[float]) -> None:
        nonlocal curved
        numbers = [float(value) for value in args] if op in (b"m", b"l", b"c", b"re") else []
        if op in (b"m", b"l"):
            points.append(place(cm, *numbers))
        elif op == b"c":
            points.append(place(cm, *numbers[4:]))
            curved = True
        elif op == b"re":
            x, y, w, h = numbers
            points.extend((place(cm, x, y), place(cm, x + w, y + h)))
        elif op in (b"S", b"s", b"f", b"f*", b"B", b"b", b"B*", b"n"):
            if points:
                xs, ys = zip(*points, strict=True)
                box = (
                    (min(xs) + max(xs)) / 2,
                    (min(ys) + max(ys)) / 2,
                    max(xs) - min(xs),
                    max(ys) - min(ys),
                )
                (made.curves if curved else made.boxes).append(box)
            points.clear()
            curved = False

    made.text = page.extract_text(visitor_operand_before=before)
    return made
