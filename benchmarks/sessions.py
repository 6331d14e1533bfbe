"""Goal 2: growth of memory over a thousand sessions, on a manual clock."""

from __future__ import annotations

import os
import tracemalloc
from random import Random
from typing import Any

from benchmarks.growth import own_pss
from kiosk.config.paths import OWN_SETTINGS
from kiosk.config.screen import Rotation
from kiosk.library import content
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import Session


def measure(sessions: int = 1000) -> dict[str, Any]:
    """Guide N people through the full routine, and draw some of the pages."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.screen.display.display import Display
    from kiosk.screen.display.window import Window

    loaded, clock, factory = content.load(OWN_SETTINGS), Manual(), mock_factory()
    settings, keys = on_mock_pins(loaded.settings), list[Key]()
    window = Window((800, 480), Rotation.NONE, unseen=True)
    shown = Display(window, [loaded.album], calm=False)
    random = Random(1)
    with Panel(settings, factory, keys.append, clock.now) as panel:
        hand = MockPanel(settings, factory)
        guide = Guide(Session.begin(loaded.timeline, 0.0), panel, clock)
        marks = []
        for number in range(sessions):
            _one(guide, clock, hand, keys, lambda: _draw(guide, clock, shown, random))
            for pin in factory.pins.values():
                pin.clear_states()  # mock pins record every change; real ones do not
            if number == sessions // 5:
                tracemalloc.start()
            if number in (sessions * 2 // 5, sessions - 1):
                marks.append((tracemalloc.get_traced_memory()[0] / 1e6, own_pss()))
    tracemalloc.stop()
    window.close()
    (python, pss), (python_end, pss_end) = marks
    return {
        "sessions": sessions,
        "Python MB more": round(python_end - python, 3),
        "PSS MB more": round(pss_end - pss, 2),
        "PSS MB": round(pss_end, 1),
    }


def _one(guide: Guide, clock: Manual, hand: MockPanel, keys: list[Key], draw: Any) -> None:
    """Lead one person from the attract page through the routine and back to it."""
    while True:
        session = guide.session
        if session.segment.kind is SegmentKind.FINISH:
            _tap(guide, clock, hand, keys, Key.SWITCH)
            return
        if session.running.length is None:
            _tap(guide, clock, hand, keys, Key.ADVANCE)
        else:
            clock.time = guide.due or clock.time
            guide.turn()
        draw()


def _tap(guide: Guide, clock: Manual, hand: MockPanel, keys: list[Key], key: Key) -> None:
    clock.time += 1.0
    guide.turn()
    hand.tap(key)
    while keys:
        guide.turn(keys.pop())


def _draw(guide: Guide, clock: Manual, shown: Any, random: Random) -> None:
    if random.random() < 0.004:
        shown.show(view(guide.session, clock.time), clock.time)
