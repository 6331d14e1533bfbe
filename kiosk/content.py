"""Everything a session is made of, read together: settings, pictures, routine, timeline."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk import catalogue, document, one_hand, pictures, routine, settings, voices
from kiosk.characters import named, odd
from kiosk.document import Document
from kiosk.faults import Fault, FaultyInput, did_you_mean
from kiosk.files import gone
from kiosk.language import ENGLISH
from kiosk.paths import ILLUSTRATIONS, ROUTINES, VOICES
from kiosk.pictures import Album
from kiosk.routine import Routine
from kiosk.sentences import longest_page
from kiosk.settings import Settings
from kiosk.timeline import Timeline, compile_routine


@dataclass(frozen=True)
class Content:
    """What one kiosk shows and does. Where no figure is chosen, all take turns."""

    settings: Settings
    albums: tuple[Album, ...]
    routine: Routine
    routine_file: Path

    @property
    def album(self) -> Album:
        """The pictures of the figure that comes first."""
        return self.albums[0]

    def in_language(self, language: str | None) -> Content:
        """Give the same with a language of its own; ``None`` changes nothing."""
        chosen = replace(self.settings, language=language or self.settings.language)
        return replace(self, settings=chosen)

    @property
    def timeline(self) -> Timeline:
        """The routine, compiled for two hands or for one."""
        return compiled(self.settings, self.routine)


def compiled(chosen: Settings, made: Routine) -> Timeline:
    """Give a routine's timeline, for two hands or for one."""
    return one_hand.timeline(made) if chosen.one_handed else compile_routine(made)


@dataclass(frozen=True)
class Device:
    """What the settings say of one kiosk, and the pictures of the figure they choose."""

    settings: Settings
    albums: tuple[Album, ...]


def load(settings_file: Path, routine_name: str | None = None) -> Content:
    """Read the settings, the figure's pictures and the routine they choose.

    :param routine_name: a routine to take instead of the one the settings name
    :raises FaultyInput: with every fault found in any of the files
    """
    read = settings.read(settings_file)
    device = configure(read)
    return with_routine(device, read_routine(read, device.settings, routine_name))


def configure(read: Document) -> Device:
    """Check settings already read, and take the pictures they choose.

    :raises FaultyInput: with every fault of the settings, or of the pictures' catalogue
    """
    chosen = settings.check(read)
    return Device(chosen, _albums(read, chosen))


def read_routine(read: Document, chosen: Settings, name: str | None = None) -> Document:
    """Read the routine that the settings choose, or another by name.

    :raises FaultyInput: if there is none of that name, or it cannot be read
    """
    return document.read(_routine_file(read, chosen, name))


def with_routine(device: Device, written: Document) -> Content:
    """Check a routine against every figure's pictures.

    :raises FaultyInput: with every fault of the routine
    """
    found = routine.check(written, *(album.pictures for album in device.albums))
    if device.settings.one_handed and (faulty := tuple(one_hand.faults(written, found))):
        raise FaultyInput(faulty)
    return Content(device.settings, device.albums, found, written.file)


def _albums(read: Document, chosen: Settings) -> tuple[Album, ...]:
    """Give the pictures of the figure that the settings choose, or of all."""
    albums = pictures.albums(ILLUSTRATIONS)
    names = [album.name for album in albums]
    if chosen.figure is None:
        return albums
    if chosen.figure not in names:
        problem = f"there is no figure {chosen.figure!r}; {did_you_mean(chosen.figure, names)}"
        raise FaultyInput([read.fault(("figure",), problem)])
    return (albums[names.index(chosen.figure)],)


def own_routine(settings_file: Path, chosen: Settings, name: str | None = None) -> Path | None:
    """Return where a routine lies if it is the user's own; ``None`` without a folder of them."""
    if chosen.routines_folder is None:
        return None
    return settings_file.parent / chosen.routines_folder / f"{name or chosen.routine}.yaml"


def _routine_file(read: Document, chosen: Settings, name: str | None) -> Path:
    own = own_routine(read.file, chosen, name)
    if own and not gone(own):
        return own  # whatever it is: to read it tells
    known = routine_files(read.file, chosen)
    wanted = name or chosen.routine
    if wanted not in known:
        problem = f"there is no routine {wanted!r}; {did_you_mean(wanted, known)}"
        asked = Fault("--routine", 0, "", problem)
        raise FaultyInput([asked if name else read.fault(("routine",), problem)])
    return known[wanted]


def routine_files(settings_file: Path, chosen: Settings) -> dict[str, Path]:
    """Find every routine by name; one in the own folder goes before a shipped one of its name."""
    folders = [ROUTINES]
    if chosen.routines_folder:
        folders.append(settings_file.parent / chosen.routines_folder)
    return {file.stem: file for folder in folders for file in _yaml_files(folder)}


def _yaml_files(folder: Path) -> list[Path]:
    """List a folder's routines; of a folder that cannot be read, :func:`faults` tells."""
    try:
        return sorted(folder.glob("*.yaml"))
    except OSError:
        return []


def faults(settings_file: Path) -> Iterator[Fault]:
    """Find every fault in settings, pictures, catalogues, every routine, clips and glyphs."""
    try:
        read = settings.read(settings_file)
        chosen = settings.check(read)
    except FaultyInput as error:
        yield from error.faults
        return
    albums: tuple[Album, ...] = ()
    try:
        albums = _albums(read, chosen)
    except FaultyInput as error:
        yield from error.faults
    for album in albums:
        yield from missing_files(album)
    yield from voices.faults(VOICES)
    if folder := chosen.routines_folder:
        yield from _unreadable(folder, read)
    wanted = None
    try:
        wanted = _routine_file(read, chosen, None)
    except FaultyInput as error:
        yield from error.faults
    others = (language for language in chosen.offered if language != ENGLISH)
    untranslated = [fault for language in others for fault in catalogue.faults(language)]
    yield from untranslated
    for file in routine_files(settings_file, chosen).values():
        try:
            found = document.read(file)
            yield from missing_glyphs(found)
            made = routine.check(found, *(album.pictures for album in albums))
            if file == wanted and albums and chosen.one_handed:
                yield from one_hand.faults(found, made)
            if file == wanted and albums and chosen.speech.enabled and not untranslated:
                yield from _too_hasty(read, chosen, compiled(chosen, made))
        except FaultyInput as error:
            yield from error.faults


def _unreadable(folder: str, read: Document) -> Iterator[Fault]:
    """Find a folder of own routines that is not there, or cannot be listed."""
    try:
        list((read.file.parent / folder).iterdir())
    except FileNotFoundError:
        yield read.fault(("routines_folder",), f"there is no folder {folder}")
    except OSError as error:
        problem = f"the folder {folder} cannot be read: {error.strerror}"
        yield read.fault(("routines_folder",), problem)


def _too_hasty(read: Document, chosen: Settings, plan: Timeline) -> Iterator[Fault]:
    """Find a patience that ends before a page is said: its end would never be heard."""
    spoken = max(longest_page(plan, voice) for voice in voices.voices(chosen).values())
    if chosen.patience.idle < spoken:
        problem = f"expected at least {math.ceil(spoken)} s: so long one page takes to be said"
        yield read.fault(("patience", "idle"), f"{problem}, or speech.enabled: false")


def missing_files(album: Album) -> Iterator[Fault]:
    """Find pictures of the catalogue whose file is not there or no picture."""
    from kiosk.screen.photos import cannot_load

    catalogue = str(album.folder / "points.json")
    for name in album.pictures:
        problem = cannot_load(album.file(name))
        if problem:
            yield Fault(catalogue, 0, name, f"{album.file(name)} cannot be shown: {problem}")


def missing_glyphs(found: Document) -> Iterator[Fault]:
    """Find sentences with a character that the font cannot show.

    Those that nothing could show (``characters.odd``) are the routine's own check's to tell.
    """
    from kiosk.screen.fonts import cannot_show

    for path, text in document.texts(found.data):
        missing = set(cannot_show(text)) - set(odd(text))
        if missing:
            told = ", ".join(map(named, sorted(missing)))
            yield found.fault(path, f"no font has a glyph for {told}")
