from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.characters import LOOKALIKES, latin
from kiosk.config.screen import Motion
from kiosk.config.suggestions import (
    OPPOSITE,
    SYNONYMS,
    did_you_mean,
    nearest,
    number,
    opposed,
    truth,
)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("volum", ["language", "volume"], "did you mean volume?"),
        ("cv6", ["CV6", "BL23"], "did you mean CV6?"),
        ("zzz", ["language", "volume"], "expected one of: language, volume"),
        (900, [0, 90, 180], "did you mean 90?"),
        (None, ["a", "b"], "expected one of: a, b"),
        ("x", [], "there are none"),
    ],
)
def test_the_nearest_name_is_offered_or_all_of_them(
    word: object, known: list[object], hint: str
) -> None:
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize(
    "word",
    ["LEFT_THEN_RIGHT", "left then right", "left-then-right", "left_right", " left to right"],
)
def test_capitals_dashes_and_spaces_do_not_matter(word: str) -> None:
    names = ["midline", "both", "left_then_right", "right_then_left"]
    assert nearest(word, names) == "left_then_right"


@pytest.mark.parametrize(("word", "names"), [("on", ["off"]), ("turn_left", ["turn_right"])])
def test_the_opposite_is_never_suggested(word: str, names: list[str]) -> None:
    assert nearest(word, names) is None


@given(st.sampled_from(sorted(OPPOSITE)), st.sampled_from(["", "external_", "my-", "very "]))
def test_no_word_of_direction_becomes_its_opposite(word: str, before: str) -> None:
    names = [OPPOSITE[word], f"external_{OPPOSITE[word]}", "something"]
    assert nearest(before + word, names) in (None, "something")


def test_words_are_opposed_only_where_they_differ() -> None:
    assert opposed("external_down", "external_up")
    assert not opposed("left_than_right", "left_then_right")


@pytest.mark.parametrize("word", SYNONYMS)
def test_another_word_leads_to_the_valid_one(word: str) -> None:
    assert nearest(word, [SYNONYMS[word], "zzzz"]) == SYNONYMS[word]


def test_another_word_is_ignored_where_its_name_is_not_valid() -> None:
    assert nearest("light", [motion.value for motion in Motion]) is None


def test_letters_that_only_look_latin_are_named() -> None:
    hint = did_you_mean("t\u0456tle", ["title", "tone"])
    assert hint == "did you mean title? \u0456 (U+0456) only looks like i"


@given(st.text("abcehiopsxyABCEHIMOPTX", min_size=1))
def test_a_word_in_lookalikes_looks_like_itself(word: str) -> None:
    disguise = {plain: foreign for foreign, plain in LOOKALIKES.items()}
    assert latin("".join(disguise.get(char, char) for char in word)) == word


@given(st.text(), st.lists(st.text(min_size=1), max_size=4))
def test_a_suggestion_is_one_of_the_names(word: str, names: list[str]) -> None:
    assert nearest(word, names) in (None, *names)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("60s", "60"),
        ("60 s", "60"),
        ("60 seconds", "60"),
        ("1:30", "90"),
        ("2 min", "120"),
        ("1,5", "1.5"),
        ("1.5 m", "1.5"),
        ("800 px", "800"),
        ("\uff17", "7"),
        ("five", "5"),
        ("6O", "60"),
        ("l2", "12"),
        ("lol", None),
        (60.0, "60"),
        (60.5, None),
        ("1:75", None),
        ("firm", None),
        ("60 apples", None),
        (True, None),
        (None, None),
    ],
)
def test_a_number_is_recognised_in_what_people_write(value: object, meant: str | None) -> None:
    assert number(value) == meant


@given(st.integers(0, 999), st.sampled_from(["", "s", " s", " sec", "Hz", " mm", "%", ","]))
def test_a_number_with_a_unit_is_the_number(value: int, unit: str) -> None:
    assert number(f"{value}{unit}") == str(value)


@pytest.mark.parametrize(
    ("value", "meant"), [("yes", "true"), ("Off", "false"), (1, "true"), ("maybe", None), (2, None)]
)
def test_a_truth_value_is_recognised_in_what_people_write(value: object, meant: str | None) -> None:
    assert truth(value) == meant
