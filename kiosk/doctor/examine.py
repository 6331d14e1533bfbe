"""The examination: every area in turn; one that fails does not hide the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kiosk.config import paths, settings
from kiosk.config.faults import FaultyInput
from kiosk.doctor import board, clock, content, disk, display, fleet, pins, service, sound, users
from kiosk.doctor.findings import Finding, warning
from kiosk.doctor.machine import Machine

Examination = Callable[[], Iterator[Finding]]


def examine(machine: Machine, settings_file: Path) -> Iterator[Finding]:
    """Examine every area and yield each finding as soon as it is made."""
    unit = service.ask(machine)
    for name, area in _areas(machine, unit, settings_file):
        try:
            yield from area()
        except Exception as error:
            remedy = "Please report this bug; the other findings are valid."
            yield warning(name, f"cannot be examined: {error!r}", remedy)


def _areas(
    machine: Machine, unit: service.Service, settings_file: Path
) -> Iterator[tuple[str, Examination]]:
    yield "board", partial(board.board, machine)
    yield "power", partial(board.power, machine)
    try:
        chosen = settings.load(settings_file)
    except FaultyInput:  # reported by the content's examination
        yield from ((name, partial(_unknown, name)) for name in ("pins", "display", "sound"))
    else:
        yield "pins", partial(pins.pins, machine, unit, chosen.pins)
        yield "display", partial(display.display, machine, chosen.screen)
        yield "sound", partial(sound.sound, machine, chosen.speech)
    yield "display", partial(_drawing, machine)
    yield "display", partial(display.opened, machine, unit)
    yield "user", partial(users.users, machine, unit)
    yield "service", partial(service.service, machine, unit)
    yield "watchdog", partial(service.watchdog, machine, unit)
    yield "fleet", partial(fleet.agent, machine)
    yield "clock", partial(clock.clock, machine, unit)
    yield "disk", partial(_disk, machine)
    yield "counts", partial(_counts, machine)
    yield "fonts", _fonts
    yield "content", partial(content.content, settings_file)
    yield "voices", partial(content.voices, paths.ASSETS / "voices")


def _unknown(area: str) -> Iterator[Finding]:
    yield warning(area, "not examined: the settings are faulty", "Fix the settings first.")


def _drawing(machine: Machine) -> Iterator[Finding]:
    yield from display.drawing(machine, display.sdl_drivers())


def _disk(machine: Machine) -> Iterator[Finding]:
    try:
        folders = [paths.state_folder()]
    except paths.NoFolder as error:
        yield warning("disk", str(error), "Log in as a user with a home folder, or use sudo.")
        folders = []
    yield from disk.disk(machine, *folders)


def _counts(machine: Machine) -> Iterator[Finding]:
    from kiosk.doctor import counts
    from kiosk.stats.counter import FILE

    try:
        folder = paths.state_folder()
    except paths.NoFolder:  # reported by the disk's examination
        return
    yield from counts.counts(machine, folder / FILE)


def _fonts() -> Iterator[Finding]:
    from kiosk.screen.paint.fonts import FACES, WEIGHTS, file

    names = [file(bold, face).name for face in range(len(FACES)) for bold in WEIGHTS]
    yield from content.fonts(paths.FONTS, tuple(names))
