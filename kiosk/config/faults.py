"""Faults in user-written files, collected and reported together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.system.errors import FAULTY, KioskError

KeyPath = tuple[str | int, ...]

MOST = 100
"""Faults listed one by one; of the rest only the number is reported."""

LONGEST = 1000
"""Characters of a message part (file, key or problem), which may quote any input."""


def plain(text: str) -> str:
    """Return ``text`` with every non-printable character escaped, except spaces of any width.

    Otherwise input quoted in a message could steer a terminal, start a new line in the log or
    reverse the writing direction: ``\\x1b``, ``\\n``, ``\\u202e``.
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
    """A problem at one place: file, line (from 1), key path and what was expected."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        file, key, problem = _part(self.file), _part(self.key), _part(self.problem)
        where = f"{file}:{self.line}: " if self.line else f"{file}: "
        return f"{where}{key}: {problem}" if key else f"{where}{problem}"


class FaultyInput(KioskError):
    """Unusable input; ``faults`` lists every reason in file order."""

    exit_code = FAULTY

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(told(self.faults)))


def told(faults: Sequence[Fault]) -> list[str]:
    """Return a line for each of the first faults, and one with the number of the rest."""
    lines = [str(fault) for fault in faults[:MOST]]
    if more := len(faults) - len(lines):
        lines.append(f"and {more} more {'fault' if more == 1 else 'faults'}")
    return lines


def spell(path: KeyPath) -> str:
    """Return a key path as people write it: ``points[1].stages[2].hold``, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
