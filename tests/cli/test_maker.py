"""The commands of makers: the front plate and the card, and what they refuse."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.config import paths
from tests.cli.conftest import Run
from tests.faceplate.measured import read
from tests.yaml_inputs import SETTINGS_TEXT, swap

SHIPPED = paths.OWN_SETTINGS


@pytest.fixture
def official(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.yaml"
    text = swap(SETTINGS_TEXT, "display: null", "display: official-7")
    file.write_text(swap(text, "pause: null", "pause: 16"), "utf-8")
    return file


def test_without_a_file_the_holes_are_listed(run: Run, official: Path) -> None:
    result = run("faceplate", "--settings", official)
    assert result.exit_code == 0
    assert "Raspberry Pi Touch Display, 7 inches" in result.output
    assert "B4  button PAUSE" in result.output
    assert "B5" not in result.output


@pytest.mark.parametrize(("name", "begins"), [("p.svg", b"<svg "), ("P.PDF", b"%PDF-")])
def test_the_plate_is_drawn_on_a_file(
    name: str, begins: bytes, run: Run, official: Path, tmp_path: Path
) -> None:
    result = run("faceplate", "--settings", official, "-o", name)
    assert (result.exit_code, result.output) == (0, f"{name}\n")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("paper", "size", "pages"),
    [("A4", (210, 297), 3), ("Letter", (215.9, 279.4), 5), ("sheet", (293, 508), 1)],
)
def test_a_pdf_is_tiled_to_the_paper_asked_for(
    paper: str, size: tuple[float, float], pages: int, run: Run, official: Path, tmp_path: Path
) -> None:
    result = run("faceplate", "--settings", official, "-o", "p.pdf", "--paper", paper)
    assert result.exit_code == 0
    found = read((tmp_path / "p.pdf").read_bytes())
    assert len(found) == pages
    near = 0.01 if paper != "sheet" else 0.5
    assert (found[0].width, found[0].height) == pytest.approx(size, abs=near)


def test_the_labels_are_in_the_language_asked_for(run: Run, official: Path, tmp_path: Path) -> None:
    for language, label in (("en", "Switch sides"), ("de", "Andere Seite")):
        run("faceplate", "--settings", official, "-o", "p.svg", "--language", language)
        assert f'aria-label="{label}"' in (tmp_path / "p.svg").read_text("utf-8")


def test_options_go_before_the_settings_and_the_display_s_data(run: Run, official: Path) -> None:
    result = run(
        *("faceplate", "--settings", official, "--display", "lcd-10-1024x600", "--button", "30"),
        *("--outline", "235x145", "--window-offset", "1.5,-2"),
    )
    assert result.exit_code == 0
    assert "LCD, 10.1 inches, 1024x600" in result.output
    assert "button ADVANCE" in result.output
    assert " 30 " in result.output
    assert "No source gives" not in result.output


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([], "Which display? Set screen.display, or screen.panel"),
        (["--display", "offical-7"], "there is no display 'offical-7'; did you mean official-7?"),
        (["--display", "generic"], "set screen.panel"),
        (["--button", "15.9"], "16<=x<=30.5"),
        (["--button", "31"], "16<=x<=30.5"),
        (["--button", "24", "--rim", "20"], "a rim of 20 mm does not cover a hole of 24 mm"),
        (["--display", "hdmi-5", "--outline", "9x9"], "expected 20 to 3000 mm"),
        (["--outline", "193"], "'193': expected millimetres such as 193x111"),
        (["--window-offset", "1;2"], "'1;2': expected millimetres such as 0,-2.5"),
        (["--display", "hdmi-5", "--window-offset", "0,9"], "The window reaches beyond"),
        (["-o", "p.png"], "p.png is neither an .svg nor a .pdf file"),
        (["-o", "plate"], "plate is neither an .svg nor a .pdf file"),
        (["--paper", "A4"], "--paper needs -o with a .pdf file"),
        (["-o", "p.svg", "--paper", "A4"], "--paper needs -o with a .pdf file"),
        (["-o", "p.pdf", "--paper", "A3"], "'A3' is not one of"),
        (["--language", "xx"], "there is no language 'xx'"),
    ],
)
def test_a_mistake_in_the_options_is_explained(run: Run, args: list[str], problem: str) -> None:
    result = run("faceplate", "--settings", SHIPPED, *args)
    assert result.exit_code == 2
    assert problem in " ".join(result.output.split())


@pytest.mark.parametrize("args", [["faceplate", "--display", "hdmi-5", "-o", "p.pdf"], ["card"]])
def test_without_the_library_for_pdf_the_exit_code_is_69(
    run: Run, args: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfgen.canvas", None)
    result = run(*args, "--settings", SHIPPED)
    assert result.exit_code == 69
    assert "sudo apt install python3-reportlab" in result.output
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("name", ["nowhere/p.svg", "nowhere/p.pdf"])
def test_a_plate_that_cannot_be_written_is_reported(run: Run, official: Path, name: str) -> None:
    result = run("faceplate", "--settings", official, "-o", name)
    assert result.exit_code == 69
    assert f"{name} cannot be written: No such file or directory" in result.output


def test_a_card_is_made_in_the_language_of_the_settings_or_another(
    run: Run, tmp_path: Path
) -> None:
    for args, title in (
        ([], "Ease your back pain"),
        (["--language", "es"], "Alivie su dolor de espalda"),
    ):
        assert run("card", "--settings", SHIPPED, *args).output == "card.pdf\n"
        (page,) = read((tmp_path / "card.pdf").read_bytes())
        assert title in page.text


def test_all_cards_are_five_pages(run: Run, tmp_path: Path) -> None:
    assert run("card", "--settings", SHIPPED, "--all", "-o", "all.pdf").exit_code == 0
    assert len(read((tmp_path / "all.pdf").read_bytes())) == 5


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["-o", "card.png"], "card.png is not a .pdf file"),
        (["--all", "--language", "de"], "leave out --language"),
    ],
)
def test_a_mistake_about_the_card_is_explained(run: Run, args: list[str], problem: str) -> None:
    result = run("card", "--settings", SHIPPED, *args)
    assert result.exit_code == 2
    assert problem in " ".join(result.output.split())
