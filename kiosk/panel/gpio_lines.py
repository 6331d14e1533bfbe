"""Ask the kernel who holds a line of the header, and how, without a pin driver.

Source of the numbers and structures: Linux, include/uapi/linux/gpio.h, second version of the
character device's interface (since 5.10).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

_CHIP_INFO = 0x8044B401
_CHIP = struct.Struct("=32s32sI")
_LINE_INFO = 0xC100B405
_LINE = struct.Struct("=32s32sIIQ")
_LINE_BYTES = 256
_USED, _OUTPUT = 1 << 0, 1 << 3
_BIAS = {1 << 8: "pulled up", 1 << 9: "pulled down", 1 << 10: "not pulled"}

Ask = Callable[[Path, int, bytes], bytes]
"""Sends an ioctl with a structure to a chip's device; returns the structure filled in."""


def ask_kernel(device: Path, request: int, wanted: bytes) -> bytes:
    """Send an ioctl to a chip and return its answer.

    :raises OSError: if the chip cannot be opened or does not support the request
    """
    import fcntl

    chip = os.open(device, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return fcntl.ioctl(chip, request, wanted)
    finally:
        os.close(chip)


@dataclass(frozen=True)
class Line:
    """The state of a line: its holder (empty if free) and its last configuration."""

    holder: str
    output: bool
    bias: str = ""

    def __str__(self) -> str:
        mode = ", ".join(filter(None, ("output" if self.output else "input", self.bias)))
        return f"{mode}, held by {self.holder}" if self.holder else f"{mode}, free"


def chips(folder: Path = Path("/dev"), ask: Ask = ask_kernel) -> Mapping[Path, str]:
    """Return the label of every chip that answers."""
    found = {}
    for device in sorted(folder.glob("gpiochip*")):
        try:
            answer = ask(device, _CHIP_INFO, bytes(_CHIP.size))
        except OSError:
            continue
        found[device] = _words(_CHIP.unpack(answer)[1])
    return found


def header_chip(folder: Path = Path("/dev"), ask: Ask = ask_kernel) -> Path | None:
    """Return the chip that drives the header's pins, or ``None`` if none answers.

    A Pi has other chips too; the header's label is ``pinctrl-bcm2711``, ``pinctrl-rp1`` or similar.
    """
    for device, label in chips(folder, ask).items():
        if label.startswith("pinctrl-"):
            return device
    return None


def look(chip: Path, pins: Collection[int], ask: Ask = ask_kernel) -> Mapping[int, Line]:
    """Return the state of each of these pins (BCM numbers), without those that do not answer."""
    found = {}
    for pin in pins:
        wanted = _LINE.pack(b"", b"", pin, 0, 0).ljust(_LINE_BYTES, b"\0")
        try:
            _, consumer, _, _, flags = _LINE.unpack(ask(chip, _LINE_INFO, wanted)[: _LINE.size])
        except OSError:
            continue
        holder = (_words(consumer) or "another program") if flags & _USED else ""
        bias = next((name for flag, name in _BIAS.items() if flags & flag), "")
        found[pin] = Line(holder, bool(flags & _OUTPUT), bias)
    return found


def held_by(
    pins: Collection[int], folder: Path = Path("/dev"), ask: Ask = ask_kernel
) -> Mapping[int, str]:
    """Return the holder of each of these pins (BCM numbers) that is not free."""
    chip = header_chip(folder, ask)
    found = look(chip, pins, ask) if chip else {}
    return {pin: line.holder for pin, line in found.items() if line.holder}


def _words(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace")
