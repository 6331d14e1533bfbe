"""A whole session with eyes closed, on a manual clock: every press and every sound."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from kiosk.config.language import LANGUAGES
from kiosk.rehearsal.rehearsal import HAND_SECONDS, Rehearsal
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.presenter import page_name
from kiosk.session.state import AudioOptions, Session
from kiosk.session.transitions import step
from kiosk.speech import script
from kiosk.speech.clips import Utterance, Voice
from kiosk.speech.scheduler import SpeechScheduler


@dataclass
class HeardSound:
    """One sound, from ``start`` to ``end`` in seconds: a pulse of the buzzer, or words.

    :ivar page: the page shown meanwhile
    :ivar text: the words; empty for the buzzer
    """

    start: float
    end: float
    page: str
    text: str = ""


class Ears:
    """The outputs of a guide and of its speech: records every sound."""

    def __init__(self, clock: Manual) -> None:
        self._clock = clock
        self.heard: list[HeardSound] = []
        self.page = ""

    def sound(self, level: bool) -> None:
        """Record the start or end of a pulse of the buzzer."""
        if level:
            self.heard.append(HeardSound(self._clock.time, float("inf"), self.page))
        else:
            for pulse in self.heard:
                if not pulse.text:
                    pulse.end = min(pulse.end, self._clock.time)

    def light(self, keys: Collection[Key]) -> None:
        """Ignore the lights."""

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Record a sentence."""
        start = self._clock.time + preroll
        self.heard.append(HeardSound(start, start + utterance.seconds, self.page, utterance.text))

    def hush(self) -> None:
        """Cut the current sentence off."""
        for words in self.heard:
            words.end = min(words.end, max(words.start, self._clock.time))

    @property
    def speaking(self) -> bool:
        """True while words can be heard."""
        return any(words.text and words.end > self._clock.time for words in self.heard)


class Listener(Rehearsal):
    """A person who sees nothing: asks for help at the start, then presses once speech ends."""

    def __init__(self, plan: Timeline, voice: Voice, write: Callable[[str], None]) -> None:
        clock, self._write = Manual(), write
        self.ears = Ears(clock)
        offered = tuple(dict.fromkeys((voice.language, *LANGUAGES)))
        names = {voice.language: voice.language, **LANGUAGES}
        audio = AudioOptions(spoken=True)
        start = Session.begin(plan, 0.0, languages=offered, audio=audio, names=names)
        super().__init__(start, self.ears, clock, SpeechScheduler(lambda _: voice, self.ears))
        self._reported = 0

    def listen(self) -> list[HeardSound]:
        """Play a session from the attract page to the last words and back; return all sounds."""
        self.turn(Key.REPEAT)
        self._hear_out()
        while self.session.segment.kind is not SegmentKind.FINISH:
            self.turn_at(self.clock.time + HAND_SECONDS)
            self.turn(Key.ADVANCE)
            self._hear_out()
        self.turn(Key.SWITCH)
        self._hear_out()
        return self.ears.heard

    def _hear_out(self) -> None:
        """Listen until speech has ended and nothing goes on by itself."""
        while True:
            due = self.guide.due
            quiet = script.next_event(self.session) == self.session.deadline == due
            if self.waits and not self.ears.speaking and (due is None or quiet):
                return
            ends = [words.end for words in self.ears.heard if words.end > self.clock.time]
            self.turn_at(min(at for at in (due, *ends) if at is not None and at != float("inf")))

    def turn(self, key: Key | None = None) -> None:
        """Take one turn and report its events."""
        before = page_name(self.session)
        if key:
            self._line(self.clock.time, f"  pressed: {key.value}")
        self.ears.page = page_name(step(self.session, key, self.clock.time)[0])
        super().turn(key)
        if page_name(self.session) != before:
            self._line(self.clock.time, page_name(self.session))
        for sounded in self.cues:
            self._line(sounded.at, f"    buzzer: {sounded.cue.value}")
        self.cues.clear()
        for heard in self.ears.heard[self._reported :]:
            if heard.text:
                self._line(heard.start, f"    said: {heard.text}")
        self._reported = len(self.ears.heard)

    def _line(self, at: float, text: str) -> None:
        self._write(f"{at:9.3f}  {text}")


def listen(plan: Timeline, voice: Voice, write: Callable[[str], None]) -> list[HeardSound]:
    """Play a session with eyes closed, write each event, and return all that was heard."""
    return Listener(plan, voice, write).listen()
