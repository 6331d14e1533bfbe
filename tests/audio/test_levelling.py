from __future__ import annotations

import math
from array import array

import pytest

from kiosk.audio.levelling import LOUDEST_GAIN, PEAK, gain, levelled

RATE = 8000


def tone(level: float, seconds: float = 1.0) -> array[int]:
    """Return a tone of that effective level, of full scale."""
    peak = level * math.sqrt(2) * 32768
    count = round(seconds * RATE)
    return array("h", (round(peak * math.sin(n * 2 * math.pi * 441 / RATE)) for n in range(count)))


def decibels(factor: float) -> float:
    return 20 * math.log10(factor)


@pytest.mark.parametrize(("level", "change"), [(-30, 8), (-22, 0), (-12, -10)])
def test_speech_is_brought_to_the_level_of_the_clips(level: float, change: float) -> None:
    assert decibels(gain(tone(10 ** (level / 20)), RATE)) == pytest.approx(change, abs=0.1)


def test_pauses_do_not_count() -> None:
    spoken = tone(10 ** (-30 / 20))
    silence = array("h", [0]) * (4 * RATE)
    assert decibels(gain(spoken + silence, RATE)) == pytest.approx(8, abs=1)


def test_a_loud_moment_is_not_clipped() -> None:
    made = tone(10 ** (-40 / 20))
    made[100] = 20_000
    assert max(levelled(made, RATE)) == pytest.approx(PEAK * 32768, abs=1)


def test_noise_is_not_amplified_without_end() -> None:
    assert gain(array("h", [1, -1] * RATE), RATE) == LOUDEST_GAIN


@pytest.mark.parametrize("samples", [array("h"), array("h", [0]) * 100])
def test_silence_stays_silence(samples: array[int]) -> None:
    assert levelled(samples, RATE) == samples
