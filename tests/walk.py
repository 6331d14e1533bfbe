"""A walk through a session: it presses keys, lets time pass and collects the cues."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kiosk.config.language import ENGLISH
from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.session.keys import Key
from kiosk.session.state import GUARD, AudioOptions, Offer, Running, Session, TimedCue
from kiosk.session.transitions import moves
from tests.yaml_inputs import ROUTINE_TEXT, routine_of


@cache
def shipped_timeline() -> Timeline:
    """Return the shipped routine, compiled."""
    return compile_routine(routine_of(ROUTINE_TEXT))


OFF_THE_WAY = (
    SegmentKind.QUESTION,
    SegmentKind.PLACE,
    SegmentKind.LEFT_OUT,
    SegmentKind.STOP,
    SegmentKind.NOTHING_LEFT,
    SegmentKind.ENDED,
    SegmentKind.ENDED_LYING,
    SegmentKind.LANGUAGES,
    SegmentKind.BACKGROUND,
)
"""Segments that ADVANCE alone does not reach."""


class Walk:
    """A session with the cues that it has sounded."""

    def __init__(
        self,
        timeline: Timeline | None = None,
        now: float = 0.0,
        patience: Patience | None = None,
        audio: AudioOptions | None = None,
    ) -> None:
        self.session = Session.begin(timeline or shipped_timeline(), now, patience, audio=audio)
        self.sounded: list[TimedCue] = []

    @property
    def now(self) -> float:
        """The time of the session."""
        return self.session.now

    @property
    def kind(self) -> SegmentKind:
        """The kind of the current segment."""
        return self.session.segment.kind

    def step(self, key: Key | None, now: float) -> list[TimedCue]:
        """Let time pass until ``now``, press a key, and return the cues sounded meanwhile."""
        sounded: list[TimedCue] = []
        for after, cues in moves(self.session, key, now):
            self.moved(self.session, after)
            self.session = after
            sounded += cues
        self.sounded += sounded
        return sounded

    def moved(self, before: Session, after: Session) -> None:
        """Do nothing; a subclass may follow each move."""

    def press(self, *keys: Key) -> list[Cue]:
        """Press keys without a pause and return the cues of the last press."""
        heard: list[TimedCue] = []
        for key in keys:
            heard = self.step(key, self.now)
        return [sounded.cue for sounded in heard]

    def wait(self, seconds: float) -> list[Cue]:
        """Let time pass and return the cues sounded meanwhile."""
        return [sounded.cue for sounded in self.step(None, self.now + seconds)]

    def to(self, kind: SegmentKind, step: int | None = None) -> Walk:
        """Move on to the start of a segment, with ADVANCE only where the session waits for it."""
        if kind in OFF_THE_WAY:
            kinds = [segment.kind for segment in self.session.timeline.segments]
            index = kinds.index(kind)
            length = self.session.timeline.segments[index].length
            here = Running(index, self.now, length)
            self.session = replace(self.session, state=here, touched=self.now)
        for _ in range(1000):
            if self.kind is kind and (step is None or self.session.segment.step == step):
                # A press on the way here is too long ago to matter.
                self.session = replace(self.session, pressed=None)
                return self
            if self.session.guarded:
                self.wait(GUARD)
            elif self.session.running.length is None:
                self.press(Key.ADVANCE)
            else:
                deadline = self.session.deadline
                assert deadline is not None
                self.step(None, deadline)
        raise AssertionError(f"the session never reached {kind} of step {step}")

    def to_ready(self, step: int) -> Walk:
        """Move on to the last instruction of a find page, which stays."""
        self.to(SegmentKind.FIND, step)
        while (length := self.session.running.length) is not None and self.kind is SegmentKind.FIND:
            self.step(None, self.session.running.since + length)
        return self

    def heard(self, *cues: Cue) -> list[float]:
        """Return the planned moments of these cues, as sounded so far."""
        return [sounded.at for sounded in self.sounded if sounded.cue in cues]


def offer(name: str, timeline: Timeline | None = None, *languages: str) -> Offer:
    """Return a routine to choose, by default the shipped one in English."""
    plan = timeline or shipped_timeline()
    titles = {code: f"{plan.routine.name} ({code})" for code in languages[1:]}
    return Offer(name, plan, languages or (ENGLISH,), titles)
