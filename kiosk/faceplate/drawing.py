"""A drawing at its real size as data: items in millimetres from the top left corner."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from kiosk.faceplate import typeface
from kiosk.screen.paint.key_shapes import KEY_SHAPES
from kiosk.session.keys import Key

Colour = str
"""As HTML writes it: ``#1c212c``."""

INK, QUIET, PALE, CUTTING, WHITE = "#1c212c", "#5b5f6b", "#c9cdd6", "#d0021b", "#ffffff"

Point = tuple[float, float]


class Layer(enum.Enum):
    """What a workshop does with an item; each is a layer of its own in the SVG."""

    ENGRAVE = "engrave"
    CUT = "cut"
    GUIDE = "guide"
    DIMENSION = "dimension"
    NOTE = "note"


@dataclass(frozen=True)
class Line:
    """A line through points, round at ends and corners; dashed where it lies behind the plate."""

    points: tuple[Point, ...]
    layer: Layer
    colour: Colour = INK
    width: float = 0.18
    dashed: bool = False


@dataclass(frozen=True)
class Rectangle:
    """A rectangle with round corners; without ``edge`` only filled, without ``fill`` only drawn."""

    x: float
    y: float
    width: float
    height: float
    layer: Layer
    radius: float = 0.0
    fill: Colour = ""
    edge: Colour = INK
    stroke: float = 0.25
    dashed: bool = False


@dataclass(frozen=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    diameter: float
    layer: Layer
    fill: Colour = ""
    edge: Colour = INK
    stroke: float = 0.25
    dashed: bool = False


@dataclass(frozen=True)
class Polygon:
    """A filled polygon."""

    points: tuple[Point, ...]
    layer: Layer
    fill: Colour = INK


@dataclass(frozen=True)
class Words:
    """A line of text whose base line begins (0), has its middle (0.5), or ends (1) at (x, y).

    :ivar size: height of an em
    :ivar turned: whether it reads upwards, as at the side of a drawing
    """

    x: float
    y: float
    text: str
    layer: Layer
    size: float = 3.2
    anchor: float = 0.0
    bold: bool = False
    colour: Colour = INK
    turned: bool = False

    @property
    def length(self) -> float:
        """How long the line is."""
        return typeface.width(self.text, self.size, self.bold)


Item = Line | Rectangle | Circle | Polygon | Words


@dataclass(frozen=True)
class Group:
    """Items of which only what lies in ``clip`` is drawn: left, top, width and height."""

    items: tuple[Item, ...]
    clip: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Page:
    """A sheet of paper."""

    width: float
    height: float
    groups: tuple[Group, ...] = field(default=())

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order in which they are drawn."""
        return tuple(item for group in self.groups for item in group.items)


def placed(items: Iterable[Item], dx: float, dy: float, scale: float = 1.0) -> tuple[Item, ...]:
    """Return the items moved, and before that scaled about the origin."""

    def at(point: Point) -> Point:
        return dx + point[0] * scale, dy + point[1] * scale

    def move(item: Item) -> Item:
        match item:
            case Line():
                points = tuple(map(at, item.points))
                return replace(item, points=points, width=item.width * scale)
            case Polygon():
                return replace(item, points=tuple(map(at, item.points)))
            case Words():
                x, y = at((item.x, item.y))
                return replace(item, x=x, y=y, size=item.size * scale)
            case Circle():
                x, y = at((item.x, item.y))
                size = item.diameter * scale
                return replace(item, x=x, y=y, diameter=size, stroke=item.stroke * scale)
        x, y = at((item.x, item.y))
        width, height = item.width * scale, item.height * scale
        radius, stroke = item.radius * scale, item.stroke * scale
        return replace(item, x=x, y=y, width=width, height=height, radius=radius, stroke=stroke)

    return tuple(map(move, items))


def key_shape(
    key: Key, x: float, y: float, size: float, colour: Colour, layer: Layer
) -> Sequence[Item]:
    """Return the shape of a button about a middle, as the screen draws it."""
    made: list[Item] = []
    for part in KEY_SHAPES[key]:
        points = tuple((x + px * size / 100, y + py * size / 100) for px, py in part.points)
        if part.width:
            made.append(Line(points, layer, colour, part.width * size / 100))
        else:
            made.append(Polygon(points, layer, colour))
    return made
