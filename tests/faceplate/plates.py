"""Plates of every kind, for the tests."""

from __future__ import annotations

from dataclasses import replace

from kiosk.config import displays
from kiosk.config.screen import DisplaySize, Rotation, Screen
from kiosk.config.settings import Pins, Settings
from kiosk.faceplate.files import plate_of
from kiosk.faceplate.mounting import Fitting
from kiosk.faceplate.plate import Plate

FIVE = Pins(pause=16, volume=17)


def kiosk(
    display: str | None = "official-7",
    rotation: int = 0,
    pins: Pins | None = None,
    language: str = "en",
    panel: DisplaySize | None = None,
) -> Settings:
    screen = Screen(display=display, rotation=Rotation(rotation), panel=panel)
    return replace(Settings(), screen=screen, pins=pins or Pins(), language=language)


def made(settings: Settings, fitting: Fitting | None = None) -> Plate:
    return plate_of(settings, None, fitting or Fitting())


KINDS = ((Pins(), "en", 24.0), (Pins(pause=16), "zh_CN", 16.0), (FIVE, "de", 30.5))
"""Three, four and five buttons, with labels of a language, in holes of a diameter."""

EVERY = [
    (kiosk(name, 90 * turn, pins, language), Fitting(button))
    for number, name in enumerate(displays.known())
    for turn in range(4)
    for pins, language, button in [KINDS[(number + turn) % 3]]
] + [
    (kiosk(None, panel=DisplaySize(*size)), Fitting())
    for size in ((20, 20), (60, 40), (344, 194), (73.4, 49))
]
"""Every display in every turn and with every kind of buttons, every turn with every kind; sizes."""

PLATES = [made(settings, fitting) for settings, fitting in EVERY]
