"""The whole routine without a display: through mock pins on a clock moved by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.library.content import Content
from kiosk.panel.mock_panel import MockPanel, with_lights
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import Segment, SegmentKind, Timeline
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide
from kiosk.session.keys import Key
from kiosk.session.state import Limits, Session, TimedCue

PLANNED = (
    SegmentKind.LEAD_IN,
    SegmentKind.COUNT_IN,
    SegmentKind.PRESS,
    SegmentKind.RELEASE,
    SegmentKind.SETTLE,
    SegmentKind.FINISH,
)

HAND_SECONDS = 1.0
"""What the demo's hand takes to press where the kiosk waits for one."""


@dataclass
class Played:
    """What a demo showed: events told, and those whose actual time was not the planned one."""

    events: int = 0
    late: int = 0

    @property
    def exact(self) -> bool:
        """Whether everything happened when it was planned."""
        return self.events > 0 and self.late == 0


class Demo:
    """Plays a routine: ADVANCE is tapped wherever a hand is needed, and time jumps to what is due.

    Actual times are read where they count: at the pin of the buzzer.
    """

    def __init__(self, content: Content, tell: Callable[[str], None]) -> None:
        self._settings = with_lights(content.settings)
        self._factory = mock_factory()
        self._keys: list[Key] = []
        self._clock = Manual()
        self._panel = Panel(self._settings, self._factory, self._keys.append, self._clock.now)
        self._mock = MockPanel(self._settings, self._factory)
        self._tell = tell
        self._cues: list[TimedCue] = []
        self._plan = content.timeline
        self._expected = deque(planned_cues(self._plan))
        self._guide = Guide(
            Session.begin(self._plan, 0.0, Limits()), self._panel, self._clock, self._cues.append
        )
        self._waited = 0.0
        self.played = Played()

    def play(self) -> Played:
        """Play to the end of the routine, and let go of the pins."""
        self._tell(f"{'planned':>9}  {'actual':>9}  event")
        try:
            while self._guide.session.segment.kind is not SegmentKind.FINISH or self._mock.sounding:
                self._turn()
        finally:
            self._panel.close()
            self._factory.close()
        self.played.late += len(self._expected)
        return self.played

    def _turn(self) -> None:
        session, sounding = self._guide.session, self._mock.sounding
        if session.running.length is None and session.segment.kind is not SegmentKind.FINISH:
            self._tap()
        else:
            due = self._guide.due
            assert due is not None  # only a wait for a hand has nothing due
            self._clock.time = due
            self._guide.turn()
        self._report(session, sounding)

    def _tap(self) -> None:
        """Let a hand take its time: what is planned counts from its press."""
        self._waited += HAND_SECONDS
        self._clock.time += HAND_SECONDS
        self._guide.turn()
        self._mock.tap(Key.ADVANCE)
        self._guide.turn(self._keys.pop())

    def _report(self, before: Session, sounding: bool) -> None:
        session, now = self._guide.session, self._clock.time
        segment = session.segment
        if session.running.index != before.running.index:
            number = session.running.index
            if segment.kind in PLANNED:
                self._event(self._waited + self._plan.starts[number], now, self._describe(segment))
            else:
                self._tell(f"{'':>9}  {now:9.3f}  {self._describe(segment)}")
        for sounded in self._cues:
            if sounded.cue is not Cue.KEY_ACCEPTED:
                planned, cue = self._expected.popleft() if self._expected else (0.0, None)
                heard = self._mock.sounding and not sounding and sounded.cue is cue
                actual = now if heard else float("nan")
                self._event(self._waited + planned, actual, f"    buzzer: {sounded.cue.value}")
        self._cues.clear()

    def _event(self, planned: float, actual: float, text: str) -> None:
        late = not abs(planned - actual) <= 1e-6
        self.played.events += 1
        self.played.late += late
        self._tell(f"{planned:9.3f}  {actual:9.3f}  {text}{'  LATE' if late else ''}")

    def _describe(self, segment: Segment) -> str:
        if segment.step is None:
            return segment.kind.value
        step = self._plan.steps[segment.step]
        side = f" {step.said.name}" if step.said.name else ""
        return f"stage {segment.step + 1}: {step.stage.code}{side}, {segment.kind.value}"


def planned_cues(timeline: Timeline) -> Iterator[tuple[float, Cue]]:
    """Give every cue the buzzer plays of itself, at its planned second."""
    for start, segment in zip(timeline.starts, timeline.segments, strict=True):
        for offset, cue in segment.cues:
            yield start + offset, cue


def play(content: Content, tell: Callable[[str], None]) -> Played:
    """Play the routine and tell every event with its planned and its actual time in seconds."""
    return Demo(content, tell).play()
