"""The sound cards, as the kernel and SDL list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.config.settings import Speech
from kiosk.config.suggestions import did_you_mean
from kiosk.doctor import sdl
from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine


def sound(machine: Machine, settings: Speech) -> Iterator[Finding]:
    """Report each sound card, and the valid names for ``speech.device``."""
    listing = machine.read("/proc/asound/cards") or ""
    cards = re.findall(r"^ *(\d+) \[.*?\]: (.+)$", listing, re.MULTILINE)
    for number, name in cards:
        yield ok("sound", f"card {number}: {name}")
    names = sdl.sound(machine) or ()
    if names:
        yield ok("sound", f"names for speech.device: {'; '.join(names)}")
    elif not cards:
        text = "there is no sound card: nothing is spoken (the buzzer needs none)"
        remedy = "For speech: dtparam=audio=on, a display with speakers, or a USB sound card."
        yield warning("sound", text, remedy)
    if problem := unknown(settings.device, names):
        yield warning(
            "sound", problem, "Until speech.device is corrected, the default card is used."
        )


def unknown(device: str | None, names: Sequence[str]) -> str:
    """Return a warning if no sound card has that name; empty if one does, or no name is set."""
    if device is None or device in names:
        return ""
    return f"speech.device: there is no sound card {device!r}; {did_you_mean(device, names)}"
