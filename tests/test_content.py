from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import content, paths, pictures
from kiosk.document import parse
from kiosk.pictures import Album
from tests.helpers import ROUTINE_TEXT, SETTINGS_TEXT, faults_of, only_fault, swap
from tests.outer import shipped

Write = Callable[..., Path]


@pytest.fixture
def device(tmp_path: Path) -> Write:
    """Write settings that name a folder of own routines, and routines into it."""

    def write(settings: str = SETTINGS_TEXT, **routines: str) -> Path:
        (tmp_path / "mine").mkdir(exist_ok=True)
        for name, text in routines.items():
            (tmp_path / "mine" / f"{name}.yaml").write_text(text, "utf-8")
        file = tmp_path / "kiosk.yaml"
        settings = swap(settings, "routines_folder: null", "routines_folder: mine")
        file.write_text(settings, "utf-8")
        return file

    return write


NECK = swap(ROUTINE_TEXT, "name: Back pain", "name: Neck")


def test_what_is_shipped_is_read_together() -> None:
    made = content.load(paths.OWN_SETTINGS)
    assert made.routine_file == paths.ROUTINES / "back-pain.yaml"
    assert len(made.timeline.steps) == 11
    assert set(made.album.pictures) > {"cv6.find", "locator.back"}


def test_what_is_shipped_has_no_fault() -> None:
    assert list(content.faults(paths.OWN_SETTINGS)) == []


def test_an_own_routine_is_found_beside_the_settings(device: Write) -> None:
    file = device(neck=NECK)
    assert content.load(file, "neck").routine.name == "Neck"
    chosen = device(swap(SETTINGS_TEXT, "routine: back-pain", "routine: neck"), neck=NECK)
    assert content.load(chosen).routine.name == "Neck"


def test_an_own_routine_goes_before_a_shipped_one_of_its_name(device: Write) -> None:
    assert content.load(device(**{"back-pain": NECK})).routine.name == "Neck"


def test_a_shipped_routine_stays_to_be_had_beside_own_ones(device: Write) -> None:
    assert content.load(device(neck=NECK)).routine.name == "Back pain"


def test_an_unknown_routine_is_told_at_its_line_with_what_was_meant(device: Write) -> None:
    file = device(swap(SETTINGS_TEXT, "routine: back-pain", "routine: nekc"), neck=NECK)
    fault = only_fault(lambda: content.load(file))
    assert (fault.file, fault.key) == (str(file), "routine")
    assert fault.line == SETTINGS_TEXT[: SETTINGS_TEXT.index("routine:")].count("\n") + 1
    assert "did you mean neck?" in fault.problem


def test_every_fault_of_every_file_is_told_together(device: Write) -> None:
    file = device(
        swap(SETTINGS_TEXT, "routine: back-pain", "routine: nekc"),
        one=swap(ROUTINE_TEXT, "hold: 60", "hold: 600"),
        two=swap(ROUTINE_TEXT, "name: Back pain", "name: Back 鱻"),
    )
    told = [(Path(fault.file).name, fault.problem) for fault in content.faults(file)]
    assert [name for name, _ in told] == ["kiosk.yaml", "one.yaml", "two.yaml"]
    assert "no font has a glyph for 鱻" in told[2][1]


def test_faulty_settings_end_the_search_at_once(device: Write) -> None:
    file = device(swap(SETTINGS_TEXT, "volume: 7", "volume: 70"), one="nonsense")
    assert [fault.key for fault in content.faults(file)] == ["volume"]


def test_a_folder_of_routines_that_is_not_there_is_told(device: Write) -> None:
    file = device()
    shutil.rmtree(file.parent / "mine")
    (fault,) = content.faults(file)
    assert (fault.key, fault.problem) == ("routines_folder", "there is no folder mine")


def test_an_unknown_figure_is_told(device: Write) -> None:
    file = device(swap(SETTINGS_TEXT, "figure: null", "figure: nobody"))
    found = [*faults_of(lambda: content.load(file)), *content.faults(file)]
    assert len(found) == 2
    assert all("there is no figure 'nobody'" in fault.problem for fault in found)


@pytest.mark.parametrize("damage", ["gone", "empty", "text"])
def test_a_picture_that_cannot_be_shown_is_told_by_name(damage: str, tmp_path: Path) -> None:
    shutil.copytree(paths.ILLUSTRATIONS, tmp_path / "pictures")
    album = replace(shipped().album, folder=tmp_path / "pictures")
    file = album.file("cv6.find")
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"" if damage == "empty" else b"no picture")
    (fault,) = content.missing_files(album)
    assert fault.key == "cv6.find"
    assert str(file) in fault.problem
    assert "cannot be shown" in fault.problem


def test_no_shipped_picture_is_missing() -> None:
    album: Album = pictures.load(paths.ILLUSTRATIONS)
    assert list(content.missing_files(album)) == []


def test_a_letter_without_a_glyph_is_told_where_it_stands() -> None:
    found = parse("a:\n  - plain\n  - 'x ★ y ★ 鱻'\n".encode(), Path("some.yaml"))
    (fault,) = content.missing_glyphs(found)
    assert (fault.line, fault.key) == (3, "a[2]")
    assert fault.problem == "no font has a glyph for ★ (U+2605), 鱻 (U+9C7B)"


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the seconds that opening every picture takes."""
    monkeypatch.setattr(content, "missing_files", lambda album: iter(()))


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


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("char", ODD, ids=ascii)
def test_an_odd_character_in_a_routine_is_a_fault_at_its_line(char: str, device: Write) -> None:
    written = f'name: "Back{ascii(char)[1:-1]}pain"'.replace("\\x00", "\\0")
    file = device(own=swap(ROUTINE_TEXT, "name: Back pain", written))
    (fault,) = content.faults(file)
    line = ROUTINE_TEXT[: ROUTINE_TEXT.index("name: Back pain")].count("\n") + 1
    assert (Path(fault.file).name, fault.line, fault.key) == ("own.yaml", line, "name")
    assert fault.problem == f"expected plain words on one line, without {ODD[char]}"


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("char", ODD, ids=ascii)
def test_an_odd_character_in_the_settings_is_a_fault_at_its_line(char: str, device: Write) -> None:
    written = f'figure: "a{ascii(char)[1:-1]}b"'.replace("\\x00", "\\0")
    (fault,) = content.faults(device(swap(SETTINGS_TEXT, "figure: null", written)))
    assert fault.key == "figure"
    assert ODD[char] in fault.problem


@pytest.mark.usefixtures("no_pictures")
def test_odd_characters_and_missing_glyphs_are_told_together(device: Write) -> None:
    text = swap(ROUTINE_TEXT, "name: Back pain", 'name: "Back\\u200b ★"')
    told = [fault.problem for fault in content.faults(device(own=text))]
    assert [problem.split(" (")[0] for problem in sorted(told)] == [
        "expected plain words on one line, without U+200B",
        "no font has a glyph for ★",
    ]


@pytest.mark.usefixtures("no_pictures")
@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=ascii)
def test_no_break_spaces_are_text(space: str, device: Write) -> None:
    text = swap(ROUTINE_TEXT, "name: Back pain", f"name: Back{space}pain")
    assert list(content.faults(device(own=text))) == []


def test_a_patience_that_ends_before_a_page_is_said_is_told(device: Write) -> None:
    hasty = swap(SETTINGS_TEXT, "idle: 120", "idle: 25")
    (fault,) = content.faults(device(hasty))
    assert (fault.key, fault.problem.split(";")[0]) == (
        "patience.idle",
        "expected at least 56 s: so long one page takes to be said, or speech.enabled: false",
    )
    assert list(content.faults(device(swap(hasty, "enabled: true", "enabled: false")))) == []
