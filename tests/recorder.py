"""A callback that records its calls, and the longest that a test waits for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

SAFETY_NET = 20.0
"""Seconds that a test waits for an event at most; only a test that fails waits that long."""


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
