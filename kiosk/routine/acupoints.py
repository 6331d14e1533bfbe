"""WHO point codes, and which of them exist.

Source: WHO Standard Acupuncture Point Locations in the Western Pacific Region (2008), 361 points.
"""

from __future__ import annotations

import re

from kiosk.config.characters import latin
from kiosk.config.schema import Expected, Text
from kiosk.config.suggestions import did_you_mean, nearest

POINTS_OF_MERIDIAN = {
    "LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67,
    "KI": 27, "PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24,
}  # fmt: skip
"""The number of points on each meridian."""

_OLD_NAMES = {"B": "BL", "UB": "BL", "GI": "LI", "CO": "LI", "LIV": "LR", "REN": "CV", "DU": "GV"}

_FRENCH = {
    "E": "ST", "F": "LR", "IG": "SI", "MC": "PC", "R": "KI", "RP": "SP", "TR": "TE", "VB": "GB",
    "VC": "CV", "VG": "GV",
}  # fmt: skip
"""French names of meridians whose points have the WHO's numbers."""


class WhoCode:
    """A WHO point code such as ``BL52``."""

    def check(self, value: str) -> None:
        """Accept a point that the WHO lists.

        :raises Expected: if the code is malformed or does not exist
        """
        match = _CODE.fullmatch(value)
        if match is None:
            raise Expected(f"expected a WHO point code such as BL52, not {value!r}{_hint(value)}")
        meridian, number = match[1], int(match[2])
        last = POINTS_OF_MERIDIAN.get(meridian)
        if last is None:
            known = ", ".join(POINTS_OF_MERIDIAN)
            raise Expected(f"{value!r} names no meridian; expected one of {known}{_hint(value)}")
        if number > last:
            raise Expected(f"{value!r} does not exist: {meridian} ends at {meridian}{last}")


_CODE = re.compile(r"([A-Z]{2})([1-9][0-9]?)")


def is_who_code(value: object) -> bool:
    """Return whether a value names a point that the WHO lists."""
    match = _CODE.fullmatch(str(value))
    return match is not None and int(match[2]) <= POINTS_OF_MERIDIAN.get(match[1], 0)


def meant(value: str) -> str | None:
    """Return the code that was probably meant: ``bl 52``, ``BL-052``, ``VB20``, ``L14`` for LI4."""
    plain = re.sub(r"[\W_]", "", latin(value)).upper()
    french = re.sub(r"[A-Z]+", lambda name: _FRENCH.get(name[0], ""), plain, count=1)
    for text in (plain, french, plain.replace("1", "I", 1)):
        code = re.sub(r"(?<=[A-Z])0+(?=[1-9])", "", text)
        if is_who_code(code):
            return code
    return None


def _hint(value: str) -> str:
    code = meant(value)
    if code:
        alike = nearest(value, [code])  # a name in another language is not
        return f"; {did_you_mean(value, [code]) if alike else f'did you mean {code}?'}"
    letters = "".join(filter(str.isalpha, value)).upper()
    current = _OLD_NAMES.get(letters)
    return f" ({letters} is now {current}, and its numbers may differ)" if current else ""


class CodeOrName(Text):
    """A WHO point code, or the name in words of a stage that is not pressed."""

    def check(self, value: str) -> None:
        """Accept a point that the WHO lists, and any words that do not look like a code."""
        if _LIKE_A_CODE.fullmatch(latin(value)):
            WhoCode().check(value)
        super().check(value)


_LIKE_A_CODE = re.compile(r"[A-Za-z]{1,3}[\W_]*[0-9]+")


def key_of(name: str) -> str:
    """Return what identifies a stage in page names and counts: its code, or ``side-bend``."""
    if is_who_code(name):
        return name
    return "-".join(re.findall(r"\w+", name.casefold()))
