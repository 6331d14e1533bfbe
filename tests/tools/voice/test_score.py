from __future__ import annotations

import shutil

import pytest

from kiosk.config.language import LANGUAGES
from tools.voice.score import Score, Units, digits, phonemes, said, score, two, words


def number(value: int) -> str:
    """Return the words of a number, as a test needs them."""
    return {1: "one", 2: "two", 3000: "three thousand"}.get(value, f"number{value}")


units = Units(lambda text: words(text, number))


@pytest.mark.parametrize(
    ("wanted", "got", "errors"),
    [
        ("lie down", "lie down", 0),
        ("lie down", "lay down", 1),
        ("lie down", "down", 1),
        ("lie down", "please lie down", 1),
        ("lie down", "", 2),
        ("", "well", 1),
    ],
)
def test_errors_are_words_changed_left_out_and_added(wanted: str, got: str, errors: int) -> None:
    assert score((wanted,), got, Units(str.split)) == Score(errors, len(wanted.split()))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Press!", "press"),
        ("You have 2 minutes.", "you have two minutes"),
        ("Call 1 1 2, now", "call 112 now"),
        ("Call 911", "call 9-1-1"),
        ("3000 years", "three thousand years"),
        ("3,000 years", "3000 years"),
    ],
)
def test_case_marks_and_digits_are_no_errors(text: str, same: str) -> None:
    assert score((text,), same, units).errors == 0


def test_a_telephone_number_is_read_digit_by_digit_in_chinese() -> None:
    assert said("拨打112", "零一二三四五六七八九".__getitem__) == "拨打一 一 二"


def test_the_digit_2_stands_for_both_chinese_words_for_two() -> None:
    """A transcript has "2" for 二 as for 两; the words themselves are not the same."""
    characters = Units(lambda text: list(said(text, "零一二三四五六七八九".__getitem__)), read=two)
    assert score(("停两秒",), "停2秒", characters) == Score(0, 3)
    assert score(("第二次",), "第2次", characters) == Score(0, 3)
    assert score(("停两秒",), "停二秒", characters) == Score(1, 3)


def test_a_word_spelt_as_it_sounds_is_right_too() -> None:
    assert score(("Qi flows", "chee flows"), "Chee flows.", units) == Score(0, 2)
    assert score(("Qi flows", "chee flows"), "Key flows.", units) == Score(1, 2)


@pytest.mark.parametrize(
    ("heard", "same"),
    [
        ("the knee cap", "the kneecap"),
        ("thekneecap", "the kneecap"),
        ("out side", "outside"),
        ("any how ever", "anyhow ever"),
        ("inside", "in side"),
    ],
)
def test_words_written_together_or_apart_are_no_errors(heard: str, same: str) -> None:
    assert score((same,), heard, units).errors == 0


def test_where_a_word_ends_is_not_heard() -> None:
    assert score(("let the hand go on",), "let the handgo on", units) == Score(0, 5)
    assert score(("hand loose end",), "handloose end", units) == Score(0, 3)
    assert score(("hand loose",), "handl oose", units) == Score(0, 2)
    assert score(("upright, up to here",), "up right up to here", units) == Score(0, 4)


def test_other_words_are_not_joined() -> None:
    assert score(("press the knee",), "dress the knee", units) == Score(1, 3)
    assert score(("a b c",), "d e f", units) == Score(3, 3)
    assert score(("knee cap",), "kneecap knee", units) == Score(1, 2)


def test_digits_are_right_however_they_are_grouped() -> None:
    grouped = Units(units.split, read=digits)
    assert score(("Call 1 1 2",), "Call 1.12", grouped) == Score(0, 4)
    assert score(("Call 1 1 2",), "Call 1.19", grouped) == Score(1, 4)
    assert score(("30 seconds",), "30 seconds", grouped) == Score(0, 2)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"zh_CN"}))
def test_every_language_that_is_judged_by_sound_has_a_voice(language: str) -> None:
    assert phonemes("a", language)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_a_language_without_a_voice_is_a_fault() -> None:
    with pytest.raises(LookupError, match="no voice for xx"):
        phonemes("a", "xx")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_words_that_sound_alike_are_the_same_by_sound() -> None:
    assert phonemes("passer", "fr") == phonemes("passez", "fr")
    assert phonemes("passer", "fr") != phonemes("passe", "fr")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
def test_an_elided_word_of_french_sounds_as_its_consonant() -> None:
    by_sound = Units(units.split, lambda word: phonemes(word, "fr"))
    assert score(("Lent et ferme",), "L’an et ferme", by_sound).errors == 0
    assert phonemes("l", "de") != "l"


@pytest.mark.parametrize(
    ("heard", "errors"),
    [("zeige Finger", 0), ("Seite", 0), ("Saite", 0), ("Zeit", 1), ("zeige finger Saite", 1)],
)
def test_a_word_that_is_right_as_spelt_is_right_by_sound(heard: str, errors: int) -> None:
    alike = {"zeige": "1", "finger": "2", "zeigefinger": "3", "seite": "4", "saite": "4"}
    by_sound = Units(units.split, lambda word: alike.get(word, word))
    said = "Zeigefinger" if "inger" in heard else "Seite"
    assert score((said,), heard, by_sound).errors == errors


def test_scores_add_up_to_the_rate_of_all_words() -> None:
    assert (Score(1, 2) + Score(0, 8)).rate == 10.0
    assert Score().rate == 0.0
