"""Render the clips of a language that are missing, and write their index.

A clip's file is named for all that it is made of: the words, the engine with its version, voice
and speed, and the form of all clips. So a clip is rendered again if one of these changes, and only
then. A person's recordings have other names and are never touched.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.speech import clips as clip_index
from kiosk.speech.clips import Clip
from tools.voice import opus
from tools.voice.casting import Take, take, takes
from tools.voice.level import EDGE, LOUDNESS, level
from tools.voice.texts import texts

FORM = f"{LOUDNESS:g} LUFS, {EDGE:g} s edges, Opus {opus.BITRATE} kbit/s"
"""What all clips have in common."""

OURS = re.compile(r"[0-9a-f]{12}\.ogg")
"""The names of rendered clips."""

AUDITIONED = Path(".cache/audition")
"""The clips of auditions, chosen or not."""

SAVED = 20
"""Clips after which a line tells how far it is."""


class Rendering:
    """The clips of one language, in one folder.

    :param free: whether to use espeak-ng for every language
    :param every: render every n-th sentence only
    """

    def __init__(self, language: str, target: Path, free: bool = False, every: int = 1) -> None:
        self._language, self._target, self._free = language, target, free
        self._said = dict(sorted(texts(language).items())[::every])
        self._existing = clip_index.load(target)

    def run(self) -> Iterator[str]:
        """Render what is missing, delete what is not needed, and yield lines on the progress."""
        self._target.mkdir(parents=True, exist_ok=True)
        recorded = {text: clip for text, clip in self._existing.items() if not ours(clip.file)}
        wanted = {text: self._file(text) for text in self._said if text not in recorded}
        there = {file.name for file in self._target.iterdir()}
        missing = {file: text for text, file in wanted.items() if file not in there}
        yield f"{self._language}: {len(self._said)} sentences, {len(missing)} to render"
        try:
            yield from self._render(missing)
        finally:  # what an interrupted run has rendered is of use already
            made = self._made(wanted)
            self._write({**recorded, **made})
        yield from self._delete_unused(set(wanted.values()))
        yield self._summary({**recorded, **made}, len(recorded))

    def _made(self, wanted: Mapping[str, str]) -> dict[str, Clip]:
        there = {file.name for file in self._target.iterdir()}
        return {text: self._clip(file) for text, file in wanted.items() if file in there}

    def _file(self, text: str) -> str:
        return file_name(text, self._said[text], self._take(text))

    def _take(self, text: str) -> Take:
        return take(text, self._said[text], self._free)

    def _render(self, missing: Mapping[str, str]) -> Iterator[str]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for number, (file, text) in enumerate(missing.items(), 1):
                if (AUDITIONED / file).is_file():  # the very clip that was understood
                    shutil.copy(AUDITIONED / file, self._target / file)
                else:
                    record(text, self._said[text], self._take(text), self._target / file, folder)
                if number % SAVED == 0:
                    yield f"{self._language}: {number} of {len(missing)} rendered"

    def _clip(self, file: str) -> Clip:
        return Clip(file, round(opus.seconds(self._target / file), 3))

    def _write(self, clips: Mapping[str, Clip]) -> None:
        entries = {text: {"file": it.file, "seconds": it.seconds} for text, it in clips.items()}
        usual = next(iter(takes(self._language, self._free).values()))
        index = {"made_by": usual.engine.name, "clips": dict(sorted(entries.items()))}
        written = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
        (self._target / "index.json").write_text(written, encoding="utf-8")

    def _delete_unused(self, needed: set[str]) -> Iterator[str]:
        for file in sorted(self._target.iterdir()):
            if ours(file.name) and file.name not in needed:
                file.unlink()
                yield f"{file} deleted: no sentence needs it"

    def _summary(self, clips: Mapping[str, Clip], recorded: int) -> str:
        size = sum(file.stat().st_size for file in self._target.iterdir())
        minutes = sum(clip.seconds for clip in clips.values()) / 60
        kept = f", {recorded} of them recorded by a person" if recorded else ""
        return f"{self._target}: {len(clips)} clips{kept}, {minutes:.1f} min, {size / 1e6:.2f} MB"


def file_name(text: str, language: str, chosen: Take) -> str:
    """Return the name of a sentence's clip."""
    recipe = json.dumps([chosen.words(text, language), chosen.engine.name, FORM])
    return hashlib.sha256(recipe.encode()).hexdigest()[:12] + ".ogg"


def record(text: str, language: str, chosen: Take, file: Path, folder: Path) -> None:
    """Write the clip of a sentence.

    :param folder: where files may be put
    """
    said = chosen.engine.speak(chosen.words(text, language), folder)
    opus.encode(level(said, folder), file, folder)


def ours(file: str) -> bool:
    """Return whether a file was rendered, not recorded."""
    return OURS.fullmatch(file) is not None
