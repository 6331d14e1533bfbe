"""Every sentence that the shipped routines can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from kiosk.config.emergency_numbers import ANYWHERE, EMERGENCY
from kiosk.config.language import LANGUAGES, translator
from kiosk.config.paths import OWN_SETTINGS
from kiosk.config.settings import Settings
from kiosk.library import content, routine_files
from kiosk.speech.clips import digits_apart
from kiosk.speech.inventory import sentences

ANY_NUMBER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for an emergency number, so that the pages need to be visited only once."""


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return every sentence that a kiosk can say in a language, with the language of its words.

    The name of a language is in that language.
    """
    shipped = [content.load(OWN_SETTINGS, name) for name in routines()]
    plans = [content.compiled(way, each.routine) for each in shipped for way in ways(each.settings)]
    tr = translator(language, ANY_NUMBER)
    found = (
        each
        for plan in plans
        for text in sentences(plan, tr, several=True)
        for each in numbered(text)
    )
    others = foreign()
    return {text: others.get(text, language) for text in found}


def routines() -> tuple[str, ...]:
    """Return the name of every shipped routine."""
    return tuple(sorted(routine_files.known(OWN_SETTINGS, Settings())))


def numbered(text: str) -> Iterator[str]:
    """Yield a text with each emergency number in the place of any."""
    if ANY_NUMBER not in text:
        yield text
        return
    for number in numbers():
        yield text.replace(ANY_NUMBER, digits_apart(number))


def foreign() -> dict[str, str]:
    """Return the names of languages, each in its own words, with its language."""
    return {name: language for language, name in LANGUAGES.items()}


def numbers() -> tuple[str, ...]:
    """Return every emergency number that a text may contain."""
    return tuple(sorted({*EMERGENCY.values(), ANYWHERE}))


def ways(settings: Settings) -> tuple[Settings, Settings]:
    """Return the settings for two hands and for one."""
    return replace(settings, one_handed=False), replace(settings, one_handed=True)
