"""espeak-ng: robotic, in every language; also the engine of a kiosk for texts without a clip."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kiosk.speech.clips import ENGINE, command, voice_of
from tools.voice import sound
from tools.voice.engines import EngineUnavailable
from tools.voice.sound import Sound


@dataclass(frozen=True)
class Espeak:
    """espeak-ng as the kiosk calls it, in a language of the kiosk."""

    language: str

    @cached_property
    def name(self) -> str:
        """Engine, version and voice."""
        return f"{ENGINE} {_version()}, voice {voice_of(self.language)}"

    def speak(self, text: str, folder: Path) -> Sound:
        """Return a text as it is spoken."""
        file = folder / "said.wav"
        line = command(text, self.language, str(file))
        subprocess.run(line, check=True, capture_output=True)
        return sound.read(file)


def _version() -> str:
    if shutil.which(ENGINE) is None:
        raise EngineUnavailable(f"{ENGINE} not found: sudo apt install {ENGINE}")
    line = [ENGINE, "--version"]
    output = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    return output.partition("text-to-speech: ")[2].split()[0]
