"""The plate on sheets of paper to glue together, at its real size, behind a page of notes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.faceplate.dimensions import scale_bar
from kiosk.faceplate.drawing import (
    INK,
    PALE,
    QUIET,
    Group,
    Item,
    Layer,
    Line,
    Page,
    Rectangle,
    Words,
    placed,
)
from kiosk.faceplate.plate import Plate
from kiosk.faceplate.sheet import NOTES, Drawn, drawn, notes_items, plate_items
from kiosk.screen.paint.theme import Theme

PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
"""Width and height of each paper, upright."""

UNPRINTED = 8.0
"""Millimetres left free at each edge of the paper; many printers leave 5 to 6.4."""

FOOT = 14.0
"""Height of each sheet's foot, with its name and a scale bar of its own."""

OVERLAP = 10.0
"""By how much a sheet repeats what its neighbour shows."""

TRIES = 40
"""How many places of the drawing on its sheets to try, across and down."""

Span = tuple[float, float]
"""Where a hole's middle lies along one direction, and its radius."""

MARK = 4.0
"""Half the length of the marks by which two sheets are aligned."""


@dataclass(frozen=True)
class Grid:
    """How a drawing is cut into sheets.

    :ivar paper: width and height of each sheet, as it lies
    """

    paper: tuple[float, float]
    columns: int
    rows: int

    @property
    def room(self) -> tuple[float, float]:
        """What a sheet shows of the drawing: width and height."""
        return _room(self.paper)

    @property
    def step(self) -> tuple[float, float]:
        """How far the drawings of two sheets lie apart: across and down."""
        width, height = self.room
        return width - OVERLAP, height - OVERLAP

    @property
    def whole(self) -> tuple[float, float]:
        """What all sheets show of the drawing."""
        return self.columns * self.step[0] + OVERLAP, self.rows * self.step[1] + OVERLAP


def _room(paper: tuple[float, float]) -> tuple[float, float]:
    return paper[0] - 2 * UNPRINTED, paper[1] - 2 * UNPRINTED - FOOT


def grid(width: float, height: float, paper: str) -> Grid:
    """Cut a drawing of that size into the fewest sheets, upright or on their side."""

    def count(length: float, room: float) -> int:
        return max(1, math.ceil((length - OVERLAP) / (room - OVERLAP) - 1e-9))

    upright = PAPERS[paper]
    grids = []
    for sheet in (upright, upright[::-1]):
        room = _room(sheet)
        grids.append(Grid(sheet, count(width, room[0]), count(height, room[1])))
    return min(grids, key=lambda found: found.columns * found.rows)


def name(row: int, column: int) -> str:
    """Return the name of a sheet: rows are letters, columns numbers."""
    return f"{chr(ord('A') + row)}{column + 1}"


def pages(plate: Plate, theme: Theme, settings_text: str, paper: str) -> list[Page]:
    """Return the page of notes, and the sheets of the plate row by row."""
    main = drawn(plate, theme)
    cut = grid(main.width, main.height, paper)
    moved = shift(plate, main, cut)
    sheets = [
        _sheet(main, cut, moved, row, column)
        for row in range(cut.rows)
        for column in range(cut.columns)
    ]
    return [_first(plate, theme, settings_text, main, cut, moved, PAPERS[paper]), *sheets]


def shift(plate: Plate, main: Drawn, cut: Grid) -> tuple[float, float]:
    """Return where the drawing lies on its sheets: no joint crosses a hole, if possible."""
    round_cuts = [(hole, hole.diameter / 2) for hole in plate.holes]
    round_cuts += [(button.hole, button.rim / 2) for button in plate.buttons]
    across = [(hole.x - main.left, radius) for hole, radius in round_cuts]
    down = [(hole.y - main.top, radius) for hole, radius in round_cuts]
    (width, height), (right, below) = cut.whole, cut.step
    return (
        _clearest(width - main.width, _joints(cut.columns, right), across),
        _clearest(height - main.height, _joints(cut.rows, below), down),
    )


def _joints(count: int, step: float) -> list[float]:
    return [number * step + OVERLAP / 2 for number in range(1, count)]


def _clearest(free: float, joints: list[float], round_cuts: list[Span]) -> float:
    """Return a shift, up to ``free``, at which the joints cross no hole: the middle of several."""

    def clear(shift: float) -> tuple[float, float]:
        ways = [abs(at + shift - joint) - reach for joint in joints for at, reach in round_cuts]
        return min([OVERLAP / 2, *ways]), -abs(shift - free / 2)

    return max((free * step / TRIES for step in range(TRIES + 1)), key=clear)


def _sheet(main: Drawn, cut: Grid, shift: tuple[float, float], row: int, column: int) -> Page:
    """Draw one sheet: its part of the drawing, marks to lay it by, and its foot."""
    width, height = cut.room
    left, top = column * cut.step[0] - shift[0], row * cut.step[1] - shift[1]
    items = main.at(UNPRINTED - left, UNPRINTED - top)
    clip = (UNPRINTED, UNPRINTED, width, height)
    marks = tuple(_marks(cut, row, column))
    return Page(*cut.paper, (Group(items, clip), Group(marks)))


def _marks(cut: Grid, row: int, column: int) -> Iterator[Item]:
    (width, height), (paper_width, paper_height) = cut.room, cut.paper
    right, bottom = UNPRINTED + width, UNPRINTED + height
    yield Rectangle(UNPRINTED, UNPRINTED, width, height, Layer.NOTE, edge=PALE, stroke=0.13)
    half = OVERLAP / 2
    xs = [
        x
        for x, there in ((UNPRINTED + half, column), (right - half, column + 1 < cut.columns))
        if there
    ]
    ys = [y for y, there in ((UNPRINTED + half, row), (bottom - half, row + 1 < cut.rows)) if there]
    for x in xs:
        for y in (UNPRINTED + 3 * MARK, (UNPRINTED + bottom) / 2, bottom - 3 * MARK):
            yield from _mark(x, y)
        yield Line(((x, UNPRINTED), (x, bottom)), Layer.NOTE, PALE, 0.13, dashed=True)
    for y in ys:
        for x in (UNPRINTED + 3 * MARK, (UNPRINTED + right) / 2, right - 3 * MARK):
            yield from _mark(x, y)
        yield Line(((UNPRINTED, y), (right, y)), Layer.NOTE, PALE, 0.13, dashed=True)
    foot = bottom + 4
    yield from scale_bar(UNPRINTED, foot)
    yield Words(
        paper_width - UNPRINTED, foot + 2.6, f"sheet {name(row, column)}", Layer.NOTE, 4.4, 1, True
    )
    neighbours = []
    if column + 1 < cut.columns:
        neighbours.append(f"{name(row, column + 1)} at the right")
    if row + 1 < cut.rows:
        neighbours.append(f"{name(row + 1, column)} below")
    told = "1:1."
    if neighbours:
        told += f" Lay {' and '.join(neighbours)} on it, cross on cross; cut one of the two"
        told += " along the dashed line."
    yield Words(UNPRINTED, paper_height - UNPRINTED - 2, told, Layer.NOTE, 2.9, colour=QUIET)


def _mark(x: float, y: float) -> Iterator[Item]:
    """Draw a cross that both sheets of an overlap have at the same place of the drawing."""
    yield Line(((x - MARK, y), (x + MARK, y)), Layer.NOTE, INK, 0.18)
    yield Line(((x, y - MARK), (x, y + MARK)), Layer.NOTE, INK, 0.18)


def _first(
    plate: Plate,
    theme: Theme,
    settings_text: str,
    main: Drawn,
    cut: Grid,
    shift: tuple[float, float],
    paper: tuple[float, float],
) -> Page:
    """Draw the page of notes, with a small picture of the plate and of its sheets."""
    margin = (paper[0] - NOTES) / 2
    text = notes_items(plate, settings_text)
    top = 10 + text.height + 4
    space = paper[1] - top - 12
    scale = min(NOTES / cut.whole[0], space / cut.whole[1])
    x = (paper[0] - cut.whole[0] * scale) / 2
    left, above = x + (shift[0] - main.left) * scale, top + (shift[1] - main.top) * scale
    small = placed(plate_items(plate, theme), left, above, scale)
    frames = list[Item]()
    width, height = (side * scale for side in cut.room)
    for row in range(cut.rows):
        for column in range(cut.columns):
            left, up = x + column * cut.step[0] * scale, top + row * cut.step[1] * scale
            frames.append(
                Rectangle(left, up, width, height, Layer.NOTE, edge=QUIET, stroke=0.13, dashed=True)
            )
            frames.append(
                Words(left + 1.5, up + 4, name(row, column), Layer.NOTE, 4, bold=True, colour=QUIET)
            )
    names = [name(row, column) for row in range(cut.rows) for column in range(cut.columns)]
    told = (
        f"Not to scale. At its real size the plate is on the sheets that follow: {', '.join(names)}"
    )
    caption = Words(paper[0] / 2, paper[1] - 7, told, Layer.NOTE, 3.2, 0.5, colour=QUIET)
    return Page(*paper, (Group((*text.at(margin, 10), *small, *frames, caption)),))
