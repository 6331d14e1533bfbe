"""The buttons: gpiozero's presses turned into keys. Callbacks only hand them on."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from kiosk.config.settings import Buttons, Pins, Pull
from kiosk.panel.lockout import Lockout
from kiosk.panel.stuck import Aside, StuckMonitor
from kiosk.session.keys import Key
from kiosk.session.state import CHORD

HOLD_SECONDS = 1.0
"""How long REPEAT is held to pause, where there is no pause button."""

Handler = Callable[[Key], None]


class ButtonRow:
    """Every button wired, as a context; ``handle`` is called with each key pressed.

    REPEAT acts when let go, so that holding it can pause instead, unless a button is wired for
    that; together with another button (:data:`~kiosk.session.CHORD`) it acts at once. ``handle``
    is called on gpiozero's threads: it must only enqueue. A button that is stuck or storms is set
    aside until it rests.

    :ivar stuck: the buttons that were down at the start
    """

    def __init__(
        self,
        pins: Pins,
        buttons: Buttons,
        factory: Any,
        handle: Handler,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handle, self._clock = handle, clock
        self._lockout = Lockout(buttons.lockout)
        self._down: dict[Key, float] = {}
        self._acted = -math.inf
        self._holds = pins.pause is None
        self._buttons: dict[Key, Any] = {}
        self._watches: dict[Key, StuckMonitor] = {}
        # Callbacks and the one who looks are on different threads.
        self._watching = threading.Lock()
        try:
            for key, pin in wired(pins).items():
                self._buttons[key] = self._make(key, pin, buttons, factory)
        except BaseException:
            self.close()
            raise
        self.stuck = tuple(key for key, aside in self.look().items() if aside)

    def look(self) -> Mapping[Key, Aside | None]:
        """Read every button's level, and give why it is set aside; ``None`` if it counts."""
        found = {}
        for key, button in self._buttons.items():
            down, now = button.is_active, self._clock()
            with self._watching:
                watch = self._watches.setdefault(key, StuckMonitor(down, now))
                found[key] = watch.look(down, now)
        return found

    def _counts(self, key: Key, down: bool) -> bool:
        """Note a change; say whether the button counts."""
        now = self._clock()
        with self._watching:
            # Who is pressed before anybody has looked was up then.
            return self._watches.setdefault(key, StuckMonitor(False, now)).change(down, now)

    def _make(self, key: Key, pin: int, buttons: Buttons, factory: Any) -> Any:
        from gpiozero import Button, DigitalInputDevice

        held = key is Key.REPEAT and self._holds
        # A Button is this device and a thread that asks ten times a second whether it is held.
        button = (Button if held else DigitalInputDevice)(
            pin,
            **resistor(buttons.pull),
            bounce_time=buttons.debounce or None,
            pin_factory=factory,
        )
        if held:
            button.hold_time = HOLD_SECONDS
            button.when_held = lambda: self._held(key)
        button.when_activated = lambda: self._pressed(key)
        button.when_deactivated = lambda: self._released(key)
        return button

    def _pressed(self, key: Key) -> None:
        now = self._clock()
        if not self._counts(key, True) or not self._lockout.accepts(key, now):
            return
        for other, since in tuple(self._down.items()):
            if now <= since + CHORD and self._up(other):
                self._handle(other)
        if key is Key.REPEAT and self._holds and now > self._acted + CHORD:
            self._down[key] = now
        else:
            self._acted = now
            self._handle(key)

    def _released(self, key: Key) -> None:
        self._lockout.released(key, self._clock())
        counts = self._counts(key, False)
        if self._up(key) and counts:
            self._handle(key)

    def _held(self, key: Key) -> None:
        if self._up(key):
            self._handle(Key.PAUSE)

    def _up(self, key: Key) -> bool:
        """Take a key as no longer down; only one of two threads is told that it was."""
        return self._down.pop(key, None) is not None

    def close(self) -> None:
        """Let go of the pins."""
        for button in self._buttons.values():
            button.close()
        self._buttons.clear()


def resistor(pull: Pull) -> dict[str, bool | None]:
    """Return what gpiozero's input devices take for a button's resistor."""
    if pull is Pull.EXTERNAL_UP:
        return {"pull_up": None, "active_state": False}
    return {"pull_up": pull is Pull.UP, "active_state": None}


def wired(pins: Pins) -> Mapping[Key, int]:
    """Give the pin of each button there is."""
    numbers = {
        Key.ADVANCE: pins.advance,
        Key.REPEAT: pins.repeat,
        Key.SWITCH: pins.switch,
        Key.PAUSE: pins.pause,
        Key.VOLUME: pins.volume,
    }
    return {key: pin for key, pin in numbers.items() if pin is not None}


def lit(pins: Pins) -> Mapping[Key, int]:
    """Give the pin of each button's light there is."""
    numbers = {
        Key.ADVANCE: pins.advance_light,
        Key.REPEAT: pins.repeat_light,
        Key.SWITCH: pins.switch_light,
    }
    return {key: pin for key, pin in numbers.items() if pin is not None}
