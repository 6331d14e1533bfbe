"""hibari-tts: English, distilled from Kokoro's voice af_heart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tools.voice.engines import version
from tools.voice.engines.waves import from_floats
from tools.voice.sound import Sound

PACKAGE = "hibari-tts"


@dataclass(frozen=True)
class Hibari:
    """The voice ``heart``, the one that the package holds: others would be downloaded."""

    speed: float

    @property
    def name(self) -> str:
        """Engine, version, voice and speed."""
        return f"{PACKAGE} {version(PACKAGE)}, voice heart, speed {self.speed:g}"

    def speak(self, text: str, folder: Path) -> Sound:
        """Return a text as it is spoken."""
        model = _model()
        # With several threads, or without a seed, the samples differ from run to run.
        return from_floats(model(text, speed=self.speed, seed=0), model.sample_rate)


@cache
def _model() -> Any:
    from hibari import Hibari as Model

    return Model(threads=1)
