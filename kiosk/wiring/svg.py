"""A drawing as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from kiosk.wiring.drawing import PAPER, Block, Disc, Drawing, Item, Point, Shape, Stroke, Words

FONTS = "'Atkinson Hyperlegible', Helvetica, Arial, sans-serif"


def svg(drawing: Drawing) -> str:
    """Return a drawing as an SVG document."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    size = f'width="{drawing.width}" height="{drawing.height}"'
    box = f'viewBox="0 0 {drawing.width} {drawing.height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FONTS}">'
    yield f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    for item in drawing.items:
        yield from _element(item)
    yield "</svg>"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _edge(colour: str, width: float) -> str:
    return f'stroke="{colour}" stroke-width="{_number(width)}"'


def _element(item: Item) -> Iterator[str]:
    match item:
        case Stroke(points, colour, width, gap):
            line = f'<polyline points="{_points(points)}" fill="none" stroke-linejoin="round"'
            if gap:
                yield f"{line} {_edge(PAPER, width + 2 * gap)}/>"
            yield f'{line} stroke-linecap="round" {_edge(colour, width)}/>'
        case Block(x, y, width, height, fill, edge, stroke, radius):
            at = f'x="{_number(x)}" y="{_number(y)}" rx="{_number(radius)}"'
            size = f'width="{_number(width)}" height="{_number(height)}"'
            yield f'<rect {at} {size} fill="{fill}" {_edge(edge, stroke)}/>'
        case Disc(x, y, radius, fill, edge, stroke):
            at = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
            yield f'<circle {at} fill="{fill}" {_edge(edge, stroke)}/>'
        case Shape(points, fill):
            yield f'<polygon points="{_points(points)}" fill="{fill}"/>'
        case Words(x, y, text, size, anchor, bold, colour):
            at = f'x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}"'
            weight = ' font-weight="bold"' if bold else ""
            yield f'<text {at} text-anchor="{anchor}" fill="{colour}"{weight}>{escape(text)}</text>'
