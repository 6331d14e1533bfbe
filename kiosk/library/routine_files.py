"""Find routines: each is a folder ``NAME/routine.yaml`` or a plain file ``NAME.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.config.faults import Fault, FaultyInput, KeyPath
from kiosk.config.paths import ROUTINES
from kiosk.config.settings import Settings
from kiosk.config.suggestions import did_you_mean
from kiosk.config.yaml_document import Document
from kiosk.system.files import gone

FILE = "routine.yaml"
"""The file of a routine that is a folder."""


def name_of(file: Path) -> str:
    """Return the name of the routine in a file."""
    return file.absolute().parent.name if file.name == FILE else file.stem


def folder_of(file: Path) -> Path | None:
    """Return the folder of a routine's pictures, languages and voices; ``None`` if it has none."""
    return file.parent if file.name == FILE else None


def places(folder: Path, name: str) -> tuple[Path, Path]:
    """Return the two files in which a folder of routines may hold a routine."""
    return folder / name / FILE, folder / f"{name}.yaml"


def own_folder(settings_file: Path, chosen: Settings) -> Path | None:
    """Return the folder of the user's own routines; ``None`` without one."""
    given = chosen.routines_folder
    return None if given is None else settings_file.parent / given


def own_file(settings_file: Path, chosen: Settings, name: str) -> Path | None:
    """Return the file of a routine in the user's own folder; ``None`` if it is not there.

    Anything in its place counts, even a folder without its file: reading it reports why.

    :raises FaultyInput: if there are a folder and a file of that name
    """
    own = own_folder(settings_file, chosen)
    if own is None:
        return None
    nested, plain = places(own, name)
    found = [file for file in (nested, plain) if not gone(file)]
    if len(found) > 1:
        problem = f"is there beside {nested}, for the same name: delete or rename one of them"
        raise FaultyInput([Fault(str(plain), 0, "", problem)])
    if not found and nested.parent.is_dir() and name not in known(settings_file, chosen):
        return nested
    return found[0] if found else None


def find(read: Document, chosen: Settings, name: str) -> Path:
    """Return the file of the routine called ``name``.

    :raises FaultyInput: if there is no such routine, or there are two
    """
    if own := own_file(read.file, chosen, name):
        return own
    there = known(read.file, chosen)
    if name not in there:
        problem = _unknown(name, there)
        if place := place_of(chosen, name):
            raise FaultyInput([read.fault(place, problem)])
        if chosen.routines_folder is None:
            problem += " (routines_folder is not set: --settings?)"
        raise FaultyInput([Fault(str(read.file), 0, "", problem)])
    return there[name]


def unknown(read: Document) -> Iterator[Fault]:
    """Find routines that the settings choose and that do not exist, whatever else is faulty."""
    data = read.data if isinstance(read.data, dict) else {}
    listed = given if isinstance(given := data.get("routines"), list) else []
    places: list[tuple[KeyPath, object]] = [
        (("routines", n), name) for n, name in enumerate(listed)
    ]
    own = data.get("routines_folder")
    folder = Settings(routines_folder=own if isinstance(own, str) else None)
    there = known(read.file, folder)
    for path, name in [(("routine",), data.get("routine")), *places]:
        if isinstance(name, str) and name not in there and not own_file(read.file, folder, name):
            yield read.fault(path, _unknown(name, there))


def _unknown(name: str, there: Iterable[str]) -> str:
    return f"there is no routine {name!r}; {did_you_mean(name, list(there))}"


def place_of(chosen: Settings, name: str) -> KeyPath:
    """Return where the settings choose a routine; empty if they do not."""
    if name not in chosen.chosen:
        return ()
    return ("routines", chosen.chosen.index(name)) if chosen.routines else ("routine",)


def known(settings_file: Path, chosen: Settings) -> dict[str, Path]:
    """Return every routine's file by name; the user's own replace shipped ones of the same name."""
    found: dict[str, Path] = {}
    for folder in filter(None, (ROUTINES, own_folder(settings_file, chosen))):
        found.update({file.stem: file for file in _listed(folder, "*.yaml")})
        nested = ((file.parent.name, file) for file in _listed(folder, f"*/{FILE}"))
        found.update({name: file for name, file in nested if not name.startswith(".")})
    return found


def _listed(folder: Path, pattern: str) -> list[Path]:
    """List a folder's routines; :mod:`kiosk.checks.collect` reports an unreadable folder."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
