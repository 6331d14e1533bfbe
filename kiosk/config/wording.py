"""What makes a text unfit to be shown and spoken: markup, unknown placeholders, long sentences."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

from kiosk.config.characters import LOOKALIKES, NO_BREAK_SPACES, named, odd, remedy
from kiosk.config.suggestions import nearest

PLACEHOLDERS = ("emergency",)
"""The names that a text may hold in braces; ``{emergency}`` becomes the emergency number."""

_BLANK = string.whitespace + "\u00a0\u2028\u2029\u034f\u115f\u1160\u2800\u3164\uffa0"
"""Characters that draw nothing; a text of these alone is empty."""

MOST_WORDS = 12
"""The most words of a spoken sentence: those of one breath."""

MOST_ODD = 3
"""The most odd characters named in one message."""

_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)[^*`]+?(?<=\S)\1")
_ESCAPE = re.compile(r"\\[A-Za-z\"'\\]")
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAMES = "|".join(PLACEHOLDERS)
_OTHER_BRACES = re.compile(
    rf"\{{\{{\s*({_NAMES})\s*\}}\}}|[$%<]\{{?({_NAMES})\}}?[%>]?|\[({_NAMES})\]", re.IGNORECASE
)
"""Placeholders as other programs write them."""


def unfit(text: str) -> str | None:
    """Return what to change in a text that cannot be shown as it is; ``None`` for a good one."""
    if text.isascii() and text.isprintable() and text and text == text.strip():
        return None
    if not text.strip(_BLANK):
        return "expected text, not an empty string"
    if text.endswith("\n") and odd(text) == "\n":
        return "expected plain words on one line: leave out the | or > before it (U+000A)"
    if found := odd(text):
        listed = "; ".join(f"{named(char)}: {remedy(char)}" for char in found[:MOST_ODD])
        return f"expected plain words on one line, without {listed}"
    if text != text.strip():
        return "expected plain words on one line, without leading or trailing spaces"
    return next(_foreign_letters(text), None)


def _foreign_letters(text: str) -> Iterator[str]:
    """Find words of Latin letters and lookalikes; a word wholly in another script is text."""
    for word in re.findall(r"\w+", text):
        letters = [char for char in word if char in LOOKALIKES and ord(char) < 0xFF00]
        if letters and any(char.isascii() and char.isalpha() for char in word):
            meant = word.translate(str.maketrans(LOOKALIKES))
            looks = f"{named(letters[0])} only looks like {LOOKALIKES[letters[0]]}"
            yield f"type {meant} again in Latin letters: its {looks}"


def markup(text: str) -> str | None:
    """Return what to change in a text with markup or an unknown placeholder."""
    return next(_markup(text), None)


def _markup(text: str) -> Iterator[str]:
    if other := _OTHER_BRACES.search(text):
        yield f"write {{{next(filter(None, other.groups())).lower()}}} instead of {other[0]}"
    for entity in _ENTITY.findall(text):
        import html  # 2,231 names, for a text that has an entity

        sign = html.unescape(entity)
        if sign != entity:
            itself = "a space" if sign in NO_BREAK_SPACES or not sign.isprintable() else sign
            yield f"write {itself} instead of {entity}: a text is shown as it stands"
    if tag := _TAG.search(text):
        yield f"leave out {tag[0]}: a text has no markup"
    if emphasis := _EMPHASIS.search(text):
        yield f"leave out {emphasis[1]} around {emphasis[0]}: a text has no markup"
    if escape := _ESCAPE.search(text):
        yield f"leave out {escape[0]}: a text is shown as it stands, on one line"
    known = " or ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    for name in _BRACES.findall(text):
        if name not in PLACEHOLDERS:
            near = nearest(name, PLACEHOLDERS)
            hint = f"did you mean {{{near}}}?" if near else f"the only one is {known}"
            yield f"the placeholder {{{name}}} is not known; {hint}"
    if set("{}") & set(_BRACES.sub("", text)):
        yield f"leave out the single brace: braces enclose a name, as in {known}"


_ABBREVIATIONS = frozenset(
    (
        *("approx", "ca", "cf", "dr", "etc", "fig", "incl", "max", "min", "mr", "mrs", "ms"),
        *("prof", "resp", "st", "vs", "bzw", "evtl", "ggf", "inkl", "nr", "usw", "vgl", "env"),
        *("aprox", "m\u00e1x", "m\u00edn", "p\u00e1g", "sr", "sra"),
    )
)
"""Words whose full stop does not end a sentence; so does that of a single letter (e.g., z.B.)."""

_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)|[。！？]+[”’」）]*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text. "1.5" and "e.g." end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        word = re.search(r"[^\s(“\"]*$", text[start : end.start()])
        if end[0] == "." and word and _is_short(word[0]) and text[end.end() :].strip():
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def _is_short(word: str) -> bool:
    return word.lower() in _ABBREVIATIONS or bool(re.fullmatch(r"(?:[^\W\d_]\.)*[^\W\d_]", word))


def too_long(text: str, most: int = MOST_WORDS) -> str:
    """Return what is wrong with a text that has a sentence of too many words; empty if nothing."""
    longest = max(sentences(text), key=lambda sentence: len(sentence.split()), default="")
    if (words := len(longest.split())) <= most:
        return ""
    wanted = f"expected at most {most} words a sentence, not {words}"
    return f"{wanted}: shorten or split “{longest}”"
