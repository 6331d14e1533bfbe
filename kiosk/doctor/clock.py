"""The clock: opening hours and counts depend on a correct time of day."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.doctor.service import Service
from kiosk.system.wall_clock import evidence

CONSEQUENCE = "the kiosk ignores opening hours and counts sessions under the day “unknown”"


def clock(machine: Machine, unit: Service) -> Iterator[Finding]:
    """Report what makes the clock trustworthy, or that nothing does."""
    may_ask = unit.properties.get("ProtectClock") != "yes"
    synchronized = machine.synchronized()
    if why := evidence(machine.root, lambda: may_ask and synchronized):
        yield ok("clock", why)
    elif synchronized:
        remedy = "Let the service ask the kernel: see docs/operate.md, When the clock counts."
        yield warning(
            "clock",
            f"synchronised, but not by systemd-timesyncd; the service cannot know: {CONSEQUENCE}",
            remedy,
        )
    else:
        remedy = "Connect to a network with a time server, or fit a battery clock."
        yield warning("clock", f"the clock has never been set: {CONSEQUENCE}", remedy)
