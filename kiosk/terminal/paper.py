"""Write pages in place on a terminal's screen, or line by line."""

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
"""Switch to the alternate screen, and back with the cursor where it was. Source: xterm."""

CLEAR, CLEAR_BELOW, CLEAR_RIGHT = "\x1b[H\x1b[2J", "\x1b[J", "\x1b[K"
"""Erase the screen, from the cursor on, the rest of the line. Source: ECMA-48, 8.3.39, 8.3.41."""

BELL = b"\a"

USUAL_TERMINAL = os.terminal_size((80, 24))
"""Columns and rows if the terminal does not report them."""


class Paper(Protocol):
    """Shows pages."""

    ticks: bool
    """True if a running countdown is shown."""

    unread: bool
    """True if more of a page must be shown before it can be answered."""

    def begin(self) -> None:
        """Start to show pages."""

    def show(self, page: Page) -> None:
        """Show a page without rewriting what is there already."""

    def turn_page(self, by: int) -> None:
        """Turn to another screen of a page too long for one."""

    def end(self) -> None:
        """Leave the terminal as it was."""


class InPlace:
    """A terminal's screen, on which only changes are written.

    So a screen reader reads only the new words of a page, or the digits of a countdown.
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
        """Switch to the alternate screen, so that the former one comes back at the end."""
        self._size = None
        write(self._terminal, OWN_SCREEN.encode())

    def show(self, page: Page) -> None:
        """Update the screen."""
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

    def turn_page(self, by: int) -> None:
        """Turn to another screen of a page too long for one; the first follows the last."""
        self._turned += by

    def end(self) -> None:
        """Restore the former screen, or continue below if there is only one."""
        size = self._size or USUAL_TERMINAL
        write(self._terminal, f"{_to(size.lines, 1)}\r\n{FORMER_SCREEN}".encode())


def _size(terminal: int) -> os.terminal_size:
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:  # it is gone; the next write fails
        return USUAL_TERMINAL
    return os.terminal_size((columns or USUAL_TERMINAL.columns, rows or USUAL_TERMINAL.lines))


def _changes(before: Sequence[str], after: Sequence[str], columns: int) -> Iterator[str]:
    """Yield what to write to turn the rows shown into others."""
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
    """Return the length of the common prefix, never splitting a letter from its marks."""
    pairs = enumerate(zip_longest(old, row, fillvalue=" "))
    kept = next(number for number, (left, right) in pairs if left != right)
    while kept and not all(map(width, (old[kept : kept + 1] or " ", row[kept : kept + 1] or " "))):
        kept -= 1
    return kept


def _to(row: int, column: int) -> str:
    """Return the sequence that moves the cursor; both count from 1."""
    return f"\x1b[{row};{column}H"


class Lines:
    """Line by line, for a file, a pipe, or a terminal that can do no better.

    Each page after the first adds only its title and the lines that are new.
    """

    ticks = False
    unread = False

    def __init__(self, file: int, encoding: str = "utf-8") -> None:
        self._file, self._encoding = file, encoding
        self._title: object = None
        self._shown: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Do nothing."""

    def show(self, page: Page) -> None:
        """Write the lines that are new."""
        below = tuple(text for group in (*page.body, page.keys) for text in group)
        new = [text for text in below if text not in self._shown]
        title = (page.head[0], page.body)
        if title != self._title:
            new = ["", *page.head, *new] if self._title else [*page.head, *new]
        self._title, self._shown = title, frozenset(below)
        if new:
            text = "".join(f"{showable(line, self._encoding)}\n" for line in new)
            write(self._file, text.encode(self._encoding, "replace"))

    def turn_page(self, by: int) -> None:
        """Do nothing, as all of the page is there."""

    def end(self) -> None:
        """Do nothing."""


def write(file: int, text: bytes) -> None:
    """Write all of ``text``, even if another program has made the file non-blocking.

    :raises OSError: if it cannot be written
    """
    while text:
        with contextlib.suppress(BlockingIOError):
            text = text[os.write(file, text) :]
            continue
        select.select([], [file], [])
