"""One kiosk on one set of pins: a lock on the chip itself, which ends with the process.

The lock lies on the device's own inode. So it holds whoever starts the second kiosk and in whatever
runtime folder or network namespace, needs no file to be written, and is gone after a SIGKILL.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kiosk.system.errors import TAKEN, KioskError


class AlreadyRunning(KioskError):
    """Another kiosk runs on these pins; the text says what to do."""

    exit_code = TAKEN


@contextlib.contextmanager
def only_one(chip: Path | None) -> Iterator[None]:
    """Hold the lock on a GPIO chip; where there is no chip to be opened, the pins will tell.

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
                f"Another kiosk runs on these pins already: it holds the lock on {chip}.\n"
                "Stop the one that starts at boot: sudo systemctl stop acupressure-kiosk\n"
                "On a desktop: start with --simulate, as many as you like."
            ) from error
        yield
    finally:
        os.close(device)
