from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.language import LANGUAGES
from kiosk.terminal.columns import HIDDEN, Laid, laid, showable, width, wrapped
from kiosk.terminal.page import Page, page
from tests.terminal.test_page import tr, views

SIZES = [(80, 24), (40, 12), (100, 40), (20, 5), (12, 3), (10, 1)]


def every_screen(made: Page, columns: int, rows: int) -> list[Laid]:
    first = laid(made, columns, rows)
    return [first, *(laid(made, columns, rows, number) for number in range(1, first.screens))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_page_fits_the_terminal_and_nothing_is_lost(
    size: tuple[int, int], language: str
) -> None:
    for name, view in views(language).items():
        made = page(view, tr(language))
        shown = list[str]()
        for each in every_screen(made, *size):
            assert 1 <= len(each.rows) <= size[1]
            shown += each.rows
        assert max(map(width, shown)) <= size[0]
        together = "\n".join(shown)
        expected = wrapped(filter(None, made.paragraphs), size[0])
        assert [row for row in expected if row not in together] == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_usual_terminal_shows_every_page_whole_with_a_key_on_each_row(language: str) -> None:
    for name, view in views(language).items():
        made = page(view, tr(language))
        seen = laid(made, 80, 24)
        assert seen.screens == 1, name
        assert seen.rows[-len(made.keys) :] == made.keys, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_has_head_and_keys_but_only_the_last_has_the_answer(
    language: str,
) -> None:
    view = views(language)["find-li4-left-3"]
    made = page(view, tr(language))
    screens = every_screen(made, 40, 8)
    assert len(screens) > 1
    for number, each in enumerate(screens, 1):
        assert each.rows[0] == view.word
        assert any(made.keys[-1] in row for row in each.rows[-2:])
        assert any(made.keys[0] in row for row in each.rows[-2:]) is (number == len(screens))
        assert any(made.read_on.format(n=number, all=len(screens)) in row for row in each.rows)


def test_after_the_last_screen_comes_the_first() -> None:
    made = page(views("en")["find-li4-left-3"])
    assert laid(made, 40, 10, 2) == laid(made, 40, 10, 0)
    assert laid(made, 40, 10, -1) == laid(made, 40, 10, 1)


def test_keys_share_a_row_before_groups_move_together() -> None:
    made = Page(("Press",), (("one",),), ("A: Next", "R: Again", "S: Right"))
    assert laid(made, 40, 7).rows == ("Press", "", "one", "", "A: Next", "R: Again", "S: Right")
    assert laid(made, 40, 6).rows == ("Press", "", "one", "", "A: Next  R: Again  S: Right")
    assert laid(made, 40, 4).rows == ("Press", "one", "A: Next  R: Again  S: Right")
    assert laid(made, 18, 5).rows == ("Press", "one", "A: Next  R: Again", "S: Right")


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("按压") == 4
    assert wrapped(["按压这里吧"], 6) == ("按压这", "里吧")


def test_no_row_begins_with_a_closing_mark() -> None:
    assert wrapped(["用手指按压，自己"], 10) == ("用手指", "按压，自己")


def test_a_word_wider_than_the_terminal_is_cut() -> None:
    assert wrapped(["Akupressur ist"], 6) == ("Akupre", "ssur", "ist")


@pytest.mark.parametrize(
    ("text", "encoding", "seen"),
    [
        ("Drücken", "utf-8", "Drücken"),
        ("Drücken", "iso-8859-1", "Drücken"),
        ("Drücken", "ascii", "Drucken"),
        ("„Drücken“ \u2013 jetzt", "iso-8859-1", '"Drücken" - jetzt'),
        ("Pression\u00a0: ferme", "ascii", "Pression : ferme"),
        ("Qìhǎi 气海", "iso-8859-1", "Qìhai ??"),
        ("Großzehe", "ascii", "Gro?zehe"),
        ("a\x1b[2Jb\x07c\u202ed\ud800\x85", "utf-8", "a[2Jbcd"),
    ],
)
def test_characters_an_encoding_lacks_are_replaced_by_the_most_similar(
    text: str, encoding: str, seen: str
) -> None:
    assert showable(text, encoding) == seen


@given(st.text(), st.sampled_from(["utf-8", "iso-8859-1", "ascii", "cp1252", "gb18030"]))
def test_any_text_can_be_written_and_controls_nothing(text: str, encoding: str) -> None:
    import unicodedata

    seen = showable(text, encoding)
    assert seen.encode(encoding).decode(encoding) == seen
    assert not {unicodedata.category(char) for char in seen} & {*HIDDEN}


@given(
    st.text(alphabet="ab ，。（）按压Q\u0301\u00a0", max_size=60),
    st.integers(2, 20),
)
def test_no_row_of_any_text_is_wider_than_the_terminal(text: str, columns: int) -> None:
    assert max(map(width, wrapped([text], columns)), default=0) <= columns
