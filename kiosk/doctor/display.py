"""The display: connectors, modes and size, SDL's video drivers, and whether a window opens."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

from kiosk.config.screen import Screen
from kiosk.doctor import sdl
from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service
from kiosk.screen.display import edid
from kiosk.screen.display.supervisor import REMEDY

SHAPE = "Letters have the wrong size until screen.panel and screen.rotation suit the display."
CABLE = (
    "Connect the display and switch it on; on a Raspberry Pi 4 or 5, use the port next to power."
)


def display(machine: Machine, settings: Screen) -> Iterator[Finding]:
    """Report each connected display with its driver and preferred mode."""
    make = fault if machine.model else warning
    found = machine.find("/sys/class/drm/card*-*/status")
    connectors = [file for file in found if "Writeback" not in file.parent.name]
    if not connectors:
        remedy = "On a Raspberry Pi, add dtoverlay=vc4-kms-v3d to /boot/firmware/config.txt."
        yield make("display", "the kernel reports no display connector", remedy)
        return
    # Drivers that cannot sense their panel report "unknown".
    connected = [file.parent for file in connectors if _read(file) != "disconnected"]
    for connector in connected:
        yield _connector(machine, connector, settings)
        if settings.panel is None and settings.display is None:
            yield from _millimetres(connector)
    if not connected:
        names = ", ".join(file.parent.name.partition("-")[2] for file in connectors)
        yield make("display", f"nothing is connected to {names}", CABLE)


def _connector(machine: Machine, connector: Path, settings: Screen) -> Finding:
    card, _, name = connector.name.partition("-")
    driver = machine.at(f"/sys/class/drm/{card}/device/driver").resolve().name
    modes = _read(connector / "modes").split()
    state = _read(connector / "status")
    text = f"{name} ({driver}): {state}, {f'preferred mode {modes[0]}' if modes else 'no modes'}"
    sizes = list(filter(None, (_seen(mode, settings) for mode in dict.fromkeys(modes))))
    size = settings.pixels
    if size and size not in sizes:
        listed = ", ".join(f"{wide}x{tall}" for wide, tall in sizes) or "none"
        turned = f", as seen with screen.rotation: {settings.rotation.value}"
        remedy = "Set screen.size to null, or to one of its modes"
        remedy += f"{turned if settings.rotation.sideways else ''}: {listed}."
        return warning("display", f"{text}, but not {size[0]}x{size[1]}", remedy)
    if not size and sizes and (problem := settings.across(sizes[0])):
        return warning("display", f"{text}, but {problem}", SHAPE)
    return ok("display", text)


def _seen(mode: str, settings: Screen) -> tuple[int, int] | None:
    """Return the size of a page in a mode, as it is seen after rotation."""
    if not (match := re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", mode)):
        return None
    return settings.rotation.turned((int(match[1]), int(match[2])))


def _millimetres(connector: Path) -> Iterator[Finding]:
    """Warn if the display reports an impossible size."""
    try:
        reported = edid.parse((connector / "edid").read_bytes())
    except OSError:
        return
    if reported and reported.doubt:
        name = connector.name.partition("-")[2]
        remedy = "Measure its visible area and set screen.panel: the text size depends on it."
        text = f"the size reported by {name} is ignored: {reported.doubt}"
        yield warning("display", text, remedy)


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def drawing(machine: Machine, drivers: tuple[str, ...]) -> Iterator[Finding]:
    """Report whether pygame's SDL can draw on a device's screen."""
    text = f"SDL video drivers: {', '.join(drivers) or 'none'}"
    if machine.model and "kmsdrm" not in (name.lower() for name in drivers):
        remedy = "Use the distribution's pygame: sudo apt install python3-pygame"
        yield fault("display", f"{text}; a device needs kmsdrm", remedy)
    else:
        yield ok("display", text)


def opened(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report whether a hidden window opens as the kiosk's would; skipped while the kiosk runs."""
    if unit.runs:
        return
    answer = sdl.screen(machine)
    if answer and answer.startswith(sdl.OPEN):
        yield ok("display", f"a window opens with SDL's driver {answer.removeprefix(sdl.OPEN)}")
        return
    remedy = REMEDY if machine.model else "Use run --simulate in a graphical session."
    yield warning("display", f"no window opens: {answer or 'SDL does not respond'}", remedy)


def sdl_drivers() -> tuple[str, ...]:
    """Return the video drivers of the SDL that pygame loads, without opening one."""
    import kiosk.screen  # noqa: F401  # loads pygame, and with it SDL

    maps = Path("/proc/self/maps")
    loaded = re.findall(r"/\S*libSDL2-2\S*", maps.read_text()) if maps.exists() else []
    for file in dict.fromkeys(loaded):
        library = ctypes.CDLL(file)
        library.SDL_GetVideoDriver.restype = ctypes.c_char_p
        count = library.SDL_GetNumVideoDrivers()
        return tuple(library.SDL_GetVideoDriver(number).decode() for number in range(count))
    return ()
