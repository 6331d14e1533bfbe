"""Goal 4: the time from a press on a mock line to the buzzer's line and to the new picture."""

from __future__ import annotations

import itertools
import time
from typing import Any

from benchmarks.rig import Rig, percentile, rig
from benchmarks.xvfb import display
from kiosk.screen.layout.elements import FRAMES
from kiosk.session.keys import Key

BETWEEN = 0.3
"""Seconds between presses: longer than the lockout and the cue."""


def measure(presses: int) -> dict[str, Any]:
    """Press ADVANCE and SWITCH in turn, which lead into the introduction and back."""
    size = (1280, 720)
    heard: list[float] = []
    seen: list[float] = []
    with display(*size) as shown, rig(size, shown.name) as kiosk:
        kiosk.draw()
        keys = itertools.cycle((Key.ADVANCE, Key.SWITCH))
        for _, key in zip(range(presses), keys, strict=False):
            time.sleep(BETWEEN)
            _press(kiosk, key, heard, seen)
    return {
        "presses": presses,
        "cue p50 ms": round(percentile(heard, 0.5), 3),
        "cue p99 ms": round(percentile(heard, 0.99), 3),
        "picture p50 ms": round(percentile(seen, 0.5), 1),
        "picture p99 ms": round(percentile(seen, 0.99), 1),
        "two frames ms": 2000 / FRAMES,
    }


def _press(kiosk: Rig, key: Key, heard: list[float], seen: list[float]) -> None:
    """Press, and draw on the next change, as the kiosk's main thread does."""
    before = len(kiosk.ear.actual)
    kiosk.news.clear()
    pressed = kiosk.clock.now()
    kiosk.panel.press(key)
    kiosk.news.wait(1.0)
    kiosk.draw()
    seen.append((kiosk.clock.now() - pressed) * 1000)
    kiosk.panel.release(key)
    sounded = next(at for at, level in kiosk.ear.actual[before:] if level)
    heard.append((sounded - pressed) * 1000)
