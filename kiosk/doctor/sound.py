"""The sound cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine


def sound(machine: Machine) -> Iterator[Finding]:
    """Name each sound card; the buzzer needs none."""
    told = machine.read("/proc/asound/cards") or ""
    cards = re.findall(r"^ *(\d+) \[.*?\]: (.+)$", told, re.MULTILINE)
    for number, name in cards:
        yield ok("sound", f"card {number}: {name}")
    if not cards:
        remedy = "The buzzer needs none. For speech: dtparam=audio=on, or a display with speakers."
        yield warning("sound", "there is no sound card", remedy)
