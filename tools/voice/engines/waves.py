"""What models return, as sounds."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from tools.voice.sound import FULL, Sound


def from_floats(wave: Iterable[float], rate: int) -> Sound:
    """Return the sound of samples from -1 to 1; louder ones are clipped."""
    return Sound(array("h", (int(max(-1.0, min(1.0, x)) * (FULL - 1)) for x in wave)), rate)
