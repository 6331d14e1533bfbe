"""Who speaks which language."""

from __future__ import annotations

from collections.abc import Mapping

from tools.voice.engines import Engine
from tools.voice.engines.espeak import Espeak
from tools.voice.engines.hibari import Hibari
from tools.voice.engines.kokoro import Kokoro
from tools.voice.engines.pico import Pico

ENGINES: Mapping[str, Engine] = {
    "en": Hibari(0.85),
    "fr": Pico("fr-FR", 0.9),
    "de": Pico("de-DE", 0.9),
    "es": Pico("es-ES", 0.9),
    "zh_CN": Kokoro("zf_xiaobei", "zh", 1.0),
}
"""The engine of each language, as measured (docs/speech.md); of any other one it is espeak-ng."""


def engine_for(language: str, free: bool = False) -> Engine:
    """Return the engine that speaks a language.

    :param free: whether to use espeak-ng for every language
    """
    found = None if free else ENGINES.get(language)
    return found or Espeak(language)
