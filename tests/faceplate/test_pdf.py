"""The PDF as a printer gets it: measured in its own units against the plate's data."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kiosk.config.settings import Settings
from kiosk.faceplate import tiling
from kiosk.faceplate.drawing import Group, Layer, Line, Page, Words
from kiosk.faceplate.files import write_plate
from kiosk.faceplate.pdf import NoLibrary, pdf
from kiosk.faceplate.sheet import drawn, one_sheet
from kiosk.screen.paint.theme import THEME
from tests.faceplate.measured import POINTS, Measured, read
from tests.faceplate.plates import FIVE, kiosk, made

SETTINGS = [
    kiosk("official-7"),
    kiosk("touch-display-2-7", pins=FIVE, language="de"),
    kiosk("lcd-10-1280x800", 180),
    kiosk("hdmi-5", 90, language="zh_CN"),
]


def sheets(page: Measured, wide: float, high: float) -> tuple[float, float]:
    """Find the plate's outline on a page; return its top left corner."""
    (found,) = [
        box for box in page.curves if abs(box[2] - wide) < 0.02 and abs(box[3] - high) < 0.02
    ]
    return found[0] - wide / 2, found[1] - high / 2


@pytest.mark.parametrize("settings", SETTINGS)
def test_on_one_sheet_every_cut_is_where_and_as_large_as_the_data_say(
    settings: Settings, tmp_path: Path
) -> None:
    plate = made(settings)
    file = tmp_path / "plate.pdf"
    write_plate(plate, settings, file, "English", None)
    (page,) = read(file.read_bytes())
    left, top = sheets(page, plate.width, plate.height)
    for hole in plate.holes:
        assert page.circle(left + hole.x, top + hole.y, hole.diameter), hole
    for dot in plate.dots:
        assert page.circle(left + dot.x, top + dot.y, dot.diameter), dot
    window = plate.window
    corner = sheets(page, window.width, window.height)
    assert corner == pytest.approx((left + window.x, top + window.y), abs=0.02)


@pytest.mark.parametrize("paper", tiling.PAPERS)
@pytest.mark.parametrize("settings", SETTINGS)
def test_on_tiles_each_hole_is_whole_on_a_sheet_at_its_place(
    settings: Settings, paper: str
) -> None:
    plate = made(settings)
    main = drawn(plate, THEME)
    cut = tiling.grid(main.width, main.height, paper)
    pages = read(pdf(tiling.pages(plate, THEME, "", paper), "", "en"))
    assert len(pages) == 1 + cut.rows * cut.columns
    first, *tiles = pages
    assert (first.width, first.height) == pytest.approx(tiling.PAPERS[paper], abs=0.01)
    assert {(round(tile.width), round(tile.height)) for tile in tiles} == {
        (round(cut.paper[0]), round(cut.paper[1]))
    }
    whole = set()
    for number, tile in enumerate(tiles):
        row, column = divmod(number, cut.columns)
        left, top = sheets(tile, plate.width, plate.height)
        start = (left + column * cut.step[0], top + row * cut.step[1])
        if number == 0:
            origin = start
        assert start == pytest.approx(origin, abs=0.02), "tiles lie on one grid"
        for hole in plate.holes:
            x, y, reach = left + hole.x, top + hole.y, hole.diameter / 2
            free = tiling.UNPRINTED
            inside = (
                free + reach <= x <= free + cut.room[0] - reach
                and free + reach <= y <= free + cut.room[1] - reach
            )
            if inside and tile.circle(x, y, hole.diameter):
                whole.add(hole.name)
    assert whole == {hole.name for hole in plate.holes}


@pytest.mark.parametrize("paper", tiling.PAPERS)
def test_every_tile_has_a_bar_of_a_hundred_millimetres(paper: str) -> None:
    plate = made(kiosk("lcd-10-1280x800"))
    _, *tiles = read(pdf(tiling.pages(plate, THEME, "", paper), "", "en"))
    for tile in tiles:
        fields = [box for box in tile.curves + tile.boxes if abs(box[3] - 2.4) < 0.01]
        foot = [box for box in fields if tile.height - 25 < box[1] < tile.height]
        assert len(foot) == 10
        ends = [box[0] + way * box[2] / 2 for box in foot for way in (-1, 1)]
        assert max(ends) - min(ends) == pytest.approx(100, abs=0.01)
        assert "100 mm" in tile.text


def test_a_line_of_a_hundred_millimetres_is_283_points() -> None:
    line = Line(((10, 10), (110, 10)), Layer.CUT)
    (page,) = read(pdf([Page(200, 50, (Group((line,)),))], "", "en"))
    (box,) = page.boxes
    assert box[2] * POINTS == pytest.approx(283.465, abs=0.001)
    assert box[:2] == pytest.approx((60, 10))


def test_what_lies_outside_a_group_s_clip_is_clipped_by_the_page_itself() -> None:
    line = Line(((0, 10), (200, 10)), Layer.CUT)
    (page,) = read(pdf([Page(200, 50, (Group((line,), (20, 5, 60, 30)),))], "", "en"))
    assert any(box == pytest.approx((50, 20, 60, 30)) for box in page.boxes)


@pytest.mark.parametrize("text", ["Andere Seite", "Changez de côté", "换另一侧", "Español · 中文"])
def test_a_text_can_be_searched(text: str) -> None:
    words = Words(10, 20, text, Layer.NOTE)
    (page,) = read(pdf([Page(200, 50, (Group((words,)),))], "", "en"))
    assert text.replace(" ", "") in page.text.replace(" ", "").replace("\n", "")


def test_every_font_is_in_the_file() -> None:
    words = (Words(10, 20, "Knopf", Layer.NOTE), Words(10, 30, "换另一侧", Layer.NOTE, bold=True))
    data = pdf([Page(200, 50, (Group(words),))], "", "en")
    resources: Any = PdfReader(io.BytesIO(data)).pages[0]["/Resources"]
    found = [value.get_object() for value in resources["/Font"].values()]
    assert len(found) == 2
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_same_plate_gives_the_same_bytes() -> None:
    page = one_sheet(made(kiosk()), THEME, "")
    assert pdf([page], "", "en") == pdf([page], "", "en")


def test_without_the_library_the_message_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen.canvas", None)
    with pytest.raises(NoLibrary, match="sudo apt install python3-reportlab") as caught:
        pdf([], "", "en")
    assert caught.value.exit_code == 69
