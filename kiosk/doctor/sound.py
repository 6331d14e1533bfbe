"""The sound cards, by the kernel and as SDL lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.config.faults import did_you_mean
from kiosk.config.settings import Speech
from kiosk.doctor import sdl
from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine


def sound(machine: Machine, settings: Speech) -> Iterator[Finding]:
    """Name each sound card, and what ``speech.device`` may be; the buzzer needs none."""
    told = machine.read("/proc/asound/cards") or ""
    cards = re.findall(r"^ *(\d+) \[.*?\]: (.+)$", told, re.MULTILINE)
    for number, name in cards:
        yield ok("sound", f"card {number}: {name}")
    names = sdl.sound(machine) or ()
    if names:
        yield ok("sound", f"names for speech.device: {'; '.join(names)}")
    elif not cards:
        remedy = "The buzzer needs none. For speech: dtparam=audio=on, or a display with speakers."
        yield warning("sound", "there is no sound card", remedy)
    if told := unknown(settings.device, names):
        yield warning("sound", told, "The default card is used until speech.device names another.")


def unknown(device: str | None, names: Sequence[str]) -> str:
    """Return a warning if no sound card has that name; empty if one has, or none is named."""
    if device is None or device in names:
        return ""
    return f"speech.device: there is no sound card {device!r}; {did_you_mean(device, names)}"
