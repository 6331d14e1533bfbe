from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen import fonts
from kiosk.screen.fonts import Set, cannot_show, fit, font, width, wrap

WORDS = st.lists(st.text("abc", min_size=1, max_size=9), max_size=12).map(" ".join)


def test_a_capital_is_as_high_as_the_font_says() -> None:
    top = font(200, True).metrics("H")[0]
    assert top is not None
    assert top[3] == pytest.approx(200 * fonts.CAPITAL, abs=2)


def test_bold_and_regular_are_two_faces() -> None:
    assert width("Press", 40, True) > width("Press", 40, False)


@given(WORDS, st.integers(10, 40), st.integers(20, 400))
def test_wrapping_loses_no_word_and_keeps_to_the_room(text: str, px: int, room: int) -> None:
    lines = wrap(text, px, False, room)
    assert " ".join(lines).split() == text.split()
    assert all(width(line, px, False) <= room or " " not in line for line in lines)


def test_lines_are_broken_as_late_as_possible() -> None:
    room = width("one two", 20, False)
    assert wrap("one two three", 20, False, room) == ("one two", "three")


@given(WORDS.filter(bool), st.integers(80, 400), st.integers(30, 300), st.integers(1, 4))
def test_fitted_text_fits_and_no_larger_one_would(
    text: str, room: int, height: int, most: int
) -> None:
    made = fit((text,), room, height, False, 60, most)
    assert " ".join(made.lines) == " ".join(text.split())
    if made.px > 6:
        assert made.height <= height
        assert len(made.lines) <= most
        assert all(width(line, made.px, False) <= room for line in made.lines)
    assert made.px <= 60


def test_text_with_room_is_as_large_as_it_may_be() -> None:
    assert fit(("Press",), 1000, 1000, True, 60, 1).px == 60


def test_text_without_room_is_as_small_as_can_be() -> None:
    assert fit(("Press",), 1, 1, True, 60, 1).px == 6


def test_paragraphs_stand_apart() -> None:
    made = fit(("one", "two"), 400, 400, False, 20, 1)
    assert made.lines == ("one", "two")
    assert made.openings == {1}
    assert made.offset(1) == pytest.approx(20 * (fonts.LEADING + fonts.PARAGRAPH))
    assert made.height > Set(20, ("one", "two")).height


@pytest.mark.parametrize("text", ["★", "疼", "x ★ y", "\U0001f600"])
def test_a_character_without_a_glyph_is_found(text: str) -> None:
    assert cannot_show(text) == next(char for char in text if ord(char) > 0x2000)


@pytest.mark.parametrize(
    "text", ["Plain words, 1-2-3.", "“chee”, buttock\u2019s · \u2013 …", "äöüß éàç ñ ø å", "A B\tC"]
)
def test_a_character_with_a_glyph_is_not(text: str) -> None:
    assert cannot_show(text) == ""


def test_each_missing_character_is_told_once() -> None:
    assert cannot_show("疼★疼") == "疼★"


def test_a_font_that_has_gone_gives_way_to_sdl_s_own_and_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for known in (fonts.font, fonts.fit, fonts._tell):
        known.cache_clear()
    with monkeypatch.context() as gone:
        gone.setattr(fonts, "FONTS", tmp_path)
        assert fonts.width("words", 20, False) > 0
        assert fonts.width("words", 30, False) > fonts.width("words", 20, False)
    assert len(caplog.messages) == 1
    assert fonts.FILES[False] in caplog.text
    for known in (fonts.font, fonts.fit):
        known.cache_clear()


@pytest.mark.parametrize("text", ["疼", "\U0001f600", "\ue000", "a\u0301", "words"])
def test_a_letter_without_a_glyph_is_drawn_as_a_box(text: str) -> None:
    assert fonts.drawn(text, 20, False, (0, 0, 0)).get_width() > 0


@pytest.mark.parametrize("text", ["\u202e", "\0", "\ud800"])
def test_what_cannot_be_drawn_is_left_out_and_told_once(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    fonts._tell_text.cache_clear()
    for _ in range(2):
        assert fonts.drawn(text, 20, False, (0, 0, 0)).get_height() >= 0
    assert len(caplog.messages) <= 1
