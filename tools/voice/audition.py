"""``make audition``: choose the take by which the listener understands each sentence best.

A sentence that is understood keeps its take. Of any other one every take is rendered and heard in
two rooms, until one is understood in both; ``casting.json`` keeps the name of the best. In a third
room, which decides nothing, the sentences with a chosen take are heard in both takes: what this
gains is no luck of the choice. Clips and words are kept in ``.cache``, so an interrupted audition
goes on where it stopped.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.config.language import LANGUAGES
from kiosk.config.paths import VOICES
from kiosk.speech import clips as clip_index
from tools.voice.casting import choose, chosen, takes
from tools.voice.engines import EngineUnavailable
from tools.voice.listen import CACHE
from tools.voice.listener import CLINIC, LATE, STUDIO, Listener, Room
from tools.voice.pronunciation import spelt
from tools.voice.render import AUDITIONED, file_name, ours, record
from tools.voice.score import Score, Units, score, units_of
from tools.voice.texts import texts

ROOMS = (STUDIO, LATE)
"""Where takes are heard, to choose one."""


class Audition:
    """The audition of one language.

    :param target: the folder of its clips
    :param spare: the folder of clips that were not chosen
    :param most: hold it for this many sentences, those with the most errors
    :param new: hold it for sentences alone that have no clip yet
    """

    def __init__(
        self,
        language: str,
        target: Path,
        spare: Path,
        listener: Listener,
        units: Mapping[str, Units],
        most: int | None = None,
        new: bool = False,
    ) -> None:
        self._language, self._target, self._spare = language, target, spare
        self._listener, self._units, self._most = listener, units, most
        self._takes = takes(language)
        self._usual = next(iter(self._takes))
        recorded = clip_index.load(target)
        persons = {text for text, clip in recorded.items() if not ours(clip.file)}
        spoken = {text for text, words in texts(language).items() if words == language}
        self._texts = sorted(spoken - persons)
        self._heard = sorted(spoken - set(recorded)) if new else self._texts

    def run(self) -> Iterator[str]:
        """Choose takes, write them down, and yield lines on each choice and on what all gain."""
        earlier = chosen().get(self._language, {})
        names = {text: earlier[text] for text in self._texts if earlier.get(text) in self._takes}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for text in self._misheard(names, folder):
                best, errors = self._best(text, folder)
                names[text] = best
                if best == self._usual:
                    del names[text]
                choose(self._language, names)
                yield f"  {best}: {errors} errors  {text}"
            choose(self._language, names)
            yield f"{self._language}: {len(names)} of {len(self._texts)} sentences, chosen takes"
            usual = dict.fromkeys(names, self._usual)
            for room in (*ROOMS, CLINIC):
                before, after = (self._rates(each, room, folder) for each in (usual, names))
                yield f"    {room.name}: wrong before: {before}; now: {after}"

    def _misheard(self, names: Mapping[str, str], folder: Path) -> list[str]:
        """Return the sentences that are right in no unit, neither as written nor as they sound.

        Those with the most errors come first: they gain the most, should the audition be stopped.
        """
        found: dict[str, int] = {}
        for text in self._heard:
            scores = self._scores(text, names.get(text, self._usual), STUDIO, folder).values()
            if all(each.errors for each in scores):
                found[text] = sum(each.errors for each in scores)
        return sorted(found, key=found.__getitem__, reverse=True)[: self._most]

    def _best(self, text: str, folder: Path) -> tuple[str, int]:
        """Return the take that is understood best, and its errors in all units and rooms."""
        found: dict[str, int] = {}
        for take in self._takes:
            found[take] = 0
            for room in ROOMS:
                found[take] += self._errors(text, take, room, folder)
                if found[take] > min(found.values()):
                    break
            if not found[take]:
                break
        best = min(found, key=found.__getitem__)
        return best, found[best]

    def _errors(self, text: str, take: str, room: Room, folder: Path) -> int:
        return sum(each.errors for each in self._scores(text, take, room, folder).values())

    def _scores(self, text: str, take: str, room: Room, folder: Path) -> Mapping[str, Score]:
        words = self._listener.hear(self._clip(text, take, folder), self._language, room)
        right = spelt(text, ""), spelt(text, self._language)
        return {name: score(right, words, each) for name, each in self._units.items()}

    def _clip(self, text: str, take: str, folder: Path) -> Path:
        used = self._takes[take]
        name = file_name(text, self._language, used)
        clip = self._target / name
        if not clip.is_file():
            clip = self._spare / name
        if not clip.is_file():
            record(text, self._language, used, clip, folder)
        return clip

    def _rates(self, names: Mapping[str, str], room: Room, folder: Path) -> str:
        found = dict.fromkeys(self._units, Score())
        for text, take in names.items():
            for name, each in self._scores(text, take, room, folder).items():
                found[name] += each
        return ", ".join(f"{each.rate:.1f} % of {name}" for name, each in found.items())


def main() -> None:
    """Hold the auditions of the languages named on the command line, or of all."""
    parser = argparse.ArgumentParser(description="Choose how each sentence is spoken.")
    parser.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="LANGUAGE")
    parser.add_argument("--most", type=int, metavar="N", help="the N sentences with most errors")
    parser.add_argument("--new", action="store_true", help="sentences without a clip alone")
    options = parser.parse_args()
    AUDITIONED.mkdir(parents=True, exist_ok=True)
    listener = Listener(CACHE)
    for language in options.languages or LANGUAGES:
        target = VOICES / language
        try:
            units = units_of(language)
            audition = Audition(
                language, target, AUDITIONED, listener, units, options.most, options.new
            )
            for line in audition.run():
                print(line, flush=True)
        except (EngineUnavailable, ImportError) as error:
            sys.exit(f"{language}: {error}")


if __name__ == "__main__":
    main()
