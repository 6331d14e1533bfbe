"""Mono sound of 16 bits, and WAV files of it."""

from __future__ import annotations

import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

FULL = 32768.0
"""The largest sample."""


@dataclass(frozen=True)
class Sound:
    """Samples of 16 bits, ``rate`` of them a second."""

    samples: array[int]
    rate: int

    @property
    def seconds(self) -> float:
        """The length."""
        return len(self.samples) / self.rate

    def amplified(self, gain: float) -> Sound:
        """Return the sound with every sample multiplied by ``gain``."""
        return Sound(array("h", (round(value * gain) for value in self.samples)), self.rate)


def read(file: Path) -> Sound:
    """Return the sound of a mono WAV file of 16 bits."""
    with wave.open(str(file)) as wav:
        assert (wav.getnchannels(), wav.getsampwidth()) == (1, 2)
        return Sound(array("h", wav.readframes(wav.getnframes())), wav.getframerate())


def write(sound: Sound, file: Path) -> None:
    """Write a WAV file."""
    with wave.open(str(file), "wb") as wav:
        wav.setparams((1, 2, sound.rate, len(sound.samples), "NONE", ""))
        wav.writeframes(sound.samples.tobytes())
