"""The whole routine without a display, through mock pins and on a manual clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kiosk.library.content import Content
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.rehearsal.rehearsal import HAND_SECONDS, Rehearsal
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import Segment, SegmentKind, Timeline
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.state import Session

PLANNED = (
    SegmentKind.LEAD_IN,
    SegmentKind.COUNT_IN,
    SegmentKind.PRESS,
    SegmentKind.RELEASE,
    SegmentKind.SETTLE,
    SegmentKind.FINISH,
)


@dataclass
class Played:
    """The result of a demo: how many events it reported, and how many were not on time."""

    events: int = 0
    late: int = 0

    @property
    def exact(self) -> bool:
        """True if everything happened when planned."""
        return self.events > 0 and self.late == 0


class Demo(Rehearsal):
    """Plays a routine: taps ADVANCE on pages that wait, and jumps to what is due next.

    It measures actual times at the buzzer's pin.
    """

    def __init__(self, content: Content, write: Callable[[str], None]) -> None:
        settings, clock = on_mock_pins(content.settings), Manual()
        self._factory = mock_factory()
        self._keys: list[Key] = []
        self._panel = Panel(settings, self._factory, self._keys.append, clock.now)
        self._mock = MockPanel(settings, self._factory)
        self._write = write
        self._plan = content.timeline
        self._expected = deque(planned_cues(self._plan))
        self._waited = 0.0
        self.played = Played()
        super().__init__(Session.begin(self._plan, 0.0), self._panel, clock)

    def play(self) -> Played:
        """Play to the end of the routine, then release the pins."""
        self._write(f"{'planned':>9}  {'actual':>9}  event")
        try:
            while not self._finished or self._mock.sounding:
                if self.waits and not self._finished:
                    self._tap()
                else:
                    self.to_next()
        finally:
            self._panel.close()
            self._factory.close()
        self.played.late += len(self._expected)
        return self.played

    @property
    def _finished(self) -> bool:
        return self.session.segment.kind is SegmentKind.FINISH

    def _tap(self) -> None:
        """Wait as a hand would, then press: the plan continues from the press."""
        self._waited += HAND_SECONDS + sum(self._read())
        self.wait(HAND_SECONDS)
        self._mock.tap(Key.ADVANCE)
        self.turn(self._keys.pop())

    def _read(self) -> Iterator[float]:
        """Yield the seconds of the instructions just read on a find page, outside the plan."""
        here = self.session.segment
        for segment in self._plan.segments:
            if segment.kind is SegmentKind.FIND and segment.step == here.step:
                yield segment.length or 0.0

    def turn(self, key: Key | None = None) -> None:
        """Take one turn and report its events."""
        session, sounding = self.session, self._mock.sounding
        super().turn(key)
        self._report(session, sounding)

    def _report(self, before: Session, sounding: bool) -> None:
        session, now = self.session, self.clock.time
        segment = session.segment
        if session.running.index != before.running.index:
            number = session.running.index
            if segment.kind in PLANNED:
                self._event(self._waited + self._plan.starts[number], now, self._describe(segment))
            else:
                self._write(f"{'':>9}  {now:9.3f}  {self._describe(segment)}")
        for sounded in self.cues:
            if sounded.cue is not Cue.KEY_ACCEPTED:
                planned, cue = self._expected.popleft() if self._expected else (0.0, None)
                heard = self._mock.sounding and not sounding and sounded.cue is cue
                actual = now if heard else float("nan")
                self._event(self._waited + planned, actual, f"    buzzer: {sounded.cue.value}")
        self.cues.clear()

    def _event(self, planned: float, actual: float, text: str) -> None:
        late = not abs(planned - actual) <= 1e-6
        self.played.events += 1
        self.played.late += late
        self._write(f"{planned:9.3f}  {actual:9.3f}  {text}{'  LATE' if late else ''}")

    def _describe(self, segment: Segment) -> str:
        if segment.step is None:
            return segment.kind.value
        step = self._plan.steps[segment.step]
        side = f" {step.said.name}" if step.said.name else ""
        return f"stage {segment.step + 1}: {step.stage.key}{side}, {segment.kind.value}"


def planned_cues(timeline: Timeline) -> Iterator[tuple[float, Cue]]:
    """Yield every cue that the buzzer plays without a press, with its planned second."""
    for start, segment in zip(timeline.starts, timeline.segments, strict=True):
        for offset, cue in segment.cues:
            yield start + offset, cue


def play(content: Content, write: Callable[[str], None]) -> Played:
    """Play the routine and write each event with its planned and actual time in seconds."""
    return Demo(content, write).play()
