"""Translate what a terminal sends into keys of the panel. Pure; time is an argument."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping

from kiosk.panel.mock_panel import LETTERS
from kiosk.session.keys import Key


class Other(enum.Enum):
    """Actions of keys that no button of the panel has."""

    QUIT = "quit"
    DOWN = "read on"
    UP = "read back"


Pressed = Key | Other

REPEATED = 0.1
"""Seconds within which a repeated character means a held key, which repeats every 30 to 50 ms.

Two presses of a finger are farther apart.
"""

ESCAPE = b"\x1b"

_TOKEN = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]"  # ECMA-48, 5.4: a control sequence, as of an arrow
    rb"|\x1bO[ -~]"  # an arrow in application mode
    rb"|\x1b[^\x1b\[O]"  # a character with Alt
    rb"|[^\x1b]"
)

_SENT: Mapping[bytes, Pressed] = {
    **{letter.lower().encode(): key for key, letter in LETTERS.items()},
    **{letter.encode(): key for key, letter in LETTERS.items()},
    **{str(number).encode(): key for number, key in enumerate(LETTERS, 1)},
    b" ": Key.ADVANCE,
    b"\x04": Other.QUIT,  # Ctrl-D, end of input
    b"\x1b[A": Other.UP,
    b"\x1bOA": Other.UP,
    b"\x1b[5~": Other.UP,  # Page Up
    b"\x1b[B": Other.DOWN,
    b"\x1bOB": Other.DOWN,
    b"\x1b[6~": Other.DOWN,
}

_ENTER: Mapping[bytes, Pressed] = {b"\r": Key.ADVANCE, b"\n": Key.ADVANCE}


class Keyboard:
    """Decodes keys from bytes as they arrive, split anywhere.

    :param by_line: whether the terminal may send whole lines, in which Enter only ends one
    """

    def __init__(self, by_line: bool = False) -> None:
        self._sent = _SENT if by_line else {**_SENT, **_ENTER}
        self._rest = b""
        self._last: tuple[bytes, float] = (b"", float("-inf"))

    @property
    def pending(self) -> bool:
        """True if a key is known only once more bytes arrive or time passes."""
        return bool(self._rest)

    def feed(self, sent: bytes, now: float) -> Iterator[Pressed]:
        """Yield the keys pressed, given the bytes sent at ``now`` (seconds)."""
        self._rest += sent
        while found := _TOKEN.match(self._rest):
            self._rest = self._rest[found.end() :]
            (last, at), self._last = self._last, (found[0], now)
            held = found[0] == last and now - at < REPEATED
            if not held and found[0] in self._sent:
                yield self._sent[found[0]]
        if self._rest.startswith(ESCAPE * 2):
            self._rest = ESCAPE

    def lapse(self) -> Iterator[Pressed]:
        """Yield what is pending once nothing more arrives in time: a lone Esc was the Esc key."""
        alone, self._rest = self._rest == ESCAPE, b""
        if alone:
            yield Other.QUIT
