"""The panel without any debounce: every edge is handed on as the driver sees it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection
from typing import Any, Self

from kiosk.config.settings import Pull, Settings
from kiosk.panel.buttons import lit, wired
from kiosk.panel.panel import REMEDY, open_buzzer
from kiosk.panel.pin_factory import NoPins
from kiosk.panel_test.bounce import Edge
from kiosk.session.keys import Key


class RawPanel:
    """Buttons, buzzer and lights as a context; on leaving it the buzzer is off, the lights out.

    :param handle: called with each edge on the driver's thread: it must only enqueue
    :raises NoPins: if a pin cannot be had
    """

    def __init__(self, settings: Settings, factory: Any, handle: Callable[[Edge], None]) -> None:
        self._lights: dict[Key, Any] = {}
        self._watchers: list[Callable[[float, Any], None]] = []
        with contextlib.ExitStack() as stack:
            try:
                self._open(settings, factory, handle, stack)
            except Exception as error:
                raise NoPins(f"The panel's pins cannot be had: {error}.\n{REMEDY}") from error
            self._stack = stack.pop_all()

    def _open(
        self,
        settings: Settings,
        factory: Any,
        handle: Callable[[Edge], None],
        stack: contextlib.ExitStack,
    ) -> None:
        from gpiozero import LED

        for key, pin in lit(settings.pins).items():
            self._lights[key] = LED(pin, pin_factory=factory)
            stack.callback(self._lights[key].close)
        for key, pin in wired(settings.pins).items():
            stack.callback(self._watch(key, pin, settings.buttons.pull, factory, handle))
        # Opened last, so that it is the first to be closed.
        self._buzzer = open_buzzer(settings.pins, settings.buzzer, factory)
        stack.callback(self._buzzer.close)

    def _watch(
        self, key: Key, number: int, pull: Pull, factory: Any, handle: Callable[[Edge], None]
    ) -> Callable[[], None]:
        """Hand on every edge of a button; give what ends it."""
        from gpiozero import InputDevice

        external = pull is Pull.EXTERNAL_UP
        device = InputDevice(
            number,
            pull_up=None if external else pull is Pull.UP,
            active_state=False if external else None,
            pin_factory=factory,
        )

        def changed(ticks: float, state: Any) -> None:
            handle(Edge(key, bool(state) is (pull is Pull.DOWN), ticks))

        self._watchers.append(changed)  # the pin holds it weakly
        device.pin.bounce = None
        device.pin.edges = "both"
        device.pin.when_changed = changed

        def end() -> None:
            device.pin.when_changed = None
            device.close()

        return end

    def sound(self, level: bool) -> None:
        """Sound the buzzer, or silence it."""
        self._buzzer.set(level)

    def light(self, keys: Collection[Key]) -> None:
        """Light these buttons and no others."""
        for key, light in self._lights.items():
            light.value = key in keys

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
