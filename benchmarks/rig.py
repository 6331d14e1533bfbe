"""The kiosk's own parts with a recorder at the buzzer's line, for answers and timing."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.config.paths import OWN_SETTINGS
from kiosk.config.screen import Rotation
from kiosk.library import content
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime.clock import Monotonic
from kiosk.runtime.gc_tuning import keep_for_good
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.screen.display.display import Display
from kiosk.screen.display.window import Window
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import Session, TimedCue

Edge = tuple[float, bool]
"""The time of a change of the line in seconds, and its new level."""


class Ear:
    """A recorder between guide and panel of the planned and actual changes of the line."""

    def __init__(self, panel: Panel, clock: Monotonic) -> None:
        self._panel, self._clock = panel, clock
        self._plan = RhythmPlayer()
        self.actual: list[Edge] = []
        self.planned: list[Edge] = []

    def sound(self, level: bool) -> None:
        """Record the change once the line has it."""
        self._panel.sound(level)
        self.actual.append((self._clock.now(), level))

    def light(self, keys: Collection[Key]) -> None:
        """Pass on the keys that are lit."""
        self._panel.light(keys)

    def heard(self, cue: TimedCue) -> None:
        """Record the edges that a cue plans."""
        self.drain(cue.at)
        self._plan.play(cue.cue, cue.at)

    def drain(self, until: float) -> None:
        """Record every planned edge before ``until``."""
        while (at := self._plan.next_edge) is not None and at < until:
            self.planned.append((at, self._plan.advance(at)))


@dataclass
class Rig:
    """A running guide with its panel, and a window whose pages the caller draws."""

    clock: Monotonic
    panel: MockPanel
    ear: Ear
    guide: Guide
    thread: GuideThread
    display: Display
    news: threading.Event = field(default_factory=threading.Event)

    def draw(self) -> bool:
        """Update the picture and return whether it changed."""
        now = self.clock.now()
        return self.display.show(view(self.guide.session, now), now)


@contextmanager
def rig(size: tuple[int, int], display: str) -> Iterator[Rig]:
    """Build a kiosk on mock pins and the X display of that name."""
    os.environ["DISPLAY"] = display
    loaded = content.load(OWN_SETTINGS)
    settings = on_mock_pins(loaded.settings)
    clock, factory, news = Monotonic(), mock_factory(), threading.Event()
    keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
    with ExitStack() as stack:
        stack.callback(factory.close)
        panel = stack.enter_context(Panel(settings, factory, keys.put))
        window = Window(size, Rotation.NONE, unseen=True)
        stack.callback(window.close)
        ear = Ear(panel, clock)
        guide = Guide(Session.begin(loaded.timeline, clock.now()), ear, clock, ear.heard)
        thread = stack.enter_context(GuideThread(guide, clock, keys, news.set))
        shown = Display(window, [loaded.album], calm=False)
        keep_for_good()
        yield Rig(clock, MockPanel(settings, factory), ear, guide, thread, shown, news)


def percentile(values: Collection[float], share: float) -> float:
    """Return the value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
