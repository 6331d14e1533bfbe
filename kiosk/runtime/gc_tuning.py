"""Memory of a program that runs for months: given back soon, and not searched in vain."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

MMAP_THRESHOLD = -3
"""The parameter's number. Source: malloc.h of glibc, M_MMAP_THRESHOLD."""

LARGE = 1_000_000
"""Bytes from which a piece of memory is asked of the system by itself: a picture, no text."""


def give_back_large() -> None:
    """Let the C library keep no large pieces; where it is not glibc, nothing changes.

    Left alone, glibc raises its threshold with the first picture let go, and from then on keeps
    pictures in its heap, full of holes: 24 MB more at 1920x1080 (docs/performance.md).
    """
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(MMAP_THRESHOLD, LARGE)


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Search for no garbage until :func:`keep_for_good`, or the end: a start makes little."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_for_good() -> None:
    """Leave everything there is now out of the search for garbage.

    What is read at the start lives as long as the program. A search through all of it would hold
    up every thread, the cues' too: for 13 ms on a desktop (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.enable()
