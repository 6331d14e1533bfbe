from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.characters import named, odd, remedy


def test_letters_marks_and_no_break_spaces_are_text() -> None:
    assert odd("Où ? « 1 000 » “a” ★ 疼 e\u0301 \u00a0\u202f") == ""


def test_each_odd_character_is_named_once() -> None:
    assert odd("a\0b\u200bc\0\ufe0f") == "\0\u200b\ufe0f"


@given(st.characters(whitelist_categories=("Cc", "Cf", "Cs", "Zl", "Zp")))
def test_a_character_without_a_picture_is_odd(char: str) -> None:
    assert odd(f"a{char}b") == char


@given(st.characters())
def test_a_name_can_be_written_to_any_terminal_that_shows_text(char: str) -> None:
    text = named(char) + remedy(char)
    assert f"U+{ord(char):04X}" in text
    assert odd(text) == ""


@pytest.mark.parametrize("char", ["\u00a0", "\u202f"], ids=ascii)
def test_a_no_break_space_is_named_by_words(char: str) -> None:
    assert unicodedata.name(char) in named(char)
