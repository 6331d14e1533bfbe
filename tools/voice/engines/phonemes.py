"""Texts in the alphabet of phonemes that Kokoro was trained with, by language."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

MARKS = ",.;:!?¿¡()«»“”"
"""Marks that the model hears as pauses and melody; espeak-ng would drop them."""

_PARTS = re.compile(f"[^{re.escape(MARKS)}]+|[{re.escape(MARKS)}]")

AFFRICATES = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^z": "ʣ",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "s^s": "S",
    "t^s": "ʦ",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
}
"""Two sounds that espeak-ng ties, by the one sign that the model has for them. Source: misaki."""


def from_espeak(text: str, voice: str) -> str:
    """Return the phonemes of a text as espeak-ng knows them."""
    said = ""
    for part in _PARTS.findall(text.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")):
        if part in MARKS:
            said += part
        elif part.strip():
            line = ["espeak-ng", "-q", "--ipa", "--tie=^", "-v", voice, "--", part.strip()]
            ipa = subprocess.run(line, capture_output=True, text=True, check=True).stdout
            # It names a switch to another language in brackets.
            said += (" " if said else "") + re.sub(r"\([^)]*\)", "", " ".join(ipa.split()))
    for tied, sign in AFFRICATES.items():
        said = said.replace(tied, sign)
    return said.replace("^", "").replace("-", "")


def english(text: str, british: bool) -> str:
    """Return the phonemes of an English text."""
    said = _english(british)(text)
    return said if isinstance(said, str) else " ".join(said)


def mandarin(text: str) -> str:
    """Return the phonemes and tones of a Chinese text."""
    said, _ = _mandarin()(text)
    return str(said)


@cache
def _english(british: bool) -> Any:
    from hibari.g2p import G2P

    return G2P(british=british)


@cache
def _mandarin() -> Any:
    from misaki.zh import ZHG2P

    return ZHG2P()


PHONEMES: Mapping[str, Callable[[str], str]] = {
    "en-gb": partial(english, british=True),
    "en-us": partial(english, british=False),
    "es": partial(from_espeak, voice="es"),
    "fr": partial(from_espeak, voice="fr"),
    "zh": mandarin,
}
"""By language, the function that returns the phonemes of a text."""
