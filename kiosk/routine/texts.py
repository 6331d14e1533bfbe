"""The texts of a routine, which are shown, spoken and translated."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

NOT_SHOWN = frozenset(
    [
        "begin",
        "call",
        "code",
        "file",
        "fingers",
        "fingers_or",
        "hands",
        "instead_of",
        "kind",
        "label",
        "language",
        "leaves_out",
        "left_is",
        "side",
        "locator",
        "picture",
        "posture",
        "pressure",
        "pressure_up_to",
        "show",
        "sides",
        "tone",
        "waits",
    ]
)
"""Keys of a routine file that hold names or codes, which are not translated."""


def texts(value: object) -> Iterator[str]:
    """Yield every text of a routine, or of a part of it, in the order of its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | dict):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from texts(entry)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in NOT_SHOWN:
                yield from texts(getattr(value, field.name))
