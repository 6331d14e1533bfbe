"""SVOX Pico, of the package py-nanotts."""

from __future__ import annotations

import json
import subprocess
import sys
from array import array
from dataclasses import dataclass
from pathlib import Path

from tools.voice.engines import version
from tools.voice.sound import Sound

PACKAGE = "py-nanotts"
RATE = 16_000

SPEAK = """
import json, sys
from py_nanotts import NanoTTS
sys.stdout.buffer.write(NanoTTS().speak(sys.argv[1], **json.loads(sys.argv[2])))
"""
"""The program that speaks a text."""


@dataclass(frozen=True)
class Pico:
    """A voice of SVOX Pico, such as ``de-DE``."""

    voice: str
    speed: float
    pitch: float = 1.0

    @property
    def name(self) -> str:
        """Engine, version, voice and speed, and its pitch if it is another than the voice's own."""
        used = f"{PACKAGE} {version(PACKAGE)}"
        pitch = f", pitch {self.pitch:g}" if self.pitch != 1.0 else ""
        return f"SVOX Pico ({used}), voice {self.voice}, speed {self.speed:g}{pitch}"

    def speak(self, text: str, folder: Path) -> Sound:
        """Return a text as it is spoken."""
        # What it has said before changes the samples: each text has a process of its own.
        manner = json.dumps({"voice": self.voice, "speed": self.speed, "pitch": self.pitch})
        line = [sys.executable, "-c", SPEAK, text, manner]
        said = subprocess.run(line, check=True, capture_output=True).stdout
        return Sound(array("h", said), RATE)
