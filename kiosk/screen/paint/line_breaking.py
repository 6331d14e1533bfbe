"""Line breaking. Pure: no pygame.

Lines break between words: at a space, which is dropped, and in Chinese, which has no spaces,
between the words that ``chinese_words`` lists and the other characters. No line begins with a
closing mark or ends with an opening one. A no-break space never breaks. A soft hyphen (U+00AD),
which a translator puts into a long word, is only seen where the word is broken.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kiosk.screen.paint.chinese_words import LONGEST, WORDS

SPACES = " \t"
"""Characters between words. Not U+00A0, which in French keeps some marks with their word."""

SOFT_HYPHEN = "\u00ad"
"""Where a word may be broken, with a hyphen."""

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％,.;:?!)]}%")
"""Characters that no line begins with. Source: GB/T 15834-2011 (Chinese punctuation), 5.1."""

NOT_LAST = frozenset("（《〈「『【〔“‘([{")
"""Characters that no line ends with. Source: as above."""


class Piece(NamedTuple):
    """Text that stays on one line, and whether a space separates it from the piece before."""

    text: str
    spaced: bool


@lru_cache(maxsize=512)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the smallest pieces of a text between which a line may be broken."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    for word in "".join(" " if char in SPACES else char for char in text).split(" "):
        start, whole = 0, _within_words(word)
        for at, (before, after) in enumerate(pairwise(word), 1):
            if at not in whole and _parts(before, after):
                yield Piece(word[start:at], start == 0)
                start = at
        if word:
            yield Piece(word[start:], start == 0)


def joined(line: Sequence[Piece]) -> str:
    """Return a line joined from its pieces, with the spaces between them."""
    text = "".join(f" {piece.text}" if piece.spaced else piece.text for piece in line).strip(SPACES)
    broken = text.endswith(SOFT_HYPHEN)
    return text.replace(SOFT_HYPHEN, "") + ("-" if broken else "")


def wrap(text: str, room: int, width: Callable[[str], int]) -> tuple[str, ...]:
    """Break text into lines that fit into ``room``, unless a single piece is too wide.

    :param width: returns the width of a line, in the units of ``room``
    """
    lines: list[tuple[Piece, ...]] = []
    rest = pieces(text)
    while rest:
        fitting = _most(rest, room, width)
        lines.append(rest[:fitting])
        rest = rest[fitting:]
    if len(lines) > 1 and len(lines[-1]) == 1 and not lines[-1][0].spaced and len(lines[-2]) > 2:
        lines[-2:] = lines[-2][:-1], lines[-2][-1:] + lines[-1]  # no Chinese character stands alone
    return tuple(map(joined, lines))


def _most(rest: tuple[Piece, ...], room: int, width: Callable[[str], int]) -> int:
    """Return the number of pieces that fit on one line, at least one, found by bisection."""
    if width(joined(rest)) <= room:
        return len(rest)
    counts = range(2, len(rest))
    return 1 + bisect_right(counts, room, key=lambda count: width(joined(rest[:count])))


def _within_words(text: str) -> set[int]:
    """Return the places within the listed Chinese words, taking the longest word at each place."""
    within: set[int] = set()
    start = 0
    while start < len(text):
        lengths = range(min(LONGEST, len(text) - start), 1, -1)
        length = next((n for n in lengths if text[start : start + n] in WORDS), 1)
        within.update(range(start + 1, start + length))
        start += length
    return within


def _parts(before: str, after: str) -> bool:
    """Return whether a line may be broken between two characters without a space."""
    if before == SOFT_HYPHEN:
        return True
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return _is_chinese(before) or _is_chinese(after)


def _is_chinese(char: str) -> bool:
    """Return whether a character is Han, or a mark of the same width."""
    return any(first <= char <= last for first, last in WIDE)


WIDE = (("\u3000", "\u303f"), ("\u3400", "\u9fff"), ("\uff00", "\uff65"))
"""Chinese marks, Han characters, full-width forms. Source: Unicode's blocks."""
