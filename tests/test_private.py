"""Neither the log, at any level, nor the counts reveal an answer of a visitor."""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime import app
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.runtime.journal import note
from kiosk.screen.display import offscreen
from kiosk.session import screening
from kiosk.session.keys import Key
from kiosk.session.presenter import page_name, view
from kiosk.session.state import Session
from kiosk.speech.scheduler import SpeechScheduler
from kiosk.stats.counter import Counter
from tests.mock_wires import settings_with
from tests.recorder import Recorder
from tests.shipped_pages import shipped
from tests.speech_doubles import HEARD, Mouth, voice
from tests.walk import shipped_timeline

pytestmark = pytest.mark.usefixtures("quick_buttons")

Says = Callable[[str], bool]
"""Whether the visitor answers yes on the page of that name."""

RULES = shipped_timeline().routine.screening.rules
POINTS = shipped_timeline().routine.points
OUT = next(number for number, rule in enumerate(RULES) if rule.leaves_out)
PLACE = next(number for number, rule in enumerate(RULES) if rule.place)


def yes_to(*pages: str) -> Says:
    """Return a visitor who answers yes on the page of all rules and on these pages."""
    return lambda page: page.startswith("screen-") or page in pages


STOPPED = {f"rule {n + 1}": yes_to(f"question-{n + 1}") for n, r in enumerate(RULES) if r.stop}
WENT_ON = {
    "none of these": lambda page: False,
    "yes, then no to each": yes_to(),
    "one rule that leaves points out": yes_to(f"question-{OUT + 1}"),
    **{
        f"place {number + 1}": yes_to(
            f"question-{PLACE + 1}", f"place-{PLACE + 1}-{number + 1}", f"question-{OUT + 1}"
        )
        for number in range(len(POINTS) - 1)
    },
}


ALL_PLACES = [f"question-{OUT + 1}", f"question-{PLACE + 1}"] + [
    f"place-{PLACE + 1}-{number + 1}" for number in range(len(POINTS))
]


class Visit:
    """One session on the guide's own thread, with everything that may log or count it."""

    def __init__(self, counts: Path) -> None:
        self.clock, self.changed, self.stack = Manual(), Recorder(), ExitStack()
        settings, factory = settings_with(), mock_factory()
        self.stack.callback(factory.close)
        panel = self.stack.enter_context(Panel(settings, factory, Recorder(), self.clock.now))
        count = self.stack.enter_context(Counter(counts, today=lambda: date(2026, 11, 30)))

        def moved(before: Session, after: Session) -> None:
            note(before, after)
            count(before, after)

        speech = SpeechScheduler(lambda _: voice(), Mouth(self.clock))
        start = Session.begin(shipped_timeline(), 0.0, audio=HEARD)
        self.guide = Guide(start, panel, self.clock, speech=speech, moved=moved)
        self.keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
        self.stack.enter_context(GuideThread(self.guide, self.clock, self.keys, self.changed))

    @property
    def kind(self) -> SegmentKind:
        return self.guide.session.segment.kind

    def press(self, key: Key) -> None:
        """Press after the page's first second and wait until the thread has taken the press."""
        self.clock.time += 2.0
        self.keys.put(key)
        while self.guide.session.touched != self.clock.time:
            self.changed.wait()

    def answer(self, says: Says) -> None:
        """Go through the introduction and the screening."""
        while self.kind in (
            SegmentKind.ATTRACT,
            SegmentKind.INTRODUCTION,
            SegmentKind.LEFT_OUT,
            *screening.PAGES,
        ):
            self._draw()
            asked = self.kind in screening.PAGES
            yes = asked and says(page_name(self.guide.session))
            self.press(Key.SWITCH if yes else Key.ADVANCE)
        self._draw()

    def _draw(self) -> None:
        session = self.guide.session
        name = page_name(session)
        if name not in DRAWN:  # a second drawing would log nothing new
            DRAWN.add(name)
            offscreen.draw(view(session, session.now), shipped().album, 480, 320)

    def leave(self) -> None:
        while self.kind is not SegmentKind.ATTRACT:
            self.press(Key.ADVANCE)
        self.stack.close()


DRAWN: set[str] = set()


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """Return the log since the last call, at every level and without times."""
    caplog.set_level(0)
    formatter = logging.Formatter("%(levelname)s %(name)s: %(message)s")

    def take() -> str:
        lines = "\n".join(map(formatter.format, caplog.records))
        caplog.clear()
        return lines

    return take


def test_sessions_that_end_before_the_first_stage_leave_the_same_log_and_counts(
    tmp_path: Path, logged: Callable[[], str]
) -> None:
    left = set()
    for number, says in enumerate([*STOPPED.values(), yes_to(*ALL_PLACES)]):
        counts = tmp_path / str(number)
        visit = Visit(counts)
        visit.answer(says)
        assert visit.kind in (SegmentKind.STOP, SegmentKind.NOTHING_LEFT)
        visit.leave()
        left.add((counts.read_bytes(), logged()))
    ((_, log),) = left
    assert log.endswith("A session was left before its first stage")


def test_sessions_that_are_finished_leave_the_same_log_and_counts(
    tmp_path: Path, logged: Callable[[], str]
) -> None:
    left, planned = set(), set()
    for number, says in enumerate(WENT_ON.values()):
        counts = tmp_path / str(number)
        visit = Visit(counts)
        visit.answer(says)
        planned.add(len(visit.guide.session.timeline.steps))
        while visit.kind is not SegmentKind.FINISH:
            visit.press(Key.ADVANCE)
        visit.leave()
        left.add((counts.read_bytes(), logged()))
    assert len(planned) > 2, "the answers leave different points out"
    ((_, log),) = left
    assert log.endswith("A session has been finished")


def test_systemd_receives_no_status_text() -> None:
    sources = Path(app.__file__).parent.rglob("*.py")
    assert [file.name for file in sources if "STATUS=" in file.read_text("utf-8")] == []
