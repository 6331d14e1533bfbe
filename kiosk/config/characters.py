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


_CYRILLIC = dict(
    zip(
        "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423"
        "\u0425\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u04bb\u0501",
        "ABESIJKMHOPCTYXaesijopcyxhd",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
        "\u03bf\u03bd",
        "ABEZHIKMNOPTYXov",
        strict=True,
    )
)
_FULL_WIDTH = {chr(0xFEE0 + point): chr(point) for point in range(0x21, 0x7F)}
LOOKALIKES = {**_CYRILLIC, **_GREEK, **_FULL_WIDTH}
"""Letters, digits and signs of other scripts that look Latin, with the Latin ones."""
_LATIN = {**LOOKALIKES, **dict.fromkeys(NO_BREAK_SPACES, " ")}


def latin(text: str) -> str:
    """Return ``text`` as it looks: lookalikes become Latin, invisible characters are dropped."""
    gone = dict.fromkeys(odd(text), "")
    return "".join({**gone, **_LATIN}.get(char, char) for char in text)


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
