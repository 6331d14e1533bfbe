"""What several tests need: the shipped files, faults told by a file, a walk through a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kiosk.config import paths, settings
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.settings import Patience, Settings
from kiosk.config.yaml_document import parse
from kiosk.routine.checks import check_routine
from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Mark, Picture, Side
from kiosk.routine.model import Routine
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.session.keys import Key
from kiosk.session.state import GUARD, AudioOptions, Running, Session, TimedCue
from kiosk.session.transitions import moves

FILE = Path("some.yaml")
ROUTINE_TEXT = (paths.CONFIG / "routines" / "back-pain.yaml").read_text("utf-8")
SETTINGS_TEXT = (paths.CONFIG / "kiosk.yaml").read_text("utf-8")

_SHOWN = ["cv6", "bl23", "bl52", "bl53", "gb30", "bl40", "bl39"]
_SHOWN += ["li4.left", "li4.right", "lr3.left", "lr3.right"]
PICTURES: dict[str, Picture] = {
    f"{name}.{shows}": Picture(
        f"{name}.{shows}.webp",
        1080,
        1080,
        points=(Mark(name.split(".")[0].upper(), Side.MIDLINE, 0.5, 0.5),),
    )
    for name in _SHOWN
    for shows in ("find", "press")
}
"""Pictures that show what the shipped ones do, as far as a routine asks."""


def _raw(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def settings_of(text: str | bytes) -> Settings:
    """Check settings written as ``text``."""
    return settings.check(parse(_raw(text), FILE))


def routine_of(text: str | bytes) -> Routine:
    """Check a routine written as ``text`` against the shipped pictures."""
    return check_routine(parse(_raw(text), FILE), PICTURES)


def faults_of(read: Callable[[], object]) -> tuple[Fault, ...]:
    """Give the faults that ``read`` tells."""
    with pytest.raises(FaultyInput) as caught:
        read()
    assert caught.value.faults, "an error without a reason helps nobody"
    return caught.value.faults


def only_fault(read: Callable[[], object]) -> Fault:
    """Give the one fault that ``read`` tells."""
    (fault,) = faults_of(read)
    return fault


def swap(text: str, old: str, new: str) -> str:
    """Replace the first ``old``, which must be there."""
    assert old in text
    return text.replace(old, new, 1)


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
