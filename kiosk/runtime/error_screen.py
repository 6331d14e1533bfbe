"""Show on a device's screen why the kiosk cannot start, until systemd tries again."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from pathlib import Path

from kiosk.config.faults import plain
from kiosk.config.language import translator
from kiosk.config.settings import Settings
from kiosk.routine.illustrations import Album
from kiosk.runtime.systemd import LONGEST_WAIT, is_service, on_signals
from kiosk.screen.display.display import Display
from kiosk.screen.display.supervisor import DisplaySupervisor
from kiosk.screen.display.wakeups import Wakeups
from kiosk.screen.display.window import Window
from kiosk.session.view import PageKind, View

log = logging.getLogger(__name__)

SHOWN = 20.0
"""Seconds for which to show the page, since the cause may soon be gone.

The unit's TimeoutStartSec is longer.
"""

MOST_LINES = 4
"""Lines of a message to show; the log has all of them."""


def page(message: str, settings: Settings) -> View:
    """Return a message as a page without keys."""
    tr = translator(settings.language, settings.emergency)
    lines = tuple(map(plain, message.split("\n")))
    more = (tr("The log has more details."),) if len(lines) > MOST_LINES else ()
    return View(
        page=PageKind.WARNING,
        word=tr("Out of order"),
        sentences=(*lines[:MOST_LINES], *more),
    )


def show(message: str, settings: Settings | None = None, unseen: bool = False) -> None:
    """Show why the kiosk cannot start, for a while or until asked to stop.

    It does so only under systemd, which starts the kiosk again; elsewhere the terminal shows it.

    :param settings: the settings if readable, for the screen's rotation
    :param unseen: accept a display driver that shows nothing, for tests
    """
    if not is_service():
        return
    log.error("The kiosk cannot start: %s", message)
    chosen = settings or Settings()
    size = chosen.screen.pixels

    def display() -> Display:
        window = Window(size, chosen.screen.rotation, unseen)
        window.present_as("Acupressure kiosk", pointer=False)
        return Display(window, [Album("", Path(), {})], calm=True)

    shown, end, events = page(message, chosen), time.monotonic() + SHOWN, Wakeups(window=False)
    stopping = threading.Event()

    def stop() -> None:
        stopping.set()
        events.wake()

    with on_signals(stop), contextlib.closing(DisplaySupervisor(display)) as supervisor:
        while not stopping.is_set() and time.monotonic() < end:
            supervisor.show(shown, 0.0)
            events.wait(LONGEST_WAIT)
