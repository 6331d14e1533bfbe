"""List all routines, each checked by itself, so that a broken draft hides no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.checks.collect import routine
from kiosk.config import settings
from kiosk.config.faults import Fault, FaultyInput
from kiosk.library import routine_files
from kiosk.library.content import Content, Device, albums_of, content_of, text_count
from kiosk.routine.model import Routine
from kiosk.system.command import typed


@dataclass(frozen=True)
class Entry:
    """A routine file: the routine's name, title, length in seconds and faults.

    :ivar languages: the languages in which it can be shown, the one it is written in first
    :ivar chosen: whether the settings choose it
    :ivar unfinished: how many texts each language begun in a folder still lacks, by its code
    """

    name: str
    file: Path
    title: str | None
    seconds: float | None
    languages: tuple[str, ...]
    faults: tuple[Fault, ...]
    chosen: bool
    unfinished: Mapping[str, str] = field(default_factory=dict)

    @property
    def remark(self) -> str:
        """The number of its faults in words, and where to read them."""
        number = len(self.faults)
        listed = f"{number} {'fault' if number == 1 else 'faults'}"
        told = f"{listed}; see: {typed('check', self.name)}" if number else "no faults"
        return "; ".join((told, *(f"{code} lacks {n}" for code, n in self.unfinished.items())))


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
        folder = settings_file.parent
        loaded = content_of(Device(chosen, albums, folder), made, file) if made else None
        yield Entry(
            name,
            file,
            made.name if made else None,
            loaded.timeline.total if loaded else None,
            _languages(loaded) if loaded else (),
            faults,
            name in chosen.chosen,
            unfinished(loaded) if loaded else {},
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


def unfinished(loaded: Content) -> dict[str, str]:
    """Return how many texts each language that a folder begins still lacks: ``12 texts``."""
    lacking = {code: len(loaded.missing(code)) for code in loaded.languages.own}
    return {code: text_count(number) for code, number in lacking.items() if number}


def _languages(loaded: Content) -> tuple[str, ...]:
    own = loaded.routine.language
    others = (code for code in loaded.languages.names if code != own)
    return (own, *(code for code in others if not loaded.missing(code)))
