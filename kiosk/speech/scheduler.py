"""Schedule when each sentence is said. Pure except for its output; time is an argument.

Start a sentence only if it ends before the next automatic sound; otherwise drop it and the rest.
Any press and any newer page cuts speech off, and no word starts before a rhythm has ended.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Protocol

from kiosk.routine.cues import duration
from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Key
from kiosk.session.state import Session, TimedCue
from kiosk.speech import script
from kiosk.speech.clips import Utterance, Voice

GAP = 0.3
"""Seconds between two sentences."""

AFTER_RHYTHM = 0.2
"""Seconds between a rhythm and the first word."""

BEFORE_EVENT = 0.1
"""Seconds between the end of a sentence and the next automatic sound, at least."""

ASLEEP = 3.0
"""Seconds of silence after which a sound line may be asleep and must be woken first."""


class SpeechOutput(Protocol):
    """The output of the scheduler. Neither call may block."""

    def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
        """Say a sentence at volume 0 to 10, after ``preroll`` seconds that wake the line."""

    def hush(self) -> None:
        """Stop speaking at once."""


class SpeechScheduler:
    """Follows a session's turns and says what is due.

    :param voices: returns the voice of a session
    :param preroll: real seconds before the first word in which to wake a sleeping sound line
    :param pace: seconds of the session per real second
    """

    def __init__(
        self,
        voices: Callable[[Session], Voice],
        output: SpeechOutput,
        preroll: float = 0.0,
        pace: float = 1.0,
    ) -> None:
        self._voices, self._output = voices, output
        self._preroll, self._pace = preroll, pace
        self._queue: deque[str] = deque()
        self._until = float("-inf")
        self._free = float("-inf")
        self._moment: float | None = None

    @property
    def due(self) -> float | None:
        """When the next turn is due; ``None`` while there is nothing to say."""
        times = (self._free if self._queue else None, self._moment)
        return min((at for at in times if at is not None), default=None)

    def turn(
        self,
        before: Session,
        after: Session,
        key: Key | None,
        cues: Iterable[TimedCue],
        now: float,
    ) -> None:
        """Process one turn of the session, and say what is due at ``now``."""
        entered = not after.same_state_as(before)
        cues = tuple(cues)
        if entered or cues:
            self.hush(now)
        for sounded in cues:
            self._free = max(self._free, sounded.at + duration(sounded.cue) + AFTER_RHYTHM)
        voice = self._voices(after)
        if after.volume != before.volume and not entered:
            self._queue.append(script.volume(after.volume, voice.translate))
        elif after.segment.kind is SegmentKind.ATTRACT and key is None:
            pass  # nobody is there to hear it
        elif entered or key is not None:
            asked = not entered
            self._queue.extend(script.said(after, voice.translate, asked))
        else:
            self._say_moments(before, after, voice)
        later = (at for at, _ in script.moments(after) if at > after.now)
        self._moment = min(later, default=None)
        self._begin(after, voice, now)

    def hush(self, now: float) -> None:
        """Stop speaking and drop the queue."""
        self._queue.clear()
        if now < self._until:
            self._output.hush()
            self._until = self._free = now

    def _say_moments(self, before: Session, after: Session, voice: Voice) -> None:
        for at, sentence in script.moments(after):
            if before.now < at <= after.now:
                self._queue.clear()
                page = script.said(after, voice.translate)
                self._queue.extend(page if sentence is None else [voice.translate(sentence)])

    def _begin(self, session: Session, voice: Voice, now: float) -> None:
        while self._queue and now >= self._free:
            utterance = voice.utterance(self._queue.popleft())
            if utterance is None:
                continue
            preroll = self._preroll if now > self._until + ASLEEP * self._pace else 0.0
            until = now + (preroll + utterance.seconds) * self._pace
            event = script.next_event(session)
            if event is not None and until + BEFORE_EVENT > event:
                self._queue.clear()
                return
            self._output.say(utterance, preroll, session.volume)
            self._until = until
            self._free = until + GAP * self._pace
