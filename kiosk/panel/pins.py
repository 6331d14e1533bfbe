"""Choose the pin factory on purpose: real pins on a device, mock pins where asked for.

There is no fallback: a kiosk whose pin driver is broken must not start with dead buttons.
"""

from __future__ import annotations

import importlib
from typing import Any

from kiosk.settings import Factory

_MODULES = {
    Factory.LGPIO: ("gpiozero.pins.lgpio", "LGPIOFactory", "python3-lgpio"),
    Factory.RPIGPIO: ("gpiozero.pins.rpigpio", "RPiGPIOFactory", "python3-rpi.gpio"),
    Factory.PIGPIO: ("gpiozero.pins.pigpio", "PiGPIOFactory", "python3-pigpio"),
    Factory.NATIVE: ("gpiozero.pins.native", "NativeFactory", "python3-gpiozero"),
}


class NoPins(Exception):
    """The pins cannot be used; the text says why and what to do."""


def mock_factory() -> Any:
    """Make mock pins that can carry buttons, lights and both kinds of buzzer."""
    mock = importlib.import_module("gpiozero.pins.mock")
    return mock.MockFactory(pin_class=mock.MockPWMPin)


def open_factory(kind: Factory) -> Any:
    """Open the pin factory that the settings name.

    :raises NoPins: if its driver is missing or finds no pins
    """
    if kind is Factory.MOCK:
        return mock_factory()
    module, name, package = _MODULES[kind]
    try:
        return getattr(importlib.import_module(module), name)()
    except ImportError as error:
        raise NoPins(
            f"The pin driver {kind.value} is not installed ({error}).\n"
            f"On a Raspberry Pi: sudo apt install {package}\n"
            "On a desktop: start with --simulate."
        ) from error
    except Exception as error:  # each driver has errors of its own
        raise NoPins(
            f"The pin driver {kind.value} finds no usable pins: {error}\n"
            "On a Raspberry Pi: is this user in the group gpio, and is pins.factory right?\n"
            "On a desktop: start with --simulate."
        ) from error
