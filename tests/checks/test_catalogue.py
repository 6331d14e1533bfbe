from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kiosk.checks import catalogue
from kiosk.checks.catalogue import file_of, read
from kiosk.checks.collect import collect
from kiosk.config import language
from kiosk.config.characters import NO_BREAK_SPACES
from kiosk.config.faults import Fault
from kiosk.config.language import ENGLISH, LANGUAGES, placeholders
from kiosk.config.paths import OWN_SETTINGS
from kiosk.config.po import Entry
from kiosk.library.content import Content
from kiosk.session.softkeys import TWICE
from tests.config.test_language import SPOILT
from tests.yaml_inputs import faults_of, swap

OTHERS = [code for code in LANGUAGES if code != ENGLISH]


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues that may be spoilt; return the German .po file."""
    shutil.copytree(language.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(language, "LOCALE", tmp_path / "locale")
    return file_of("de")


def spoil(file: Path, old: str, new: str) -> int:
    """Change a file; return the line of the change."""
    text = file.read_text("utf-8")
    file.write_text(swap(text, old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def german_faults() -> list[Fault]:
    """Return the faults of the German catalogue, without those of its compiled form."""
    return [fault for fault in catalogue.faults("de") if fault.file.endswith(".po")]


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_and_compiled(code: str) -> None:
    assert list(catalogue.faults(code)) == []
    assert set(read(code).entries) == set(read(ENGLISH).entries)


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_is_in_another_language(code: str) -> None:
    entries = read(code).entries.values()
    alike = {entry.msgid for entry in entries if entry.msgid == entry.msgstr}
    same = {
        "Start",
        "Pause",
        TWICE,
        "No",
        "Volume {level}",
        "{place}: {reason}",
        "{minutes} min",
        "{pressure}.",
    }
    assert alike <= same


def test_a_french_line_never_breaks_before_a_mark_that_stands_apart() -> None:
    said = [entry.msgstr for entry in read("fr").entries.values()]
    loose = re.compile(f"[^{NO_BREAK_SPACES}][?!;:»]|«[^{NO_BREAK_SPACES}]")
    assert [text for text in said if loose.search(text)] == []


def test_many_empty_translations_are_one_fault_behind_all_others(copied: Path) -> None:
    line = spoil(copied, 'msgid "Press"\nmsgstr "Drücken"', 'msgid "Press"\nmsgstr ""')
    spoil(copied, 'msgid "Release"\nmsgstr "Loslassen"', 'msgid "Release"\nmsgstr ""')
    wrong = spoil(copied, 'msgid "Pause"\nmsgstr "Pause', 'msgid "Pause"\nmsgstr "Pause ')
    spaces = "expected a translation without leading or trailing spaces"
    empty = "has no translation; in all 2 texts of this file have none"
    assert german_faults() == [
        Fault(str(copied), wrong, '"Pause"', spaces),
        Fault(str(copied), line, '"Press"', empty),
    ]


def test_an_empty_translation_is_reported_at_its_line(copied: Path) -> None:
    line = spoil(copied, 'msgid "Press"\nmsgstr "Drücken"', 'msgid "Press"\nmsgstr ""')
    assert german_faults() == [Fault(str(copied), line, '"Press"', "has no translation")]


def test_a_fuzzy_translation_is_reported(copied: Path) -> None:
    line = spoil(copied, '\nmsgid "Press"\n', '\n#, fuzzy\nmsgid "Press"\n')
    (fault,) = german_faults()
    assert (fault.line, fault.key) == (line + 2, '"Press"')
    assert "is fuzzy" in fault.problem


def test_a_text_missing_from_the_file_is_reported(copied: Path) -> None:
    spoil(copied, 'msgid "Press"\nmsgstr "Drücken"\n', "")
    (fault,) = german_faults()
    assert (fault.file, fault.key) == (str(copied), '"Press"')
    assert "is missing" in fault.problem
    assert "make catalogues" in fault.problem


def test_a_text_no_longer_used_is_reported(copied: Path) -> None:
    spoil(copied, 'msgid "Press"\n', 'msgid "Presss"\n')
    assert [(fault.key, fault.problem.split(";")[0]) for fault in german_faults()] == [
        ('"Presss"', "is no longer used"),
        ('"Press"', "is missing"),
    ]


@pytest.mark.parametrize(
    "wrong", ["Etwa {minuten} Minuten", "Etwa Minuten", "Etwa {minutes!r} {", "{minutes:3} Minuten"]
)
def test_a_placeholder_that_differs_is_reported_with_the_right_one(
    copied: Path, wrong: str
) -> None:
    line = spoil(copied, 'msgstr "Etwa {minutes} Minuten"', f'msgstr "{wrong}"')
    (fault,) = german_faults()
    assert (fault.line, fault.key) == (line - 1, '"About {minutes} minutes"')
    assert "expected the placeholders {minutes}, not those of" in fault.problem


def test_a_character_without_a_glyph_is_reported(copied: Path) -> None:
    spoil(copied, 'msgstr "Drücken"', 'msgstr "Drücken ★"')
    (fault,) = german_faults()
    assert "no font has a glyph for ★ (U+2605); " in fault.problem
    assert "make fonts" in fault.problem


@pytest.mark.parametrize(
    ("char", "said"),
    [
        ("\0", "contains U+0000: leave it out"),
        ("\x1b", "contains U+001B: leave it out"),
        ("\u200b", "contains U+200B (ZERO WIDTH SPACE): leave it out"),
        ("\u202e", "contains U+202E (RIGHT-TO-LEFT OVERRIDE): leave it out"),
        ("\ufe0f", "contains U+FE0F (VARIATION SELECTOR-16): leave it out"),
        ("\u2028", "contains U+2028 (LINE SEPARATOR): write a space"),
        ("\x85", "contains U+0085: write a space"),
        ("\x0c", "contains U+000C: write a space"),
        ("\\n", "contains U+000A: write a space"),
        ("\r", "contains U+000D: write a space"),
    ],
    ids=lambda value: ascii(value)[1:9],
)
def test_an_odd_character_in_a_translation_is_reported_at_its_line(
    char: str, said: str, copied: Path
) -> None:
    line = spoil(copied, 'msgstr "Drücken"', f'msgstr "Drü{char}cken"')
    assert german_faults() == [Fault(str(copied), line - 1, '"Press"', said)]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=ascii)
def test_no_break_spaces_are_text(space: str, copied: Path) -> None:
    spoil(copied, 'msgstr "Drücken"', f'msgstr "Drü{space}cken"')
    assert german_faults() == []


def test_spaces_around_a_translation_are_reported(copied: Path) -> None:
    spoil(copied, 'msgstr "Drücken"', 'msgstr "Drücken "')
    (fault,) = german_faults()
    assert "without leading or trailing spaces" in fault.problem


def test_a_change_that_is_not_compiled_is_reported(copied: Path) -> None:
    spoil(copied, 'msgstr "Drücken"', 'msgstr "Pressen"')
    (fault,) = catalogue.faults("de")
    assert fault.file == str(copied.with_suffix(".mo"))
    assert fault.key == '"Press"'
    assert "make catalogues" in fault.problem


@pytest.mark.parametrize("how", SPOILT)
def test_a_compiled_catalogue_that_cannot_be_read_is_reported(copied: Path, how: str) -> None:
    file = copied.with_suffix(".mo")
    SPOILT[how](file)
    (fault,) = catalogue.faults("de")
    assert fault.file == str(file)
    assert "cannot be read" in fault.problem
    assert "make catalogues" in fault.problem


@pytest.mark.parametrize("how", ["missing", "a FIFO", "a folder"])
def test_a_catalogue_that_is_not_a_file_is_reported(copied: Path, how: str) -> None:
    SPOILT[how](copied)
    (fault,) = catalogue.faults("de")
    assert fault.file == str(copied)
    assert "cannot be read" in fault.problem


def test_a_missing_catalogue_is_reported(copied: Path) -> None:
    copied.unlink()
    (fault,) = catalogue.faults("de")
    assert (fault.file, fault.problem) == (
        str(copied),
        "cannot be read: No such file or directory",
    )


@pytest.mark.parametrize(
    "line", ["msgid Press", 'msgctxt "key"', '"ends" too early', "Drücken", 'msgstr[0] "x"']
)
def test_a_line_that_is_not_gettext_is_reported(copied: Path, line: str) -> None:
    with copied.open("a", encoding="utf-8") as target:
        target.write(line + "\n")
    lines = copied.read_text("utf-8").count("\n")
    (fault,) = faults_of(lambda: read("de"))
    assert fault.line == lines
    assert 'expected a comment, msgid "..."' in fault.problem


@pytest.mark.parametrize("line", ['"never ends', 'msgid "Press', 'msgid Press"'])
def test_a_quote_that_is_missing_is_told_as_that(copied: Path, line: str) -> None:
    with copied.open("a", encoding="utf-8") as target:
        target.write(line + "\n")
    (fault,) = faults_of(lambda: read("de"))
    assert fault.problem == 'a text has a quote (") at both ends: one is missing here'


def test_a_translation_without_a_text_is_reported(copied: Path) -> None:
    spoil(copied, 'msgid "Press"\n', "")
    assert "expected a comment" in faults_of(lambda: read("de"))[0].problem


def test_a_duplicate_text_is_reported_with_the_first_line(copied: Path) -> None:
    with copied.open("a", encoding="utf-8") as target:
        target.write('\nmsgid "Press"\nmsgstr "Pressen"\n')
    (fault,) = faults_of(lambda: read("de"))
    assert fault.problem == f"is already defined on line {read_line(copied)}"


def read_line(file: Path) -> int:
    return file.read_text("utf-8").splitlines().index('msgid "Press"') + 1


def test_texts_may_be_written_on_several_lines_and_with_escapes(copied: Path) -> None:
    copied.write_text('msgid ""\n"One \\"two\\"\\n"\n"three"\nmsgstr "a"\n"\\\\b"\n', "utf-8")
    assert read("de").entries == {
        'One "two"\nthree': Entry(1, 'One "two"\nthree', "a\\b"),
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("none", frozenset()),
        ("{n} of {all}", {"n", "all"}),
        ("{n", None),
        ("{}", None),
        ("{n!r}", None),
        ("{n:2}", None),
        ("{n.x}", None),
    ],
)
def test_placeholders_are_plain_names_in_braces(text: str, names: set[str] | None) -> None:
    assert placeholders(text) == names


def test_speech_is_not_checked_with_faulty_translations(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(settings: object) -> None:
        raise KeyError("akt")

    monkeypatch.setattr(Content, "voices", crash)
    spoil(copied, 'msgstr "Linker Knopf: {action}"', 'msgstr "Linker Knopf: {akt}"')
    found = [fault.problem for fault in collect(OWN_SETTINGS)]
    assert any("expected the placeholders {action}" in problem for problem in found)
