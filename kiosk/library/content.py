"""Everything a session needs, loaded together: settings, pictures, routine, timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.config import settings, yaml_document
from kiosk.config.faults import FaultyInput
from kiosk.config.paths import ILLUSTRATIONS
from kiosk.config.settings import Settings
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document
from kiosk.library import routine_files
from kiosk.routine import illustrations, one_hand
from kiosk.routine.checks import check_routine
from kiosk.routine.illustrations import Album
from kiosk.routine.model import Routine
from kiosk.routine.timeline import Timeline, compile_routine


@dataclass(frozen=True)
class Content:
    """Everything one kiosk shows and does. If no figure is chosen, all of them take turns."""

    settings: Settings
    albums: tuple[Album, ...]
    routine: Routine
    routine_file: Path

    @property
    def name(self) -> str:
        """The name by which the settings and the commands call the routine."""
        return routine_files.name_of(self.routine_file)

    @property
    def album(self) -> Album:
        """The pictures of the first figure."""
        return self.albums[0]

    def in_language(self, language: str | None) -> Content:
        """Return the same content in another language; ``None`` changes nothing."""
        chosen = replace(self.settings, language=language or self.settings.language)
        return replace(self, settings=chosen)

    @property
    def timeline(self) -> Timeline:
        """The routine, compiled for two hands or for one."""
        return compiled(self.settings, self.routine)


def compiled(chosen: Settings, made: Routine) -> Timeline:
    """Return a routine's timeline, for two hands or for one."""
    return one_hand.timeline(made) if chosen.one_handed else compile_routine(made)


@dataclass(frozen=True)
class Device:
    """The settings of one kiosk, and the pictures of the figures they choose."""

    settings: Settings
    albums: tuple[Album, ...]


def load(settings_file: Path, routine_name: str | None = None) -> Content:
    """Load the settings, and the pictures and routine they choose.

    :param routine_name: a routine to use instead of the one in the settings
    :raises FaultyInput: with every fault found in any of the files
    """
    read = settings.read(settings_file)
    device = configure(read)
    return with_routine(device, read_routine(read, device.settings, routine_name))


def configure(read: Document) -> Device:
    """Check settings already read, and load the pictures they choose.

    :raises FaultyInput: with every fault of the settings or of the catalogue of pictures
    """
    chosen = settings.check(read)
    return Device(chosen, albums_of(read, chosen))


def read_routine(read: Document, chosen: Settings, name: str | None = None) -> Document:
    """Read the routine that the settings choose, or the one called ``name``.

    :raises FaultyInput: if there is no such routine, or it cannot be read
    """
    return yaml_document.read(routine_files.find(read, chosen, name))


def with_routine(device: Device, written: Document) -> Content:
    """Check a routine against every figure's pictures.

    :raises FaultyInput: with every fault of the routine
    """
    found = check_routine(written, *(album.pictures for album in device.albums))
    if device.settings.one_handed and (faulty := tuple(one_hand.faults(written, found))):
        raise FaultyInput(faulty)
    return Content(device.settings, device.albums, found, written.file)


def albums_of(read: Document, chosen: Settings) -> tuple[Album, ...]:
    """Return the pictures of the figure that the settings choose, or of all figures.

    :raises FaultyInput: if there is no such figure
    """
    albums = illustrations.albums(ILLUSTRATIONS)
    names = [album.name for album in albums]
    if chosen.figure is None:
        return albums
    if chosen.figure not in names:
        problem = f"there is no figure {chosen.figure!r}; {did_you_mean(chosen.figure, names)}"
        raise FaultyInput([read.fault(("figure",), problem)])
    return (albums[names.index(chosen.figure)],)
