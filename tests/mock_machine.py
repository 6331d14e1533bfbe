"""A machine to run the app on, with mock pins and a fake systemd."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.config.settings import Factory, Pins
from kiosk.library.content import Content
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime import app
from kiosk.runtime.app import Options
from kiosk.screen.display.display import Display
from tests.fake_systemd import FakeSystemd
from tests.recorder import SAFETY_NET, Recorder

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
DESKTOP = Options(simulate=True, size=(480, 320), unseen=True)
DEVICE = Options(size=(480, 320), unseen=True)


class Machine:
    """The mock pins that the app opens, and the systemd that it notifies."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.factory = mock_factory()
        self.opened: list[Factory] = []
        self.systemd = FakeSystemd(monkeypatch, folder)
        self.pins = {number: self.factory.pin(number) for number in range(2, 28)}
        monkeypatch.setattr(app, "open_factory", self._open)

    def _open(self, kind: Factory) -> Any:
        self.opened.append(kind)
        return self.factory

    def run(self, content: Content, options: Options, once_ready: Callable[[], None]) -> int:
        """Run the app here, call ``once_ready`` on another thread, and return the exit code."""
        failures: list[BaseException] = []
        self.systemd.forget()
        running = True

        def act() -> None:
            try:
                self.systemd.until("READY=1")
                once_ready()
            except BaseException as error:
                failures.append(error)
                if running:
                    os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=act)
        thread.start()
        try:
            code = app.run(content, options)
        finally:
            running = False
            self.systemd.say_the_end(thread)
            thread.join(SAFETY_NET)
        for failure in failures:
            raise failure
        return code

    def close(self) -> None:
        self.systemd.close()


class Ear:
    """A listener at the buzzer's pin."""

    def __init__(self, machine: Machine) -> None:
        self._heard = threading.Semaphore(0)
        pin = machine.pins[Pins().buzzer]
        self._drive = pin._set_state
        pin._set_state = self._listen

    def _listen(self, value: Any) -> None:
        self._drive(value)
        if value:
            self._heard.release()

    def wait(self) -> None:
        assert self._heard.acquire(timeout=SAFETY_NET), "the buzzer was not heard"


def record_shown(monkeypatch: pytest.MonkeyPatch, what: Callable[..., Any]) -> Recorder:
    """Record ``what`` returns of the arguments of each :meth:`Display.show`, the view first."""
    shown, show = Recorder(), Display.show

    def look(self: Display, *args: Any) -> bool:
        shown(what(*args))
        return show(self, *args)

    monkeypatch.setattr(Display, "show", look)
    return shown


def end(number: int = signal.SIGTERM) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)
