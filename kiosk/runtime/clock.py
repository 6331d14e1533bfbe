"""The one clock of guidance: monotonic, so network time never moves it."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """A source of guidance time in seconds."""

    def now(self) -> float:
        """Return the seconds since some fixed moment; never goes back."""

    def real(self, seconds: float) -> float:
        """How many seconds of real time ``seconds`` of guidance take."""


class Monotonic:
    """Real time, or a clock ``speed`` times faster."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._zero = time.monotonic()

    def now(self) -> float:
        """Return the seconds of guidance since this clock was created."""
        return (time.monotonic() - self._zero) * self._speed

    def real(self, seconds: float) -> float:
        """How many seconds of real time ``seconds`` of guidance take."""
        return seconds / self._speed


class Manual:
    """A clock that moves only when ``time`` is set, for rehearsals and tests."""

    def __init__(self, now: float = 0.0) -> None:
        self.time = now

    def now(self) -> float:
        """Return the time it was set to."""
        return self.time

    def real(self, seconds: float) -> float:
        """Return ``seconds``: guidance time is real time here."""
        return seconds
