"""The SVG as a workshop's program reads it: true millimetres, in layers."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kiosk.faceplate import typeface
from kiosk.faceplate.drawing import Group, Layer, Page, Words
from kiosk.faceplate.files import write_plate
from kiosk.faceplate.sheet import plate_items
from kiosk.faceplate.svg import svg
from kiosk.screen.paint.theme import THEME, html
from tests.faceplate.plates import FIVE, kiosk, made

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "official-7.svg"


def plate_alone() -> str:
    plate = made(kiosk())
    return svg(Page(plate.width, plate.height, (Group(tuple(plate_items(plate, THEME))),)), "plate")


def layer(root: ElementTree.Element, wanted: Layer) -> ElementTree.Element:
    (found,) = [group for group in root.iter(f"{SVG}g") if group.get("id") == wanted.value]
    return found


def test_one_unit_is_a_millimetre() -> None:
    root = ElementTree.fromstring(plate_alone())
    width, height = root.attrib["width"], root.attrib["height"]
    assert root.attrib["viewBox"] == f"0 0 {width.removesuffix('mm')} {height.removesuffix('mm')}"
    assert float(width.removesuffix("mm")) == pytest.approx(made(kiosk()).width, abs=0.001)


def test_the_layer_of_cuts_holds_every_hole_and_nothing_else() -> None:
    plate = made(kiosk())
    cuts = layer(ElementTree.fromstring(plate_alone()), Layer.CUT)
    circles = {
        tuple(round(float(circle.attrib[name]), 3) for name in ("cx", "cy", "r"))
        for circle in cuts.iter(f"{SVG}circle")
    }
    assert circles == {
        (round(hole.x, 3), round(hole.y, 3), round(hole.diameter / 2, 3)) for hole in plate.holes
    }
    rectangles = [float(found.attrib["width"]) for found in cuts.iter(f"{SVG}rect")]
    assert rectangles == pytest.approx([plate.width, plate.window.width], abs=0.001)
    assert len(cuts) == len(circles) + 2


def test_the_labels_are_outlines_on_fields_of_the_soft_keys_colours() -> None:
    plate = made(kiosk(pins=FIVE, language="zh_CN"))
    page = Page(plate.width, plate.height, (Group(tuple(plate_items(plate, THEME))),))
    engraved = layer(ElementTree.fromstring(svg(page, "plate")), Layer.ENGRAVE)
    labels = [path.get("aria-label") for path in engraved.iter(f"{SVG}path")]
    assert labels == [button.label for button in plate.buttons]
    fills = [field.get("fill") for field in engraved.iter(f"{SVG}rect")]
    assert fills == [html(THEME.keys[button.key]) for button in plate.buttons]
    assert list(ElementTree.fromstring(svg(page, "")).iter(f"{SVG}text")) == []


def test_notes_use_glyphs_that_are_there() -> None:
    page = Page(100, 20, (Group((Words(3, 9, "a < b & c", Layer.NOTE),)),))
    root = ElementTree.fromstring(svg(page, "a < b"))
    ids = {path.get("id") for path in root.iter(f"{SVG}path")}
    uses = [use.get("{http://www.w3.org/1999/xlink}href", "")[1:] for use in root.iter(f"{SVG}use")]
    assert len(uses) == len("a<b&c")
    assert set(uses) == ids
    places = [float(use.get("x", "")) for use in root.iter(f"{SVG}use")]
    text = "a < b & c"
    before = [text[:number] for number, char in enumerate(text) if char != " "]
    assert places == pytest.approx([typeface.width(part, 1000) for part in before], abs=0.5)


def test_it_is_written_without_the_library_for_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("reportlab", "reportlab.pdfgen.canvas", "reportlab.pdfbase"):
        monkeypatch.setitem(sys.modules, name, None)
    settings = kiosk()
    write_plate(made(settings), settings, tmp_path / "plate.svg", "English", None)
    assert (tmp_path / "plate.svg").read_text("utf-8").startswith("<svg ")


def test_the_plate_of_the_official_display_is_drawn_as_it_was_looked_at() -> None:
    assert plate_alone() == GOLDEN.read_text("utf-8"), (
        "look at it anew, then: python -m tests.faceplate.test_svg"
    )


if __name__ == "__main__":
    GOLDEN.write_text(plate_alone(), "utf-8")
