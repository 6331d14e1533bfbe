"""A callback that records its calls and lets a test wait for the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

SAFETY_NET = 20.0
"""Seconds after which waiting for an event is given up: a test waits so long only if it fails."""


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
