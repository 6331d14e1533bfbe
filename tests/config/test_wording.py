from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.schema import Expected, Spoken
from kiosk.config.wording import markup, sentences, unfit

WORDS = st.lists(st.text("abcdeéü", min_size=2, max_size=6), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Press. Hold! Go on?", ["Press.", "Hold!", "Go on?"]),
        ("Wait 1.5 seconds. Go on.", ["Wait 1.5 seconds.", "Go on."]),
        ("Use e.g. the thumb. Press.", ["Use e.g. the thumb.", "Press."]),
        ("Drücken Sie z.B. hier. Halten.", ["Drücken Sie z.B. hier.", "Halten."]),
        ("Drücken Sie z. B. hier.", ["Drücken Sie z. B. hier."]),
        ("Ask Dr. Lee. Then press.", ["Ask Dr. Lee.", "Then press."]),
        ("Press, hold, etc.", ["Press, hold, etc."]),
        ("Breathe … and press… Now.", ["Breathe …", "and press…", "Now."]),
        ("Say “Stop!” Then wait.", ["Say “Stop!”", "Then wait."]),
        ("按住。放松！", ["按住。", "放松！"]),
        ("No full stop", ["No full stop"]),
        ("See example.org for more. Go.", ["See example.org for more.", "Go."]),
        ("No. Do not press.", ["No.", "Do not press."]),
    ],
)
def test_a_text_is_split_into_its_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_sentences_that_are_joined_come_apart_again(every: list[list[str]]) -> None:
    written = [f"Zz {' '.join(words)} zz." for words in every]
    assert sentences(" ".join(written)) == written


@given(st.text(min_size=1))
def test_splitting_loses_nothing_but_spaces(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_decimal_number_does_not_make_a_long_sentence_short() -> None:
    with pytest.raises(Expected, match="at most 12 words a sentence, not 13"):
        Spoken(200).check("Now wait for 1.5 seconds, and then press the point with your thumb.")


def test_the_sentence_that_is_too_long_is_quoted() -> None:
    long = " ".join(["word"] * 13) + "."
    with pytest.raises(Expected, match=f"shorten or split “{long}”"):
        Spoken(200).check(f"Press. {long} Hold.")


@pytest.mark.parametrize(
    "text",
    [
        "Call {emergency}, or ask somebody to.",
        "Heat & cold",
        "AT&T; or not",
        "5 < 6 and 7 > 6",
        "2 * 3 * 4",
        "Left/right",
        "50 % of you",
        "It costs $5",
        "snake_case_name",
        "Qì “chee”",
        "[sic]",
    ],
)
def test_ordinary_signs_are_no_markup(text: str) -> None:
    assert markup(text) is None


@given(st.text("abc {}emrgncy", min_size=1))
def test_a_text_is_accepted_only_if_its_braces_are_the_placeholder(text: str) -> None:
    accepted = markup(text) is None
    assert accepted == (not set("{}") & set(text.replace("{emergency}", "")) and "{{" not in text)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_a_no_break_space_is_text(space: str) -> None:
    text = f"Drücken Sie 10{space}s lang{space}!"
    assert unfit(text) is None
    Spoken(60).check(text)


@pytest.mark.parametrize("text", ["Привет", "Ελλάδα", "气海 Qìhǎi", "naïve café"])
def test_a_word_wholly_in_its_script_is_text(text: str) -> None:
    assert unfit(text) is None


def test_a_block_of_text_is_told_from_a_line_break_within() -> None:
    assert "leave out the | or >" in str(unfit("Press here.\n"))
    assert "write a space" in str(unfit("Press\nhere"))
