"""What is wrong in a file a person wrote: collected, then told all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong at one place: file, line (from 1), key path and what was expected."""

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.key}: {self.problem}" if self.key else f"{where}{self.problem}"


class FaultyInput(Exception):
    """Input that cannot be used; ``faults`` holds every reason, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def spell(path: KeyPath) -> str:
    """Write a key path as people write it: ``points[1].stages[2].hold``, counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, str) and not part.isprintable():
            part = ascii(part)
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(word: object, known: Iterable[object]) -> str:
    """Say the nearest valid name, or list them all where none is near."""
    names = [str(name) for name in known]
    near = get_close_matches(str(word).lower(), [name.lower() for name in names], n=1)
    if near:
        return "did you mean " + next(name for name in names if name.lower() == near[0]) + "?"
    return "known are: " + ", ".join(names) if names else "there are none"
