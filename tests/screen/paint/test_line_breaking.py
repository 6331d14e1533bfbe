from __future__ import annotations

import re

import pytest

from kiosk.checks.catalogue import read
from kiosk.screen.paint.chinese_words import WORDS
from kiosk.screen.paint.line_breaking import NOT_FIRST, NOT_LAST, joined, pieces

SINGLE = frozenset(
    "下与两也了从以会但做先共再刚到右向吗和在多大它对将小就左已您或手扶找把按捏换旁是更有次气用"
    "痛看离秒移稍第约而能脚腿要让请近这都重页节带穿差够问摸坐伸站时窜的肿想"
)
"""Chinese words of one character that the catalogue uses."""


def cut(text: str) -> list[str]:
    return [piece.text for piece in pieces(text)]


def test_words_break_at_spaces() -> None:
    assert cut("Lie on  your\tback.") == ["Lie", "on", "your", "back."]


def test_chinese_breaks_between_words() -> None:
    assert cut("请按压气海") == ["请", "按压", "气海"]


@pytest.mark.parametrize("word", ["用力", "一点", "准备"])
def test_a_chinese_word_is_never_split(word: str) -> None:
    assert cut(f"{word}按") == [word, "按"]
    assert cut(f"请{word}") == ["请", word]


def test_the_longest_chinese_word_counts() -> None:
    assert cut("静脉曲张") == ["静脉曲张"]
    assert cut("静脉") == ["静脉"]


def test_every_word_of_the_chinese_catalogue_is_listed() -> None:
    for entry in read("zh_CN").entries.values():
        for piece in pieces(entry.msgstr):
            words = re.findall(r"[\u3400-\u9fff]+", piece.text)
            assert set(words) <= WORDS | SINGLE, entry.msgstr


def test_chinese_that_is_not_listed_breaks_between_any_two_characters() -> None:
    assert cut("颈椎") == ["颈", "椎"]


def test_letters_and_digits_within_chinese_stay_together() -> None:
    assert cut("请拨打112求助") == ["请", "拨打", "112", "求助"]


@pytest.mark.parametrize("mark", "，。？！、：；）”》")
def test_a_closing_mark_stays_with_what_it_closes(mark: str) -> None:
    assert mark in NOT_FIRST
    assert cut(f"气{mark}海") == [f"气{mark}", "海"]


@pytest.mark.parametrize("mark", "（“《")
def test_an_opening_mark_stays_with_what_it_opens(mark: str) -> None:
    assert mark in NOT_LAST
    assert cut(f"气{mark}海") == ["气", f"{mark}海"]


def test_a_no_break_space_holds_a_french_mark_to_its_word() -> None:
    assert cut("Toujours là\u00a0?") == ["Toujours", "là\u00a0?"]


@pytest.mark.parametrize("text", ["One two", "按压 气海", "CV6，旧称 B23", ""])
def test_joined_pieces_are_the_text(text: str) -> None:
    assert joined(list(pieces(text))) == text
