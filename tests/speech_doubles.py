"""Doubles for speech: a voice that can say any text, and an output that records it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config.language import Translate
from kiosk.rehearsal.rehearsal import Rehearsal
from kiosk.routine.cues import duration
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.state import AudioOptions, Session
from kiosk.speech.clips import Utterance, Voice
from kiosk.speech.scheduler import SpeechScheduler
from tests.walk import Walk, shipped_timeline

HEARD = AudioOptions(spoken=True)


@dataclass(frozen=True)
class Measured(Voice):
    """A voice in which every sentence takes the same number of seconds."""

    seconds: float = 1.0

    def utterance(self, text: str) -> Utterance | None:
        return Utterance(text, self.language, self.seconds)


def voice(translate: Translate = str, seconds: float = 1.0) -> Voice:
    """Return a voice that takes ``seconds`` for each sentence."""
    return Measured("en", translate, Path(), seconds=seconds)


@dataclass
class Mouth:
    """An output that records each sentence with its time, and each time it was hushed."""

    clock: Manual
    said: list[tuple[float, str]] = field(default_factory=list)
    hushed: list[float] = field(default_factory=list)
    volumes: list[int] = field(default_factory=list)
    prerolls: list[float] = field(default_factory=list)

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Record a sentence."""
        self.said.append((self.clock.time, utterance.text))
        self.volumes.append(volume)
        self.prerolls.append(preroll)

    def hush(self) -> None:
        """Record the time."""
        self.hushed.append(self.clock.time)


class Nobody:
    """Outputs that do nothing."""

    def sound(self, level: bool) -> None:
        """Be silent."""

    def light(self, keys: Collection[Key]) -> None:
        """Stay dark."""


class Spoken(Rehearsal):
    """A session with speech, driven through time as the guide's thread drives it."""

    def __init__(
        self,
        said_by: Voice | None = None,
        preroll: float = 0.0,
        pace: float = 1.0,
        plan: Timeline | None = None,
    ) -> None:
        clock, speaks = Manual(), said_by or voice()
        self.mouth = Mouth(clock)
        self.speech = SpeechScheduler(lambda _: speaks, self.mouth, preroll, pace)
        start = Session.begin(plan or shipped_timeline(), 0.0, audio=HEARD)
        super().__init__(start, Nobody(), clock, self.speech)

    @property
    def rhythms(self) -> list[tuple[float, float]]:
        """The start and end of each rhythm."""
        return [(cue.at, cue.at + duration(cue.cue)) for cue in self.cues]

    def to(self, kind: SegmentKind, step: int | None = None) -> Spoken:
        """Jump to the start of a segment, silent until the next turn."""
        walk = Walk(self.session.plan, self.clock.time)
        walk.session = self.session
        walk.to(kind, step)
        before, self.guide.session = self.session, walk.session
        self.clock.time = self.session.now
        cues = tuple(cue for cue in walk.sounded if cue.at == self.session.now)
        self.cues += cues
        self.speech.turn(before, self.session, None, cues, self.clock.time)
        return self

    @property
    def words(self) -> list[str]:
        """Every sentence said so far."""
        return [text for _, text in self.mouth.said]

    def heard(self, key: Key | None = None, seconds: float = 100.0) -> list[str]:
        """Press a key, let time pass, and return the sentences said meanwhile."""
        before = len(self.mouth.said)
        if key:
            self.turn(key)
        self.wait(seconds)
        return self.words[before:]
