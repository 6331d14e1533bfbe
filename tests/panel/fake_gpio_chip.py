"""Fake GPIO chips that answer as Linux does."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path

USED, INPUT, OUTPUT, PULL_UP, PULL_DOWN = 1, 4, 8, 256, 512
"""Flags of a line. Source: Linux, include/uapi/linux/gpio.h."""


@dataclass
class Chips:
    """The chips' labels by device name, and the state of their lines by number.

    A chip with an empty label may not be opened.
    """

    labels: dict[str, str]
    lines: dict[int, tuple[int, str]] = field(default_factory=dict)
    count: int = 54
    asked: list[str] = field(default_factory=list)

    def appear(self, folder: Path) -> None:
        """Create the devices in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.labels:
            (folder / name).touch()

    def ask(self, device: Path, request: int, wanted: bytes) -> bytes:
        """Answer the two known requests and no others."""
        self.asked.append(hex(request))
        if not self.labels[device.name]:
            raise PermissionError(13, "Permission denied")
        if request == 0x8044B401:
            assert len(wanted) == 68
            label = self.labels[device.name].encode()
            return struct.pack("=32s32sI", device.name.encode(), label, self.count)
        assert request == 0xC100B405
        assert len(wanted) == 256
        (pin,) = struct.unpack_from("=I", wanted, 64)
        if pin >= self.count:
            raise OSError(22, "Invalid argument")
        flags, consumer = self.lines.get(pin, (INPUT, ""))
        return struct.pack("=32s32sIIQ", b"", consumer.encode(), pin, 0, flags).ljust(256, b"\0")
