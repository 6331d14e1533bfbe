"""What a display tells of itself: pixels and millimetres, read where Linux shows its EDID.

Source: VESA Enhanced EDID Standard, release A.2: the first detailed timing is the display's own.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import NamedTuple

from kiosk.screen.display.connectors import DRM, plugged

log = logging.getLogger(__name__)

HEADER = bytes((0, *[255] * 6, 0))
BLOCK = 128

RATIOS = ((16, 9), (16, 10), (4, 3), (5, 4))
"""Aspect ratios that displays tell in place of millimetres, times 1, 10 or 100.

Source: mutter, meta_monitor_has_aspect_as_size, and Chromium, ui/display/util/display_util.cc.
"""

DENSEST = 40.0
"""Pixels a millimetre that no panel has. Source: Sony's Xperia Z5 Premium, the densest sold in a
telephone, has 806 to the inch, 32 a millimetre."""

COARSEST = 0.25
"""Pixels a millimetre that no display has which is looked at from where its buttons are."""

MOST_UNEVEN = 2.0
"""How many times longer than wide a pixel may be, or wider than long. Source: the 1024 x 1024
pixels of plasma displays of 16:9 are the most uneven, 1.8 times."""


class ReportedSize(NamedTuple):
    """Width and height, as the display stands by itself.

    :ivar millimetres: ``None`` where it tells none, or none that a display can have
    :ivar doubt: why what it tells does not count; empty where it does
    """

    pixels: tuple[int, int]
    millimetres: tuple[int, int] | None
    doubt: str = ""


def parse(data: bytes) -> ReportedSize | None:
    """Read an EDID; ``None`` where it is broken or tells no pixels."""
    block = data[:BLOCK]
    if len(block) < BLOCK or block[:8] != HEADER or sum(block) % 256:
        return None
    timing = block[54:72]
    pixels = timing[2] + (timing[4] >> 4 << 8), timing[5] + (timing[7] >> 4 << 8)
    millimetres = timing[12] + (timing[14] >> 4 << 8), timing[13] + ((timing[14] & 15) << 8)
    if not timing[0] + timing[1] or not all(pixels):
        return None
    doubt = _doubt(pixels, millimetres)
    return ReportedSize(pixels, None if doubt else millimetres, doubt)


def _doubt(pixels: tuple[int, int], millimetres: tuple[int, int]) -> str:
    """Return why no display of these pixels has these millimetres; empty if one may."""
    told = f"{millimetres[0]} x {millimetres[1]} mm"
    if not all(millimetres):
        return f"{told} are no size"
    if any(
        millimetres == (wide * times, high * times)
        for wide, high in RATIOS
        for times in ((1, 10, 100) if wide == 16 else (1, 10))
    ):
        return f"{told} are an aspect ratio"
    across, down = (px / mm for px, mm in zip(pixels, millimetres, strict=True))
    if not COARSEST <= across <= DENSEST or not COARSEST <= down <= DENSEST:
        return f"{told} are not the size of {pixels[0]}x{pixels[1]} pixels"
    if not 1 / MOST_UNEVEN <= across / down <= MOST_UNEVEN:
        return f"{told} have not the shape of {pixels[0]}x{pixels[1]} pixels"
    return ""


def connected(folder: Path = DRM) -> ReportedSize | None:
    """Give what the one display connected tells; ``None`` where none does, or several."""
    found = []
    for name in plugged(folder):
        with contextlib.suppress(OSError):
            found.append(parse((folder / name / "edid").read_bytes()))
    told = found[0] if len(found) == 1 else None
    if told and told.doubt:
        log.warning("What the display tells of its size does not count: %s", told.doubt)
    return told
