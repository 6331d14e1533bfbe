"""A kind of input, and the check of messages that a loader prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Kind:
    """Files of one kind.

    :ivar make: makes a damaged file
    :ivar load: loads a file as the kiosk does, in an otherwise empty folder; returns whether it was
        accepted, and raises only on a fault of the kiosk
    """

    name: str
    make: Callable[[Random], bytes]
    load: Callable[[bytes, Path], bool]


SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f", " "))
"""No-break spaces, as French has before its marks."""


class Wrong(Exception):
    """The kiosk did something it must not do; the text says what."""


def check_printable(message: object) -> None:
    """Check that a message has no unprintable characters.

    :raises Wrong: if the message contains an unprintable character
    """
    for line in str(message).split("\n"):
        if not line.translate(SPACES).isprintable():
            raise Wrong(f"a message contains unprintable characters: {line!a}")
