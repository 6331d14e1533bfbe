"""Who speaks which language, and how each sentence is taken.

A sentence is spoken by the first take of its language, unless ``casting.json`` names another one,
which the automatic listener understood better (``tools.voice.audition``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.voice.engines import Engine
from tools.voice.engines.espeak import Espeak
from tools.voice.engines.hibari import Hibari
from tools.voice.engines.kokoro import Kokoro
from tools.voice.engines.pico import Pico
from tools.voice.pronunciation import CLEARER, respelt, spelt

CHOSEN = Path(__file__).with_name("casting.json")
"""By language and sentence, the name of the take."""

BEFORE = {
    "de": "auf|bis|dann|im|in|mit|oder|über|und|unter|vom|von|zum|zur",
    "es": "con|de|en|hasta|o|por|sobre|y",
    "fr": "à|au|avec|dans|de|derrière|et|jusqu’à|ou|par|sous|sur|vers",
}
"""Words by language that a pause may come before, as alternatives of a regular expression."""


@dataclass(frozen=True)
class Take:
    """One way to speak a sentence.

    :ivar clearer: whether words are spelt as they are clearer (``pronunciation.CLEARER``)
    :ivar paused: whether commas divide it
    """

    engine: Engine
    clearer: bool = False
    paused: bool = False

    def words(self, text: str, language: str) -> str:
        """Return a text as it is given to the engine."""
        said = spelt(text, language)
        said = respelt(said, CLEARER.get(language, {})) if self.clearer else said
        return divided(said, language) if self.paused else said


def _pico(voice: str) -> Mapping[str, Take]:
    return {
        "0.9": Take(Pico(voice, 0.9)),
        "0.9, clearer": Take(Pico(voice, 0.9), clearer=True),
        "0.8": Take(Pico(voice, 0.8)),
        "1": Take(Pico(voice, 1.0)),
        "0.9, paused": Take(Pico(voice, 0.9), paused=True),
        "0.9, lower": Take(Pico(voice, 0.9, pitch=0.95)),
    }


def _kokoro(voice: str, language: str) -> Mapping[str, Take]:
    return {f"{pace:g}": Take(Kokoro(voice, language, pace)) for pace in (1.0, 0.9, 1.1)}


TAKES: Mapping[str, Mapping[str, Take]] = {
    "en": {f"{pace:g}": Take(Hibari(pace)) for pace in (0.85, 0.8, 0.9, 0.95)},
    "fr": _pico("fr-FR"),
    "de": _pico("de-DE"),
    "es": _pico("es-ES"),
    "zh_CN": _kokoro("zf_xiaobei", "zh"),
}
"""By language and name the takes that an audition may choose from; the first is the usual one.

The voices are chosen as measured (docs/speech.md); any other language has espeak-ng alone.
"""


def takes(language: str, free: bool = False) -> Mapping[str, Take]:
    """Return by name how a language may be spoken.

    :param free: whether to use espeak-ng for every language
    """
    found = None if free else TAKES.get(language)
    return found or {"": Take(Espeak(language))}


def take(text: str, language: str, free: bool = False) -> Take:
    """Return how a sentence is spoken."""
    offered = takes(language, free)
    usual = next(iter(offered.values()))
    return offered.get(chosen().get(language, {}).get(text, ""), usual)


@cache
def chosen() -> Mapping[str, Mapping[str, str]]:
    """Return by language and sentence the name of the take, where it is not the usual one."""
    found: Mapping[str, Mapping[str, str]] = json.loads(CHOSEN.read_text("utf-8"))
    return found


def choose(language: str, names: Mapping[str, str]) -> None:
    """Write down the takes of a language's sentences."""
    changed = {**chosen(), language: dict(sorted(names.items()))}
    text = json.dumps(dict(sorted(changed.items())), ensure_ascii=False, indent=1)
    CHOSEN.write_text(text + "\n", "utf-8")
    chosen.cache_clear()


def divided(text: str, language: str) -> str:
    """Return a text with a comma before each word of ``BEFORE`` that follows two other words."""
    pattern = rf"(\w+ \w+) (?=(?:{BEFORE[language]}) \w+ ?\w+)"
    return re.sub(pattern, r"\1, ", text)
