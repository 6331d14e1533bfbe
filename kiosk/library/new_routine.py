"""Write the start of a routine: a short one without faults, with comments."""

from __future__ import annotations

from pathlib import Path

from kiosk.config import paths, settings
from kiosk.config.schema import Expected, Name, Text
from kiosk.library.routine_files import FILE, name_of
from kiosk.system.command import typed
from kiosk.system.errors import KioskError
from kiosk.system.files import gone

TEMPLATE = paths.CONFIG / "new-routine.yaml"
SCHEMA = paths.CONFIG / "routine.schema.json"


class Unwritable(KioskError):
    """The routine cannot be written there; the text says what to do instead."""


def checked(name: str) -> str:
    """Return a routine's name.

    :raises Unwritable: if it names no file
    """
    try:
        Text().check(name)
        Name().check(name)
    except Expected as error:
        raise Unwritable(f"{name!r} cannot be a routine's name: {error}") from error
    return name


def target(name: str, folder: Path | None, settings_file: Path) -> Path:
    """Return the file to write, in a folder of the routine's own.

    :raises Unwritable: if ``name`` names no file, or the file is there already
    :raises FaultyInput: if the settings have faults
    """
    name = checked(name.removesuffix(".yaml"))
    if folder is None:
        own = settings.load(settings_file).routines_folder
        folder = settings_file.parent / own if own else Path()
    for taken in (folder / name, folder / f"{name}.yaml"):
        if not gone(taken):
            raise Unwritable(f"{taken} is there already: choose another name")
    return folder / name / FILE


def write(file: Path) -> None:
    """Write the start of a routine, with its name as title, creating its folder if necessary.

    :raises OSError: if it cannot be written
    """
    text = TEMPLATE.read_text("utf-8")
    schema = f"# yaml-language-server: $schema={SCHEMA}\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as stream:
        stream.write(schema + text)


def next_steps(file: Path, settings_file: Path) -> list[str]:
    """Return what to do next, line by line."""
    chosen = settings.load(settings_file)
    own = chosen.routines_folder
    name, folder = name_of(file), file.absolute().parents[1]
    steps = [
        f"Edit it, and check it with:   {typed('check', name)}",
        f"Show it on the kiosk: set in {settings_file}:   {chosen.line_for(name)}",
    ]
    if own is None or (settings_file.parent / own).resolve() != folder.resolve():
        first = f"Set in {settings_file}:   routines_folder: {folder.resolve()}"
        steps.insert(0, first)
    return steps
