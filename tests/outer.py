"""What tests of the outer layers need: settings by code, wires listened to, pages of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from threading import Event
from typing import Any

import pygame
import pytest

from kiosk.config import paths
from kiosk.config.settings import Buttons, Buzzer, Pins, Settings
from kiosk.library import all_pages, content
from kiosk.library.content import Content
from kiosk.routine.cues import Cue
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View

SAFETY_NET = 20.0
"""Seconds after which waiting for an event is given up: a test waits so long only if it fails."""

SIZES = (
    (480, 320),
    (800, 480),
    (1024, 600),
    (1280, 720),
    (1920, 1080),
    (3840, 2160),
    (720, 1280),
    (480, 800),
)
"""Every size of screen the kiosk is laid out for."""

AS_WRITTEN: dict[Cue, tuple[int, ...]] = {
    Cue.COUNT: (60,),
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
"""Milliseconds on/off as the design writes them down, not as the code does."""


def changes(cue: Cue, at: float = 0.0) -> list[tuple[float, bool]]:
    """Give the levels a cue begun at ``at`` must put on the wire, with their moments."""
    found, ms, level = [], 0, True
    for length in AS_WRITTEN[cue]:
        found.append((round(at + ms / 1000, 6), level))
        ms, level = ms + length, not level
    return [*found, (round(at + ms / 1000, 6), False)]


class Wire:
    """Remembers every change of a mock pin's level, with a manual clock's time.

    Ask it to ``look`` after every move of the clock; nothing between is lost.
    """

    def __init__(self, pin: Any, clock: Manual, active_high: bool = True) -> None:
        self.pin, self._clock, self._active_high = pin, clock, active_high
        self._seen = len(pin.states)
        self.changes: list[tuple[float, bool]] = []

    def look(self) -> None:
        """Take in what has changed."""
        for state in self.pin.states[self._seen :]:
            level = bool(state.state) is self._active_high
            self.changes.append((round(self._clock.time, 6), level))
        self._seen = len(self.pin.states)

    @property
    def sounding(self) -> bool:
        """Whether the level is the one that sounds."""
        return bool(self.pin.state) is self._active_high


@dataclass
class Recorder:
    """Collects what a callback is told, and lets a test wait for it."""

    told: list[Any] = field(default_factory=list)
    gives: Any = None
    _news: Event = field(default_factory=Event)

    def __call__(self, *what: Any) -> Any:
        self.told.append(what[0] if len(what) == 1 else what)
        self._news.set()
        return self.gives

    def wait(self) -> None:
        """Wait until something is told; a safety net ends a wait for nothing."""
        assert self._news.wait(SAFETY_NET), "nothing was told"
        self._news.clear()


def settings_with(
    pins: Pins | None = None, buttons: Buttons | None = None, buzzer: Buzzer | None = None
) -> Settings:
    """Give settings with some parts of their own."""
    return Settings(pins=pins or Pins(), buttons=buttons or Buttons(), buzzer=buzzer or Buzzer())


@cache
def shipped() -> Content:
    """The shipped settings, pictures and routine."""
    return content.load(paths.OWN_SETTINGS)


def on_mock_pins(made: Content) -> Content:
    """Give content whose settings name mock pins."""
    settings = made.settings
    return replace(made, settings=replace(settings, pins=with_mock(settings.pins)))


def with_mock(pins: Pins) -> Pins:
    """Give pins on the mock factory."""
    return replace(pins, factory=_mock())


def _mock() -> Any:
    from kiosk.config.settings import Factory

    return Factory.MOCK


@cache
def pages() -> dict[str, View]:
    """One view of every kind of page of the shipped routine, by name."""
    return all_pages.pages(shipped())


@cache
def page_of_kind() -> dict[PageKind, View]:
    """The page of each kind that says most."""
    found: dict[PageKind, View] = {}
    for page in pages().values():
        if page.page not in found or _said(page) > _said(found[page.page]):
            found[page.page] = page
    return found


def _said(page: View) -> int:
    card = page.card.posture_text + page.card.fingers_text if page.card else ""
    return len(page.word + page.line + "".join(page.sentences) + card)


@contextmanager
def closing(*things: Any) -> Iterator[None]:
    """Close things at the end, whatever happens."""
    try:
        yield
    finally:
        for thing in things:
            thing.close()


Press = Callable[[Key], None]


def hurry_goodbyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let gpiozero's buttons close at once: each would else sleep out a tenth of a second.

    Also forget every mock pin: gpiozero 1.6.2 shares them among factories.
    """
    from gpiozero.mixins import HoldThread

    from kiosk.panel.pin_factory import mock_factory

    mock_factory().reset()
    before = HoldThread.stop

    def stop(thread: Any, *args: Any) -> None:
        thread.stopping.set()
        thread.holding.set()
        before(thread, *args)

    monkeypatch.setattr(HoldThread, "stop", stop)


def rgb(surface: pygame.Surface) -> bytes:
    """Give a picture's bytes, red, green and blue; pygame before 2.1.3 has the older name only."""
    made: bytes = getattr(pygame.image, "tobytes", pygame.image.tostring)(surface, "RGB")
    return made


UNEVEN_BYTES = 0 if not getattr(pygame, "IS_CE", False) else 300
"""Colour bytes in which a part of a page may differ from the same part of the whole.

pygame draws both alike to the last. pygame-ce's polygons depend a little on where they are cut:
up to 90 pixels along the edge of a ring of 800 pixels were counted, none of them by eye.
"""


def same_picture(one: bytes, other: bytes) -> bool:
    """Say whether two pictures are the same, as exactly as the pygame in use can draw."""
    if one == other:
        return True
    return sum(a != b for a, b in zip(one, other, strict=True)) <= UNEVEN_BYTES
