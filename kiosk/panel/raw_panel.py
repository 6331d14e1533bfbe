"""The panel without debounce: reports every edge as the driver sees it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.config.settings import Pull, Settings
from kiosk.panel.buttons import resistor, wired
from kiosk.panel.panel import OutputPanel
from kiosk.session.keys import Key

if TYPE_CHECKING:
    from gpiozero import Factory as PinFactory


@dataclass(frozen=True)
class Edge:
    """One change of a line as the driver saw it, at a time in seconds of the driver's clock."""

    key: Key
    pressed: bool
    at: float


class RawPanel(OutputPanel):
    """Buttons, buzzer and lights as a context.

    :param handle: called with each edge, on the driver's thread; must only enqueue
    :raises NoPins: if a pin cannot be opened
    """

    def __init__(
        self, settings: Settings, factory: PinFactory, handle: Callable[[Edge], None]
    ) -> None:
        self._watchers: list[Callable[[float, object], None]] = []

        def listen(stack: contextlib.ExitStack) -> None:
            for key, pin in wired(settings.pins).items():
                stack.callback(self._watch(key, pin, settings.buttons.pull, factory, handle))

        super().__init__(settings, factory, listen)

    def _watch(
        self, key: Key, number: int, pull: Pull, factory: PinFactory, handle: Callable[[Edge], None]
    ) -> Callable[[], None]:
        """Report every edge of a button; return the function that stops it."""
        from gpiozero import InputDevice

        device = InputDevice(number, **resistor(pull), pin_factory=factory)

        def changed(ticks: float, state: object) -> None:
            handle(Edge(key, bool(state) is pull.pressed_level, ticks))

        self._watchers.append(changed)  # the pin holds only a weak reference
        device.pin.bounce = None
        device.pin.edges = "both"
        device.pin.when_changed = changed

        def end() -> None:
            device.pin.when_changed = None
            device.close()

        return end
