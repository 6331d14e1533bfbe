"""Buttons, buzzer and lights of one device, opened together and always left silent."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection
from types import TracebackType
from typing import Any, Self

from kiosk.panel.buttons import ButtonRow, Handler, lit
from kiosk.panel.pins import NoPins
from kiosk.session import Key
from kiosk.settings import Buzzer, BuzzerKind, Pins, Settings

REMEDY = "Does another program hold them? Do two wires share one? See: acupressure-kiosk check"


class Panel:
    """The whole panel as a context; on leaving it the buzzer is off and the lights are out.

    :ivar stuck: the buttons that were held down at the start, which count once let go
    :raises NoPins: if a pin cannot be had
    """

    def __init__(
        self,
        settings: Settings,
        factory: Any,
        handle: Handler,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lights: dict[Key, Any] = {}
        with contextlib.ExitStack() as stack:
            try:
                self._open(settings, factory, handle, clock, stack)
            except Exception as error:
                raise NoPins(f"The panel's pins cannot be had: {error}.\n{REMEDY}") from error
            self._stack = stack.pop_all()

    def _open(
        self,
        settings: Settings,
        factory: Any,
        handle: Handler,
        clock: Callable[[], float],
        stack: contextlib.ExitStack,
    ) -> None:
        from gpiozero import LED

        for key, pin in lit(settings.pins).items():
            self._lights[key] = LED(pin, pin_factory=factory)
            stack.callback(self._lights[key].close)
        buttons = ButtonRow(settings.pins, settings.buttons, factory, handle, clock)
        stack.callback(buttons.close)
        self.stuck = buttons.stuck
        # Opened last, so that it is the first to be closed.
        self._buzzer = open_buzzer(settings.pins, settings.buzzer, factory)
        stack.callback(self._buzzer.close)

    def sound(self, level: bool) -> None:
        """Sound the buzzer, or silence it."""
        self._buzzer.set(level)

    def light(self, keys: Collection[Key]) -> None:
        """Light the buttons that do something now, and no others."""
        for key, light in self._lights.items():
            light.value = key in keys

    def close(self) -> None:
        """Silence the buzzer first, then let go of every pin, whatever fails on the way."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class ActiveBuzzer:
    """A buzzer that sounds while powered."""

    def __init__(self, pin: int, active_high: bool, factory: Any) -> None:
        from gpiozero import Buzzer as Device

        self._device = Device(pin, active_high=active_high, pin_factory=factory)

    def set(self, level: bool) -> None:
        """Sound, or be silent."""
        self._device.value = level

    def close(self) -> None:
        """Be silent and let go of the pin."""
        if not self._device.closed:
            self._device.off()
        self._device.close()


class PassiveBuzzer:
    """A buzzer that needs a tone; ``tone`` in hertz."""

    def __init__(self, pin: int, tone: int, factory: Any) -> None:
        from gpiozero import TonalBuzzer
        from gpiozero.tones import Tone

        self._tone = Tone.from_frequency(tone)
        # Left alone its range ends at 880 Hz, and higher tones are refused.
        self._device = TonalBuzzer(pin, mid_tone=self._tone, octaves=1, pin_factory=factory)

    def set(self, level: bool) -> None:
        """Sound, or be silent."""
        if level:
            self._device.play(self._tone)
        else:
            self._device.stop()

    def close(self) -> None:
        """Be silent and let go of the pin."""
        if not self._device.closed:
            self._device.stop()
        self._device.close()


def open_buzzer(pins: Pins, buzzer: Buzzer, factory: Any) -> ActiveBuzzer | PassiveBuzzer:
    """Open the kind of buzzer the settings name; it is silent."""
    if buzzer.kind is BuzzerKind.PASSIVE:
        return PassiveBuzzer(pins.buzzer, buzzer.tone, factory)
    return ActiveBuzzer(pins.buzzer, buzzer.active_high, factory)
