"""Rules on values, attached to types by ``Annotated``: ranges, lengths, names, words.

:mod:`kiosk.config.structure` applies them to plain data.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated, Protocol

from kiosk.config.characters import odd
from kiosk.config.suggestions import did_you_mean
from kiosk.config.wording import MOST_WORDS, markup, too_long, unfit


class Expected(ValueError):
    """A value is not as expected; the text says what is."""


class Rule(Protocol):
    """A check on one value, attached to a type by ``Annotated[type, rule]``."""

    def check(self, value: object) -> None:
        """Accept the value.

        :raises Expected: if the rule does not hold
        """


@dataclasses.dataclass(frozen=True)
class Between:
    """A number from ``low`` to ``high``, both included, in ``unit``."""

    low: float
    high: float
    unit: str = ""

    def check(self, value: float) -> None:
        """Accept a number in the range."""
        if not self.low <= value <= self.high:
            unit = f" {self.unit}" if self.unit else ""
            raise Expected(f"expected {self.low:g} to {self.high:g}{unit}, not {value!r}")


@dataclasses.dataclass(frozen=True)
class Line:
    """Words on one line, at most ``longest`` characters."""

    longest: int = 200

    def check(self, value: str) -> None:
        """Accept words that can be shown."""
        if problem := unfit(value):
            raise Expected(problem)
        if (much := len(value) - self.longest) > 0:
            wanted = f"expected at most {self.longest} characters, not {len(value)}"
            raise Expected(f"{wanted}: shorten it by {much}")


class Text(Line):
    """Words to show: as :class:`Line`, without markup, and with known placeholders only."""

    def check(self, value: str) -> None:
        """Accept words that are shown as they stand."""
        if problem := markup(value):
            raise Expected(problem)
        super().check(value)


@dataclasses.dataclass(frozen=True)
class Spoken(Text):
    """Words to show and to speak: as :class:`Text`, with at most ``words`` words a sentence."""

    words: int = MOST_WORDS

    def check(self, value: str) -> None:
        """Accept words that can be shown, and spoken in one breath."""
        super().check(value)
        if problem := too_long(value, self.words):
            raise Expected(problem)


@dataclasses.dataclass(frozen=True)
class Count:
    """A list of ``fewest`` to ``most`` entries."""

    fewest: int
    most: int

    def check(self, value: Sequence[object]) -> None:
        """Accept a list of that length."""
        if not self.fewest <= len(value) <= self.most:
            wanted = f"{self.fewest} to {self.most}" if self.fewest < self.most else self.most
            raise Expected(f"expected {wanted} entries, not {len(value)}")


class Different:
    """A list without duplicates."""

    def check(self, value: Sequence[object]) -> None:
        """Accept a list whose entries all differ."""
        if len(set(value)) < len(value):
            raise Expected("expected each entry once")


class Name:
    """The name of a file, without folders."""

    def check(self, value: str) -> None:
        """Accept a plain name."""
        if set(value) & set("/\\") or value.startswith("."):
            raise Expected("expected a name, not a path")
        _check_name(value)


class Below:
    """A path below the folder of the file that contains it: ``slim-light/cv6.webp``."""

    def check(self, value: str) -> None:
        """Accept plain names, joined by slashes."""
        if "\\" in value or any(not part or part.startswith(".") for part in value.split("/")):
            raise Expected("expected a path that stays below this folder, such as figure/cv6.webp")
        for part in value.split("/"):
            _check_name(part)


LONGEST_NAME = 255
"""The most bytes in a file name. Source: NAME_MAX of Linux's file systems."""


def _check_name(name: str) -> None:
    """Refuse a name that no file of ours can have."""
    if odd(name):
        raise Expected("expected a name without invisible characters")
    if len(name.encode()) > LONGEST_NAME:
        raise Expected(f"expected a name of at most {LONGEST_NAME} bytes")


class Digits:
    """A telephone number as dialled: two to eight digits."""

    def check(self, value: str) -> None:
        """Accept a number to dial."""
        if not (value.isascii() and value.isdigit() and 2 <= len(value) <= 8):
            raise Expected(f"expected two to eight digits in quotes, not {shown(value)}")


@dataclasses.dataclass(frozen=True)
class Known:
    """One of the names in ``names``."""

    names: tuple[str, ...]

    def check(self, value: str) -> None:
        """Accept a known name."""
        if value not in self.names:
            raise Expected(f"{shown(value)} is not known; {did_you_mean(value, self.names)}")


Words = Annotated[str, Line()]


def shown(value: object) -> str:
    """Return a value as a message shows it, shortened."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
