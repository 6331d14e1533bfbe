"""The languages, and translations of everything shown, by gettext.

A text without a translation is shown as written, in English.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping

from kiosk.paths import ASSETS

DOMAIN = "acupressure-kiosk"
LOCALE = ASSETS / "locale"
Translate = Callable[[str], str]

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


def mark(text: str) -> str:
    """Mark a text that is translated where it is shown, not where it is written.

    The catalogue takes up what stands in ``mark("...")`` and in ``tr("...")``.
    """
    return text


def translator(language: str, emergency_number: str) -> Translate:
    """Give the function that translates into ``language`` (a code such as ``en``).

    :param emergency_number: what stands for ``{emergency}`` in a text
    """
    found = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)

    def translate(text: str) -> str:
        # The catalogue's entry for nothing is its own header.
        return found.gettext(text).replace("{emergency}", emergency_number) if text else ""

    return translate
