"""Collect every fault in what one kiosk shows and says.

One pipeline of generators: settings, pictures, clips, catalogues, the routine, glyphs. Routines
that the settings do not choose are drafts, in :mod:`kiosk.checks.survey`.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from pathlib import Path

from kiosk.checks import catalogue, own_languages
from kiosk.config import displays, fleet, settings, yaml_document
from kiosk.config.characters import named, odd
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.paths import VOICES
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import Document
from kiosk.library import clinic_logo, routine_files
from kiosk.library.content import Content, Device, albums_of, checked, content_of, text_count
from kiosk.routine.illustrations import Album
from kiosk.routine.model import Routine
from kiosk.screen.paint.fonts import cannot_show
from kiosk.screen.paint.photos import cannot_load
from kiosk.speech import clips
from kiosk.speech.inventory import longest_page
from kiosk.system.command import typed
from kiosk.system.files import gone


def collect(settings_file: Path) -> Iterator[Fault]:
    """Find every fault in settings, pictures, catalogues, clips, the routine and its glyphs."""
    try:
        read = settings.read(settings_file)
        chosen = settings.check(read)
        displays.known()
    except FaultyInput as error:
        yield from error.faults
        places = {(fault.file, fault.key) for fault in error.faults}
        with contextlib.suppress(FaultyInput):
            unknown = routine_files.unknown(settings.read(settings_file))
            yield from (fault for fault in unknown if (fault.file, fault.key) not in places)
        return
    yield from _fleet(settings_file.with_name(fleet.FILE))
    yield from clinic_logo.faults(read, chosen.clinic)
    yield from missing_glyphs(read)
    albums: tuple[Album, ...] = ()
    try:
        albums = albums_of(read, chosen)
    except FaultyInput as error:
        yield from error.faults
    for album in albums:
        yield from missing_files(album)
    for index in clips.indices(VOICES):
        yield from clips.faults(index)
    if own := chosen.routines_folder:
        yield from _unreadable(own, read)
    others = (code for code in LANGUAGES if code in chosen.offered and code != ENGLISH)
    untranslated = [fault for language in others for fault in catalogue.faults(language)]
    yield from untranslated
    for name in chosen.chosen:
        try:
            file = routine_files.find(read, chosen, name)
        except FaultyInput as error:
            yield from error.faults
            continue
        made, faults = routine(file, chosen, albums)
        yield from faults
        if made and albums:
            loaded = content_of(Device(chosen, albums, settings_file.parent), made, file)
            yield from own_languages.faults(loaded)
            yield from own_languages.recordings_of(loaded)
            if name == chosen.chosen[0]:
                yield from _mixed(read, loaded)
            if chosen.speech.enabled and not untranslated:
                yield from _too_hasty(read, loaded)


def routine(
    file: Path, chosen: Settings, albums: tuple[Album, ...]
) -> tuple[Routine | None, tuple[Fault, ...]]:
    """Check one routine and its glyphs; return it unless it is faulty, and its faults."""
    try:
        found = yaml_document.read(file)
    except FaultyInput as error:
        return None, error.faults
    made, faults = checked(found, chosen, albums)
    return made, tuple(sorted({*faults, *missing_glyphs(found)}))


def _fleet(file: Path) -> Iterator[Fault]:
    """Find faults in the settings of the fleet agent, if there are any."""
    if not gone(file):
        try:
            fleet.load(file)
        except FaultyInput as error:
            yield from error.faults


def _unreadable(folder: str, read: Document) -> Iterator[Fault]:
    """Find a missing or unreadable folder of own routines."""
    try:
        list((read.file.parent / folder).iterdir())
    except FileNotFoundError:
        yield read.fault(("routines_folder",), f"there is no folder {folder}")
    except OSError as error:
        problem = f"the folder {folder} cannot be read: {error.strerror}"
        yield read.fault(("routines_folder",), problem)


def _mixed(read: Document, loaded: Content) -> Iterator[Fault]:
    """Find a routine that lacks texts in the kiosk's own language."""
    own, name = loaded.settings.language, loaded.name
    if number := len(loaded.missing(own)):
        lacking = text_count(number)
        problem = f"{lacking} of {name} and the kiosk lack {own}; {name} is written in"
        command = typed("translate", name, own)
        remedy = f"{loaded.routine.language}: choose another, or translate it with: {command}"
        yield read.fault(("language",), f"{problem} {remedy}")


def _too_hasty(read: Document, loaded: Content) -> Iterator[Fault]:
    """Find a ``patience.idle`` that would cut off the longest spoken page."""
    voices = loaded.voices().values()
    spoken = max(longest_page(loaded.timeline, voice) for voice in voices)
    if loaded.settings.patience.idle < spoken:
        problem = f"expected at least {math.ceil(spoken)} s, the time to speak the longest page"
        yield read.fault(("patience", "idle"), f"{problem}, or speech.enabled: false")


def missing_files(album: Album) -> Iterator[Fault]:
    """Find pictures of an album whose file is missing or not a picture."""
    index = str(album.folder / "points.json")
    for name in album.pictures:
        problem = cannot_load(album.file(name))
        if problem:
            yield Fault(index, 0, name, f"{album.file(name)} cannot be shown: {problem}")


def missing_glyphs(found: Document) -> Iterator[Fault]:
    """Find sentences with a character that no font can show.

    The routine's own check reports invisible ones (``characters.odd``).
    """
    for path, text in yaml_document.texts(found.data):
        missing = set(cannot_show(text)) - set(odd(text))
        if missing:
            listed = ", ".join(map(named, sorted(missing)))
            yield found.fault(path, f"no font has a glyph for {listed}")
