"""Languages by folder: .po files beside the settings and in a routine's folder."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kiosk.config import po
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import (
    LANGUAGES,
    Translate,
    is_valid,
    program_texts,
    shipped,
    translator,
)
from kiosk.config.po import Catalogue
from kiosk.config.schema import Expected
from kiosk.config.suggestions import did_you_mean
from kiosk.system.errors import MISTAKEN, KioskError

log = logging.getLogger(__name__)

FOLDER = "locale"
"""The folder of .po files, beside the settings or a routine."""

NAME = "X-Language-Name"
"""The line of a .po file's header that names the language in its own words."""

CODE = r"[a-z]{2,3}(_[A-Z]{2})?"
"""A language's code: ISO 639, and where needed the country's, ISO 3166."""


def is_code(text: str) -> bool:
    """Return whether a text has the form of a language's code."""
    return re.fullmatch(CODE, text) is not None


class LanguageCode:
    """The code of a language, such as ``pt`` or ``pt_BR``."""

    def check(self, value: str) -> None:
        """Accept a code, whether or not the language is known."""
        if not is_code(value):
            raise Expected(f"expected a language's code such as pt or pt_BR, not {value!r}")


class UnknownLanguage(KioskError):
    """The kiosk does not have a language that a command names."""

    exit_code = MISTAKEN


@dataclass(frozen=True)
class Languages:
    """The languages that one kiosk can show: the shipped ones, and those of its folders.

    :ivar own: the catalogues in folders by the language's code, the routine's first
    """

    own: Mapping[str, tuple[Catalogue, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each language in its own words, by its code; the shipped ones first."""
        found = dict(LANGUAGES)
        for code, catalogues in self.own.items():
            given = (catalogue.header.get(NAME, "") for catalogue in catalogues)
            found.setdefault(code, next(filter(None, given), code))
        return _Names(found)

    def known(self, code: str) -> str:
        """Return a language's code.

        :raises UnknownLanguage: if there is no such language
        """
        if code not in self.names:
            near = did_you_mean(code, list(self.names))
            raise UnknownLanguage(f"--language: there is no language {code!r}; {near}")
        return code

    def translator(self, code: str, emergency_number: str) -> Translate:
        """Return the function that translates into a language."""
        own = tuple(catalogue.translations for catalogue in self.own.get(code, ()))
        return translator(code, emergency_number, own)

    def missing(self, code: str, texts: Iterable[str], written_in: str) -> Iterator[str]:
        """Yield the texts that a session in a language would show in another.

        :param texts: a routine's texts
        :param written_in: the language in which they are written
        """
        program = program_texts() if code not in LANGUAGES else ()
        own = texts if code != written_in else ()
        known = dict.fromkeys((*program, *own))
        catalogues, look_up = self.own.get(code, ()), shipped(code)
        for text in known:
            found = (catalogue.translations.get(text) for catalogue in catalogues)
            given = next(filter(None, found), None)
            if not (is_valid(given, text) if given else look_up(text)):
                yield text


class _Names(dict[str, str]):
    """Names by code; a language without a name is called by its code."""

    def __missing__(self, code: str) -> str:
        return code


def files(folder: Path) -> list[Path]:
    """Return the .po files beside a settings file or in a routine's folder."""
    try:
        return sorted((folder / FOLDER).glob("*.po"))
    except OSError:
        return []


def read(*folders: Path) -> tuple[Languages, tuple[Fault, ...]]:
    """Read the catalogues of folders, the first before the next; return them and their faults.

    A catalogue with faults is left out.
    """
    own: dict[str, tuple[Catalogue, ...]] = {}
    faults: list[Fault] = []
    for file in (file for folder in folders for file in files(folder)):
        try:
            own[file.stem] = (*own.get(file.stem, ()), _read(file))
        except FaultyInput as error:
            faults.extend(error.faults)
    return Languages(own), tuple(faults)


def load(*folders: Path) -> Languages:
    """Read the catalogues of folders; log their faults, since any language is better than none."""
    found, faults = read(*folders)
    for fault in faults:
        log.warning("Leaving out a language: %s", fault)
    return found


def _read(file: Path) -> Catalogue:
    if not is_code(file.stem):
        problem = "expected a name such as pt.po or pt_BR.po: the code of its language"
        raise FaultyInput([Fault(str(file), 0, "", problem)])
    return po.read(file)


def start(code: str, name: str) -> str:
    """Return the header of a new .po file."""
    header = {"Language": code, NAME: name, "Content-Type": "text/plain; charset=UTF-8"}
    return po.written(header, ())
