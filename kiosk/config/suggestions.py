"""Suggestions in messages: the word, number or truth value that was probably meant.

A suggestion is a spelling of the same thing, never its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kiosk.config.characters import LOOKALIKES, latin, named

LONGEST = 1000
"""Characters of a word that are compared."""

_KEPT = 100
"""Suggestions remembered."""

SYNONYMS = {
    **dict.fromkeys(("light", "soft", "mild", "low"), "gentle"),
    **dict.fromkeys(("moderate", "normal"), "medium"),
    **dict.fromkeys(("center", "centre", "middle", "central"), "midline"),
    **dict.fromkeys(("bilateral", "left_and_right", "both_sides", "two", "2"), "both"),
    **dict.fromkeys(("1", "single"), "one"),
    **dict.fromkeys(("stand", "upright"), "standing"),
    **dict.fromkeys(("sit", "seated"), "sitting"),
    **dict.fromkeys(("lie", "lying_down", "supine"), "lying"),
    **dict.fromkeys(("pointer", "forefinger", "index_finger"), "index"),
    **dict.fromkeys(("middle_finger", "long"), "middle"),
    **dict.fromkeys(("danger", "alert", "caution"), "warning"),
    **dict.fromkeys(("auto", "automatic", "automatically", "itself"), "by_itself"),
    **dict.fromkeys(("button", "press", "wait", "advance"), "on_advance"),
    **dict.fromkeys(("anterior", "ventral", "belly", "chest"), "front"),
    **dict.fromkeys(("posterior", "dorsal", "rear"), "back"),
    **dict.fromkeys(("left_right", "left_to_right"), "left_then_right"),
    **dict.fromkeys(("right_left", "right_to_left"), "right_then_left"),
    **dict.fromkeys(("sentence", "texts", "lines"), "sentences"),
    **dict.fromkeys(("duration", "seconds", "time"), "hold"),
    **dict.fromkeys(("pull_up", "pullup"), "up"),
    **dict.fromkeys(("pull_down", "pulldown"), "down"),
    **dict.fromkeys(("zh", "zh_tw", "cn", "chinese"), "zh_CN"),
    **{"-90": "270", "-180": "180", "-270": "90"},
    **{"english": "en", "french": "fr", "german": "de", "spanish": "es"},
}
"""Other words for names that files contain; one applies only where its name is valid."""

_OPPOSITES = [
    ("up", "down"), ("left", "right"), ("front", "back"), ("on", "off"), ("high", "low"),
    ("true", "false"), ("one", "both"), ("active", "passive"), ("gentle", "strong"),
    ("standing", "lying"), ("stop", "start"), ("plain", "warning"), ("press", "release"),
    ("full", "calm"), ("yes", "no"), ("in", "out"), ("first", "last"), ("before", "after"),
]  # fmt: skip
OPPOSITE = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """Return a hint: the nearest valid name, or all of them if none is near."""
    return _hint(str(word)[:LONGEST], tuple(map(str, known)))


@lru_cache(maxsize=_KEPT)
def _hint(word: str, names: tuple[str, ...]) -> str:
    near = nearest(word, names)
    if near is None:
        return "expected one of: " + ", ".join(names) if names else "there are none"
    foreign = next((char for char in word if char in LOOKALIKES), None)
    why = f" {named(foreign)} only looks like {LOOKALIKES[foreign]}" if foreign else ""
    return f"did you mean {near}?{why}"


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that ``word`` was probably meant to be."""
    simple = {_simple(name): name for name in names}
    wanted = _simple(word)
    if wanted in simple:
        return simple[wanted]
    synonym = SYNONYMS.get(wanted, "")
    if _simple(synonym) in simple and synonym:
        return simple[_simple(synonym)]
    from difflib import get_close_matches  # only once something is misspelt

    close = get_close_matches(wanted, list(simple), n=5)
    return next((simple[name] for name in close if not opposed(wanted, name)), None)


def _simple(word: str) -> str:
    """Return a word as it is compared: as it looks, without capitals, dashes or spaces."""
    return re.sub(r"(?<=\w)[ -]+(?=\w)", "_", latin(word).strip().lower())


def opposed(word: str, other: str) -> bool:
    """Return whether one says ``up`` where the other says ``down``, or the like."""
    parts, others = (set(re.split(r"[^a-z]+", each)) for each in (word, other))
    return any(OPPOSITE.get(part) in others - parts for part in parts - others)


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(value: object) -> str | None:
    """Return the number that was probably meant.

    ``60s`` is 60, ``1:30`` is 90, ``1,5`` is 1.5, ``GPIO17`` is 17.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str):
        return None
    text = latin(value).strip().lower()
    if re.fullmatch(r"[0-9ol]*[0-9][0-9ol]*", text):
        text = text.replace("o", "0").replace("l", "1")
    if text in _DIGITS:
        return str(_DIGITS.index(text))
    if match := re.fullmatch(r"([0-9]{1,3}):([0-5][0-9])", text):
        return str(60 * int(match[1]) + int(match[2]))
    if match := re.fullmatch(r"(?:gpio|bcm)[ _-]?([0-9]{1,2})", text):
        return str(int(match[1]))
    units = r"\s*(?:s|sec|secs|seconds?|times?|x|mm|m|hz|px|pixels|%)?"
    if match := re.fullmatch(rf"([0-9]{{1,6}})(?:[.,]([0-9]{{1,6}}))?{units}[.,;]?", text):
        return f"{match[1]}.{match[2]}" if match[2] else match[1]
    if match := re.fullmatch(r"([0-9]{1,3})\s*(?:min|mins|minutes?)", text):
        return str(60 * int(match[1]))
    return None


def truth(value: object) -> str | None:
    """Return ``true`` or ``false`` for words and numbers that mean it elsewhere."""
    word = str(value).strip().lower()
    if word in ("yes", "y", "on", "true", "1"):
        return "true"
    return "false" if word in ("no", "n", "off", "false", "0") else None
