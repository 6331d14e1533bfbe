"""Lay out the words of a page on the rows and columns of a terminal. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from wcwidth import wcswidth

from kiosk.screen.paint import line_breaking
from kiosk.terminal.page import Page

APART = "  "
"""The gap between two keys on one line."""

PLAIN = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u2013": "-", "—": "-", "·": "-"}
"""Substitutes for marks that an encoding lacks."""

HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Unicode categories without a glyph, which may move the cursor or reverse the text."""


class Laid(NamedTuple):
    """The rows of one screen of a page, its number from 0, and the number of screens."""

    rows: tuple[str, ...]
    screen: int
    screens: int


def width(text: str) -> int:
    """Return how many columns a line takes; a Chinese character takes two."""
    return int(wcswidth(text))


def showable(text: str, encoding: str) -> str:
    """Return text as a terminal of that encoding can show it, without control characters."""
    visible = "".join(char for char in text if unicodedata.category(char) not in HIDDEN)
    try:
        visible.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_stand_in(char, encoding) for char in visible)
    return visible


def _stand_in(char: str, encoding: str) -> str:
    """Return a character, or else a substitute, such as a letter without its accent."""
    for candidate in (char, PLAIN.get(char, ""), unicodedata.normalize("NFKD", char)):
        if kept := candidate.encode(encoding, "ignore"):
            return kept.decode(encoding)
    return "?"


def wrapped(paragraphs: Iterable[str], columns: int, encoding: str = "utf-8") -> tuple[str, ...]:
    """Break paragraphs into rows of at most ``columns``."""
    return tuple(row for text in paragraphs for row in _rows(text, columns, encoding))


def laid(page: Page, columns: int, rows: int, screen: int = 0, encoding: str = "utf-8") -> Laid:
    """Return a page laid out, or one screen of it if it is too long.

    To save rows, first the keys share a line, then the gaps between groups go; only then is the
    page split into screens, each with what to do, how long, and the keys. The key that answers a
    page that waits is on the last screen only.

    :param screen: which screen, from 0, modulo the number of screens
    """
    head = wrapped(page.head, columns, encoding)
    body = [wrapped(group, columns, encoding) for group in page.body]
    foot = wrapped(page.keys, columns, encoding)
    packed = tuple(_packed(page.keys, columns, encoding))
    for keys, gap in ((foot, ("",)), (packed, ("",)), (packed, ())):
        groups = [group for group in (head, *body, keys) if group]
        everything = groups[0] + tuple(row for group in groups[1:] for row in (*gap, *group))
        if len(everything) <= rows:
            return Laid(everything, 0, 1)
    between = tuple(row for group in body for row in group)
    return _screen(page, head, between, packed, columns, rows, screen, encoding)


def _screen(
    page: Page,
    head: tuple[str, ...],
    body: tuple[str, ...],
    foot: tuple[str, ...],
    columns: int,
    rows: int,
    screen: int,
    encoding: str,
) -> Laid:
    def hint(number: int, screens: int) -> tuple[str, ...]:
        return wrapped([page.read_on.format(n=number, all=screens)], columns, encoding)

    room = rows - len(head) - len(foot) - len(hint(9, 9))
    if room < 1:  # too small to repeat head and keys
        head, body, foot = (), (*head, *body, *foot), ()
        room = max(1, rows - len(hint(9, 9)))
    screens = -(-len(body) // room)
    screen %= screens
    if foot and page.answer and screen < screens - 1:
        others = (key for key in page.keys if key != page.answer)
        foot = tuple(_packed(others, columns, encoding))
    part = body[screen * room : (screen + 1) * room]
    return Laid((*head, *part, *hint(screen + 1, screens), *foot)[:rows], screen, screens)


@lru_cache(maxsize=512)
def _rows(text: str, columns: int, encoding: str) -> tuple[str, ...]:
    """Break a text at allowed places, or anywhere if a piece is wider than the terminal."""
    rows = []
    for line in line_breaking.wrap(showable(text, encoding), columns, width):
        while width(line) > columns > 1:
            at = next(n for n in range(len(line), 0, -1) if width(line[:n]) <= columns)
            rows.append(line[:at])
            line = line[at:]
        rows.append(line)
    return tuple(rows)


def _packed(keys: Iterable[str], columns: int, encoding: str) -> Iterator[str]:
    """Yield rows of several keys, breaking only keys wider than a row."""
    row = ""
    for key in wrapped(keys, columns, encoding):
        if row and width(row + APART + key) <= columns:
            row += APART + key
        else:
            if row:
                yield row
            row = key
    if row:
        yield row
