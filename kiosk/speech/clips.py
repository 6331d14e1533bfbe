"""Recorded speech: one clip per sentence, found by its text in the index of its language.

``make voice`` writes ``assets/voices/LANGUAGE``: the clips, and ``index.json`` with their lengths.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import Translate
from kiosk.config.paths import VOICES
from kiosk.config.schema import Between, Name, Words
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import Document
from kiosk.speech import recordings
from kiosk.speech.recordings import Recording

log = logging.getLogger(__name__)

ENGINE = "espeak-ng"
"""The program that, where installed, speaks texts without a clip."""

ESPEAK_VOICES = {"en": "en-gb", "zh_CN": "cmn-latn-pinyin"}
"""The engine's voice, where its name is not the language's code. ``cmn`` reads tones as digits."""

AMPLITUDES = {"en": 81, "fr": 103, "de": 90, "es": 95, "zh_CN": 69}
"""The engine's amplitude by language at which it is as loud as the clips, at -22 LUFS; measured."""

AMPLITUDE = 88
"""The amplitude for any other language: the mean."""

PRONOUNCED = {
    "en": {"Qi": "chee"},
    "fr": {"Qi": "tchi"},
    "de": {"Qi": "Tschi"},
    "es": {"Qi": "chi"},
}
"""Words that the engine mispronounces, by language, with a spelling that it reads correctly."""

HOW_TO_SAY = re.compile(r"\s*[(（][^()（）]*[“„«「][^()（）]*[)）]")
"""Brackets that explain a pronunciation, which a listener hears anyway."""


@dataclass(frozen=True)
class Clip:
    """One sentence: a file beside the index, and its length."""

    file: Annotated[str, Name()]
    seconds: Annotated[float, Between(0.05, 60, "s")]


@dataclass(frozen=True)
class Index:
    """The clips of one language by their text; ``made_by`` names engine and voice."""

    made_by: Words
    clips: Mapping[str, Clip]


@dataclass(frozen=True)
class Utterance:
    """A sentence to say; ``file`` is ``None`` if the engine has to speak it.

    :ivar seconds: its length, estimated for the engine
    :ivar recorded: whether the file is an author's own, as loud as it happens to be
    """

    text: str
    language: str
    seconds: float
    file: Path | None = None
    recorded: bool = False


@dataclass(frozen=True)
class Voice:
    """A spoken language.

    :ivar folder: the folder of the clips
    :ivar engine: whether the engine can speak texts without a clip
    :ivar own: an author's recordings by their keys; they take precedence over the clips
    """

    language: str
    translate: Translate
    folder: Path
    clips: Mapping[str, Clip] = field(default_factory=dict)
    engine: bool = False
    own: Mapping[str, Recording] = field(default_factory=dict)

    def has(self, text: str) -> bool:
        """Return whether a translated sentence has a clip or a recording."""
        return text in self.clips or recordings.key(text) in self.own

    def utterance(self, text: str) -> Utterance | None:
        """Return a translated sentence as it can be spoken, or ``None`` if it cannot."""
        recording = self.own.get(recordings.key(text)) if self.own else None
        if recording:
            return Utterance(text, self.language, recording.seconds, recording.file, True)
        clip = self.clips.get(text)
        if clip is not None:
            return Utterance(text, self.language, clip.seconds, self.folder / clip.file)
        return Utterance(text, self.language, estimate(text)) if self.engine else None


def estimate(text: str) -> float:
    """Estimate the seconds a text takes: 12 bytes of UTF-8 a second, so 4 Chinese characters."""
    return 0.6 + len(text.encode("utf-8", "replace")) / 12


def has_engine() -> bool:
    """Return whether the engine is installed."""
    return shutil.which(ENGINE) is not None


def voice_of(language: str) -> str:
    """Return the name of the engine's voice for a language."""
    return ESPEAK_VOICES.get(language, language.partition("_")[0])


def command(text: str, language: str, output: str) -> list[str]:
    """Return the command line that speaks ``text`` into the WAV ``output`` (``-`` is stdout)."""
    text = HOW_TO_SAY.sub("", text)
    for written, heard in PRONOUNCED.get(language, {}).items():
        text = text.replace(written, heard)
    target = ["--stdout"] if output == "-" else ["-w", output]
    manner = ["-s", "150", "-g", "2", "-a", str(AMPLITUDES.get(language, AMPLITUDE))]
    return [ENGINE, "-v", voice_of(language), *manner, *target, "--", text]


def digits_apart(number: str) -> str:
    """Return a telephone number as it is spoken: ``1 1 2``."""
    return " ".join(number)


def load(folder: Path) -> Mapping[str, Clip]:
    """Read the clips of one language; none if the folder has no index.

    :raises FaultyInput: if the index is faulty
    """
    file = folder / "index.json"
    try:
        data = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise FaultyInput([Fault(str(file), 0, "", f"cannot be read: {error}")]) from error
    return accept(*structure(Document(file, data, {(): 1}), Index)).clips


def indices(voices: Path) -> list[Path]:
    """Return the index of each language that has clips."""
    return sorted(voices.glob("*/index.json"))


def faults(index: Path) -> Iterator[Fault]:
    """Yield the faults of one language's index, and clips whose file is missing."""
    try:
        clips = load(index.parent)
    except FaultyInput as error:
        yield from error.faults
        return
    for text, clip in clips.items():
        if not (index.parent / clip.file).is_file():
            yield Fault(str(index), 0, text, f"there is no file {clip.file}")


def voice(language: str, translate: Translate, folders: Sequence[Path] = ()) -> Voice:
    """Return the voice of a language; log the faults of recordings, and leave these out.

    :param folders: folders that may hold own recordings, the first before the next
    :raises FaultyInput: if the index of its clips is faulty
    """
    folder = VOICES / language
    own, faults = recordings.find(*(each / recordings.FOLDER / language for each in folders))
    for fault in faults:
        log.warning("Leaving out a recording: %s", fault)
    return Voice(language, translate, folder, load(folder), has_engine(), own)
