"""A kind of input, and what a loader may not let through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Kind:
    """Files of one kind.

    :ivar make: makes a damaged file
    :ivar load: loads a file as the kiosk does, in a folder that is empty but for it; says whether
        it was accepted, and raises nothing but for a fault of the kiosk
    """

    name: str
    make: Callable[[Random], bytes]
    load: Callable[[bytes, Path], bool]


SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f", " "))
"""Spaces that break no line, as French has before its marks."""


class Wrong(Exception):
    """The kiosk did what it must not; the text says what."""


def plain(message: object) -> None:
    """Accept a message that a terminal and a log take as it is meant.

    :raises Wrong: if a control character is in it
    """
    for line in str(message).split("\n"):
        if not line.translate(SPACES).isprintable():
            raise Wrong(f"a message holds characters that control a terminal: {line!a}")
