"""Turn gpiozero's button presses into keys. Callbacks only pass them on."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.config.settings import Buttons, Pins, Pull
from kiosk.panel.lockout import Lockout
from kiosk.panel.stuck import Aside, StuckMonitor
from kiosk.session.keys import Key
from kiosk.session.state import CHORD

if TYPE_CHECKING:
    from gpiozero import DigitalInputDevice
    from gpiozero import Factory as PinFactory

HOLD_SECONDS = 1.0
"""How long to hold REPEAT to pause, on a panel without a pause button."""

Handler = Callable[[Key], None]


class ButtonRow:
    """A context that opens every wired button and calls ``handle`` with each key pressed.

    Without a pause button REPEAT acts on release, so that holding it can pause; with one it acts at
    once, and so does REPEAT pressed together with another button
    (:data:`~kiosk.session.state.CHORD`). ``handle`` runs on gpiozero's threads and must only
    enqueue. A button that is stuck or changes too fast is ignored until it rests.

    :ivar down_at_start: the buttons that were down when the row was opened
    """

    def __init__(
        self,
        pins: Pins,
        buttons: Buttons,
        factory: PinFactory,
        handle: Handler,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._handle, self._clock = handle, clock
        self._lockout = Lockout(buttons.lockout)
        self._down: dict[Key, float] = {}
        self._acted = -math.inf
        self._holds = pins.pause is None
        self._buttons: dict[Key, DigitalInputDevice] = {}
        self._watches: dict[Key, StuckMonitor] = {}
        # Callbacks and look() run on different threads.
        self._watching = threading.Lock()
        try:
            for key, pin in wired(pins).items():
                self._buttons[key] = self._make(key, pin, buttons, factory)
        except BaseException:
            self.close()
            raise
        self.down_at_start = tuple(key for key, aside in self.look().items() if aside)

    def look(self) -> Mapping[Key, Aside | None]:
        """Read every button; return why each is ignored, or ``None`` if it counts."""
        found = {}
        for key, button in self._buttons.items():
            down, now = button.is_active, self._clock()
            with self._watching:
                watch = self._watches.setdefault(key, StuckMonitor(down, now))
                found[key] = watch.look(down, now)
        return found

    def _counts(self, key: Key, down: bool) -> bool:
        """Note a change; return whether the button counts."""
        now = self._clock()
        with self._watching:
            # A button whose first report is a press must have been up until then.
            return self._watches.setdefault(key, StuckMonitor(False, now)).change(down, now)

    def _make(
        self, key: Key, pin: int, buttons: Buttons, factory: PinFactory
    ) -> DigitalInputDevice:
        from gpiozero import Button, DigitalInputDevice

        held = key is Key.REPEAT and self._holds
        # A Button adds a thread that polls ten times a second for a hold; only REPEAT needs it.
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
        """Mark a key as up; return True on only one of the two threads that may ask."""
        return self._down.pop(key, None) is not None

    def close(self) -> None:
        """Release the pins."""
        for button in self._buttons.values():
            button.close()
        self._buttons.clear()


def resistor(pull: Pull) -> dict[str, bool | None]:
    """Return the keyword arguments that set up a button's resistor in gpiozero."""
    if pull.external:
        return {"pull_up": None, "active_state": pull.pressed_level}
    return {"pull_up": pull is Pull.UP, "active_state": None}


def wired(pins: Pins) -> Mapping[Key, int]:
    """Return the pin of each wired button."""
    numbers = {
        Key.ADVANCE: pins.advance,
        Key.REPEAT: pins.repeat,
        Key.SWITCH: pins.switch,
        Key.PAUSE: pins.pause,
        Key.VOLUME: pins.volume,
    }
    return {key: pin for key, pin in numbers.items() if pin is not None}


def lit(pins: Pins) -> Mapping[Key, int]:
    """Return the pin of each wired button light."""
    numbers = {
        Key.ADVANCE: pins.advance_light,
        Key.REPEAT: pins.repeat_light,
        Key.SWITCH: pins.switch_light,
    }
    return {key: pin for key, pin in numbers.items() if pin is not None}
