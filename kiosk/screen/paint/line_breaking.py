"""Where a line of text may be broken. Pure: no pygame.

Between words, at a space, which then goes; in Chinese between any two characters, but so that no
line begins with a closing mark or ends with an opening one. A no-break space never breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

SPACES = " \t"
"""Where words part. Not U+00A0, which French sets before some marks to keep them with a word."""

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·％,.;:?!)]}%")
"""What no line begins with. Source: GB/T 15834-2011 (Chinese punctuation), 5.1."""

NOT_LAST = frozenset("（《〈「『【〔“‘([{")
"""What no line ends with. Source: the same."""


class Piece(NamedTuple):
    """What must stand on one line, and whether a space parts it from what stands before."""

    text: str
    spaced: bool


@lru_cache(maxsize=256)
def pieces(text: str) -> tuple[Piece, ...]:
    """Cut text into the smallest pieces between which a line may be broken."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    for word in "".join(" " if char in SPACES else char for char in text).split(" "):
        start = 0
        for at, (before, after) in enumerate(pairwise(word), 1):
            if _parts(before, after):
                yield Piece(word[start:at], start == 0)
                start = at
        if word:
            yield Piece(word[start:], start == 0)


def joined(line: Sequence[Piece]) -> str:
    """Put the pieces of a line together, a space where there was one."""
    return "".join(f" {piece.text}" if piece.spaced else piece.text for piece in line).strip(SPACES)


def wrap(text: str, room: int, width: Callable[[str], int]) -> tuple[str, ...]:
    """Break text where it may be so that every line fits into ``room``, where pieces do.

    :param width: measures a line, in the units of ``room``
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
    """Count the pieces that fit on one line: one at least. Found by halving, as text grows."""
    if width(joined(rest)) <= room:
        return len(rest)
    counts = range(2, len(rest))
    return 1 + bisect_right(counts, room, key=lambda count: width(joined(rest[:count])))


def _parts(before: str, after: str) -> bool:
    """Whether a line may be broken between two characters of one word."""
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return _is_chinese(before) or _is_chinese(after)


def _is_chinese(char: str) -> bool:
    """Whether a character is Han, or a mark of the same width."""
    return any(first <= char <= last for first, last in WIDE)


WIDE = (("\u3000", "\u303f"), ("\u3400", "\u9fff"), ("\uff00", "\uff65"))
"""Chinese marks, Han characters, full-width forms. Source: Unicode's blocks."""
