from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checks import collect as collecting
from kiosk.checks.collect import collect
from kiosk.config import paths
from kiosk.config.yaml_document import parse
from kiosk.library import content
from kiosk.routine import illustrations
from kiosk.screen.paint import photos
from tests.conftest import WriteSettings
from tests.shipped_pages import shipped
from tests.yaml_inputs import ROUTINE_TEXT, SETTINGS_TEXT, faults_of, swap


def test_the_shipped_files_have_no_fault() -> None:
    assert list(collect(paths.OWN_SETTINGS)) == []


EVERY_LANGUAGE = "[en, fr, de, es, zh_CN]"
ENGLISH = swap(SETTINGS_TEXT, EVERY_LANGUAGE, "[en]")
OWN = swap(SETTINGS_TEXT, "routine: back-pain", "routine: own")


def test_every_fault_of_every_file_is_reported_together(write_settings: WriteSettings) -> None:
    file = write_settings(
        swap(OWN, "figure: null", "figure: nobody"),
        own=swap(ROUTINE_TEXT, "hold: 60", "hold: 600"),
        two=swap(ROUTINE_TEXT, "name: Ease your back pain", "name: Back 鱻"),
    )
    reported = [(Path(fault.file).name, fault.problem) for fault in collect(file)]
    assert [name for name, _ in reported] == ["kiosk.yaml", "own.yaml"]


def test_a_draft_that_the_settings_do_not_choose_does_no_harm(
    write_settings: WriteSettings,
) -> None:
    assert list(collect(write_settings(ENGLISH, one="nonsense", two="a: b: c\n"))) == []


def test_faulty_settings_end_the_search_at_once(write_settings: WriteSettings) -> None:
    file = write_settings(swap(SETTINGS_TEXT, "volume: 7", "volume: 70"), one="nonsense")
    assert [fault.key for fault in collect(file)] == ["volume"]


def test_a_missing_folder_of_routines_is_reported(write_settings: WriteSettings) -> None:
    file = write_settings(ENGLISH)
    shutil.rmtree(file.parent / "mine")
    (fault,) = collect(file)
    assert (fault.key, fault.problem) == ("routines_folder", "there is no folder mine")


def test_an_unknown_figure_is_reported(write_settings: WriteSettings) -> None:
    file = write_settings(swap(SETTINGS_TEXT, "figure: null", "figure: nobody"))
    found = [*faults_of(lambda: content.load(file)), *collect(file)]
    assert len(found) == 2
    assert all("there is no figure 'nobody'" in fault.problem for fault in found)


@pytest.mark.parametrize("damage", ["gone", "empty", "text"])
def test_a_picture_that_cannot_be_shown_is_reported_by_name(damage: str, tmp_path: Path) -> None:
    shutil.copytree(paths.ILLUSTRATIONS, tmp_path / "pictures")
    album = replace(shipped().album, folder=tmp_path / "pictures")
    file = album.file("cv6.find")
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if damage == "empty" else b"no picture")
    (fault,) = collecting.missing_files(album)
    assert fault.key == "cv6.find"
    assert str(file) in fault.problem
    assert "cannot be shown" in fault.problem


def test_no_shipped_picture_is_missing_or_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "cannot_load", photos.cannot_load)
    albums = illustrations.albums(paths.ILLUSTRATIONS)
    assert [fault for album in albums for fault in collecting.missing_files(album)] == []


def test_a_letter_without_a_glyph_is_reported_where_it_stands() -> None:
    found = parse("a:\n  - plain\n  - 'x ★ y ★ 鱻'\n".encode(), Path("some.yaml"))
    (fault,) = collecting.missing_glyphs(found)
    assert (fault.line, fault.key) == (3, "a[2]")
    assert fault.problem == "no font has a glyph for ★ (U+2605), 鱻 (U+9C7B)"


ODD = {
    "\0": "U+0000: leave it out",
    "\n": "U+000A: write a space",
    "\u200b": "U+200B (ZERO WIDTH SPACE): leave it out",
    "\u202e": "U+202E (RIGHT-TO-LEFT OVERRIDE): leave it out",
    "\ud800": "U+D800: write the whole character, not half of it",
    "\ufe0f": "U+FE0F (VARIATION SELECTOR-16): leave it out",
    "\u3164": "U+3164 (HANGUL FILLER): leave it out",
    "\u2009": "U+2009 (THIN SPACE): write a space",
    "\u3000": "U+3000 (IDEOGRAPHIC SPACE): write a space",
    "\u2028": "U+2028 (LINE SEPARATOR): write a space",
    "\U000e0041": "U+E0041 (TAG LATIN CAPITAL LETTER A): leave it out",
}


def test_odd_characters_in_a_routine_are_faults_at_their_lines(
    write_settings: WriteSettings,
) -> None:
    lines, odd, expected = ROUTINE_TEXT.splitlines(), iter(ODD), dict[int, tuple[str, str]]()
    for number, line in enumerate(lines):
        before, key, text = line.partition("name: ")
        if key and (char := next(odd, None)) is not None:
            escaped = ascii(char)[1:-1].replace("\\x00", "\\0")
            lines[number] = f'{before}{key}"{text}{escaped}x"'
            problem = f"expected plain words on one line, without {ODD[char]}"
            expected[number + 1] = ("own.yaml", problem)
    assert len(expected) == len(ODD)
    faults = list(collect(write_settings(OWN, own="\n".join(lines))))
    assert {fault.line: (Path(fault.file).name, fault.problem) for fault in faults} == expected
    assert {fault.key.rpartition(".")[2] for fault in faults} == {"name"}


@pytest.mark.parametrize("char", ODD, ids=ascii)
def test_an_odd_character_in_the_settings_is_a_fault_at_its_line(
    char: str, write_settings: WriteSettings
) -> None:
    written = f'figure: "a{ascii(char)[1:-1]}b"'.replace("\\x00", "\\0")
    (fault,) = collect(write_settings(swap(SETTINGS_TEXT, "figure: null", written)))
    assert fault.key == "figure"
    assert ODD[char] in fault.problem


def test_odd_characters_and_missing_glyphs_are_reported_together(
    write_settings: WriteSettings,
) -> None:
    text = swap(ROUTINE_TEXT, "name: Ease your back pain", 'name: "Back\\u200b ★"')
    reported = [fault.problem for fault in collect(write_settings(OWN, own=text))]
    assert [problem.split(" (")[0] for problem in sorted(reported)] == [
        "expected plain words on one line, without U+200B",
        "no font has a glyph for ★",
    ]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=ascii)
def test_no_break_spaces_are_text(space: str, write_settings: WriteSettings) -> None:
    text = swap(ROUTINE_TEXT, "name: Ease your back pain", f"name: Back{space}pain")
    assert list(collect(write_settings(OWN, own=text))) == []


def test_a_patience_that_cuts_off_a_spoken_page_is_reported(write_settings: WriteSettings) -> None:
    hasty = swap(swap(SETTINGS_TEXT, EVERY_LANGUAGE, "[en, de]"), "idle: 120", "idle: 25")
    (fault,) = collect(write_settings(hasty))
    assert fault.key == "patience.idle"
    longest = (
        r"expected at least \d\d s, the time to speak the longest page, or speech.enabled: false"
    )
    assert re.match(longest, fault.problem)
    assert list(collect(write_settings(swap(hasty, "enabled: true", "enabled: false")))) == []
