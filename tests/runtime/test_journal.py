from __future__ import annotations

import pytest

from kiosk.routine.timeline import SegmentKind
from kiosk.runtime.journal import note
from kiosk.session.keys import Key
from kiosk.session.state import GUARD, Session
from tests.walk import Walk


class Diary(Walk):
    """A walk that logs every move."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        super().__init__()
        caplog.set_level("INFO")
        self._caplog = caplog

    def moved(self, before: Session, after: Session) -> None:
        note(before, after)

    @property
    def said(self) -> list[str]:
        return self._caplog.messages


@pytest.fixture
def diary(caplog: pytest.LogCaptureFixture) -> Diary:
    return Diary(caplog)


def test_nothing_is_logged_while_nobody_is_there(diary: Diary) -> None:
    diary.press(Key.REPEAT)
    assert diary.said == []


def test_a_whole_session_is_started_and_finished(diary: Diary) -> None:
    diary.to(SegmentKind.FINISH)
    diary.wait(1.0)  # the page stays, and the guide takes another turn
    diary.press(Key.ADVANCE)
    diary.to(SegmentKind.ATTRACT)
    assert diary.said == ["A session has started", "A session has been finished"]


def test_ending_at_a_stage_is_logged_with_the_stage(diary: Diary) -> None:
    diary.to(SegmentKind.PRESS, 3)
    step = diary.session.current_step
    assert step is not None
    side = f", {step.side.value}" if step.side else ""
    diary.press(Key.PAUSE, Key.SWITCH)
    diary.to(SegmentKind.ATTRACT)
    assert diary.said[1:] == [f"A session was left at stage {step.stage.code}{side}"]


def test_walking_away_is_logged_like_ending(diary: Diary) -> None:
    diary.to(SegmentKind.FIND, 0)
    diary.wait(1000.0)
    assert diary.said[1:] == ["A session was left at stage CV6"]


def test_an_answer_that_ends_a_session_is_not_logged(
    diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    diary.to(SegmentKind.SCREEN)
    diary.wait(GUARD)
    diary.press(Key.SWITCH)
    diary.wait(GUARD)
    diary.press(Key.SWITCH)
    assert diary.kind is SegmentKind.STOP
    diary.wait(1.0)  # sooner it would be pressed together with the answer
    diary.press(Key.ADVANCE)
    screened = list(diary.said)
    caplog.clear()
    diary.to(SegmentKind.SCREEN)
    diary.wait(1000.0)
    assert diary.said == screened
    assert screened == ["A session has started", "A session was left before its first stage"]


def test_a_repeated_routine_is_finished_again(diary: Diary) -> None:
    diary.to(SegmentKind.FINISH)
    diary.press(Key.SWITCH)
    diary.to(SegmentKind.FINISH)
    assert diary.said == ["A session has started", "A session has been finished"] * 2


def test_the_next_person_starts_a_new_session(diary: Diary) -> None:
    for _ in range(2):
        diary.to(SegmentKind.FIND, 0)
        diary.wait(1000.0)
    assert diary.said[:2] == diary.said[2:]
