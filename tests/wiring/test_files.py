from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pygame
import pytest
from click.testing import CliRunner, Result
from hypothesis import given

from kiosk.cli.main import main
from kiosk.config import paths
from kiosk.config.settings import Settings
from kiosk.wiring.circuits import circuits
from kiosk.wiring.drawing import Block, Disc, Drawing, Shape, Stroke, Words
from kiosk.wiring.layout import draw
from kiosk.wiring.png import picture
from kiosk.wiring.svg import svg
from tests.wiring.strategies import every_wiring
from tests.yaml_inputs import SETTINGS_TEXT, swap

SVG = "{http://www.w3.org/2000/svg}"
Run = Callable[..., Result]


@pytest.fixture
def run(dummy_screen: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", tmp_path / "none" / "kiosk.yaml")
    monkeypatch.chdir(tmp_path)

    def invoke(*args: object) -> Result:
        result = CliRunner().invoke(main, ["wiring", *map(str, args)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return invoke


@given(every_wiring)
def test_the_svg_is_well_formed_and_holds_every_item(settings: Settings) -> None:
    drawing = draw(circuits(settings))
    root = ElementTree.fromstring(svg(drawing))
    assert root.tag == f"{SVG}svg"
    words = [item.text for item in drawing.items if isinstance(item, Words)]
    assert [element.text for element in root.iter(f"{SVG}text")] == words
    for kind, tag, ground in ((Disc, "circle", 0), (Block, "rect", 1), (Shape, "polygon", 0)):
        count = sum(isinstance(item, kind) for item in drawing.items)
        assert len(list(root.iter(f"{SVG}{tag}"))) == count + ground


def test_words_are_escaped_in_svg() -> None:
    made = svg(Drawing(10, 10, [Words(0, 0, "a < b & c")]))
    assert ElementTree.fromstring(made)[-1].text == "a < b & c"


def test_the_png_shows_what_the_svg_does() -> None:
    drawing = draw(circuits(Settings()))
    drawn = picture(drawing)
    assert drawn.get_size() == (drawing.width, drawing.height)
    discs = [item for item in drawing.items if isinstance(item, Disc) and item.radius == 5.0]
    assert discs
    for disc in discs:  # no later item covers a disc
        assert drawn.get_at((round(disc.x), round(disc.y)))[:3] == pygame.Color(disc.fill)[:3]


def test_a_wire_that_passes_over_another_leaves_a_gap_in_it() -> None:
    below = Stroke(((50, 0), (50, 100)), "#ff0000")
    over = Stroke(((0, 50), (100, 50)), "#0000ff", gap=4.0)
    drawn = picture(Drawing(100, 100, [below, over]))
    colours = [tuple(drawn.get_at((50, y))[:3]) for y in (40, 47, 50, 53, 60)]
    red, white, blue = (255, 0, 0), (255, 255, 255), (0, 0, 255)
    assert colours == [red, white, blue, white, red]


def test_a_picture_may_be_larger_than_its_drawing() -> None:
    assert picture(Drawing(100, 40, []), 1.5).get_size() == (150, 60)


# The command.


def test_the_wiring_is_printed_in_the_terminal(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "pin 29 ── button ── ground" in result.output


@pytest.mark.parametrize(("name", "begins"), [("w.svg", b"<svg "), ("W.PNG", b"\x89PNG")])
def test_the_wiring_is_drawn_to_a_file(name: str, begins: bytes, run: Run, tmp_path: Path) -> None:
    result = run("-o", name)
    assert (result.exit_code, result.output) == (0, f"{name}\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_settings_given_are_the_ones_drawn(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "pause: null", "pause: 16"), "utf-8")
    assert "PAUSE button (GPIO16, pin 36)" in run("--settings", file).output
    file.write_text(swap(SETTINGS_TEXT, "pause: null", "pause: 5"), "utf-8")
    result = run("--settings", file)
    assert result.exit_code == 78
    assert "pins.pause: pin 5 is already taken by advance" in result.output


def test_a_file_of_another_kind_is_rejected(run: Run) -> None:
    result = run("-o", "wiring.jpg")
    assert result.exit_code == 2
    assert "wiring.jpg is neither an .svg nor a .png file" in result.output


@pytest.mark.parametrize("name", ["nowhere/w.svg", "nowhere/w.png"])
def test_a_file_that_cannot_be_written_is_reported(name: str, run: Run) -> None:
    result = run("-o", name)
    assert result.exit_code == 69
    assert f"{name} cannot be written: No such file or directory" in result.output


def test_the_drawing_in_the_documents_shows_the_shipped_settings() -> None:
    shown = (Path(__file__).parents[2] / "docs" / "wiring.svg").read_text("utf-8")
    assert shown == svg(draw(circuits(Settings()))), (
        "draw it anew: acupressure-kiosk wiring --settings config/kiosk.yaml -o docs/wiring.svg"
    )
