"""Temporary signal handlers."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals that ask a program to end."""


@contextmanager
def handled(
    handle: Callable[[int, FrameType | None], None],
    numbers: Iterable[signal.Signals] = STOPPING,
) -> Iterator[None]:
    """Handle these signals, then restore the previous handlers."""
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
