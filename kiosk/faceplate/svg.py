"""A page as SVG in millimetres, a layer for each thing a workshop does.

Texts on and around the plate are outlines, which need no font; the notes below are texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from kiosk.faceplate import typeface
from kiosk.faceplate.drawing import (
    Circle,
    Item,
    Layer,
    Line,
    Page,
    Point,
    Polygon,
    Rectangle,
    Words,
)

INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
FONTS = "'Atkinson Hyperlegible', 'Noto Sans SC', Helvetica, Arial, sans-serif"
DASHES = "1.6 1.1"
"""Millimetres drawn and left out of a dashed line."""


def svg(page: Page, title: str) -> str:
    """Write a page as an SVG document; one of its units is a millimetre."""
    return "\n".join(_lines(page, title)) + "\n"


def _lines(page: Page, title: str) -> Iterator[str]:
    wide, high = _number(page.width), _number(page.height)
    size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}"'
    names = f'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="{INKSCAPE}"'
    yield f'<svg {names} {size} font-family="{FONTS}">'
    yield f"<title>{escape(title)}</title>"
    for layer in Layer:
        items = [item for item in page.items if item.layer is layer]
        if items:
            label = f'inkscape:groupmode="layer" inkscape:label="{layer.value}"'
            yield f'<g id="{layer.value}" {label}>'
            yield from map(_element, items)
            yield "</g>"
    yield "</svg>"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _paint(fill: str, edge: str, stroke: float, dashed: bool) -> str:
    dashes = f' stroke-dasharray="{DASHES}"' if dashed else ""
    line = f' stroke="{edge}" stroke-width="{_number(stroke)}"{dashes}' if edge else ""
    return f'fill="{fill or "none"}"{line}'


def _element(item: Item) -> str:
    match item:
        case Line(points, _, colour, width, dashed):
            round_ends = 'stroke-linecap="round" stroke-linejoin="round"'
            paint = _paint("", colour, width, dashed)
            return f'<polyline points="{_points(points)}" {paint} {round_ends}/>'
        case Rectangle(x, y, width, height, _, radius, fill, edge, stroke, dashed):
            at = f'x="{_number(x)}" y="{_number(y)}" rx="{_number(radius)}"'
            size = f'width="{_number(width)}" height="{_number(height)}"'
            return f"<rect {at} {size} {_paint(fill, edge, stroke, dashed)}/>"
        case Circle(x, y, diameter, _, fill, edge, stroke, dashed):
            at = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(diameter / 2)}"'
            return f"<circle {at} {_paint(fill, edge, stroke, dashed)}/>"
        case Polygon(points, _, fill):
            return f'<polygon points="{_points(points)}" fill="{fill}"/>'
        case Words():
            return _words(item)


def _words(item: Words) -> str:
    start = item.x - item.length * item.anchor
    if item.layer is Layer.NOTE:
        at = f'x="{_number(start)}" y="{_number(item.y)}" font-size="{_number(item.size)}"'
        weight = ' font-weight="bold"' if item.bold else ""
        long = f'textLength="{_number(item.length)}" lengthAdjust="spacingAndGlyphs"'
        return f'<text {at} {long} fill="{item.colour}"{weight}>{escape(item.text)}</text>'
    path = typeface.outline(item.text, start, item.y, item.size, item.bold)
    turn = f' transform="rotate(-90 {_number(item.x)} {_number(item.y)})"' if item.turned else ""
    return f'<path aria-label={quoteattr(item.text)} fill="{item.colour}"{turn} d="{path}"/>'
