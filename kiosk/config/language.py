"""The languages, and translations of everything shown, with gettext.

A text falls back to English if it has no translation, its translation cannot be shown, or its
language's catalogue is unusable.
"""

from __future__ import annotations

import gettext
import io
import logging
import string
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from kiosk.config import po
from kiosk.config.characters import odd
from kiosk.config.paths import ASSETS
from kiosk.system import files

log = logging.getLogger(__name__)

DOMAIN = "acupressure-kiosk"
LOCALE = ASSETS / "locale"
Translate = Callable[[str], str]

LARGEST_BYTES = 4_000_000
"""The largest compiled catalogue accepted: a hundred times the size of our largest."""

ENGLISH = "en"
"""The source language of every text."""

LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "zh_CN": "简体中文",
}
"""The code of each shipped language, with its own name for itself.

The other steps of a new one: docs/author.md, "A new shipped language".
"""


def N_(text: str) -> str:  # noqa: N802  # the name that gettext tools know
    """Mark a text for the catalogue; it is translated where it is shown.

    The extractor collects ``N_("...")`` and ``tr("...")``.
    """
    return text


def template() -> Path:
    """Return the path of the template, which lists every shipped text."""
    return LOCALE / f"{DOMAIN}.pot"


def program_texts() -> tuple[str, ...]:
    """Return the program's own texts, which a new language has to translate.

    :raises FaultyInput: if the template cannot be read
    """
    return _program_texts(template())


@cache
def _program_texts(file: Path) -> tuple[str, ...]:
    entries = po.read(file).entries.values()
    return tuple(entry.msgid for entry in entries if entry.of_program)


class Unusable(Exception):
    """A compiled catalogue cannot be used; the text says why, without quoting it."""


def compiled_file(language: str) -> Path:
    """Return the path of a language's compiled catalogue."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


class _NoTranslation(gettext.NullTranslations):
    """Answers for texts that a catalogue does not hold."""

    def gettext(self, message: str) -> str:
        """Return no text."""
        return ""


def compiled(file: Path) -> Translate:
    """Read a compiled catalogue, and return its lookup function: empty if there is no translation.

    :raises Unusable: if it cannot be read or is damaged
    """
    try:
        raw = files.read(file, LARGEST_BYTES)
        found = gettext.GNUTranslations(io.BytesIO(raw))
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror or 'it is not a catalogue'}") from error
    except Exception as error:  # damage raises nearly anything: struct.error, KeyError, ...
        raise Unusable("cannot be read: it is damaged") from error
    # A missing text is also looked up as a plural, by a formula from the file.
    found.plural = lambda number: 0  # type: ignore[attr-defined]
    found.add_fallback(_NoTranslation())
    return found.gettext


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces; ``None`` if the braces are not plain placeholders."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    names = frozenset(name for _, name, _, _ in parts if name is not None)
    plain = all(not spec and not conversion for _, _, spec, conversion in parts)
    return names if plain and all(name.isidentifier() for name in names) else None


def translator(
    language: str, emergency_number: str, own: Sequence[Mapping[str, str]] = ()
) -> Translate:
    """Return the function that translates into ``language`` (a code such as ``en``).

    :param emergency_number: replaces ``{emergency}`` in a text
    :param own: translations that take precedence over the shipped ones
    """
    look_up = shipped(language)

    @lru_cache(maxsize=1024)
    def translate(text: str) -> str:
        # The catalogue's entry for the empty text is its header.
        given = (known.get(text) for known in own)
        found = (next(filter(None, given), None) or look_up(text)) if text else ""
        if found != text and not is_valid(found, text):
            found = text
        return found.replace("{emergency}", emergency_number)

    return translate


def shipped(language: str) -> Translate:
    """Return the lookup function of a shipped language: empty for a text it does not have."""
    if language not in LANGUAGES or language == ENGLISH:
        return _nothing
    return _usable(compiled_file(language))


def _nothing(text: str) -> str:
    return ""


@cache
def _usable(file: Path) -> Translate:
    """Return a compiled catalogue's lookup function; if unusable, one that has nothing."""
    try:
        return compiled(file)
    except Unusable as error:
        log.warning("Falling back to English: %s %s", file, error)
        return _nothing


def is_valid(found: str, text: str) -> bool:
    """Return whether a translation can be shown and filled in like its text."""
    return bool(found.strip()) and not odd(found) and placeholders(found) == placeholders(text)
