"""Tune memory for months of running: return it early, and collect garbage rarely."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

MMAP_THRESHOLD = -3
"""The parameter's number. Source: glibc's malloc.h, M_MMAP_THRESHOLD."""

LARGE = 1_000_000
"""Bytes above which to map an allocation separately: pictures, not text."""


def give_back_large() -> None:
    """Make glibc return large allocations to the system; do nothing on another C library.

    By default glibc raises its threshold when the first picture is freed, and from then on keeps
    pictures in a fragmented heap: 24 MB more at 1920x1080 (docs/performance.md).
    """
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE)


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Disable garbage collection until the block ends, or :func:`keep_for_good` enables it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_for_good() -> None:
    """Exclude all current objects from garbage collection.

    Objects loaded at startup live as long as the program. Scanning them would stop every thread,
    the cues' included, for 13 ms on a desktop (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.enable()
