"""How a text is said, where the engine would say it wrongly as it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.speech.clips import HOW_TO_SAY

SPELT: Mapping[str, Mapping[str, str]] = {
    # In capitals, a word is spelt out.
    "en": {"Qi": "chee", "NOT": "not"},
    "fr": {"Qi": "tchi", "l’os": "l’osse", "NE": "ne", "PAS": "pas"},
    "de": {"Qi": "Tschi", "NICHT": "nicht", "Taille": "Talje", "Taillenhöhe": "Taljenhöhe"},
    "es": {
        "Qi": "chi",
        "NO": "no",
        # Without the pause of a colon, and with the elision of fluent speech, the next one fits.
        "Mano izquierda:": "Mano izquierda",
        "Mano derecha:": "Mano derecha",
        "Siga a la altura": "Siga a laltura",
    },
    # Kokoro is told jí for 脊, qǔ for 曲, and 地 and 得 with a tone.
    "zh_CN": {
        "脊柱": "几住",
        "静脉曲张": "静脉屈张",
        "平静地": "平静的",
        "慢慢地": "慢慢的",
        "轻松地": "轻松的",
        "做得": "做的",
        "变得": "变的",
        "痛得": "痛的",
    },
}
"""Words by language, with a spelling that the engines of ``casting`` read correctly.

espeak-ng has its own, ``kiosk.speech.clips.PRONOUNCED``, since a device may use it.
"""

CLEARER: Mapping[str, Mapping[str, str]] = {
    "de": {
        "Gehen": "Gehhen",
        "Knie": "Knieh",
        "Linke Hand": "Linke, Hand",
        "Linke Hüfte": "Linke, Hüffte",
        "Oder": "Oderr",
        "Rechte Hüfte": "Rechte, Hüffte",
        "Runde": "Runnde",
        "Sanft": "Sanfft",
        "Sehne": "Seene",
        "oder": "oderr",
    },
}
"""Words that are read correctly, with a spelling that is clearer in some sentences, by language."""

PAUSED = frozenset({"fr"})
"""Languages whose engine runs the digits of a telephone number together, one "un" into the next."""

_WORD = r"[^\W\u4e00-\u9fff]"
"""What goes on with a word; Chinese characters do not, as they have no spaces between words."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


def spelt(text: str, language: str) -> str:
    """Return a text as it is given to an engine."""
    text = HOW_TO_SAY.sub("", text)
    if language in PAUSED:
        text = _BETWEEN_DIGITS.sub(", ", text)
    return respelt(text, SPELT.get(language, {}))


def respelt(text: str, spellings: Mapping[str, str]) -> str:
    """Return a text with whole words in another spelling."""
    for written, heard in spellings.items():
        text = re.sub(rf"(?<!{_WORD}){re.escape(written)}(?!{_WORD})", heard, text)
    return text
