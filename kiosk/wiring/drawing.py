"""A drawing as data: strokes, shapes and words, in pixels from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

Colour = str
"""A colour as in HTML: ``#1c212c``."""

INK, QUIET, PAPER, CARD = "#1c212c", "#5b5f6b", "#ffffff", "#f4f1ea"

Point = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """A line through points, with ``gap`` pixels cleared on either side of it."""

    points: tuple[Point, ...]
    colour: Colour = INK
    width: float = 2.5
    gap: float = 0.0


@dataclass(frozen=True)
class Block:
    """A rectangle with rounded corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour = PAPER
    edge: Colour = INK
    stroke: float = 2.0
    radius: float = 0.0


@dataclass(frozen=True)
class Disc:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: Colour = PAPER
    edge: Colour = INK
    stroke: float = 2.0


@dataclass(frozen=True)
class Shape:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: Colour = INK


@dataclass(frozen=True)
class Words:
    """A line of text whose base line starts, is centred, or ends at (x, y)."""

    x: float
    y: float
    text: str
    size: float = 15.0
    anchor: str = "start"
    bold: bool = False
    colour: Colour = INK


Item = Stroke | Block | Disc | Shape | Words


@dataclass
class Drawing:
    """Items to draw in order on white."""

    width: int
    height: int
    items: list[Item] = field(default_factory=list)
