"""Goal 5: every edge on time over a full routine while drawing hangs and the cores are busy."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from benchmarks.rig import Rig, percentile, rig
from benchmarks.xvfb import display
from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Key
from kiosk.session.state import Session

LONGEST_BLOCK = 2.0
"""Seconds that the drawing thread hangs at most."""

BUSY = "while True: pass"


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Keep N cores busy."""
    programs = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(cores)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()


def measure(seconds: float | None, cores: int = 2, seed: int = 1) -> dict[str, Any]:
    """Run the routine, or its first ``seconds``, in real time and compare edges with the plan."""
    random, size = Random(seed), (1280, 720)
    with display(*size) as shown, rig(size, shown.name) as kiosk, busy(cores):
        end = time.monotonic() + (seconds or 1e9)
        drift, blocked = _Drift(kiosk.guide.session), 0.0
        while time.monotonic() < end and not kiosk.thread.failure:
            session = kiosk.guide.session
            if session.segment.kind is SegmentKind.FINISH:
                break
            if session.running.length is None:
                kiosk.panel.tap(Key.ADVANCE)
                time.sleep(0.3)
            kiosk.draw()
            drift.look(kiosk.guide.session)
            block = random.uniform(0, LONGEST_BLOCK) if random.random() < 0.05 else 1 / 16
            blocked = max(blocked, block)
            time.sleep(block)
        time.sleep(3.0)
        return _result(kiosk, drift.worst, blocked)


class _Drift:
    """The largest difference of a segment's start from the plan, counted from the last press."""

    def __init__(self, session: Session) -> None:
        self._plan, self._base = session.plan.starts, 0.0
        self._last, self.worst = session.running.index, 0.0

    def look(self, session: Session) -> None:
        running = session.running
        if running.index == self._last:
            return
        offset = running.since - self._plan[running.index]
        # The plan counts no time where a press leads on, nor while a place is found.
        passed = range(self._last, running.index)
        if all(self._plan[n] < self._plan[n + 1] for n in passed):
            self.worst = max(self.worst, abs(offset - self._base))
        self._base, self._last = offset, running.index


def _result(kiosk: Rig, drift: float, blocked: float) -> dict[str, Any]:
    kiosk.ear.drain(kiosk.clock.now())
    actual, planned = kiosk.ear.actual, kiosk.ear.planned
    late = [(a[0] - p[0]) * 1000 for a, p in zip(actual, planned, strict=False)]
    same = [level for _, level in actual] == [level for _, level in planned]
    return {
        "seconds": round(kiosk.clock.now(), 1),
        "edges": len(actual),
        "all as planned": same,
        "p50 ms": round(percentile(late, 0.5), 3),
        "p99 ms": round(percentile(late, 0.99), 3),
        "worst ms": round(max(late), 3),
        "drift s": round(drift, 3),
        "longest block s": round(blocked, 2),
    }
