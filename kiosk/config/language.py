"""The languages, and translations of everything shown, by gettext.

A text without a translation is shown as written, in English; so is every text of a language whose
catalogue cannot be used, and a text whose translation could not be shown.
"""

from __future__ import annotations

import gettext
import io
import logging
import string
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from kiosk.config.characters import odd
from kiosk.config.paths import ASSETS
from kiosk.system import files

log = logging.getLogger(__name__)

DOMAIN = "acupressure-kiosk"
LOCALE = ASSETS / "locale"
Translate = Callable[[str], str]

LARGEST_BYTES = 4_000_000
"""Of a compiled catalogue: a hundred times what the largest of ours holds."""

ENGLISH = "en"
"""The language that everything is written in."""

LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "zh_CN": "简体中文",
}
"""The code of every language, and its name in its own words. A new language is a line here."""


def N_(text: str) -> str:  # noqa: N802  # the name gettext knows  # noqa: N802  # the name that gettext tools know
    """Mark a text that is translated where it is shown, not where it is written.

    The catalogue takes up what stands in ``mark("...")`` and in ``tr("...")``.
    """
    return text


class Unusable(Exception):
    """A compiled catalogue that cannot be used; the text says why, without quoting it."""


def compiled_file(language: str) -> Path:
    """Return the path of a language's compiled catalogue."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


def compiled(file: Path) -> Translate:
    """Read a compiled catalogue, and return what looks a text up in it.

    :raises Unusable: if it cannot be read, or is damaged
    """
    try:
        raw = files.read(file, LARGEST_BYTES)
        found = gettext.GNUTranslations(io.BytesIO(raw))
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror or 'it is no catalogue'}") from error
    except Exception as error:  # a damaged one raises nearly anything: struct.error, KeyError, ...
        raise Unusable("cannot be read: it is damaged") from error
    # A text that is not there is looked up as a plural too, by a formula from the file.
    found.plural = lambda number: 0  # type: ignore[attr-defined]
    return found.gettext


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces; ``None`` where the braces are no placeholders."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    names = frozenset(name for _, name, _, _ in parts if name is not None)
    plain = all(not spec and not conversion for _, _, spec, conversion in parts)
    return names if plain and all(name.isidentifier() for name in names) else None


def translator(language: str, emergency_number: str) -> Translate:
    """Return the function that translates into ``language`` (a code such as ``en``).

    :param emergency_number: what stands for ``{emergency}`` in a text
    """
    look_up = _usable(compiled_file(language)) if language != ENGLISH else str

    @lru_cache(maxsize=1024)
    def translate(text: str) -> str:
        # The catalogue's entry for nothing is its own header.
        found = look_up(text) if text else ""
        if found != text and not _stands_for(found, text):
            found = text
        return found.replace("{emergency}", emergency_number)

    return translate


@cache
def _usable(file: Path) -> Translate:
    """Return what looks a text up in a compiled catalogue; where it is unusable, the text as is."""
    try:
        return compiled(file)
    except Unusable as error:
        log.warning("Shown in English: %s %s", file, error)
        return str


def _stands_for(found: str, text: str) -> bool:
    """Whether a translation can be shown, and filled in, where its text could be."""
    return bool(found.strip()) and not odd(found) and placeholders(found) == placeholders(text)
