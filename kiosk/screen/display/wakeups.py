"""Waits of the drawing thread: for other threads, and on a desktop for its window's events."""

from __future__ import annotations

import queue
import time
from collections.abc import Sequence

import pygame

GLANCE = 1 / 30
"""Seconds between polls of a desktop's keyboard and mouse."""


class Wakeups:
    """Waits without using the CPU: pygame's own wait polls a thousand times per second.

    :param window: whether a window's keyboard and mouse count. On a device they do not, so that a
        keyboard that a visitor plugs in has no effect.
    """

    def __init__(self, window: bool) -> None:
        self._window = window
        # Not an Event: a signal handler may run in the very thread that holds an Event's lock.
        self._news: queue.SimpleQueue[None] = queue.SimpleQueue()

    def wake(self) -> None:
        """End the wait; safe to call from any thread."""
        self._news.put(None)

    def wait(self, seconds: float) -> Sequence[pygame.event.Event]:
        """Wait for a wake-up or an event, at most ``seconds``, and return the events that count."""
        end = time.monotonic() + seconds
        while True:
            left = max(0.0, end - time.monotonic())
            news = self._woken(min(left, GLANCE) if self._window else left)
            # Without a display SDL would refuse to return events.
            events = pygame.event.get() if pygame.display.get_init() else []
            if news or left == 0.0 or (events and self._window):
                for _ in range(self._news.qsize()):
                    self._news.get()
                return events if self._window else ()

    def _woken(self, seconds: float) -> bool:
        try:
            self._news.get(timeout=seconds)
        except queue.Empty:
            return False
        return True
