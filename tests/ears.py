"""What tests of speech need: a voice that can say anything, and an output that remembers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config.language import Translate
from kiosk.routine.cues import duration
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.state import AudioOptions, Session, TimedCue
from kiosk.session.transitions import step
from kiosk.speech.clips import Utterance, Voice
from kiosk.speech.scheduler import SpeechScheduler
from tests.helpers import Walk, shipped_timeline

HEARD = AudioOptions(spoken=True)


@dataclass(frozen=True)
class Measured(Voice):
    """A voice in which every sentence takes the same time."""

    seconds: float = 1.0

    def utterance(self, text: str) -> Utterance | None:
        return Utterance(text, self.language, self.seconds)


def voice(translate: Translate = str, seconds: float = 1.0) -> Voice:
    """Return a voice with that many seconds for each sentence."""
    return Measured("en", translate, Path(), seconds=seconds)


@dataclass
class Mouth:
    """Remembers what it was to say and when, and when it was hushed."""

    clock: Manual
    said: list[tuple[float, str]] = field(default_factory=list)
    hushed: list[float] = field(default_factory=list)
    volumes: list[int] = field(default_factory=list)
    prerolls: list[float] = field(default_factory=list)

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Remember a sentence."""
        self.said.append((self.clock.time, utterance.text))
        self.volumes.append(volume)
        self.prerolls.append(preroll)

    def hush(self) -> None:
        """Remember the moment."""
        self.hushed.append(self.clock.time)


class Spoken:
    """A session with a speaker, led through time as the guide's thread does."""

    def __init__(
        self,
        said_by: Voice | None = None,
        preroll: float = 0.0,
        pace: float = 1.0,
        plan: Timeline | None = None,
    ) -> None:
        self.clock = Manual()
        self.mouth = Mouth(self.clock)
        speaks = said_by or voice()
        self.speaker = SpeechScheduler(lambda _: speaks, self.mouth, preroll, pace)
        self.session = Session.begin(plan or shipped_timeline(), 0.0, audio=HEARD)
        self.rhythms: list[tuple[float, float]] = []

    def turn(self, key: Key | None = None) -> None:
        """Take one turn now."""
        before = self.session
        self.session, cues = step(before, key, self.clock.time)
        self._hear(cues)
        self.speaker.turn(before, self.session, key, cues, self.clock.time)

    def _hear(self, cues: tuple[TimedCue, ...]) -> None:
        self.rhythms += [(cue.at, cue.at + duration(cue.cue)) for cue in cues]

    def wait(self, seconds: float) -> None:
        """Let time pass, with a turn at each moment that is due."""
        end = self.clock.time + seconds
        while True:
            times = (self.session.deadline, self.speaker.due)
            due = min((at for at in times if at is not None), default=None)
            if due is None or due > end:
                break
            self.clock.time = max(due, self.clock.time)
            self.turn()
        self.clock.time = end
        self.turn()

    def to(self, kind: SegmentKind, step: int | None = None) -> Spoken:
        """Be where a segment has just begun, unspoken until the next turn."""
        walk = Walk(self.session.plan, self.clock.time)
        walk.session = self.session
        walk.to(kind, step)
        before, self.session = self.session, walk.session
        self.clock.time = self.session.now
        cues = tuple(cue for cue in walk.sounded if cue.at == self.session.now)
        self._hear(cues)
        self.speaker.turn(before, self.session, None, cues, self.clock.time)
        return self

    @property
    def words(self) -> list[str]:
        """Everything said so far."""
        return [text for _, text in self.mouth.said]

    def heard(self, key: Key | None = None, seconds: float = 100.0) -> list[str]:
        """Press, let time pass, and give what is said meanwhile."""
        before = len(self.mouth.said)
        if key:
            self.turn(key)
        self.wait(seconds)
        return self.words[before:]
