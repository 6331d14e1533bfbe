"""The disk. The kiosk runs without writing to it; logs and counts need it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine

SCARCE = 100_000_000
"""Bytes: an update or a week of logs no longer fits."""


def disk(machine: Machine, *state: Path) -> Iterator[Finding]:
    """Report the free space on the root and in the folders that keep state."""
    for folder in dict.fromkeys((Path("/"), *state)):
        where = machine.at(str(folder))
        if not where.is_dir():
            continue
        try:
            left = machine.room(where)
        except OSError as error:
            yield warning("disk", f"{folder}: {error.strerror}", "Is it mounted?")
            continue
        text = f"{folder}: {left.free / 1e9:.1f} GB free"
        if not left.writable:
            remedy = (
                "The kiosk runs without it, but keeps neither counts nor its last good settings."
            )
            yield warning("disk", f"{folder} is read-only", remedy)
        elif left.free < SCARCE:
            yield warning(
                "disk", text, "Free some space: sudo apt clean; sudo journalctl --vacuum-size=50M"
            )
        else:
            yield ok("disk", text)
