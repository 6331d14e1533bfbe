"""``make listen``: how well every clip is understood, and whether all are equally loud.

Renders nothing. Prints each clip that was heard wrongly, and for each language its error rate,
loudness and silences. Ends with 1 if a language misses its limit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config.language import LANGUAGES
from kiosk.config.paths import VOICES
from kiosk.speech import clips as clip_index
from tools.voice import opus
from tools.voice.engines import EngineUnavailable
from tools.voice.level import LOUDNESS, audible, loudness
from tools.voice.listener import Listener
from tools.voice.pronunciation import spelt
from tools.voice.score import Score, Units, score, units_of
from tools.voice.texts import foreign

CACHE = Path(".cache/listen")

LIMITS: Mapping[str, Mapping[str, float]] = {
    "en": {"words": 3},
    "fr": {"words by sound": 18},
    "de": {"words": 12},
    "es": {"words": 12},
    "zh_CN": {"characters": 12, "pinyin with tone": 8},
}
"""The error rates that each language may have, in per cent."""

TOLERANCE = 0.5
"""Loudness units by which a clip may be off: any two clips differ by at most 1."""

SILENCE = 0.1
"""Seconds of silence at either end of a clip, at most."""

UNCLEAR, LONG = 50.0, 2.0
"""Per cent of errors and seconds from which a clip has to be looked into."""


@dataclass
class Heard:
    """What was heard of one language."""

    language: str
    scores: dict[str, Score] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    unclear: int = 0
    loudness: list[float] = field(default_factory=list)
    silence: float = 0.0
    clips: int = 0

    @property
    def off(self) -> float:
        """Loudness units by which the worst clip is too soft or too loud."""
        return max(abs(each - LOUDNESS) for each in self.loudness)

    def faults(self) -> Iterator[str]:
        """Yield what is not as it should be."""
        for name, limit in LIMITS.get(self.language, {}).items():
            if self.scores[name].rate > limit:
                yield f"more than {limit:g} % of {name} are wrong"
        if self.off > TOLERANCE:
            yield f"a clip is {self.off:.1f} LU off {LOUDNESS:g} LUFS, not at most {TOLERANCE:g}"
        if self.silence > SILENCE:
            yield f"silence of {self.silence:.2f} s at an end, not at most {SILENCE:g} s"

    def lines(self) -> Iterator[str]:
        """Yield the summary."""
        rates = ", ".join(f"{each.rate:.1f} % of {name}" for name, each in self.scores.items())
        soft, loud = min(self.loudness), max(self.loudness)
        yield f"{self.language}: {self.clips} clips, wrong: {rates}"
        worst = f"{self.unclear} of these longer than {LONG:g} s and more than half wrong"
        yield f"    {len(self.wrong)} clips with an error, {worst}"
        yield f"    loudness {soft:.1f} to {loud:.1f} LUFS, silence at most {self.silence:.2f} s"
        yield from (f"    FAULT: {fault}" for fault in self.faults())


def listen(
    language: str, folder: Path, listener: Listener, units: Mapping[str, Units], every: int = 1
) -> Heard:
    """Return what is heard of the clips of a language.

    :param every: listen to every n-th clip only
    """
    heard = Heard(language, dict.fromkeys(units, Score()))
    others = foreign()
    with tempfile.TemporaryDirectory() as name:
        for text, clip in list(clip_index.load(folder).items())[::every]:
            sound = opus.decode(folder / clip.file, Path(name))
            inside = audible(sound)
            edges = inside.start, len(sound.samples) - inside.stop
            heard.silence = max(heard.silence, *(edge / sound.rate for edge in edges))
            heard.loudness.append(loudness(folder / clip.file))
            heard.clips += 1
            if text in others:
                continue  # in the words of another language, of which it is judged
            _compare(heard, text, clip.seconds, listener.hear(folder / clip.file, language), units)
    return heard


def _compare(
    heard: Heard, text: str, seconds: float, words: str, units: Mapping[str, Units]
) -> None:
    right = (spelt(text, ""), spelt(text, heard.language))
    scores = {name: score(right, words, each) for name, each in units.items()}
    for name, each in scores.items():
        heard.scores[name] += each
    first = next(iter(scores.values()))
    if first.errors:
        unclear = first.rate > UNCLEAR and seconds > LONG
        heard.unclear += unclear
        mark = "!" if unclear else " "
        heard.wrong.append(f"  {mark} {first.errors}/{first.units}  {text}  <-  {words}")


def main() -> None:
    """Listen to the languages named on the command line, or to all."""
    parser = argparse.ArgumentParser(description="Check how well the clips are understood.")
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="LANGUAGE")
    parser.add_argument("--voices", type=Path, default=VOICES, help="the folder of all languages")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one clip out of N")
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    listener, failed = Listener(CACHE), False
    for language in options.languages or LANGUAGES:
        try:
            units = units_of(language)
            heard = listen(language, options.voices / language, listener, units, options.every)
        except (EngineUnavailable, ImportError) as error:
            sys.exit(f"{language}: {error}")
        failed = failed or any(heard.faults())
        print(*heard.wrong, *heard.lines(), sep="\n", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
