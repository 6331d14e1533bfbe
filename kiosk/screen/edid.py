"""What a display tells of itself: pixels and millimetres, read where Linux shows its EDID.

Source: VESA Enhanced EDID Standard, release A.2: the first detailed timing is the display's own.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

from kiosk.screen.connectors import DRM, plugged

HEADER = bytes((0, *[255] * 6, 0))
BLOCK = 128


class Told(NamedTuple):
    """Width and height, as the display stands by itself."""

    pixels: tuple[int, int]
    millimetres: tuple[int, int]


def parse(data: bytes) -> Told | None:
    """Read an EDID; ``None`` where it is broken or tells no millimetres."""
    block = data[:BLOCK]
    if len(block) < BLOCK or block[:8] != HEADER or sum(block) % 256:
        return None
    timing = block[54:72]
    pixels = timing[2] + (timing[4] >> 4 << 8), timing[5] + (timing[7] >> 4 << 8)
    millimetres = timing[12] + (timing[14] >> 4 << 8), timing[13] + ((timing[14] & 15) << 8)
    if not timing[0] + timing[1] or not all((*pixels, *millimetres)):
        return None
    return Told(pixels, millimetres)


def connected(folder: Path = DRM) -> Told | None:
    """Give what the one display connected tells; ``None`` where none does, or several."""
    found = []
    for name in plugged(folder):
        with contextlib.suppress(OSError):
            found.append(parse((folder / name / "edid").read_bytes()))
    return found[0] if len(found) == 1 else None
