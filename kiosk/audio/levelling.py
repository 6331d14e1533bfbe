"""Bring recordings to the loudness of the rendered clips, when they are played."""

from __future__ import annotations

import math
from array import array

LOUDNESS = 10 ** (-22 / 20)
"""The level of speech of the rendered clips, of full scale: about -22 LUFS (EBU R 128)."""

PEAK = 0.89
"""The loudest sample after levelling, of full scale: -1 dB."""

LOUDEST_GAIN = 10.0
"""The most by which a recording is amplified: beyond 20 dB, noise dominates."""

BLOCK = 0.4
"""Seconds of a block whose level is measured. Source: EBU R 128."""

GATE = 10 ** (-10 / 10)
"""Blocks with less power than this part of the mean are pauses. Source: EBU R 128, -10 LU."""

THINNED = 4
"""One sample in this many is measured: as exact for speech, and quicker on a Pi."""

_FULL = 32768.0


def gain(samples: array[int], rate: int) -> float:
    """Return the factor that gives 16-bit samples the level of the clips, without clipping.

    :param rate: samples a second
    """
    length = max(1, round(BLOCK * rate))
    blocks = [samples[at : at + length : THINNED] for at in range(0, len(samples), length)]
    powers = [sum(value * value for value in block) / len(block) for block in blocks]
    mean = sum(powers) / len(powers) if powers else 0.0
    spoken = [power for power in powers if power > mean * GATE]
    if not spoken:
        return 1.0
    level = math.sqrt(sum(spoken) / len(spoken)) / _FULL
    loudest = max(max(samples), -min(samples)) / _FULL
    return min(LOUDNESS / level, PEAK / loudest, LOUDEST_GAIN)


def levelled(samples: array[int], rate: int) -> array[int]:
    """Return samples with the level of the clips."""
    factor = gain(samples, rate)
    return array("h", (round(value * factor) for value in samples))
