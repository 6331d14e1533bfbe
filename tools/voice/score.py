"""How much of a text was understood: the word error rate, and for Chinese that of characters."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kiosk.speech.clips import voice_of

LONGEST = 4
"""Words that may be written as one."""

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
    """Return the errors in units that are joined as they are spelt, and then as they sound.

    Phonemes of a word differ from those of its parts, so what is right as spelt stays right.
    """
    found = [units.sound(unit) for unit in joined(got, wanted)]
    right = [units.sound(unit) for unit in wanted]
    return distance(right, joined(found, right))


def joined(got: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Return what was heard, written together or apart as in the text.

    "zeige Finger" and "Zeigefinger" sound alike: their blank is not what was said.
    """
    compound = {"".join(run): list(run) for run in _runs(wanted)}
    whole, found, at = set(wanted), list[str](), 0
    while at < len(got):
        run = next((each for each in _runs(got[at:], first=True) if "".join(each) in whole), ())
        if got[at] not in whole and run:
            found.append("".join(run))
        else:
            run = (got[at],)
            found += run if got[at] in whole else compound.get(got[at], run)
        at += len(run)
    return found


def _runs(units: Sequence[str], first: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield every two to four units in a row, or only those from the first one."""
    for start in range(1 if first else len(units)):
        for end in range(start + 2, min(start + LONGEST, len(units)) + 1):
            yield tuple(units[start:end])


def distance(wanted: Sequence[str], got: Sequence[str]) -> int:
    """Return how many units have to be changed, added or removed (Levenshtein)."""
    row = list(range(len(got) + 1))
    for number, unit in enumerate(wanted, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(got, 1):
            changed = before + (unit != other)
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, changed)
    return row[-1]


def words(text: str, number: Callable[[int], str]) -> list[str]:
    """Return the words of a text: no case, no marks, numbers as they are said.

    :param number: returns the words of a number
    """

    return re.sub(r"[^\w\s]|_", " ", said(text.lower(), number)).split()


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

    spelt = {"words": Units(counted)}
    heard = {"words by sound": Units(counted, lambda word: phonemes(word, language))}
    # French spells most sounds in several ways ("genou gauche", "genoux gauches").
    return heard | spelt if language == "fr" else spelt | heard


@cache
def phonemes(word: str, language: str) -> str:
    """Return the phonemes of a word, without stress."""
    if language == "fr" and word in ELIDED:
        return ELIDED[word]
    line = ["espeak-ng", "-q", "--ipa", "-v", voice_of(language), "--", word]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return UNHEARD.sub("", told)


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
