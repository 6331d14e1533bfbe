from __future__ import annotations

import pytest

from kiosk.faceplate import tiling
from kiosk.faceplate.drawing import Line, Page, Words
from kiosk.faceplate.plate import Plate
from kiosk.faceplate.sheet import Drawn, drawn
from kiosk.screen.paint.theme import THEME
from tests.faceplate.plates import PLATES, kiosk, made

papers = pytest.mark.parametrize("paper", tiling.PAPERS)


@papers
@pytest.mark.parametrize("size", [(50, 50), (194, 267), (195, 268), (400, 300), (1000, 90)])
def test_the_sheets_cover_the_drawing_and_none_is_needless(
    size: tuple[float, float], paper: str
) -> None:
    cut = tiling.grid(*size, paper)
    (width, height), step = cut.whole, cut.step
    assert width >= size[0]
    assert height >= size[1]
    assert cut.columns == 1 or width - step[0] < size[0]
    assert cut.rows == 1 or height - step[1] < size[1]


@papers
def test_neighbours_overlap_by_ten_millimetres(paper: str) -> None:
    cut = tiling.grid(700, 700, paper)
    assert cut.room[0] - cut.step[0] == tiling.OVERLAP == cut.room[1] - cut.step[1]
    assert {*cut.paper} == {*tiling.PAPERS[paper]}


def test_the_paper_lies_so_that_fewest_sheets_are_needed() -> None:
    assert tiling.grid(270, 150, "A4") == tiling.Grid((297.0, 210.0), 1, 1)
    assert tiling.grid(150, 250, "A4") == tiling.Grid((210.0, 297.0), 1, 1)


def crosses(page: Page, left: float, top: float) -> set[tuple[float, float]]:
    """Return the marks' middles of a sheet, in the drawing's own place."""
    bars = [item for item in page.groups[1].items if isinstance(item, Line) and item.width == 0.18]
    return {
        (round(sum(x for x, _ in bar.points) / 2 + left, 3), round(bar.points[0][1] + top, 3))
        for bar in bars
        if bar.points[0][1] == bar.points[1][1]
    }


@pytest.mark.parametrize("display", ["official-7", "lcd-10-1280x800"])
def test_two_neighbours_have_their_marks_at_the_same_place_of_the_drawing(display: str) -> None:
    plate = made(kiosk(display))
    main = drawn(plate, THEME)
    cut = tiling.grid(main.width, main.height, "A4")
    _, *sheets = tiling.pages(plate, THEME, "", "A4")
    assert len(sheets) == cut.rows * cut.columns > 1
    placed = {
        (row, column): crosses(
            sheets[row * cut.columns + column], column * cut.step[0], row * cut.step[1]
        )
        for row in range(cut.rows)
        for column in range(cut.columns)
    }
    for (row, column), marks in placed.items():
        for neighbour in ((row, column + 1), (row + 1, column)):
            if neighbour in placed:
                assert len(marks & placed[neighbour]) == 3


def split(plate: Plate, main: Drawn, cut: tiling.Grid, moved: tuple[float, float]) -> set[str]:
    """Return the holes that a joint goes through, where the drawing is moved by so much."""
    found = set[str]()
    for hole in plate.holes:
        places = (
            (hole.x - main.left + moved[0], cut.columns, cut.step[0]),
            (hole.y - main.top + moved[1], cut.rows, cut.step[1]),
        )
        for at, count, step in places:
            joints = [number * step + tiling.OVERLAP / 2 for number in range(1, count)]
            if any(abs(joint - at) < hole.diameter / 2 for joint in joints):
                found.add(hole.name)
    return found


@papers
@pytest.mark.parametrize("plate", PLATES[::3])
def test_no_joint_goes_through_a_hole_where_the_drawing_can_be_moved(
    plate: Plate, paper: str
) -> None:
    main = drawn(plate, THEME)
    cut = tiling.grid(main.width, main.height, paper)
    free = cut.whole[0] - main.width, cut.whole[1] - main.height
    moved = tiling.shift(plate, main, cut)
    assert 0 <= moved[0] <= free[0] + 1e-9
    assert 0 <= moved[1] <= free[1] + 1e-9
    tries = [number / 20 for number in range(21)]
    ways = [split(plate, main, cut, (free[0] * x, free[1] * y)) for x in tries for y in tries]
    assert len(split(plate, main, cut, moved)) <= min(map(len, ways))


def test_each_sheet_says_its_name_and_its_neighbours() -> None:
    first, *sheets = tiling.pages(made(kiosk("lcd-10-1280x800")), THEME, "", "A4")
    names = [
        word.text.removeprefix("sheet ")
        for sheet in sheets
        for word in sheet.items
        if isinstance(word, Words) and word.text.startswith("sheet ")
    ]
    assert names == ["A1", "A2", "B1", "B2"]
    (caption,) = [
        word.text
        for word in first.items
        if isinstance(word, Words) and word.text.startswith("Not to scale")
    ]
    assert caption.endswith(", ".join(names))
    told = [word.text for word in sheets[0].items if isinstance(word, Words)]
    assert any(text.startswith("1:1. Lay ") for text in told)
