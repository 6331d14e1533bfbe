"""A whole session with eyes closed, on a manual clock: every press, every sound and every silence.

A sentence that does not end before the next automatic sound is left out (`speech.scheduler`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from kiosk.library.content import Content
from kiosk.rehearsal.rehearsal import HAND_SECONDS, Rehearsal
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.presenter import page_name
from kiosk.session.state import AudioOptions, Session
from kiosk.session.transitions import move
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

    def __init__(self, content: Content, voice: Voice, write: Callable[[str], None]) -> None:
        clock, self._write = Manual(), write
        self.ears = Ears(clock)
        offered = tuple(dict.fromkeys((voice.language, *content.offered)))
        names = {code: content.languages.names.get(code, code) for code in offered}
        given, settings = (offered, AudioOptions(spoken=True), names), content.settings
        start = Session.begin(
            content.timeline, 0.0, settings.patience, *given, clinic=settings.clinic
        )
        super().__init__(start, self.ears, clock, SpeechScheduler(lambda _: voice, self.ears))
        self._voice = voice
        self._reported = 0
        self._entered, self._to_say = 0, tuple[str, ...]()
        self.left_out: list[str] = []

    def listen(self) -> Listener:
        """Play a session from the attract page to the last words and back; return the listener."""
        self.turn(Key.REPEAT)
        self._hear_out()
        while self.session.segment.kind is not SegmentKind.FINISH:
            self.turn_at(self.clock.time + HAND_SECONDS)
            self.turn(Key.ADVANCE)
            self._hear_out()
        self.turn(Key.SWITCH)
        self._hear_out()
        self._miss(len(self.ears.heard))
        return self

    def _hear_out(self) -> None:
        """Listen until speech has ended and nothing continues by itself."""
        while True:
            due = self.guide.due
            quiet = script.next_event(self.session) == self.session.deadline == due
            if self.waits and not self.ears.speaking and (due is None or quiet):
                return
            ends = [words.end for words in self.ears.heard if words.end > self.clock.time]
            self.turn_at(min(at for at in (due, *ends) if at is not None and at != float("inf")))

    def turn(self, key: Key | None = None) -> None:
        """Take one turn and report its events."""
        before, so_far = self.session, len(self.ears.heard)
        if key:
            self._line(self.clock.time, f"  pressed: {key.value}")
        self.ears.page = page_name(move(self.session, key, self.clock.time)[0])
        super().turn(key)
        if not self.session.same_state_as(before):
            self._miss(so_far)
        if page_name(self.session) != page_name(before):
            self._line(self.clock.time, page_name(self.session))
        for sounded in self.cues:
            self._line(sounded.at, f"    buzzer: {sounded.cue.value}")
        self.cues.clear()
        for heard in self.ears.heard[self._reported :]:
            if heard.text:
                self._line(heard.start, f"    said: {heard.text}")
        self._reported = len(self.ears.heard)

    def _miss(self, so_far: int) -> None:
        """Report what the last page had no time to say, and note what the new one has to say.

        :param so_far: how many sounds were heard until the page was left
        """
        said = {words.text for words in self.ears.heard[self._entered : so_far]}
        for text in self._to_say:
            if text not in said and self._voice.utterance(text):
                self.left_out.append(text)
                self._line(self.clock.time, f"    left out: {text}")
        tr = self._voice.translate
        moments = (tr(text) for _, text in script.moments(self.session) if text)
        self._to_say = (*script.said(self.session, tr), *moments)
        self._entered = so_far

    def _line(self, at: float, text: str) -> None:
        self._write(f"{at:9.3f}  {text}")


def listen(content: Content, voice: Voice, write: Callable[[str], None]) -> Listener:
    """Play a session with eyes closed, write each event, and return the listener."""
    return Listener(content, voice, write).listen()
