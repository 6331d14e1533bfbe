"""List the routines there are, each checked by itself: one broken draft spoils no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.checks import catalogue
from kiosk.checks.collect import routine
from kiosk.config import settings, yaml_document
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.library import routine_files
from kiosk.library.content import albums_of, compiled
from kiosk.routine.model import NOT_SHOWN, Routine


@dataclass(frozen=True)
class Entry:
    """A routine file: its file name as a name, its title, length in seconds, and its faults.

    :ivar languages: the languages into which every text of it is translated
    :ivar chosen: whether the settings choose it
    """

    name: str
    file: Path
    title: str | None
    seconds: float | None
    languages: tuple[str, ...]
    faults: tuple[Fault, ...]
    chosen: bool

    @property
    def remark(self) -> str:
        """The number of its faults in words, and where to read them."""
        number = len(self.faults)
        listed = f"{number} {'fault' if number == 1 else 'faults'}"
        return f"{listed}; see: acupressure-kiosk check {self.name}" if number else "no faults"


def survey(settings_file: Path) -> Iterator[Entry]:
    """Check every routine by itself.

    :raises FaultyInput: if the settings have faults, or there is no such figure
    """
    read = settings.read(settings_file)
    chosen = settings.check(read)
    albums = albums_of(read, chosen)
    for name, file in sorted(routine_files.known(settings_file, chosen).items()):
        made: Routine | None = None
        try:
            made, faults = routine(routine_files.find(read, chosen, name), chosen, albums)
        except FaultyInput as error:  # there are two of that name
            faults = error.faults
        yield Entry(
            name,
            file,
            made.name if made else None,
            compiled(chosen, made).total if made else None,
            translated(file) if made else (),
            faults,
            name == chosen.routine,
        )


def only(settings_file: Path, name: str) -> tuple[Path, tuple[Fault, ...]]:
    """Check one routine only, without the languages and clips of the kiosk.

    :return: its file, and its faults

    :raises FaultyInput: if the settings have faults, or there is no such figure or routine
    """
    read = settings.read(settings_file)
    chosen = settings.check(read)
    file = routine_files.find(read, chosen, name)
    return file, routine(file, chosen, albums_of(read, chosen))[1]


def translated(file: Path) -> tuple[str, ...]:
    """Return the languages with a translation of every text of a routine, English if any.

    A routine without any is shown as it is written.
    """
    texts = {
        text
        for path, text in yaml_document.texts(yaml_document.read(file).data)
        if not NOT_SHOWN & {key for key in path if isinstance(key, str)}
    }
    found = [language for language in LANGUAGES if language != ENGLISH and _all(language, texts)]
    return (ENGLISH, *found) if found else ()


def _all(language: str, texts: set[str]) -> bool:
    try:
        entries = catalogue.read(language).entries
    except FaultyInput:
        return False
    return all(text in entries and entries[text].msgstr for text in texts)
