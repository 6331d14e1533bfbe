"""Invisible characters, which no text may contain, and their names in messages.

Pure: ``screen.paint.fonts`` finds the visible ones without a glyph.
"""

from __future__ import annotations

import unicodedata

NO_BREAK_SPACES = "\u00a0\u202f"
"""Spaces that keep two words on one line: allowed, though not printable by Python's rules."""

UNSEEN = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)
"""Ranges that are printable by Python's rules, yet draw nothing.
Source: Unicode's DerivedCoreProperties.txt, Default_Ignorable_Code_Point, without its controls."""


def odd(text: str) -> str:
    """Return the characters of ``text`` that no text may contain, each once."""
    if text.isascii() and text.isprintable():
        return ""
    return "".join(char for char in dict.fromkeys(text) if _is_odd(char))


def _is_odd(char: str) -> bool:
    if not char.isprintable():
        return char not in NO_BREAK_SPACES
    return any(first <= ord(char) <= last for first, last in UNSEEN)


def named(char: str) -> str:
    """Return a character's code point, with the character where safe: ``★ (U+2605)``."""
    point = f"U+{ord(char):04X}"
    if not _is_odd(char) and char not in NO_BREAK_SPACES:
        return f"{char} ({point})"
    name = unicodedata.name(char, "")
    return f"{point} ({name})" if name else point


def remedy(char: str) -> str:
    """Return advice on replacing an odd character."""
    kind = unicodedata.category(char)
    if char.isspace() or kind in ("Zs", "Zl", "Zp"):
        return "write a space"
    if kind == "Cs":
        return "write the whole character, not half of it"
    return "leave it out"
