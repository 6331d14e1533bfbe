from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.paint import fonts
from kiosk.screen.paint.fonts import FittedText, cannot_show, fit, font, font_of, width, wrap

WORDS = st.lists(st.text("abc", min_size=1, max_size=9), max_size=12).map(" ".join)


def test_a_capital_is_as_high_as_the_font_says() -> None:
    top = font(200, True).metrics("H")[0]
    assert top is not None
    assert top[3] == pytest.approx(200 * fonts.CAPITAL, abs=2)


@pytest.mark.parametrize("bold", fonts.WEIGHTS)
def test_letters_have_no_hints_that_versions_of_freetype_render_differently(bold: bool) -> None:
    raw = fonts.file(bold).read_bytes()
    entries = [raw[at : at + 16] for at in range(12, 12 + 16 * int.from_bytes(raw[4:6], "big"), 16)]
    lengths = {entry[:4]: int.from_bytes(entry[12:], "big") for entry in entries}
    assert not lengths.keys() & {b"fpgm", b"cvt "}
    assert lengths[b"prep"] > 7, "else FreeType makes up hints of its own"


def test_bold_and_regular_are_two_faces() -> None:
    assert width("Press", 40, True) > width("Press", 40, False)


@given(WORDS, st.integers(10, 40), st.integers(20, 400))
def test_wrapping_loses_no_word_and_fits_the_room(text: str, px: int, room: int) -> None:
    lines = wrap(text, px, False, room)
    assert " ".join(lines).split() == text.split()
    assert all(width(line, px, False) <= room or " " not in line for line in lines)


@given(WORDS, st.integers(10, 40), st.integers(20, 400))
def test_lines_are_broken_as_late_as_possible(text: str, px: int, room: int) -> None:
    for line, after in pairwise(wrap(text, px, False, room)):
        assert width(f"{line} {after.split()[0]}", px, False) > room


def test_a_line_may_be_as_wide_as_the_room() -> None:
    room = width("one two", 20, False)
    assert wrap("one two three", 20, False, room) == ("one two", "three")


@given(WORDS.filter(bool), st.integers(80, 400), st.integers(30, 300))
def test_fitted_text_fits_and_no_larger_one_would(text: str, room: int, height: int) -> None:
    made = fit((text,), room, height, False, 60)
    assert " ".join(made.lines) == " ".join(text.split())
    if made.px > 6:
        assert made.height <= height
        assert all(width(line, made.px, False) <= room for line in made.lines)
    assert made.px <= 60


def test_text_with_room_has_its_largest_size() -> None:
    assert fit(("Press",), 1000, 1000, True, 60).px == 60


def test_text_without_room_has_the_smallest_size() -> None:
    assert fit(("Press",), 1, 1, True, 60).px == 6


@given(WORDS.filter(bool), st.integers(120, 400))
def test_balanced_text_has_the_same_words_and_no_more_lines(text: str, room: int) -> None:
    plain = fonts.put((text, text), 20, False, room)
    even = fonts.balanced((text, text), plain, False, room)
    assert " ".join(even.lines) == " ".join(plain.lines)
    assert len(even.lines) == len(plain.lines)
    assert even.openings == plain.openings
    widest = [max(width(line, 20, False) for line in made.lines) for made in (even, plain)]
    assert widest[0] <= widest[1]


def test_balanced_lines_are_about_as_long_as_each_other() -> None:
    room = width("Slowly in, firm but", 20, False)
    text = ("Slowly in, firm but comfortable.",)
    even = fonts.balanced(text, fonts.put(text, 20, False, room), False, room)
    assert even.lines == ("Slowly in, firm", "but comfortable.")


def test_paragraphs_have_extra_space_between_them() -> None:
    made = fit(("one", "two"), 400, 400, False, 20)
    assert made.lines == ("one", "two")
    assert made.openings == {1}
    assert made.offset(1) == pytest.approx(20 * (fonts.LEADING + fonts.PARAGRAPH))
    assert made.height > FittedText(20, ("one", "two")).height


@pytest.mark.parametrize("text", ["★", "鱻", "x ★ y", "\U0001f600"])
def test_a_character_without_a_glyph_is_found(text: str) -> None:
    assert cannot_show(text) == next(char for char in text if ord(char) > 0x2000)


@pytest.mark.parametrize(
    "text",
    [
        "腰背痛（CV6）。",
        "Plain words, 1-2-3.",
        "“chee”, buttock\u2019s · \u2013 …",
        "äöüß éàç ñ ø å",
        "A B\tC",
    ],
)
def test_a_character_with_a_glyph_is_not_missing(text: str) -> None:
    assert cannot_show(text) == ""


def test_each_missing_character_is_reported_once() -> None:
    assert cannot_show("鱻★鱻") == "鱻★"


def test_characters_that_no_single_face_can_render_are_reported() -> None:
    assert cannot_show("痛 é") == "é"
    assert cannot_show("é") == cannot_show("痛") == ""


def test_a_line_is_set_in_the_first_face_that_has_all_of_it() -> None:
    assert font_of("CV6", 20, True) is font(20, True, 0)
    assert font_of("é", 20, True) is font(20, True, 0)
    assert font_of("CV6气", 20, True) is font(20, True, 1)


def test_chinese_is_broken_between_words() -> None:
    room = width("找一个安静", 20, False)
    assert wrap("找一个安静的地方，专心按压。", 20, False, room) == (
        "找一个",
        "安静的",
        "地方，专心",
        "按压。",
    )


def test_no_chinese_character_stands_alone_on_the_last_line() -> None:
    room = width("如果头晕请停止", 20, False)
    assert wrap("如果头晕请停止按", 20, False, room) == ("如果头晕请", "停止按")


@given(st.text("痛气按，。“” a", min_size=1).filter(str.strip), st.integers(10, 300))
def test_no_line_of_chinese_begins_or_ends_with_the_wrong_mark(text: str, room: int) -> None:
    lines = wrap(text, 20, False, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    parted = {(one[-1], two[0]) for one, two in pairwise(lines)}
    in_a_word = {pair for pair in parted if "".join(pair) in text}
    assert all(two not in "，。”" and one != "“" for one, two in in_a_word - _at_spaces(text))


def _at_spaces(text: str) -> set[tuple[str, str]]:
    words = text.split()
    return {(one[-1], two[0]) for one, two in pairwise(words)}


def test_a_missing_font_gives_way_to_sdl_s_own_and_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for known in (fonts.font, fonts.fit, fonts._tell):
        known.cache_clear()
    with monkeypatch.context() as gone:
        gone.setattr(fonts, "FONTS", tmp_path)
        assert fonts.width("words", 30, False) > fonts.width("words", 20, False)
    assert len(caplog.messages) == 1
    assert fonts.file(False).name in caplog.text
    for known in (fonts.font, fonts.fit):
        known.cache_clear()


@pytest.mark.parametrize("text", ["疼", "\U0001f600", "\ue000", "a\u0301", "words"])
def test_a_letter_without_a_glyph_takes_up_room(text: str) -> None:
    drawn = fonts.drawn(text, 20, False, (0, 0, 0))
    assert drawn.get_width() == fonts.width(text, 20, False) > fonts.width("i", 20, False)


@pytest.mark.parametrize("text", ["\u202e", "\0", "\ud800"])
def test_text_that_cannot_be_drawn_is_left_out_and_logged_once(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    fonts._tell_text.cache_clear()
    for _ in range(2):
        assert fonts.drawn(text, 20, False, (0, 0, 0)).get_width() == 0
        assert fonts.width(text, 20, False) == 0
    assert len(caplog.messages) <= 1
    assert ascii(text)[1:-1] not in caplog.text, "a page may be an answer: its words stay private"


@pytest.mark.parametrize("text", ["\u200b", "\u202e", "\ufe0f", "\0", "\ud800", "\U000e0041"])
def test_a_character_that_no_font_can_draw_lacks_a_glyph(text: str) -> None:
    assert fonts.cannot_show(f"a{text}b") == text


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"], ids=ascii)
def test_a_no_break_space_is_blank_and_narrower_than_a_box(space: str) -> None:
    assert fonts.cannot_show(f"a{space}b") == ""
    blank = fonts.drawn(space, 40, False, (0, 0, 0))
    assert blank.get_bounding_rect().width == 0
    assert 0 < fonts.width(f"a{space}b", 40, False) - fonts.width("ab", 40, False) < 20
