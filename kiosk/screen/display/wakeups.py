"""How the drawing thread waits: for news from other threads, and on a desktop for its window."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence

import pygame

GLANCE = 1 / 30
"""Seconds between looks at a desktop's keyboard and mouse."""


class Wakeups:
    """Waits without work: pygame's own wait asks a thousand times a second.

    :param window: whether a window's keyboard and mouse count. On a device they do not: what a
        visitor plugs in says nothing.
    """

    def __init__(self, window: bool) -> None:
        self._window = window
        # Not an Event: a signal's handler may wake the very thread that holds an Event's lock.
        self._news: queue.SimpleQueue[None] = queue.SimpleQueue()

    def wake(self) -> None:
        """End the wait; may be called on any thread."""
        self._news.put(None)

    def wait(self, seconds: float) -> Sequence[pygame.event.Event]:
        """Wait for news or an event, at most so long, and give the events that count."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            news = self._told(min(left, GLANCE) if self._window else left)
            # Without a display there is nothing to ask: SDL would refuse.
            events = pygame.event.get() if pygame.display.get_init() else []
            if news or left == 0.0 or (events and self._window):
                for _ in range(self._news.qsize()):
                    self._news.get()
                return events if self._window else ()

    def _told(self, seconds: float) -> bool:
        try:
            self._news.get(timeout=seconds)
        except queue.Empty:
            return False
        return True
