"""Dimension lines, centre marks and the scale bar of a drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kiosk.faceplate.drawing import INK, QUIET, WHITE, Item, Layer, Line, Polygon, Rectangle, Words

THIN = 0.13
ARROW, ARROW_WIDE = 2.2, 0.8
FIGURES = 2.9
"""Height of an em of a dimension's figures."""

BAR = 100.0
"""Millimetres of the scale bar."""


def millimetres(value: float) -> str:
    """Return a length as a drawing shows it: ``154.1``, ``24``."""
    return f"{value:.1f}".removesuffix(".0")


def chain(places: Sequence[float], at: float, edge: float, upright: bool) -> Iterator[Item]:
    """Draw a chain of dimensions beside a part.

    :param places: where they begin and end, along the part
    :param at: where the line lies, across the part
    :param edge: the part's edge, from which the extension lines come
    :param upright: whether the line is upright
    """

    def point(along: float, across: float) -> tuple[float, float]:
        return (across, along) if upright else (along, across)

    out = 1 if at > edge else -1
    ordered = sorted(places)
    for place in ordered:
        ends = (point(place, edge + out * 1.2), point(place, at + out * 1.6))
        yield Line(ends, Layer.DIMENSION, QUIET, THIN)
    for start, end in pairwise(ordered):
        yield Line((point(start, at), point(end, at)), Layer.DIMENSION, QUIET, THIN)
        text = millimetres(end - start)
        tight = end - start < 2 * ARROW + 1
        if not tight:
            for tip, way in ((start, 1), (end, -1)):
                wings = (-ARROW_WIDE / 2, ARROW_WIDE / 2)
                corners = [point(tip + way * ARROW, at + wing) for wing in wings]
                yield Polygon((point(tip, at), *corners), Layer.DIMENSION, QUIET)
        else:
            for tip in (start, end):
                tick = (point(tip - 0.7, at + 0.7), point(tip + 0.7, at - 0.7))
                yield Line(tick, Layer.DIMENSION, QUIET, THIN)
        x, y = point((start + end) / 2, at)
        if upright:
            yield Words(x - 1, y, text, Layer.DIMENSION, FIGURES, 0.5, turned=True)
        else:
            yield Words(x, y - 1, text, Layer.DIMENSION, FIGURES, 0.5)


def cross(x: float, y: float, half: float) -> Iterator[Item]:
    """Mark a middle to centre-punch."""
    yield Line(((x - half, y), (x + half, y)), Layer.GUIDE, INK, THIN)
    yield Line(((x, y - half), (x, y + half)), Layer.GUIDE, INK, THIN)


def scale_bar(x: float, y: float) -> Iterator[Item]:
    """Draw the bar to check a print by, from (x, y), its top left."""
    step = BAR / 10
    for number in range(10):
        fill = INK if number % 2 == 0 else WHITE
        left = x + number * step
        yield Rectangle(left, y, step, 2.4, Layer.NOTE, fill=fill, edge=INK, stroke=THIN)
    yield Words(x + BAR + 2, y + 2.3, "100 mm: measure it before you drill", Layer.NOTE, 2.9)
