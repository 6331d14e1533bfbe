"""How much of a text was understood: the word error rate, and for Chinese that of characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from ctypes import CDLL, Structure, byref, c_char, c_char_p, c_int, c_void_p
from dataclasses import dataclass
from functools import cache
from itertools import product

from kiosk.speech.clips import voice_of

LONGEST = 4
"""Words that may be written together, or otherwise apart."""

SPELL_OUT = 3
"""Digits from which a number is said digit by digit, unless it is a round one."""


@dataclass(frozen=True)
class Score:
    """Errors among units: words, characters or syllables. Scores add up."""

    errors: int = 0
    units: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.errors + other.errors, self.units + other.units)

    @property
    def rate(self) -> float:
        """Errors in per cent of the units."""
        return 100 * self.errors / self.units if self.units else 0.0


UNHEARD = re.compile(r"[\s\u02c8\u02cc]|\([^)]*\)")
"""What phonemes of espeak-ng do not tell: stress, and in brackets a switch to another language."""

ELIDED = {
    "c": "s",
    "d": "d",
    "j": "\u0292",
    "l": "l",
    "m": "m",
    "n": "n",
    "qu": "k",
    "s": "s",
    "t": "t",
}
"""Elided words of French with their phonemes; espeak-ng would name the letter."""

NO_SOUND, UTF8, IPA = 2, 1, 2
"""Options of the library of espeak-ng: speak to nobody, text in UTF-8, phonemes in IPA."""

Split = Callable[[str], Sequence[str]]
"""Takes a text apart into what is counted."""


@dataclass(frozen=True)
class Units:
    """What is counted.

    :ivar split: takes a text apart
    :ivar sound: returns what of a unit is compared; its spelling, if none is given
    :ivar read: returns a transcript as it may be read: a digit can stand for several words
    """

    split: Split
    sound: Callable[[str], str] = str
    read: Callable[[str], Sequence[str]] = lambda heard: (heard,)


def score(said: Sequence[str], heard: str, units: Units) -> Score:
    """Return how well a text was understood.

    :param said: the text in each spelling that counts as right, first the one that is shown
    """
    wanted = [units.split(text) for text in said]
    got = [units.split(each) for each in units.read(heard)]
    errors = min(_errors(one, other, units) for one in wanted for other in got)
    return Score(errors, len(wanted[0]))


def _errors(wanted: Sequence[str], got: Sequence[str], units: Units) -> int:
    right, found = ([units.sound(unit) for unit in each] for each in (wanted, got))

    def same(here: slice, there: slice) -> bool:
        spelt = "".join(wanted[here]) == "".join(got[there])
        return spelt or "".join(right[here]) == "".join(found[there])

    return distance(wanted, got, same)


def distance(
    wanted: Sequence[str], got: Sequence[str], same: Callable[[slice, slice], bool]
) -> int:
    """Return how many units have to be changed, added or removed (Levenshtein).

    Where one word ends and the next begins is not heard ("zeige Finger", "Handlos lassen"), so a
    few units in a row match as they are written together.

    :param same: whether some units of the text and some of the transcript are the same
    """
    best: dict[tuple[int, int], int] = {(0, 0): 0}
    for i, j in product(range(len(wanted) + 1), range(len(got) + 1)):
        ways = [
            best[a, b] + 1 for a, b in ((i - 1, j), (i, j - 1), (i - 1, j - 1)) if (a, b) in best
        ]
        for a, b in product(range(max(0, i - LONGEST), i), range(max(0, j - LONGEST), j)):
            if same(slice(a, i), slice(b, j)):
                ways.append(best[a, b])
        best[i, j] = min(ways, default=0)
    return best[len(wanted), len(got)]


def words(text: str, number: Callable[[int], str]) -> list[str]:
    """Return the words of a text: no case, no marks, numbers as they are said.

    :param number: returns the words of a number
    """

    return re.sub(r"[^\w\s]|_", " ", said(text.lower(), number)).split()


def digits(heard: str) -> tuple[str, str]:
    """Return a transcript as it is, and with its numbers digit by digit: "1.92" is 1 9 2, too."""
    return heard, re.sub(r"(?<=\d)\W?(?=\d)", " ", heard)


def said(text: str, number: Callable[[int], str]) -> str:
    """Return a text with its numbers as they are said.

    :param number: returns the words of a number
    """

    def spoken(found: re.Match[str]) -> str:
        digits = found[0]
        if len(digits) >= SPELL_OUT and not digits.endswith("00"):
            return " ".join(number(int(digit)) for digit in digits)
        return number(int(digits))

    return re.sub(r"\d+", spoken, re.sub(r"(?<=\d),(?=\d{3}\b)", "", text))


def units_of(language: str) -> Mapping[str, Units]:
    """Return by name what is counted in a language; the first decides.

    Words that sound alike, such as "passer" and "passez", are the same word by sound: espeak-ng
    tells it of each word alone. Needs espeak-ng and the packages of ``.venv-voice``.
    """
    if language == "zh_CN":
        characters = Units(_characters, read=two)
        return {"characters": characters, "pinyin with tone": Units(_pinyin, read=two)}
    from num2words import num2words

    def counted(text: str) -> list[str]:
        return words(text, lambda number: str(num2words(number, lang=language)))

    spelt = {"words": Units(counted, read=digits)}
    heard = {"words by sound": Units(counted, lambda word: phonemes(word, language), digits)}
    # French spells most sounds in several ways ("genou gauche", "genoux gauches").
    return heard | spelt if language == "fr" else spelt | heard


class _Voice(Structure):
    """Properties of a voice of espeak-ng, as in its ``speak_lib.h``."""

    _fields_ = (
        ("name", c_char_p),
        ("languages", c_char_p),
        ("identifier", c_char_p),
        ("gender_age_variant", c_char * 4),
        ("score", c_int),
        ("spare", c_void_p),
    )


@cache
def phonemes(word: str, language: str) -> str:
    """Return the phonemes of a word, without stress.

    :raises LookupError: if espeak-ng has no voice for the language
    """
    if language == "fr" and word in ELIDED:
        return ELIDED[word]
    library = _espeak()
    voice = _Voice(languages=voice_of(language).encode())
    if library.espeak_SetVoiceByProperties(byref(voice)):
        raise LookupError(f"espeak-ng has no voice for {language}")
    rest, told = c_char_p(word.encode()), ""
    while rest.value:
        told += library.espeak_TextToPhonemes(byref(rest), UTF8, IPA).decode()
    return UNHEARD.sub("", told)


@cache
def _espeak() -> CDLL:
    """Return espeak-ng as a library: its program takes as long to start as for a hundred words."""
    library = CDLL("libespeak-ng.so.1")
    library.espeak_TextToPhonemes.restype = c_char_p
    library.espeak_Initialize(NO_SOUND, 0, None, 0)
    return library


def _characters(text: str) -> list[str]:
    """Return the characters in their simplified form, numbers as they are said."""
    import cn2an
    import zhconv

    text = said(zhconv.convert(text, "zh-cn"), lambda number: str(cn2an.an2cn(number)))
    return list(re.sub(r"[\W_]", "", text.lower()))


def two(heard: str) -> tuple[str, str]:
    """Return a Chinese transcript with the digit 2 as it is counted, 二, and before a noun, 两."""
    return heard, re.sub(r"(?<!\d)2(?!\d)", "两", heard)


def _pinyin(text: str) -> list[str]:
    """Return the syllables with their tones: characters that sound the same are the same."""
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin("".join(_characters(text)), style=Style.TONE3))
