"""The board, its power and its temperature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine

NOW = {
    0: "the voltage is too low",
    1: "the processor's speed is capped",
    2: "the processor is throttled",
    3: "the temperature limit is active",
}
"""Bits of the firmware's flags; 16 higher stands what has happened since the start.

Source: Raspberry Pi documentation, vcgencmd get_throttled.
"""

FLAGS = "/sys/devices/platform/soc*/soc*firmware/get_throttled"

SUPPLY = "Use the power supply made for this model, and a short cable; feed nothing else from it."
COOLING = "Give the board air or a heat sink."


def board(machine: Machine) -> Iterator[Finding]:
    """Name the board and its revision."""
    if machine.model is None:
        text = "no Raspberry Pi"
        yield warning("board", text, "On a desktop, start with: acupressure-kiosk run --simulate")
        return
    text = machine.model
    try:
        raw = machine.at("/proc/device-tree/system/linux,revision").read_bytes()
        text += f", revision {raw.hex().lstrip('0')}"
    except OSError:
        pass
    yield ok("board", text)


def power(machine: Machine) -> Iterator[Finding]:
    """Tell under-voltage and throttling, now and since the start."""
    flags = _flags(machine)
    if flags is None:
        if machine.model:
            yield warning("power", "the firmware does not tell", "Try: vcgencmd get_throttled")
        return
    for bit, text in NOW.items():
        remedy = SUPPLY if bit == 0 else COOLING
        if flags >> bit & 1:
            yield fault("power", f"{text} now", remedy)
        elif flags >> (bit + 16) & 1:
            yield warning("power", f"since the start it has happened that {text}", remedy)
    if not flags:
        yield ok("power", "voltage and temperature have been well since the start")


def _flags(machine: Machine) -> int | None:
    told = [machine.read(f"/{file.relative_to(machine.root)}") for file in machine.find(FLAGS)]
    if not told and machine.model:
        told = [machine.run(["vcgencmd", "get_throttled"])]
    for text in told:
        match = re.fullmatch(r"(?:throttled=)?(?:0x)?([0-9a-fA-F]+)", (text or "").strip())
        if match:
            return int(match[1], 16)
    return None
