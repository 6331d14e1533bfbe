"""A draft of a routine as it stands: its pages, and its faults; read again when a file changes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.checks.collect import routine as checked
from kiosk.config import settings, yaml_document
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.settings import Settings
from kiosk.library import all_pages, routine_files
from kiosk.library.content import Content, Device, albums_of, content_of, text_count
from kiosk.preview import stand_ins
from kiosk.session.view import View


@dataclass(frozen=True)
class Draft:
    """The routine to show, as far as it can be read.

    :ivar content: the routine, with stand-ins; ``None`` if it cannot be read at all
    """

    content: Content | None = None
    pages: Mapping[str, View] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class Follower:
    """Reads a routine, and again whenever its file or the settings change.

    :param stand_in: a picture to show in place of missing ones
    :param side: its width and height in pixels
    """

    def __init__(
        self, settings_file: Path, name: str, language: str | None, stand_in: Path, side: int
    ) -> None:
        self._settings_file, self._name, self._language = settings_file, name, language
        self._stand_in, self._side = stand_in, side
        self._file: Path | None = None
        self._stamp: object = None
        self._last = Draft()

    def find(self) -> Settings:
        """Find the routine's file, and return the settings.

        :raises FaultyInput: if the settings have faults, or there is no such routine
        """
        read = settings.read(self._settings_file)
        chosen = settings.check(read)
        self._file = routine_files.find(read, chosen, self._name)
        return chosen

    def read(self) -> Draft | None:
        """Return the draft if it is new; ``None`` if nothing has changed.

        A file that is not YAML at the moment keeps the pages that it had before.
        """
        stamp = self._stamps()
        if stamp == self._stamp and self._file:
            return None
        found = self._read()
        self._stamp = self._stamps()
        if found == self._last and self._last.faults:
            return None  # the same faults, such as a file that is missing
        self._last = found
        return found

    def _stamps(self) -> tuple[object, ...]:
        """Return what changes with any file that the pages are made of."""
        own = routine_files.folder_of(self._file) if self._file else None
        beside = own.glob("*/*") if own else ()
        files = [self._settings_file, *([self._file] if self._file else []), *sorted(beside)]
        return tuple((file, _stamp(file)) for file in files)

    def _read(self) -> Draft:
        try:
            read = settings.read(self._settings_file)
            chosen = settings.check(read)
            albums = albums_of(read, chosen)
            self._file = routine_files.find(read, chosen, self._name)
            document = yaml_document.read(self._file)
        except FaultyInput as error:
            return Draft(self._last.content, self._last.pages, error.faults)
        made, faults = checked(self._file, chosen, albums)
        made = made or stand_ins.routine_of(document.data)
        content = content_of(Device(chosen, albums, read.file.parent), made, self._file)
        drawn = (
            stand_ins.with_pictures(album, made, self._stand_in, self._side)
            for album in content.albums
        )
        content = replace(content, albums=tuple(drawn)).in_language(self._language)
        return Draft(content, all_pages.pages(content), (*faults, *_mixed(content)))


def _mixed(content: Content) -> Iterator[Fault]:
    """Find a language that pages would mix with the routine's own."""
    if number := len(content.missing(content.language)):
        problem = f"{text_count(number)} lack {content.language}: shown as written"
        yield Fault(str(content.routine_file), 0, "--language", problem)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """Return what changes with a file, however an editor saves it; ``None`` if it is missing."""
    try:
        status = os.stat(file)  # noqa: PTH116  # one call, also for a link's target
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
