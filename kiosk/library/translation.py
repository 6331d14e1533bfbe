"""Write the .po file with which an author translates a routine."""

from __future__ import annotations

from pathlib import Path

from kiosk.config import language_folders, po
from kiosk.config.language import LANGUAGES, program_texts
from kiosk.config.schema import Expected
from kiosk.library.content import Content
from kiosk.library.routine_files import FILE, folder_of
from kiosk.system import files
from kiosk.system.errors import KioskError


class Untranslatable(KioskError):
    """A routine cannot be translated this way; the text says what to do instead."""


def target(content: Content, code: str) -> Path:
    """Return the .po file of a routine's language.

    :raises Untranslatable: if ``code`` is not a language's code, or the routine is a plain file
    """
    try:
        language_folders.LanguageCode().check(code)
    except Expected as error:
        raise Untranslatable(str(error)) from error
    if code == content.routine.language and code in LANGUAGES:
        raise Untranslatable(f"{content.name} is written in {code}: there is nothing to translate")
    folder = folder_of(content.routine_file)
    if folder is None:
        own = content.routine_file.with_suffix("") / FILE
        raise Untranslatable(f"{content.name} has no folder: move {content.routine_file} to {own}")
    return folder / language_folders.FOLDER / f"{code}.po"


def add(content: Content, code: str, file: Path) -> int:
    """Add the texts missing from a .po file, creating it if necessary, and return their number.

    What the file holds stays as it is.

    :raises FaultyInput: if the file is there and cannot be read
    :raises OSError: if it cannot be written
    """
    known = set() if files.gone(file) else set(po.read(file).entries)
    program = set(program_texts())
    texts = [text for text in content.missing(code) if text not in known]
    remarks = [(text, "the kiosk" if text in program else content.name) for text in texts]
    if not known:
        name = LANGUAGES.get(code, "")
        before = language_folders.start(code, name)
    else:
        before = file.read_text("utf-8").rstrip("\n") + "\n"
    if texts or not known:
        file.parent.mkdir(parents=True, exist_ok=True)
        files.write(file, (before + po.written({}, remarks)).encode("utf-8"), 0o644)
    return len(texts)
