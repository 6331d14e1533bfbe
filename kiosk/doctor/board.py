"""The board, its power and its temperature."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.doctor.findings import Finding, fault, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.system import firmware
from kiosk.system.command import typed

NOW = {
    0: "voltage too low",
    1: "processor speed capped",
    2: "processor throttled",
    3: "temperature limit active",
}
"""Bits of the firmware's flags for the present state; 16 bits higher, the same since boot.

Source: Raspberry Pi documentation, vcgencmd get_throttled.
"""

SUPPLY = "Use the power supply made for this model and a short cable; power nothing else from it."
COOLING = "Improve the cooling: more airflow or a heat sink."


def board(machine: Machine) -> Iterator[Finding]:
    """Report the board and its revision."""
    if machine.model is None:
        text = "not a Raspberry Pi"
        yield warning("board", text, f"On a desktop, use: {typed('run', '--simulate')}")
        return
    text = machine.model
    try:
        raw = machine.at("/proc/device-tree/system/linux,revision").read_bytes()
        text += f", revision {raw.hex().lstrip('0')}"
    except OSError:
        pass
    yield ok("board", text)


def power(machine: Machine) -> Iterator[Finding]:
    """Report under-voltage and throttling, now and since boot."""
    flags = _flags(machine)
    if flags is None:
        if machine.model:
            yield warning("power", "the firmware reports nothing", "Try: vcgencmd get_throttled")
        return
    for bit, text in NOW.items():
        remedy = SUPPLY if bit == 0 else COOLING
        if flags >> bit & 1:
            yield fault("power", f"{text} now", remedy)
        elif flags >> (bit + 16) & 1:
            yield warning("power", f"{text} at some point since boot", remedy)
    if not flags:
        yield ok("power", "voltage and temperature have been fine since boot")


def _flags(machine: Machine) -> int | None:
    found = firmware.flags(machine.root)
    if found is None and machine.model:
        return firmware.parsed(machine.run(["vcgencmd", "get_throttled"]) or "")
    return found
