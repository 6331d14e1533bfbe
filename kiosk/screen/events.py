"""How the drawing thread waits: for what a window tells, or on a device for news only."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pygame

WAKE = pygame.USEREVENT + 1


class WindowEvents:
    """Waits for keyboard, mouse and window, and for news from other threads."""

    def wake(self) -> None:
        """End the wait; may be called on any thread."""
        if pygame.display.get_init():
            pygame.event.post(pygame.event.Event(WAKE))

    def wait(self, seconds: float) -> Sequence[pygame.event.Event]:
        """Wait for an event, at most so long, and give all there are."""
        first = pygame.event.wait(max(1, round(seconds * 1000)))
        return [first, *pygame.event.get()]


class News:
    """Waits for news from other threads only: a visitor's keyboard says nothing on a device.

    SDL's own wait asks a console's devices a thousand times a second.
    """

    def __init__(self) -> None:
        self._news = threading.Event()

    def wake(self) -> None:
        """End the wait; may be called on any thread."""
        self._news.set()

    def wait(self, seconds: float) -> Sequence[pygame.event.Event]:
        """Wait for news, at most so long; events are thrown away."""
        self._news.wait(seconds)
        self._news.clear()
        pygame.event.get()
        return ()
