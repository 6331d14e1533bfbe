"""Check languages and recordings in folders: beside the settings and in a routine's folder."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.catalogue import entry_faults
from kiosk.config import language_folders
from kiosk.config.faults import Fault
from kiosk.config.language import LANGUAGES, program_texts
from kiosk.config.po import Catalogue
from kiosk.config.wording import too_long
from kiosk.library.content import Content, beside
from kiosk.library.routine_files import folder_of
from kiosk.speech import recordings
from kiosk.system.command import typed


def faults(content: Content) -> Iterator[Fault]:
    """Find the faults of every catalogue in the folders of one kiosk."""
    folders = beside(content.routine_file, content.folder)
    found, broken = language_folders.read(*folders)
    yield from broken
    known = {*content.routine.texts, *program_texts()}
    for code, catalogues in found.own.items():
        for catalogue in catalogues:
            yield from entry_faults(catalogue, catalogue.entries.values())
            if _of_routine(catalogue, content):
                yield from _unused(catalogue, known)
                yield from _long(catalogue, content)
        if content.languages.names.get(code) == code:
            problem = f"expected a line {language_folders.NAME}: its name in its own words"
            yield Fault(str(catalogues[0].file), 1, "the header", problem)
        yield from _missing(code, catalogues[0], content)


def _of_routine(catalogue: Catalogue, content: Content) -> bool:
    folder = folder_of(content.routine_file)
    return folder is not None and catalogue.file.is_relative_to(folder)


def _unused(catalogue: Catalogue, known: set[str]) -> Iterator[Fault]:
    for text, entry in catalogue.entries.items():
        if text not in known:
            yield catalogue.fault(entry, "is not a text of the routine or the kiosk: delete it")


def _long(catalogue: Catalogue, content: Content) -> Iterator[Fault]:
    """Find translations with more words a sentence than their texts may have."""
    known = set(content.routine.texts)
    for text, entry in catalogue.entries.items():
        if text in known and not too_long(text) and (problem := too_long(entry.msgstr)):
            yield catalogue.fault(entry, problem)


def _missing(code: str, catalogue: Catalogue, content: Content) -> Iterator[Fault]:
    """Find texts that a catalogue lacks altogether, translated or not."""
    wanted = set(program_texts()) if code not in LANGUAGES else set()
    if _of_routine(catalogue, content):
        wanted |= set(content.routine.texts)
    for text in content.missing(code):
        if text in wanted and text not in catalogue.entries:
            line = typed("translate", content.name, code)
            problem = f"is missing; add it with: {line}"
            yield Fault(str(catalogue.file), 0, f'"{text}"', problem)


def recordings_of(content: Content) -> Iterator[Fault]:
    """Find the faults of an author's own recordings."""
    for folder in beside(content.routine_file, content.folder):
        for language in recordings.listed(folder / recordings.FOLDER):
            yield from recordings.find(language)[1]
