"""Everything a session needs, loaded together: settings, pictures, routine, timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kiosk.config import language_folders, settings, yaml_document
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import Translate
from kiosk.config.language_folders import Languages
from kiosk.config.paths import ILLUSTRATIONS
from kiosk.config.settings import Settings
from kiosk.config.structure import accept
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document
from kiosk.library import clinic_logo, routine_album, routine_files
from kiosk.routine import illustrations, one_hand
from kiosk.routine.checks import check_routine
from kiosk.routine.illustrations import Album
from kiosk.routine.model import Routine
from kiosk.routine.timeline import Timeline, compile_routine
from kiosk.speech import clips
from kiosk.speech.clips import Voice
from kiosk.system.command import typed

SHIPPED = Languages()
"""The languages of a kiosk without any of its own."""


@dataclass(frozen=True)
class Content:
    """Everything one kiosk shows and does. If no figure is chosen, all of them take turns.

    :ivar folder: the folder of the settings, if its languages and recordings count
    :ivar shown_in: a language to show instead of the settings' own
    :ivar others: the other routines that visitors choose from
    """

    settings: Settings
    albums: tuple[Album, ...]
    routine: Routine
    routine_file: Path
    folder: Path | None = None
    languages: Languages = SHIPPED
    shown_in: str | None = None
    others: tuple[Content, ...] = ()

    @property
    def routines(self) -> tuple[Content, ...]:
        """This routine, and the others that visitors choose from."""
        return (self, *self.others)

    @property
    def name(self) -> str:
        """The name by which the settings and the commands call the routine."""
        return routine_files.name_of(self.routine_file)

    @property
    def album(self) -> Album:
        """The pictures of the first figure."""
        return self.albums[0]

    @property
    def language(self) -> str:
        """The kiosk's own language, in which each session begins."""
        return self.shown_in or self.offered[0]

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The languages a visitor may choose, the kiosk's own first: only whole ones.

        If the settings' own languages lack a text, the routine is shown as it is written.
        """
        whole = [code for code in self.settings.offered if not self.missing(code)]
        found = whole or [self.routine.language]
        return tuple(dict.fromkeys((self.shown_in or found[0], *found)))

    def missing(self, language: str) -> tuple[str, ...]:
        """Return the texts that a session in a language would show in another."""
        written_in = self.routine.language
        return tuple(self.languages.missing(language, self.routine.texts, written_in))

    def translator(self, language: str | None = None) -> Translate:
        """Return the function that translates into a language, by default the kiosk's own."""
        return self.languages.translator(language or self.language, self.settings.emergency)

    def voices(self) -> dict[str, Voice]:
        """Return the voice of each language offered, by its code.

        :raises FaultyInput: if the index of its clips is faulty
        """
        return {language: self.voice(language) for language in self.offered}

    def voice(self, language: str | None = None) -> Voice:
        """Return the voice of a language, by default the kiosk's own.

        :raises FaultyInput: if the index of its clips is faulty
        """
        spoken = clips.digits_apart(self.settings.emergency)
        language = language or self.language
        tr = self.languages.translator(language, spoken)
        return clips.voice(language, tr, beside(self.routine_file, self.folder))

    def in_language(self, language: str | None) -> Content:
        """Return the same content in another language; ``None`` changes nothing.

        :raises UnknownLanguage: if there is no such language
        """
        if language is None or language == self.routine.language:
            return replace(self, shown_in=language)
        return replace(self, shown_in=self.languages.known(language))

    @cached_property
    def timeline(self) -> Timeline:
        """The routine, compiled for two hands or for one."""
        return compiled(self.settings, self.routine)


def not_offered(content: Content) -> str:
    """Return which languages of the settings visitors cannot choose, and why; empty if none.

    Pages of a routine that is not whole in a language would mix two.
    """
    offered, name = content.settings.offered, content.name
    if content.offered == offered:
        return ""
    lacking = [code for code in offered if content.missing(code)]
    if not lacking:
        return ""
    whole = [code for code in offered if code not in lacking]
    *others, last = lacking
    listed = f"{', '.join(others)} or {last}" if others else last
    known = ", ".join(whole or [content.routine.language])
    told = f"{name} is only in {known}, so visitors are not offered it in {listed}"
    remedy = f"to translate it: {typed('translate', name, lacking[0])}"
    if content.settings.language in whole:
        remedy += f"; to leave it so, set languages: [{', '.join(whole)}]"
    return f"{told}; {remedy}"


def text_count(number: int) -> str:
    """Return a count of texts in words: ``12 texts``."""
    return f"{number} {'text' if number == 1 else 'texts'}"


def mixed(content: Content) -> str:
    """Return which languages the pages of a routine mix, and how to mend it; empty if they do not.

    Visitors never see such pages: they are drawn only where somebody asks for the language.
    """
    code, name, own = content.language, content.name, content.routine.language
    if not (number := len(content.missing(code))):
        return ""
    lacking = f"{text_count(number)} of {name} lack {code}"
    remedy = f"translate them with: {typed('translate', name, code)}"
    return f"{lacking}, so its pages mix it with {own}; {remedy}"


def compiled(chosen: Settings, made: Routine) -> Timeline:
    """Return a routine's timeline, for two hands or for one."""
    return one_hand.timeline(made) if chosen.one_handed else compile_routine(made)


@dataclass(frozen=True)
class Device:
    """The settings of one kiosk, their folder, and the pictures of the figures they choose."""

    settings: Settings
    albums: tuple[Album, ...]
    folder: Path


def load(settings_file: Path, routine_name: str | None = None) -> Content:
    """Load the settings, and the pictures and routines they choose.

    :param routine_name: a routine to use instead of those in the settings
    :raises FaultyInput: with every fault found in any of the files
    """
    read = settings.read(settings_file)
    device = configure(read)
    made: list[Content] = []
    faults: list[Fault] = []
    for name in [routine_name] if routine_name else device.settings.chosen:
        try:
            made.append(with_routine(device, read_routine(read, device.settings, name)))
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)
    return together(made)


def together(made: Sequence[Content]) -> Content:
    """Return the first routine, with the others to choose from."""
    return replace(made[0], others=tuple(made[1:]))


def configure(read: Document) -> Device:
    """Check settings already read, and load the pictures they choose.

    :raises FaultyInput: with every fault of the settings or of the catalogue of pictures
    """
    chosen = settings.check(read)
    return Device(chosen, albums_of(read, chosen), read.file.parent)


def read_routine(read: Document, chosen: Settings, name: str) -> Document:
    """Read the routine called ``name``.

    :raises FaultyInput: if there is no such routine, or it cannot be read
    """
    return yaml_document.read(routine_files.find(read, chosen, name))


def with_routine(device: Device, written: Document) -> Content:
    """Check a routine against every figure's pictures.

    :raises FaultyInput: with every fault of the routine
    """
    made = accept(*checked(written, device.settings, device.albums))
    return content_of(device, made, written.file)


def checked(
    written: Document, chosen: Settings, albums: Sequence[Album]
) -> tuple[Routine | None, list[Fault]]:
    """Check a routine; return it if its text has no fault, and all faults with its pictures.

    :param albums: the figures whose pictures must have all that it shows; none leaves that out
    """
    made, faults = None, list(routine_album.faults(written))
    try:
        made = check_routine(written, *(album.pictures for album in albums))
    except FaultyInput as error:
        faults += error.faults
    if made and albums and chosen.one_handed:
        faults += one_hand.faults(written, made)
    return made, faults


def content_of(device: Device, made: Routine, file: Path) -> Content:
    """Return a routine with its own pictures and languages, as far as these are whole."""
    languages = language_folders.load(*beside(file, device.folder))
    albums = clinic_logo.with_logo(device.albums, device.settings.clinic, device.folder)
    albums = tuple(routine_album.with_own(album, made, file) for album in albums)
    return Content(device.settings, albums, made, file, device.folder, languages)


def beside(routine_file: Path, settings_folder: Path | None) -> tuple[Path, ...]:
    """Return the folders of own languages and recordings, the first before the next."""
    return tuple(filter(None, (routine_files.folder_of(routine_file), settings_folder)))


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
