"""The check of text sizes: each page's smallest text, in millimetres, if it is too small."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.checks import text_size
from kiosk.cli.main import main
from kiosk.config.screen import USUAL_SIZE, DisplaySize, Rotation, Screen, Size
from kiosk.library.content import Content
from kiosk.screen.display import edid
from kiosk.screen.display.edid import ReportedSize
from tests.shipped_pages import shipped
from tests.yaml_inputs import SETTINGS_TEXT, swap

LARGE = Screen(size=Size(1920, 1080), panel=DisplaySize(344, 194))
SMALL = Screen(size=Size(480, 320), panel=DisplaySize(73.4, 49.0))


def on(screen: Screen) -> Content:
    made = shipped()
    return replace(made, settings=replace(made.settings, screen=screen))


def small(screen: Screen) -> dict[str, text_size.TooSmall]:
    content = on(screen)
    return {text.page: text for text in text_size.texts(content, text_size.display(content))}


def test_on_a_large_display_nothing_is_too_small() -> None:
    assert small(LARGE) == {}


def test_a_display_of_three_and_a_half_inches_is_reported_as_too_small_page_by_page() -> None:
    found = small(SMALL)
    press = found["press-cv6"]
    assert (press.text, press.expected) == ("Point 1 of 6", 4.8)
    assert 2.0 < press.found < 3.0
    assert all(text.found < text.expected for text in found.values())


def test_at_a_distance_the_action_word_is_too_small_though_the_text_is_not() -> None:
    found = small(replace(LARGE, distance=3.0))
    assert found["press-cv6"].expected == pytest.approx(36.65, abs=0.01)
    assert "introduction-1" not in found


def test_the_pixels_are_those_set_else_those_of_the_display_else_the_usual(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert text_size.display(on(LARGE)).pixels == (1920, 1080)
    assert text_size.display(on(Screen())).pixels == USUAL_SIZE
    monkeypatch.setattr(edid, "connected", lambda: ReportedSize((1280, 720), (300, 170)))
    assert text_size.display(on(Screen())).pixels == (1280, 720)
    turned = text_size.display(on(Screen(rotation=Rotation.QUARTER)))
    assert (turned.pixels, turned.millimetres) == ((720, 1280), (170, 300))


def test_a_display_by_name_gives_its_pixels_and_millimetres_as_it_hangs() -> None:
    upright = text_size.display(on(Screen(display="touch-display-2-7")))
    assert (upright.pixels, upright.millimetres) == ((720, 1280), (87, 154.5))
    turned = text_size.display(on(Screen(display="touch-display-2-7", rotation=Rotation.QUARTER)))
    assert (turned.pixels, turned.millimetres) == ((1280, 720), (154.5, 87))
    assert "(of touch-display-2-7)" in str(turned)


def test_the_settings_take_precedence_over_the_connected_display(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(edid, "connected", lambda: ReportedSize((1024, 600), (300, 170)))
    both = Screen(display="hdmi-5", panel=DisplaySize(200, 120))
    assert text_size.display(on(both)).millimetres == (200, 120)
    named = text_size.display(on(Screen(display="hdmi-5")))
    assert (named.pixels, named.millimetres) == ((800, 480), (108, 64.8))


def test_pixels_reported_by_another_display_than_the_one_set_do_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    standing = on(Screen(panel=DisplaySize(90, 154)))
    guessed = text_size.display(standing)
    assert (guessed.pixels, guessed.assumed) == ((600, 1024), True)
    monkeypatch.setattr(edid, "connected", lambda: ReportedSize((1920, 1080), (300, 170)))
    assert text_size.display(standing) == guessed
    monkeypatch.setattr(edid, "connected", lambda: ReportedSize((720, 1280), None))
    reported = text_size.display(standing)
    assert (reported.pixels, reported.assumed) == ((720, 1280), False)


def test_check_says_at_which_size_it_assumed_a_panel_without_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[None] = []
    monkeypatch.setattr(edid, "connected", lambda: reads.append(None))
    file = tmp_path / "kiosk.yaml"
    file.write_text("languages: [en]\nscreen: {panel: {width_mm: 90, height_mm: 154}}\n")
    result = CliRunner().invoke(main, ["check", "--settings", str(file)])
    assert result.exit_code == 0, result.output
    assert len(reads) == 1, "the display is read once in a check"
    assert "every text fits its page at 600x1024\n" in result.output
    assert (
        "warning: screen.size is not set; 600x1024 is assumed, a usual size of the shape of"
        " screen.panel: set screen.size to the display's pixels\n" in result.output
    )
    file.write_text(swap(file.read_text(), "{panel", "{size: {width: 600, height: 1024}, panel"))
    assert "assumed" not in CliRunner().invoke(main, ["check", "--settings", str(file)]).output


def test_check_warns_of_page_text_millimetres_found_and_expected(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    text = swap(SETTINGS_TEXT, "size: null", "size: {width: 480, height: 320}")
    text = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en]")
    file.write_text(text, "utf-8")
    result = CliRunner().invoke(main, ["check", "--settings", str(file)])
    assert result.exit_code == 0, "a small display is a warning: the kiosk starts with it"
    assert (
        "480x320 pixels on 73 x 49 mm (assumed; set screen.display or screen.panel)"
        in result.output
    )
    (told,) = (line for line in result.output.splitlines() if line.startswith("warning: page "))
    assert re.fullmatch(
        r"warning: page attract: “.*” is [23]\.\d mm high, expected at least 4\.8 mm;"
        r" also too small on [\w-]+, [\w-]+, [\w-]+ and \d+ more pages",
        told,
    )
