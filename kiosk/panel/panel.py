"""Buttons, buzzer and lights of one device, opened together and always closed in silence."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Self

from kiosk.config.settings import Buzzer, BuzzerKind, Factory, Pins, Settings
from kiosk.panel.buttons import ButtonRow, Handler, lit, wired
from kiosk.panel.gpio_lines import held_by
from kiosk.panel.pin_factory import NoPins
from kiosk.panel.stuck import Aside
from kiosk.session.keys import Key
from kiosk.system.command import typed

if TYPE_CHECKING:
    from gpiozero import LED
    from gpiozero import Factory as PinFactory

log = logging.getLogger(__name__)

ALL_DOWN = (
    "Every button reads as pressed at rest: is buttons.pull right? "
    "With up and external_up a button connects its pin to ground, with the others to 3.3 V."
)


class OutputPanel:
    """Buzzer and lights as a context that switches them off on exit.

    :param listen: opens the buttons and pushes onto the stack what closes them
    :param drives: whether to drive buzzer and lights; ``False`` if nobody knows what is wired to
        their pins. A button's pin is only an input.
    :raises NoPins: if a pin cannot be opened
    """

    def __init__(
        self,
        settings: Settings,
        factory: PinFactory,
        listen: Callable[[contextlib.ExitStack], None],
        drives: bool = True,
    ) -> None:
        self._lights: dict[Key, LED] = {}
        self._buzzer: AnyBuzzer = NoBuzzer()
        try:
            with contextlib.ExitStack() as stack:
                self._open_lights(settings.pins if drives else None, factory, stack)
                listen(stack)
                if drives:
                    # Opened last, so that it closes first.
                    self._buzzer = open_buzzer(settings.pins, settings.buzzer, factory)
                    stack.callback(self._buzzer.close)
                self._stack = stack.pop_all()
        except Exception as error:  # each driver raises its own errors
            owners = _owners(settings.pins)
            remedy = "Does another program hold a pin, or do two wires share one? Run: "
            raise NoPins(
                f"Cannot open the GPIO pins: {error}.\n{owners}{remedy}{typed('check')}"
            ) from error

    def _open_lights(
        self, pins: Pins | None, factory: PinFactory, stack: contextlib.ExitStack
    ) -> None:
        from gpiozero import LED

        for key, pin in lit(pins).items() if pins else ():
            self._lights[key] = LED(pin, pin_factory=factory)
            stack.callback(self._lights[key].close)

    def sound(self, level: bool) -> None:
        """Sound the buzzer, or silence it."""
        self._buzzer.set(level)

    def light(self, keys: Collection[Key]) -> None:
        """Light these buttons and no others."""
        for key, light in self._lights.items():
            light.value = key in keys

    def close(self) -> None:
        """Silence the buzzer first, then release every pin, whatever fails on the way."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Panel(OutputPanel):
    """The whole panel as a context: debounced and monitored buttons, buzzer and lights.

    :param handle: called with each key pressed, on gpiozero's threads; must only enqueue
    :raises NoPins: if a pin cannot be opened
    """

    def __init__(
        self,
        settings: Settings,
        factory: PinFactory,
        handle: Handler,
        clock: Callable[[], float] = time.monotonic,
        drives: bool = True,
    ) -> None:
        def listen(stack: contextlib.ExitStack) -> None:
            self._buttons = ButtonRow(settings.pins, settings.buttons, factory, handle, clock)
            stack.callback(self._buttons.close)

        self._aside: Mapping[Key, Aside] = {}
        super().__init__(settings, factory, listen, drives)
        if len(self._buttons.down_at_start) == len(wired(settings.pins)):
            log.warning(ALL_DOWN)
        self.look()

    @property
    def aside(self) -> Mapping[Key, Aside]:
        """The buttons ignored now, and why; safe to read on any thread."""
        return self._aside

    def look(self) -> bool:
        """Check the buttons and log which are now ignored or work again.

        :return: whether any has changed
        """
        before = self._aside
        now = {key: aside for key, aside in self._buttons.look().items() if aside}
        if now == before:
            return False
        for key, why in now.items():
            if before.get(key) is not why:
                log.warning("Button %s is ignored: %s", key.value, why.value)
        for key in before.keys() - now.keys():
            log.info("Button %s works again", key.value)
        self._aside = now
        return True


def _owners(pins: Pins) -> str:
    """Return one line for each pin that the kernel says another program holds."""
    if pins.factory is Factory.MOCK:
        return ""
    numbers = {"buzzer": pins.buzzer}
    numbers |= {key.value: pin for key, pin in wired(pins).items()}
    numbers |= {f"{key.value}_light": pin for key, pin in lit(pins).items()}
    owners = held_by(numbers.values())
    return "".join(
        f"GPIO {pin}, set as pins.{name}, is held by {owners[pin]!r}.\n"
        for name, pin in numbers.items()
        if pin in owners
    )


class ActiveBuzzer:
    """A buzzer that sounds while powered."""

    def __init__(self, pin: int, resting_level: bool, factory: PinFactory) -> None:
        from gpiozero import Buzzer as Device

        self._device = Device(pin, active_high=not resting_level, pin_factory=factory)

    def set(self, level: bool) -> None:
        """Sound, or be silent."""
        self._device.value = level

    def close(self) -> None:
        """Be silent and release the pin."""
        if not self._device.closed:
            self._device.off()
        self._device.close()


class PassiveBuzzer:
    """A buzzer that needs a tone, in hertz."""

    def __init__(self, pin: int, tone: int, factory: PinFactory) -> None:
        from gpiozero import TonalBuzzer
        from gpiozero.tones import Tone

        self._tone = Tone.from_frequency(tone)
        # The default range ends at 880 Hz and rejects higher tones.
        self._device = TonalBuzzer(pin, mid_tone=self._tone, octaves=1, pin_factory=factory)

    def set(self, level: bool) -> None:
        """Sound, or be silent."""
        if level:
            self._device.play(self._tone)
        else:
            self._device.stop()

    def close(self) -> None:
        """Be silent and release the pin."""
        if not self._device.closed:
            self._device.stop()
        self._device.close()


class NoBuzzer:
    """No buzzer: leaves its pin untouched."""

    def set(self, level: bool) -> None:
        """Be silent."""

    def close(self) -> None:
        """Be silent."""


AnyBuzzer = ActiveBuzzer | PassiveBuzzer | NoBuzzer


def open_buzzer(pins: Pins, buzzer: Buzzer, factory: PinFactory) -> ActiveBuzzer | PassiveBuzzer:
    """Open the buzzer that the settings name, its line at ``buzzer.resting_level``."""
    if buzzer.kind is BuzzerKind.PASSIVE:
        return PassiveBuzzer(pins.buzzer, buzzer.tone, factory)
    return ActiveBuzzer(pins.buzzer, buzzer.resting_level, factory)
