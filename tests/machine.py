"""A machine to run the app on: mock pins, an unseen screen, and systemd's ear."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pygame
import pytest

from kiosk.config.settings import Factory
from kiosk.library.content import Content
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime import app
from kiosk.runtime.app import Options
from tests.outer import SAFETY_NET, hurry_goodbyes

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
DESKTOP = Options(simulate=True, size=(480, 320), unseen=True)
DEVICE = Options(size=(480, 320), unseen=True)
ENDED = "ENDED"
"""Heard after all else: systemd says nothing of the kind."""


@contextmanager
def unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nobody see or hear the kiosk, and look that it leaves everything as it was."""
    hurry_goodbyes(monkeypatch)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: False)
    before = {number: signal.signal(number, _late) for number in SIGNALS}
    yield
    after = {number: signal.signal(number, handler) for number, handler in before.items()}
    assert after == dict.fromkeys(SIGNALS, _late), "the kiosk gives the handlers back"
    assert not pygame.display.get_init()


def _late(number: int, frame: object) -> None:
    """Stand in for the handlers there were before: a signal too late does no harm."""


class Machine:
    """The pins an app run gets, and systemd's ear."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.factory = mock_factory()
        self.opened: list[Factory] = []
        self.heard: list[str] = []
        self.pins = {number: self.factory.pin(number) for number in range(2, 28)}
        monkeypatch.setattr(app, "open_factory", self._open)
        self._systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._systemd.bind(str(folder / "notify"))
        self._systemd.settimeout(SAFETY_NET)
        monkeypatch.setenv("NOTIFY_SOCKET", str(folder / "notify"))

    def _open(self, kind: Factory) -> Any:
        self.opened.append(kind)
        return self.factory

    def until(self, message: str) -> None:
        while message not in self.heard:
            said = self._systemd.recv(1000).decode()
            assert said != ENDED, f"the app ended before it said {message}"
            self.heard.append(said)

    def run(self, made: Content, options: Options, once_ready: Callable[[], None]) -> int:
        """Run the app here, and do something on another thread once it is ready."""
        failures: list[BaseException] = []
        self._forget()
        running = True

        def act() -> None:
            try:
                self.until("READY=1")
                once_ready()
            except BaseException as error:
                failures.append(error)
                if running:
                    os.kill(os.getpid(), signal.SIGTERM)

        thread = threading.Thread(target=act)
        thread.start()
        try:
            code = app.run(made, options)
        finally:
            running = False
            self._say_the_end(thread)
            thread.join(SAFETY_NET)
        for failure in failures:
            raise failure
        return code

    def _say_the_end(self, listener: threading.Thread) -> None:
        """Let a thread that still waits for a message hear that no more will come.

        The queue holds a few messages only; a thread that has heard enough no longer empties it.
        """
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as app_s_end:
            app_s_end.setblocking(False)
            while listener.is_alive():
                try:
                    app_s_end.sendto(ENDED.encode(), self._systemd.getsockname())
                except BlockingIOError:
                    listener.join(0.01)
                else:
                    return

    def _forget(self) -> None:
        """Drop what was said in an earlier run, heard or not."""
        self.heard.clear()
        while select.select([self._systemd], [], [], 0)[0]:
            self._systemd.recv(1000)

    def close(self) -> None:
        self._systemd.close()


def end(number: int = signal.SIGTERM) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)
