from __future__ import annotations

import pytest

from kiosk.faceplate.drawing import Layer, Rectangle, Words
from kiosk.faceplate.mounting import Fitting
from kiosk.faceplate.plate import Plate
from kiosk.faceplate.sheet import drawn, notes, notes_items, one_sheet, plate_items, table
from kiosk.faceplate.text import text
from kiosk.screen.paint.theme import HIGH, THEME
from tests.faceplate.plates import FIVE, PLATES, kiosk, made


def words(plate: Plate) -> list[Words]:
    return [item for item in drawn(plate, THEME).items if isinstance(item, Words)]


def test_the_dimensions_of_a_chain_add_up_to_the_plate() -> None:
    plate = made(kiosk())
    figures = [
        float(item.text) for item in words(plate) if item.layer is Layer.DIMENSION and item.y < 0
    ]
    whole = max(figures)
    assert whole == plate.width == pytest.approx(228.96, abs=0.05) or whole == 229
    assert sum(figures) - whole == pytest.approx(whole, abs=0.2)


def test_the_drawing_reaches_no_further_than_it_says() -> None:
    for plate in PLATES:
        main = drawn(plate, THEME)
        for item in main.items:
            if isinstance(item, Words) and not item.turned:
                left = item.x - item.length * item.anchor
                assert left >= main.left
                assert left + item.length <= main.left + main.width
                assert main.top + item.size * 0.7 <= item.y <= main.top + main.height


def test_a_label_stays_on_its_field() -> None:
    for plate in PLATES:
        fields = {button.label: button.field for button in plate.buttons}
        labels = [
            item
            for item in plate_items(plate, THEME)
            if isinstance(item, Words) and item.layer is Layer.ENGRAVE
        ]
        assert len(labels) >= len(fields)
        for item in labels:
            field = fields[item.text]
            left = item.x - item.length / 2
            assert left >= field.x + 1
            assert left + item.length <= field.x + field.width - 1
            assert item.size * 0.668 >= 2, "capitals of two millimetres can be engraved"


@pytest.mark.parametrize("theme", [THEME, HIGH])
def test_the_colours_are_those_of_the_contrast_set(theme: object) -> None:
    chosen = HIGH if theme is HIGH else THEME
    fills = {
        item.fill
        for item in plate_items(made(kiosk(pins=FIVE)), chosen)
        if isinstance(item, Rectangle) and item.layer is Layer.ENGRAVE
    }
    assert fills == {"#{:02x}{:02x}{:02x}".format(*colour) for colour in chosen.keys.values()}


def test_the_table_has_every_hole_and_dot_where_it_is() -> None:
    plate = made(kiosk(pins=FIVE), Fitting(30))
    rows = {row[0]: row for row in table(plate)}
    for hole in plate.holes:
        _, what, diameter, x, y = rows[hole.name]
        assert what == hole.what
        assert float(diameter) == pytest.approx(hole.diameter)
        assert (float(x), float(y)) == pytest.approx((hole.x, hole.y), abs=0.051)
    assert sum("not drilled" in row[1] for row in table(plate)) == len(plate.dots) == 6


def test_unknown_numbers_are_named_with_the_option_that_sets_them() -> None:
    told = " ".join(notes(made(kiosk("lcd-10-1024x600"))))
    assert "No source gives the outline and the place of the picture" in told
    assert "--outline and --window-offset" in told
    half = " ".join(notes(made(kiosk("official-7"))))
    assert "--window-offset" in half
    assert "--outline" not in half
    assert "No source gives" not in " ".join(notes(made(kiosk("hdmi-5"))))


def test_the_notes_ask_for_a_paper_template_and_tell_reach_and_distance() -> None:
    for plate in PLATES:
        first, *_ = told = list(notes(plate))
        assert first.startswith("Print this paper template at 100 %")
        everything = " ".join(told)
        assert "between 380 and 1220 mm" in everything
        assert "at least 13 mm apart" in everything
        assert f"rims are {plate.apart:.1f} mm apart" in everything


def test_notes_and_table_leave_each_other_room() -> None:
    for plate in PLATES:
        made_of = notes_items(plate, "x")
        paragraphs = [item for item in made_of.items if isinstance(item, Words) and item.x == 5]
        assert max(item.x + item.length for item in paragraphs) < 90
        assert made_of.height < 170, "the first page of A4 has room for a picture below"
        page = one_sheet(plate, THEME, "x")
        for item in page.items:
            if isinstance(item, Words) and not item.turned:
                assert 0 < item.y < page.height


def test_the_text_holds_the_table_and_the_notes() -> None:
    plate = made(kiosk())
    lines = text(plate).splitlines()
    assert lines[0].endswith(plate.display.title)
    for hole in plate.holes:
        (row,) = [line for line in lines if line.startswith(f"{hole.name} ")]
        assert f"{hole.x:.1f}" in row
    assert max(map(len, lines)) <= 100
    assert any(line.startswith("1  Print this paper template") for line in lines)
