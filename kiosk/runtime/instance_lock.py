"""Run one kiosk on one set of pins: a lock on the GPIO chip that ends with the process.

The lock is on the device's inode. So it works across users, runtime folders and network namespaces,
needs no writable file, and disappears even after a SIGKILL.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.system.errors import TAKEN, KioskError


class AlreadyRunning(KioskError):
    """Another kiosk runs on these pins; the message says what to do."""

    exit_code = TAKEN


@contextlib.contextmanager
def only_one(chip: Path | None) -> Iterator[None]:
    """Hold the lock on a GPIO chip; hold none if there is no chip that can be opened.

    :raises AlreadyRunning: if another kiosk holds it
    """
    import fcntl

    try:
        device = os.open(chip, os.O_RDONLY | os.O_CLOEXEC) if chip else None
    except OSError:
        device = None
    if device is None:
        yield
        return
    try:
        try:
            fcntl.flock(device, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"Another kiosk already runs on these pins: it holds the lock on {chip}.\n"
                "Stop the one that starts at boot: sudo systemctl stop acupressure-kiosk\n"
                "On a desktop: start with --simulate, as often as you like."
            ) from error
        yield
    finally:
        os.close(device)
