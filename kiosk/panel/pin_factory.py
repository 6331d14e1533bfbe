"""Choose the pin factory explicitly: real pins on a device, mock pins on request.

There is no fallback, because a kiosk with a broken pin driver must not start with dead buttons.
"""

from __future__ import annotations

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk.config.settings import Factory
from kiosk.system.command import typed
from kiosk.system.errors import KioskError

if TYPE_CHECKING:
    from gpiozero import Factory as PinFactory


class Driver(NamedTuple):
    """A driver of real pins: its gpiozero class, and the module and package it needs."""

    factory: str
    module: str
    package: str


DRIVERS = {
    Factory.LGPIO: Driver("gpiozero.pins.lgpio.LGPIOFactory", "lgpio", "python3-lgpio"),
    Factory.RPIGPIO: Driver("gpiozero.pins.rpigpio.RPiGPIOFactory", "RPi.GPIO", "python3-rpi.gpio"),
    Factory.PIGPIO: Driver("gpiozero.pins.pigpio.PiGPIOFactory", "pigpio", "python3-pigpio"),
    Factory.NATIVE: Driver("gpiozero.pins.native.NativeFactory", "gpiozero", "python3-gpiozero"),
}
"""The drivers by their name in the settings. Each Debian package provides the module."""

ON_A_DESKTOP = "On a desktop: start with --simulate."


class NoPins(KioskError):
    """The pins cannot be used; the message says why and what to do."""


def mock_factory() -> PinFactory:
    """Return a factory of mock pins for buttons, lights and both kinds of buzzer."""
    mock = importlib.import_module("gpiozero.pins.mock")
    return mock.MockFactory(pin_class=mock.MockPWMPin)


def open_factory(kind: Factory) -> PinFactory:
    """Open the pin factory that the settings name.

    :raises NoPins: if its driver is not installed or finds no pins
    """
    if kind is Factory.MOCK:
        return mock_factory()
    driver = DRIVERS[kind]
    module, _, name = driver.factory.rpartition(".")
    with _own_folder():
        try:
            return getattr(importlib.import_module(module), name)()
        except ImportError as error:
            raise NoPins(
                f"The pin driver {kind.value} is not installed ({error}).\n"
                f"On a Raspberry Pi: sudo apt install {driver.package}\n{ON_A_DESKTOP}"
            ) from error
        except Exception as error:  # each driver raises its own errors
            raise NoPins(
                f"The pin driver {kind.value} finds no usable pins: {error}\n"
                f"{_remedy(kind)}\n{ON_A_DESKTOP}"
            ) from error


@contextmanager
def _own_folder() -> Iterator[None]:
    """Change to a temporary folder, and remove it on exit.

    On import, lgpio creates a pipe in the working directory (.lgd-nfy0) and opens both ends; it
    never uses the name again. If ``LG_WD`` is set, it changes to that folder instead.

    :raises NoPins: if the folder cannot be created
    """
    try:
        # The unit's runtime directory is in memory, so a full or read-only disk does not matter.
        folder = tempfile.mkdtemp(prefix="pins-", dir=os.environ.get("RUNTIME_DIRECTORY"))
    except OSError as error:
        raise NoPins(
            f"Cannot create a folder for the pin driver's pipe: {error}\n"
            "Is the disk full or read-only? Set TMPDIR to a writable folder."
        ) from error
    here = os.open(".", os.O_PATH | os.O_DIRECTORY)
    try:
        os.chdir(folder)
        yield
    finally:
        os.fchdir(here)
        os.close(here)
        shutil.rmtree(folder, ignore_errors=True)


def _remedy(kind: Factory, devices: Path = Path("/dev")) -> str:
    """Return what to do when an installed driver finds no pins."""
    if kind is Factory.PIGPIO:
        return "On a Raspberry Pi: is its daemon running? sudo systemctl start pigpiod"
    chips = sorted(devices.glob("gpiochip*"))
    if not chips:
        return "The kernel shows no GPIO chip: is this a Raspberry Pi?"
    closed = [chip.name for chip in chips if not os.access(chip, os.R_OK | os.W_OK)]
    if closed:
        return (
            f"On a Raspberry Pi: this user may not open {', '.join(closed)}. "
            "Is the user in the group gpio?"
        )
    return f"On a Raspberry Pi: is pins.factory right? See: {typed('doctor')}"
