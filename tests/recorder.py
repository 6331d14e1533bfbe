"""A callback that records its calls, and how a test waits for what another thread does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any

SAFETY_NET = 20.0
"""Seconds that a test waits for an event at most; only a test that fails waits that long."""


def wait_for(there: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SAFETY_NET
    while not there():
        assert time.monotonic() < end, f"not within {SAFETY_NET:.0f} s"
        time.sleep(0.01)


@dataclass
class Recorder:
    """A callback that records the arguments of its calls and lets a test wait for a call."""

    calls: list[Any] = field(default_factory=list)
    returns: Any = None
    _news: Event = field(default_factory=Event)

    def __call__(self, *args: Any) -> Any:
        self.calls.append(args[0] if len(args) == 1 else args)
        self._news.set()
        return self.returns

    def wait(self) -> None:
        """Wait for a call since the last wait."""
        assert self._news.wait(SAFETY_NET), f"no call within {SAFETY_NET:.0f} s"
        self._news.clear()

    def until(self, call: object) -> None:
        """Wait for a call with this argument, if there was none yet."""
        while call not in self.calls:
            self.wait()
