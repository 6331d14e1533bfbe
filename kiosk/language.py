"""Translations of everything shown, by gettext; a text without one is shown as written."""

from __future__ import annotations

import gettext
from collections.abc import Callable

from kiosk.paths import ASSETS

DOMAIN = "acupressure-kiosk"
Translate = Callable[[str], str]


def translator(language: str, emergency_number: str) -> Translate:
    """Give the function that translates into ``language`` (a code such as ``en``).

    :param emergency_number: what stands for ``{emergency}`` in a text
    """
    found = gettext.translation(DOMAIN, ASSETS / "locale", [language], fallback=True)

    def translate(text: str) -> str:
        # The catalogue's entry for nothing is its own header.
        return found.gettext(text).replace("{emergency}", emergency_number) if text else ""

    return translate
