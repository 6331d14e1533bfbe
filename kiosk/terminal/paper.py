"""Where pages are written: in place on a terminal's screen, or line after line."""

from __future__ import annotations

import contextlib
import os
import select
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Protocol

from kiosk.terminal.columns import laid, showable, width
from kiosk.terminal.page import Page

OWN_SCREEN, FORMER_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
"""Switch to a screen of one's own, and back with the cursor where it was. Source: xterm."""

CLEAR, CLEAR_BELOW, CLEAR_RIGHT = "\x1b[H\x1b[2J", "\x1b[J", "\x1b[K"
"""Erase the screen, from the cursor on, the rest of the line. Source: ECMA-48, 8.3.39, 8.3.41."""

BELL = b"\a"

USUAL_SIZE = os.terminal_size((80, 24))
"""Columns and rows where the terminal does not tell."""


class Paper(Protocol):
    """Shows pages."""

    ticks: bool
    """Whether a countdown is shown as it runs."""

    unread: bool
    """Whether more of a page must be seen before it can be answered."""

    def begin(self) -> None:
        """Start to show pages."""

    def show(self, page: Page) -> None:
        """Show a page; what is there already is not written again."""

    def turn(self, by: int) -> None:
        """Turn to another screen of a page that is too long for one."""

    def end(self) -> None:
        """Leave the terminal as it was."""


class InPlace:
    """A terminal's screen: only what differs from what is there is written.

    So a screen reader reads the new words of a page, and of a countdown its digits.
    """

    ticks = True

    def __init__(self, terminal: int, encoding: str = "utf-8") -> None:
        self._terminal, self._encoding = terminal, encoding
        self._rows: tuple[str, ...] = ()
        self._size: os.terminal_size | None = None
        self._turned = 0
        self._read: object = None
        self.unread = False

    def begin(self) -> None:
        """Take a screen of its own, so that what was there comes back at the end."""
        self._size = None
        write(self._terminal, OWN_SCREEN.encode())

    def show(self, page: Page) -> None:
        """Bring the screen up to date."""
        if (read := (page.head[0], page.body)) != self._read:
            self._read, self._turned = read, 0
        size = _size(self._terminal)
        made = laid(page, *size, self._turned, self._encoding)
        self._turned = made.screen
        self.unread = bool(page.answer) and made.screen < made.screens - 1
        text = ""
        if size != self._size:
            self._size, self._rows, text = size, (), CLEAR
        text += "".join(_changes(self._rows, made.rows, size.columns))
        if text:
            self._rows = made.rows
            text += _to(len(made.rows), min(width(made.rows[-1]) + 1, size.columns))
            write(self._terminal, text.encode(self._encoding, "replace"))

    def turn(self, by: int) -> None:
        """Turn to another screen of a page that is too long for one, round and round."""
        self._turned += by

    def end(self) -> None:
        """Restore the former screen; where there is only one, go on below."""
        size = self._size or USUAL_SIZE
        write(self._terminal, f"{_to(size.lines, 1)}\r\n{FORMER_SCREEN}".encode())


def _size(terminal: int) -> os.terminal_size:
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:  # it has gone; the next write tells
        return USUAL_SIZE
    return os.terminal_size((columns or USUAL_SIZE.columns, rows or USUAL_SIZE.lines))


def _changes(before: Sequence[str], after: Sequence[str], columns: int) -> Iterator[str]:
    """Return what must be written to turn the rows shown into others."""
    for number, row in enumerate(after):
        old = before[number] if number < len(before) else ""
        if row == old:
            continue
        kept = _common(old, row)
        yield _to(number + 1, width(row[:kept]) + 1) + row[kept:]
        if width(old) > width(row) < columns:
            yield CLEAR_RIGHT
    if len(before) > len(after):
        yield _to(len(after) + 1, 1) + CLEAR_BELOW


def _common(old: str, row: str) -> int:
    """Count the characters with which both begin, whole letters with their marks only."""
    pairs = enumerate(zip_longest(old, row, fillvalue=" "))
    kept = next(number for number, (one, other) in pairs if one != other)
    while kept and not all(map(width, (old[kept : kept + 1] or " ", row[kept : kept + 1] or " "))):
        kept -= 1
    return kept


def _to(row: int, column: int) -> str:
    """Move the cursor; both are counted from 1."""
    return f"\x1b[{row};{column}H"


class Lines:
    """Line after line, for a file, a pipe, or a terminal that has no other way.

    Of a page that follows another only new lines are written, below its title.
    """

    ticks = False
    unread = False

    def __init__(self, file: int, encoding: str = "utf-8") -> None:
        self._file, self._encoding = file, encoding
        self._title: object = None
        self._told: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Start; nothing is to be done."""

    def show(self, page: Page) -> None:
        """Write the lines that are new."""
        below = tuple(text for group in (*page.body, page.keys) for text in group)
        new = [text for text in below if text not in self._told]
        title = (page.head[0], page.body)
        if title != self._title:
            new = ["", *page.head, *new] if self._title else [*page.head, *new]
        self._title, self._told = title, frozenset(below)
        if new:
            text = "".join(f"{showable(line, self._encoding)}\n" for line in new)
            write(self._file, text.encode(self._encoding, "replace"))

    def turn(self, by: int) -> None:
        """Turn no page: all of it is there."""

    def end(self) -> None:
        """End; nothing is to be done."""


def write(file: int, text: bytes) -> None:
    """Write all of it, also where another program has set the file not to wait.

    :raises OSError: if it cannot be written
    """
    while text:
        with contextlib.suppress(BlockingIOError):
            text = text[os.write(file, text) :]
            continue
        select.select([], [file], [])
