"""Whether the time of day can be known: opening hours and counts go by it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service
from kiosk.system.wall_clock import evidence

SO_IT_IS = "opening hours count as open, and sessions are counted on the day unknown"


def clock(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report why the kiosk can trust the clock, or that it cannot."""
    may_ask = unit.told.get("ProtectClock") != "yes"
    synchronized = machine.synchronized()
    if why := evidence(machine.root, lambda: may_ask and synchronized):
        yield ok("clock", why)
    elif synchronized:
        remedy = "Let the service ask the kernel: docs/operate.md, When the clock counts."
        yield warning(
            "clock",
            f"synchronised, but not by systemd-timesyncd: the service cannot know; {SO_IT_IS}",
            remedy,
        )
    else:
        remedy = "Connect a network that tells the time, or fit a battery clock."
        yield warning("clock", f"the clock has never been set: {SO_IT_IS}", remedy)
