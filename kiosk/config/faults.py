"""What is wrong in a file a person wrote: collected, then told all at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from kiosk.system.errors import FAULTY, KioskError

KeyPath = tuple[str | int, ...]

MOST = 100
"""Faults that are told one by one; of more only the number is told."""

LONGEST = 1000
"""Characters of a part of a message: a file, a key or a problem may quote what it likes."""


def plain(text: str) -> str:
    """Return ``text`` with every character escaped that is not drawn as itself.

    Input that a message quotes could else steer a terminal, begin a line of its own in the log or
    turn the direction of writing: ``\\x1b``, ``\\n``, ``\\u202e``. Spaces of all widths stay.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else ascii(char)[1:-1]
        for char in text
    )


def _part(text: str) -> str:
    return plain(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place: file, line (from 1), key path and what was expected."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        file, key, problem = _part(self.file), _part(self.key), _part(self.problem)
        where = f"{file}:{self.line}: " if self.line else f"{file}: "
        return f"{where}{key}: {problem}" if key else f"{where}{problem}"


class FaultyInput(KioskError):
    """Input that cannot be used; ``faults`` holds every reason, in file order."""

    exit_code = FAULTY

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(told(self.faults)))


def told(faults: Sequence[Fault]) -> list[str]:
    """Return a line for each of the first faults, and one that says how many more there are."""
    lines = [str(fault) for fault in faults[:MOST]]
    if more := len(faults) - len(lines):
        lines.append(f"and {more} more {'fault' if more == 1 else 'faults'}")
    return lines


def spell(path: KeyPath) -> str:
    """Write a key path as people write it: ``points[1].stages[2].hold``, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """Say the nearest valid name, or list them all where none is near."""
    return _nearest(str(word)[:LONGEST], tuple(map(str, known)))


@lru_cache(maxsize=MOST)
def _nearest(word: str, names: tuple[str, ...]) -> str:
    near = get_close_matches(word.lower(), [name.lower() for name in names], n=1)
    if near:
        return "did you mean " + next(name for name in names if name.lower() == near[0]) + "?"
    return "known are: " + ", ".join(names) if names else "there are none"
