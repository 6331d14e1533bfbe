"""A walk through a session: keys pressed, time passed, and the cues sounded meanwhile."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.session.keys import Key
from kiosk.session.state import GUARD, AudioOptions, Running, Session, TimedCue
from kiosk.session.transitions import moves
from tests.yaml_inputs import ROUTINE_TEXT, routine_of


@cache
def shipped_timeline() -> Timeline:
    """Compile the shipped routine."""
    return compile_routine(routine_of(ROUTINE_TEXT))


OFF_THE_WAY = (
    SegmentKind.QUESTION,
    SegmentKind.PLACE,
    SegmentKind.LEFT_OUT,
    SegmentKind.STOP,
    SegmentKind.NOTHING_LEFT,
    SegmentKind.ENDED,
)
"""Segments that ADVANCE alone does not lead to."""


class Walk:
    """A session on its way, with everything it sounded."""

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
        """The session's time."""
        return self.session.now

    @property
    def kind(self) -> SegmentKind:
        """The kind of the current segment."""
        return self.session.segment.kind

    def step(self, key: Key | None, now: float) -> list[TimedCue]:
        """Let time pass, press, and give what is heard meanwhile."""
        sounded: list[TimedCue] = []
        for after, cues in moves(self.session, key, now):
            self.moved(self.session, after)
            self.session = after
            sounded += cues
        self.sounded += sounded
        return sounded

    def moved(self, before: Session, after: Session) -> None:
        """See each move; for tests that follow them."""

    def press(self, *keys: Key) -> list[Cue]:
        """Press at once, and give the cues of the last press."""
        heard: list[TimedCue] = []
        for key in keys:
            heard = self.step(key, self.now)
        return [sounded.cue for sounded in heard]

    def wait(self, seconds: float) -> list[Cue]:
        """Let time pass and give the cues meanwhile."""
        return [sounded.cue for sounded in self.step(None, self.now + seconds)]

    def to(self, kind: SegmentKind, step: int | None = None) -> Walk:
        """Go on, with ADVANCE only where a hand is needed, until a segment has just begun."""
        if kind in OFF_THE_WAY:
            kinds = [segment.kind for segment in self.session.timeline.segments]
            index = kinds.index(kind)
            length = self.session.timeline.segments[index].length
            here = Running(index, self.now, length)
            self.session = replace(self.session, state=here, touched=self.now)
        for _ in range(1000):
            if self.kind is kind and (step is None or self.session.segment.step == step):
                # What was pressed on the way is long ago.
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
        raise AssertionError(f"{kind} of step {step} was never reached")

    def heard(self, *cues: Cue) -> list[float]:
        """Give the planned moments of these cues, as heard so far."""
        return [sounded.at for sounded in self.sounded if sounded.cue in cues]
