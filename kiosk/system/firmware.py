"""The firmware's flags on voltage and temperature, of a Raspberry Pi."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.system import files

FLAGS = "sys/devices/platform/soc*/soc*firmware/get_throttled"

PRESENT = 0b1111
"""The flags for the present state; 16 bits higher, the same since boot.

Source: Raspberry Pi documentation, vcgencmd get_throttled.
"""


def flags(root: Path) -> int | None:
    """Return the flags; ``None`` if the kernel does not report them."""
    for file in sorted(root.glob(FLAGS)):
        try:
            return parsed(files.read(file, 100).decode("ascii", "replace"))
        except OSError:
            continue
    return None


def parsed(text: str) -> int | None:
    """Return flags as the kernel or ``vcgencmd get_throttled`` writes them."""
    match = re.fullmatch(r"(?:throttled=)?(?:0x)?([0-9a-fA-F]+)", text.strip("\0 \n"))
    return int(match[1], 16) if match else None
