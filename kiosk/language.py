"""Translations of everything shown, by gettext; a text without one is shown as written."""

from __future__ import annotations

import gettext
from collections.abc import Callable

from kiosk.paths import ASSETS

DOMAIN = "acupressure-kiosk"
Translate = Callable[[str], str]


def translator(language: str) -> Translate:
    """Give the function that translates into ``language`` (a code such as ``en``)."""
    found = gettext.translation(DOMAIN, ASSETS / "locale", [language], fallback=True)
    return lambda text: found.gettext(text) if text else ""
