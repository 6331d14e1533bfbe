"""What the kiosk shows and says: settings, routines, fonts, pictures, voices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kiosk import content as kept
from kiosk.doctor.findings import Finding, fault, ok
from kiosk.faults import Fault, told

MEND = "Mend it, then: acupressure-kiosk check"

UNREADABLE = (
    "Put it back, or let the kiosk's user read it: sudo chmod -R a+rX /etc/acupressure-kiosk."
    " To go back to the shipped settings, leave a file of comments only."
)

AGAIN = "Install the kiosk anew: sudo apt install --reinstall acupressure-kiosk"


def fonts(folder: Path, files: tuple[str, ...]) -> Iterator[Finding]:
    """Tell whether each face is there."""
    missing = [file for file in files if not (folder / file).is_file()]
    if missing:
        yield fault("fonts", f"{', '.join(missing)} not found in {folder}", AGAIN)
    else:
        yield ok("fonts", f"{len(files)} faces in {folder}")


def content(settings_file: Path) -> Iterator[Finding]:
    """Tell every fault in settings, routines and pictures."""
    faults: list[Fault] = sorted(set(kept.faults(settings_file)))
    for found, line in zip(faults, told(faults), strict=False):
        area = _area(found, settings_file)
        yield fault(area, line, UNREADABLE if ": cannot be read: " in line else MEND)
    if not faults:
        loaded = kept.load(settings_file)
        pictures = sum(len(album.pictures) for album in loaded.albums)
        yield ok("settings", f"{settings_file}: no fault")
        yield ok("routine", f"{loaded.routine_file}: {len(loaded.timeline.steps)} stages, no fault")
        yield ok("pictures", f"{pictures} of {len(loaded.albums)} figures, all can be shown")


def _area(found: Fault, settings_file: Path) -> str:
    """Name the area by the file that the fault lies in."""
    file = Path(found.file)
    if file == settings_file:
        return "settings"
    return {".json": "pictures", ".yaml": "routine"}.get(file.suffix, "content")


def voices(folder: Path) -> Iterator[Finding]:
    """Tell for each language whether every recording of its index is there."""
    indexes = sorted(folder.glob("*/index.json"))
    if not indexes:
        yield ok("voices", "none installed; the buzzer speaks")
    for index in indexes:
        language = index.parent.name
        try:
            named = sorted(set(_recordings(json.loads(index.read_bytes()))))
        except (OSError, ValueError) as error:
            yield fault("voices", f"{language}: {index} cannot be read: {error}", AGAIN)
            continue
        missing = [name for name in named if not (index.parent / name).is_file()]
        if missing:
            text = f"{len(missing)} of {len(named)} recordings are missing, such as {missing[0]}"
            yield fault("voices", f"{language}: {text}", AGAIN)
        else:
            yield ok("voices", f"{language}: {len(named)} recordings")


SUFFIXES = (".opus", ".ogg", ".flac", ".wav", ".mp3")


def _recordings(data: object) -> Iterator[str]:
    """Find the names of sound files, wherever they stand in an index."""
    if isinstance(data, str) and data.endswith(SUFFIXES):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _recordings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _recordings(value)
