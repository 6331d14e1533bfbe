"""Raise the soft sounds of a voice, so that its consonants are heard beside its vowels."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator

from tools.voice.sound import FULL, Sound

BLOCK = 0.005
"""Seconds of which the level is measured at once."""

KNEE, FLOOR = 10 ** (-18 / 20), 10 ** (-60 / 20)
"""Levels of the loudest block below which sounds are raised, and from which they are silence."""

MOST = 10 ** (18 / 20)
"""The highest gain."""


def raised(said: Sound) -> Sound:
    """Return a sound whose blocks below ``KNEE`` are half as far below it, in decibels."""
    block = max(1, round(BLOCK * said.rate))
    levels = list(_levels(said, block))
    loudest = max(levels, default=0.0)
    if not loudest:
        return said
    gains = [_gain(level / loudest) for level in levels]
    gains.append(gains[-1])
    samples = array("h")
    for n, sample in enumerate(said.samples):
        at, part = divmod(n, block)
        gain = gains[at] + (gains[at + 1] - gains[at]) * part / block
        samples.append(round(max(-FULL, min(FULL - 1, sample * gain))))
    return Sound(samples, said.rate)


def _levels(said: Sound, block: int) -> Iterator[float]:
    for start in range(0, len(said.samples), block):
        part = said.samples[start : start + block]
        yield math.sqrt(sum(sample * sample for sample in part) / len(part))


def _gain(level: float) -> float:
    """Return the gain of a level, which is a share of the loudest one."""
    return min(MOST, math.sqrt(KNEE / level)) if FLOOR < level < KNEE else 1.0
