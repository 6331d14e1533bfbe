"""The size that a display reports, in pixels and millimetres, read from its EDID on Linux.

Source: VESA Enhanced EDID Standard, release A.2: the first detailed timing is the preferred one.
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
"""Aspect ratios that displays report instead of millimetres, times 1, 10 or 100.

Source: mutter, meta_monitor_has_aspect_as_size, and Chromium, ui/display/util/display_util.cc.
"""

DENSEST = 40.0
"""Pixels per millimetre that no display reaches. Source: Sony's Xperia Z5 Premium, the densest
telephone sold, has 806 per inch, or 32 per millimetre."""

COARSEST = 0.25
"""Pixels per millimetre: no display within reach of its buttons has fewer."""

MOST_UNEVEN = 2.0
"""Largest ratio of a pixel's sides. Source: plasma displays of 16:9 with 1024 x 1024 pixels are the
extreme, with 1.8."""


class ReportedSize(NamedTuple):
    """Width and height of a display that is not rotated.

    :ivar millimetres: ``None`` if it reports none, or none that a display can have
    :ivar doubt: why the reported size is ignored; empty if it is not
    """

    pixels: tuple[int, int]
    millimetres: tuple[int, int] | None
    doubt: str = ""


def parse(data: bytes) -> ReportedSize | None:
    """Parse an EDID; return ``None`` if it is broken or reports no pixels."""
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
    """Return why no display of these pixels has these millimetres; empty if one can."""
    size = f"{millimetres[0]} x {millimetres[1]} mm"
    if not all(millimetres):
        return f"{size} is not a size"
    if any(
        millimetres == (wide * times, high * times)
        for wide, high in RATIOS
        for times in ((1, 10, 100) if wide == 16 else (1, 10))
    ):
        return f"{size} is an aspect ratio"
    across, down = (px / mm for px, mm in zip(pixels, millimetres, strict=True))
    if not COARSEST <= across <= DENSEST or not COARSEST <= down <= DENSEST:
        return f"{size} is not the size of {pixels[0]}x{pixels[1]} pixels"
    if not 1 / MOST_UNEVEN <= across / down <= MOST_UNEVEN:
        return f"{size} is not the shape of {pixels[0]}x{pixels[1]} pixels"
    return ""


def connected(folder: Path = DRM) -> ReportedSize | None:
    """Return the size reported by the only display connected; ``None`` if none or several do."""
    found = []
    for name in plugged(folder):
        with contextlib.suppress(OSError):
            found.append(parse((folder / name / "edid").read_bytes()))
    size = found[0] if len(found) == 1 else None
    if size and size.doubt:
        log.warning("Ignoring the size that the display reports: %s", size.doubt)
    return size
