"""A panel of mock pins: pressed by keyboard, mouse or test, read by gpiozero's own code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.config.settings import Factory, Pull, Settings
from kiosk.panel.buttons import lit, wired
from kiosk.session.keys import Key

if TYPE_CHECKING:
    from gpiozero import Factory as PinFactory

LETTERS: Mapping[Key, str] = {
    Key.ADVANCE: "A",
    Key.REPEAT: "R",
    Key.SWITCH: "S",
    Key.PAUSE: "P",
    Key.VOLUME: "V",
}
"""The keyboard letter that presses each button."""


def on_mock_pins(settings: Settings) -> Settings:
    """Return the settings on mock pins, with the same wiring.

    A mock pin has no external resistor, so its own pulls it instead.
    """
    buttons = settings.buttons
    if buttons.pull.external:
        own = Pull.DOWN if buttons.pull.pressed_level else Pull.UP
        buttons = replace(buttons, pull=own)
    return replace(settings, pins=replace(settings.pins, factory=Factory.MOCK), buttons=buttons)


class MockPanel:
    """The outside of the mock pins: presses buttons, sees lights and hears the buzzer."""

    def __init__(self, settings: Settings, factory: PinFactory) -> None:
        self._settings = settings
        self._buttons = {key: factory.pin(pin) for key, pin in wired(settings.pins).items()}
        self._lights = {key: factory.pin(pin) for key, pin in lit(settings.pins).items()}
        self._buzzer = factory.pin(settings.pins.buzzer)
        self.keys = tuple(self._buttons)
        self.down: set[Key] = set()

    def press(self, key: Key) -> None:
        """Press a button down."""
        self.down.add(key)
        self._drive(key, self._settings.buttons.pull.pressed_level)

    def release(self, key: Key) -> None:
        """Release a button."""
        self.down.discard(key)
        self._drive(key, not self._settings.buttons.pull.pressed_level)

    def tap(self, key: Key) -> None:
        """Press and release a button."""
        self.press(key)
        self.release(key)

    def _drive(self, key: Key, high: bool) -> None:
        pin = self._buttons[key]
        if high:
            pin.drive_high()
        else:
            pin.drive_low()

    def is_lit(self, key: Key) -> bool:
        """Return whether a button's light is on."""
        return key in self._lights and bool(self._lights[key].state)

    @property
    def sounding(self) -> bool:
        """True while the buzzer's line is at the level that sounds it."""
        return bool(self._buzzer.state) is not self._settings.buzzer.resting_level
