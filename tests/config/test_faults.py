from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.faults import LONGEST, Fault, FaultyInput, KeyPath, plain, spell


@pytest.mark.parametrize(
    ("path", "spelled"),
    [
        ((), ""),
        (("pins",), "pins"),
        (("pins", "advance"), "pins.advance"),
        (("points", 0, "stages", 1, "hold"), "points[1].stages[2].hold"),
        ((2, "name"), "[3].name"),
    ],
)
def test_a_key_path_is_spelled_counting_from_one(path: KeyPath, spelled: str) -> None:
    assert spell(path) == spelled


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault("a.yaml", 3, "pins.buzzer", "is wrong"), "a.yaml:3: pins.buzzer: is wrong"),
        (Fault("a.yaml", 3, "", "is wrong"), "a.yaml:3: is wrong"),
        (Fault("a.yaml", 0, "", "is wrong"), "a.yaml: is wrong"),
        (Fault("a.yaml", 0, "pins", "is wrong"), "a.yaml: pins: is wrong"),
    ],
)
def test_a_fault_names_file_line_key_and_problem(fault: Fault, line: str) -> None:
    assert str(fault) == line


def test_faults_are_listed_once_each_in_file_order() -> None:
    late, early = Fault("a.yaml", 12, "x", "late"), Fault("a.yaml", 3, "y", "early")
    error = FaultyInput([late, early, late])
    assert error.faults == (early, late)
    assert str(error) == "a.yaml:3: y: early\na.yaml:12: x: late"


@pytest.mark.parametrize(
    "text", ["", "plain words", "Qìhǎi 气海", "two\u00a0words", "全\u3000角", "“x”"]
)
def test_words_and_spaces_stay_as_they_are(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x9b31m", r"\x9b31m"),
        ("\x85\u2028\u2029", r"\x85\u2028\u2029"),
        ("\u202egnp.\u2066", r"\u202egnp.\u2066"),
        ("\u200b\ufeff\x00\x7f", r"\u200b\ufeff\x00\x7f"),
        ("\udcff", r"\udcff"),
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_characters_that_could_steer_a_terminal_are_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_a_fault_is_one_line_of_printable_characters_whatever_it_quotes(text: str) -> None:
    line = str(Fault(text, 3, text, text))
    assert line.splitlines() == [line]
    assert line.encode("utf-8")
    assert all(char.isprintable() or unicodedata.category(char) == "Zs" for char in line)


def test_an_overlong_part_of_a_fault_is_cut_short() -> None:
    assert len(str(Fault("a.yaml", 1, "k" * 99_999, "p" * 99_999))) < 2 * LONGEST + 20


@pytest.mark.parametrize(
    ("number", "last"),
    [(100, "a:100: wrong"), (101, "and 1 more fault"), (990, "and 890 more faults")],
)
def test_the_first_hundred_faults_and_the_number_of_the_rest_are_listed(
    number: int, last: str
) -> None:
    error = FaultyInput(Fault("a", line, "", "wrong") for line in range(1, number + 1))
    lines = str(error).splitlines()
    assert len(error.faults) == number
    assert lines[0] == "a:1: wrong"
    assert lines[99:][-1] == last
    assert len(lines) <= 101
