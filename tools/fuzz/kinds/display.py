"""EDID, the data of a display that the kernel passes on."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from kiosk.config.paths import OWN_SETTINGS
from kiosk.config.screen import Screen
from kiosk.config.settings import load as load_settings
from kiosk.screen.display import edid
from kiosk.screen.layout.legibility import viewing_conditions
from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong

# 1920 x 1080 pixels on 527 x 296 mm, at 148.5 MHz; the last byte makes the sum 0 modulo 256.
_TIMING = bytes.fromhex("023a801871382d40582c45000f282100001e")
_BLOCK = edid.HEADER + bytes(46) + _TIMING + bytes(edid.BLOCK - 73)


def _summed(data: bytes) -> bytes:
    return data[: edid.BLOCK - 1] + bytes([-sum(data[: edid.BLOCK - 1]) % 256]) + data[edid.BLOCK :]


def make(random: Random) -> bytes:
    """Damage an EDID, half of the time with a valid checksum."""
    data = damage.damaged(random, _summed(_BLOCK), damage.ANY)
    return random.choice((data, _summed(data)))


@cache
def _screen() -> Screen:
    return load_settings(OWN_SETTINGS).screen


def load(data: bytes, folder: Path) -> bool:
    """Read an EDID and choose the size of letters by it."""
    connector = folder / "card1-HDMI-A-1"
    connector.mkdir()
    (connector / "status").write_text("connected\n", "ascii")
    (connector / "edid").write_bytes(data)
    size = edid.connected(folder)
    minimum_text = viewing_conditions(
        _screen(), (1920, 1080), size and size.millimetres
    ).minimum_text
    if not 0 <= minimum_text.text <= minimum_text.word <= 1080:
        raise Wrong(f"letters of {minimum_text.text} and {minimum_text.word} pixels by {size}")
    return size is not None


KIND = Kind("EDID", make, load)
