"""The content shown and spoken: settings, routines, fonts, pictures, voices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.checks.collect import collect
from kiosk.config.faults import Fault, told
from kiosk.config.paths import VOICES
from kiosk.doctor.findings import Finding, fault, ok
from kiosk.library import content as kept
from kiosk.speech import clips
from kiosk.system.command import typed

UNREADABLE = (
    "Restore it, or make it readable for the kiosk's user: sudo chmod -R a+rX"
    " /etc/acupressure-kiosk. To return to the shipped settings, leave a file with only comments."
)

VOICE = "voices"

REINSTALL = "Reinstall the kiosk: sudo apt install --reinstall acupressure-kiosk"


def fonts(folder: Path, files: tuple[str, ...]) -> Iterator[Finding]:
    """Report missing font files."""
    missing = [file for file in files if not (folder / file).is_file()]
    if missing:
        yield fault("fonts", f"{', '.join(missing)} not found in {folder}", REINSTALL)
    else:
        yield ok("fonts", f"{len(files)} font files in {folder}")


def content(settings_file: Path) -> Iterator[Finding]:
    """Report every fault in settings, routines and pictures; :func:`voices` reports the clips."""
    faults = sorted(
        item for item in set(collect(settings_file)) if _area(item, settings_file) != VOICE
    )
    fix = f"Fix it, then run: {typed('check')}"
    for found, line in zip(faults, told(faults), strict=False):
        area = _area(found, settings_file)
        yield fault(area, line, UNREADABLE if ": cannot be read: " in line else fix)
    if not faults:
        loaded = kept.load(settings_file)
        pictures = sum(len(album.pictures) for album in loaded.albums)
        yield ok("settings", f"{settings_file}: no faults")
        for each in loaded.routines:
            stages = len(each.timeline.steps)
            yield ok("routine", f"{each.routine_file}: {stages} stages, no faults")
        yield ok(
            "pictures", f"{pictures} pictures of {len(loaded.albums)} figures, all can be shown"
        )


def _area(found: Fault, settings_file: Path) -> str:
    """Return the area that the faulty file belongs to."""
    file = Path(found.file)
    if file == settings_file:
        return "settings"
    if file.is_relative_to(VOICES):
        return VOICE
    return {".json": "pictures", ".yaml": "routine"}.get(file.suffix, "content")


def voices(folder: Path) -> Iterator[Finding]:
    """Report for each language whether its index is readable and its clips are complete."""
    indices = clips.indices(folder)
    if not indices:
        yield ok(VOICE, "none installed; the buzzer guides instead")
    for index in indices:
        language, faults = index.parent.name, told(list(clips.faults(index)))
        if faults:
            more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
            yield fault(VOICE, f"{language}: {faults[0]}{more}", REINSTALL)
        else:
            yield ok(VOICE, f"{language}: {len(clips.load(index.parent))} clips")
