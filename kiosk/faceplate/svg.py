"""A page as SVG in millimetres, a layer for each thing a workshop does.

Texts are outlines, which need no font: those on and around the plate each a path, the notes of
glyphs that are written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard
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
from kiosk.faceplate.typeface import Typeface

INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
XLINK = "http://www.w3.org/1999/xlink"
EM = 1000
"""Units of an em in which a shared glyph is written."""

DASHES = "1.6 1.1"
"""Millimetres drawn and left out of a dashed line."""


def svg(page: Page, title: str) -> str:
    """Write a page as an SVG document; one of its units is a millimetre."""
    return "\n".join(_lines(page, title)) + "\n"


def _lines(page: Page, title: str) -> Iterator[str]:
    wide, high = _number(page.width), _number(page.height)
    size = f'width="{wide}mm" height="{high}mm" viewBox="0 0 {wide} {high}"'
    names = f'xmlns:inkscape="{INKSCAPE}" xmlns:xlink="{XLINK}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {names} {size}>'
    yield f"<title>{escape(title)}</title>"
    yield "<defs>"
    yield from _shared(item for item in page.items if _shares(item))
    yield "</defs>"
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
    if _shares(item):
        place = f"translate({_number(start)} {_number(item.y)}) scale({item.size / EM:.6f})"
        uses = "".join(
            f'<use xlink:href="#{_name(face, char)}" x="{x:.0f}"/>'
            for face, char, x in _glyphs(item)
            if char != " "
        )
        label = f"aria-label={quoteattr(item.text)}"
        return f'<g {label} fill="{item.colour}" transform="{place}">{uses}</g>'
    path = typeface.outline(item.text, start, item.y, item.size, item.bold)
    turn = f' transform="rotate(-90 {_number(item.x)} {_number(item.y)})"' if item.turned else ""
    return f'<path aria-label={quoteattr(item.text)} fill="{item.colour}"{turn} d="{path}"/>'


def _shares(item: Item) -> TypeGuard[Words]:
    return isinstance(item, Words) and item.layer is Layer.NOTE


def _glyphs(item: Words) -> Iterator[tuple[Typeface, str, float]]:
    """Yield each character of a text with its typeface and its place in the text."""
    x = 0.0
    for face, run in typeface.runs(item.text, item.bold):
        for char in run:
            yield face, char, x * EM
            x += face.width(char)


def _name(face: Typeface, char: str) -> str:
    return f"{face.name}-{ord(char):x}"


def _shared(items: Iterable[Words]) -> Iterator[str]:
    """Write each glyph that the texts need, once."""
    needed = {
        _name(face, char): (char, item.bold)
        for item in items
        for face, char, _ in _glyphs(item)
        if char != " "
    }
    for name, (char, bold) in sorted(needed.items()):
        yield f'<path id="{name}" d="{typeface.outline(char, 0, 0, EM, bold)}"/>'
