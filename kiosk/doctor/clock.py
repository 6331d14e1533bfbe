"""Whether the time of day can be known: opening hours and counts go by it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.wallclock import evidence


def clock(machine: Machine) -> Iterator[Finding]:
    """Tell what speaks for the clock being right, or that nothing does."""
    if why := evidence(machine.root, machine.synchronized):
        yield ok("clock", why)
    else:
        yield warning(
            "clock",
            "the clock has never been set: opening hours count as open, and sessions are counted"
            " on the day unknown",
            "Connect a network that tells the time, or fit a battery clock.",
        )
