"""The one clock of guidance: monotonic, so that a clock set by the network never moves it."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells guidance time in seconds."""

    def now(self) -> float:
        """Seconds since some fixed moment; never goes back."""

    def real(self, seconds: float) -> float:
        """How many seconds of real time ``seconds`` of guidance take."""


class Monotonic:
    """Real time, or ``speed`` times faster."""

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed
        self._zero = time.monotonic()

    def now(self) -> float:
        """Seconds of guidance since this clock was made."""
        return (time.monotonic() - self._zero) * self._speed

    def real(self, seconds: float) -> float:
        """How many seconds of real time ``seconds`` of guidance take."""
        return seconds / self._speed


class Manual:
    """A clock moved by hand, for the demo and for tests."""

    def __init__(self, now: float = 0.0) -> None:
        self.time = now

    def now(self) -> float:
        """Seconds it was moved to."""
        return self.time

    def real(self, seconds: float) -> float:
        """Guidance time is real time here."""
        return seconds
