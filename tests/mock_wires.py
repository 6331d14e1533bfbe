"""Mock pins: settings that name them, and wires that record each change of level."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kiosk.config.settings import Buttons, Buzzer, Factory, Pins, Settings
from kiosk.library.content import Content
from kiosk.routine.cues import Cue
from kiosk.runtime.clock import Manual

LIGHTS: dict[str, Any] = {"advance_light": 22, "repeat_light": 23, "switch_light": 24}

DESIGNED_RHYTHMS: dict[Cue, tuple[int, ...]] = {
    Cue.COUNT_IN: (60,),
    Cue.PRESS: (600,),
    Cue.RELEASE: (120, 120, 120),
    Cue.HALFWAY: (80,),
    Cue.STAGE_DONE: (120, 100, 120, 100, 400),
    Cue.SWITCH_SIDES: (350, 250, 350),
    Cue.ROUTINE_DONE: (400, 150, 120, 100, 120, 150, 400),
    Cue.STILL_THERE: (250, 150, 80),
    Cue.KEY_ACCEPTED: (30,),
    Cue.NOT_AVAILABLE: (40, 80, 40, 80, 40),
}
"""Milliseconds on and off in turn, stated independently of the code."""


def changes(cue: Cue, at: float = 0.0) -> list[tuple[float, bool]]:
    """Return the moments and levels that a cue begun at ``at`` must put on the wire."""
    found, ms, level = [], 0, True
    for length in DESIGNED_RHYTHMS[cue]:
        found.append((round(at + ms / 1000, 6), level))
        ms, level = ms + length, not level
    return [*found, (round(at + ms / 1000, 6), False)]


class Wire:
    """A mock pin whose changes of level are recorded with the time of a manual clock.

    Call ``look`` after every move of the clock; no change between two calls is lost.
    """

    def __init__(self, pin: Any, clock: Manual, active_high: bool = True) -> None:
        self.pin, self._clock, self._active_high = pin, clock, active_high
        self._seen = len(pin.states)
        self.changes: list[tuple[float, bool]] = []

    def look(self) -> None:
        """Record the changes since the last look."""
        for state in self.pin.states[self._seen :]:
            level = bool(state.state) is self._active_high
            self.changes.append((round(self._clock.time, 6), level))
        self._seen = len(self.pin.states)

    @property
    def sounding(self) -> bool:
        """True if the level is the one that sounds."""
        return bool(self.pin.state) is self._active_high


def settings_with(
    pins: Pins | None = None, buttons: Buttons | None = None, buzzer: Buzzer | None = None
) -> Settings:
    """Return the default settings with some parts replaced."""
    return Settings(pins=pins or Pins(), buttons=buttons or Buttons(), buzzer=buzzer or Buzzer())


def on_mock_pins(content: Content) -> Content:
    """Return the content with settings that name mock pins."""
    settings = content.settings
    return replace(content, settings=replace(settings, pins=with_mock(settings.pins)))


def with_mock(pins: Pins) -> Pins:
    """Return the pins on the mock factory."""
    return replace(pins, factory=Factory.MOCK)


@contextmanager
def closing(*things: Any) -> Iterator[None]:
    """Close things at the end, also after an exception."""
    try:
        yield
    finally:
        for thing in things:
            thing.close()
