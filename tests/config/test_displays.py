"""The displays known by name, and the faults of a file of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks.collect import collect
from kiosk.config import displays, paths, settings
from kiosk.config.displays import Extent
from kiosk.config.faults import FaultyInput
from tests.yaml_inputs import SETTINGS_TEXT, swap

ROOT = Path(__file__).parents[2]
TEXT = """displays:
  one:
    title: One
    source: nobody
    active: {width: 100, height: 60}
    outline: {width: 120, height: 80}
    holes: {across: 110, down: 70, screw: 3}
"""


def faults(folder: Path, text: str) -> list[str]:
    file = folder / "displays.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(FaultyInput) as caught:
        displays.load(file)
    return [str(fault).removeprefix(f"{file}:") for fault in caught.value.faults]


def test_the_shipped_displays_have_the_numbers_of_their_sources() -> None:
    known = displays.known()
    assert known["official-7"].active == Extent(154.08, 85.92)
    assert known["official-7"].outline == Extent(192.96, 110.76)
    assert known["touch-display-2-7"].outline == Extent(120, 189.5)
    assert known["touch-display-2-5"].active == Extent(62, 110.5)
    assert known["lcd-10-1024x600"].active == Extent(223, 125)
    assert known["lcd-10-1280x800"].active == Extent(217, 136)
    assert known["hdmi-5"].active == Extent(108, 64.8)


@pytest.mark.parametrize("name", displays.known())
def test_a_display_has_the_proportions_of_its_pixels(name: str) -> None:
    display = displays.known()[name]
    assert display.pixels is not None
    pixels = display.pixels.width / display.pixels.height
    assert display.active.width / display.active.height == pytest.approx(pixels, rel=0.08)


@pytest.mark.parametrize("name", displays.known())
@pytest.mark.parametrize("document", ["config/kiosk.yaml", "docs/build.md"])
def test_every_display_is_named_where_the_setting_is_explained(name: str, document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert name in text


def test_a_file_without_faults_is_read(tmp_path: Path) -> None:
    file = tmp_path / "displays.yaml"
    file.write_text(TEXT, "utf-8")
    assert displays.load(file)["one"].outline == Extent(120, 80)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "width: 100",
            "width: 10",
            "5: displays.one.active.width: expected 20 to 3000 mm, not 10",
        ),
        (
            "width: 100",
            "width: 121",
            "5: displays.one.active.width: expected at most 120 mm, to stay within the outline,"
            " not 121",
        ),
        ("down: 70", "down: 80", "7: displays.one.holes.down: expected less than the outline's 80"),
        ("    source: nobody\n", "", "2: displays.one.source: is missing: expected words"),
        ("title: One", "titel: One", "3: displays.one.titel: unknown key; did you mean title?"),
        ("screw: 3", "screw: M3", "7: displays.one.holes.screw: expected a number"),
    ],
)
def test_a_fault_is_reported_with_line_key_and_expectation(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert any(fault.startswith(told) for fault in faults(tmp_path, swap(TEXT, old, new)))


def test_an_offset_takes_its_room_from_both_sides(tmp_path: Path) -> None:
    text = f"{TEXT}    offset: {{right: 8, down: -11}}\n"
    assert faults(tmp_path, text) == [
        "5: displays.one.active.height: expected at most 58 mm, to stay within the outline, not 60"
    ]


def test_a_display_that_is_not_known_is_reported_with_the_nearest_name(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "display: null", "display: offical-7"), "utf-8")
    with pytest.raises(FaultyInput) as caught:
        settings.load(file)
    (fault,) = caught.value.faults
    assert fault.key == "screen.display"
    assert file.read_text("utf-8").splitlines()[fault.line - 1].strip().startswith("display:")
    assert fault.problem == "'offical-7' is not known; did you mean official-7?"


def test_check_finds_a_fault_in_the_file_of_displays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "displays.yaml"
    broken.write_text(swap(TEXT, "width: 100", "width: x"), "utf-8")
    monkeypatch.setattr(paths, "DISPLAYS", broken)
    displays.known.cache_clear()
    try:
        found = list(collect(paths.OWN_SETTINGS))
    finally:
        displays.known.cache_clear()
    assert [(fault.file, fault.key) for fault in found] == [
        (str(broken), "displays.one.active.width")
    ]
