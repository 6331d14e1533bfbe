"""What the kiosk shows and says: settings, routines, fonts, pictures, voices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.checks.collect import collect
from kiosk.config.faults import Fault, told
from kiosk.config.paths import VOICES
from kiosk.doctor.findings import Finding, fault, ok
from kiosk.library import content as kept
from kiosk.speech import clips

MEND = "Mend it, then: acupressure-kiosk check"

UNREADABLE = (
    "Put it back, or let the kiosk's user read it: sudo chmod -R a+rX /etc/acupressure-kiosk."
    " To go back to the shipped settings, leave a file of comments only."
)

VOICE = "voices"

AGAIN = "Install the kiosk anew: sudo apt install --reinstall acupressure-kiosk"


def fonts(folder: Path, files: tuple[str, ...]) -> Iterator[Finding]:
    """Tell whether each face is there."""
    missing = [file for file in files if not (folder / file).is_file()]
    if missing:
        yield fault("fonts", f"{', '.join(missing)} not found in {folder}", AGAIN)
    else:
        yield ok("fonts", f"{len(files)} faces in {folder}")


def content(settings_file: Path) -> Iterator[Finding]:
    """Tell every fault in settings, routines and pictures; :func:`voices` tells those of clips."""
    faults = sorted(
        one for one in set(collect(settings_file)) if _area(one, settings_file) != VOICE
    )
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
    if file.is_relative_to(VOICES):
        return VOICE
    return {".json": "pictures", ".yaml": "routine"}.get(file.suffix, "content")


def voices(folder: Path) -> Iterator[Finding]:
    """Tell for each language whether its index can be read and every clip is there."""
    indices = clips.indices(folder)
    if not indices:
        yield ok(VOICE, "none installed; the buzzer speaks")
    for index in indices:
        language, faults = index.parent.name, told(list(clips.faults(index)))
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            yield fault(VOICE, f"{language}: {faults[0]}{more}", AGAIN)
        else:
            yield ok(VOICE, f"{language}: {len(clips.load(index.parent))} clips")
