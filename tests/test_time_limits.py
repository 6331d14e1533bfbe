"""Time limits: nothing is lost without a warning of 20 s that any button answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.schema import Between
from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind
from kiosk.session.actions import available_actions
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.state import GUARD, Asking, Paused, Running
from kiosk.session.view import Countdown
from tests.walk import Walk, shipped_timeline

WARNING = 20.0
"""Seconds of warning before a limit. Source: WCAG 2.2, 2.2.1."""

PATIENCE = Patience(idle=40.0, answer=WARNING)

ways = st.lists(
    st.tuples(
        st.one_of(st.just(Key.ADVANCE), st.sampled_from([*Key, None])),
        st.sampled_from([0.0, 1.0, 3.0, 39.0, 41.0, 59.0, 61.0]),
    ),
    max_size=60,
)


@given(ways)
def test_nobody_is_forgotten_without_a_warning_of_twenty_seconds(
    way: list[tuple[Key | None, float]],
) -> None:
    walk = Walk(patience=PATIENCE)
    for key, seconds in way:
        if key:
            walk.press(key)
        end = walk.now + seconds
        while (due := walk.session.deadline) is not None and due <= end:
            before = walk.session
            walk.step(None, due)
            if walk.kind is SegmentKind.ATTRACT and before.segment.kind is not SegmentKind.ATTRACT:
                assert isinstance(before.state, Asking), before.segment.kind
                assert due - before.state.since >= WARNING
        walk.step(None, end)


NOTHING_TO_LOSE = (SegmentKind.ATTRACT, SegmentKind.LANGUAGES)


@pytest.mark.parametrize("kind", [kind for kind in SegmentKind if kind not in NOTHING_TO_LOSE])
def test_nothing_is_lost_without_a_question_when_time_runs_out(kind: SegmentKind) -> None:
    walk = Walk(patience=PATIENCE).to(kind)
    running = walk.session.state
    assert isinstance(running, Running)
    if running.length is None:
        walk.wait(PATIENCE.idle)
        assert isinstance(walk.session.state, Asking)
        assert walk.sounded[-1].cue is Cue.STILL_THERE
    else:
        # The exercise itself: it moves on by itself, and can be paused or repeated.
        assert {Key.ADVANCE, Key.REPEAT, Key.PAUSE} <= set(available_actions(walk.session))
        walk.wait(running.length)
        assert walk.session.timeline == shipped_timeline()
        assert walk.kind is not SegmentKind.ATTRACT


@pytest.mark.parametrize("key", Key)
@pytest.mark.parametrize(
    "kind", [SegmentKind.SCREEN, SegmentKind.STOP, SegmentKind.LEFT_OUT, SegmentKind.ENDED]
)
def test_any_button_extends_the_time_without_a_limit(kind: SegmentKind, key: Key) -> None:
    walk = Walk(patience=PATIENCE).to(kind)
    for _ in range(10):
        walk.wait(PATIENCE.idle + WARNING - 0.5)
        assert isinstance(walk.session.state, Asking)
        walk.press(key)
        assert walk.kind is kind


def test_no_setting_makes_the_warning_shorter() -> None:
    least = Patience.__annotations__["answer"].__metadata__[0]
    assert isinstance(least, Between)
    assert least.low >= WARNING


@pytest.mark.parametrize("step", [0, 7, 8])
def test_one_countdown_runs_through_lead_in_and_count_in_to_the_press(step: int) -> None:
    walk = Walk().to(SegmentKind.LEAD_IN, step)
    lead_in = walk.session.timeline.steps[step].lead_in
    shown = []
    for second in range(lead_in):
        walk.step(None, walk.now + (1.0 if second else 0.0))
        left = view(walk.session, walk.now).countdown
        assert left == Countdown(lead_in - second, lead_in)
        shown.append(left.digits)
    assert shown == [str(left) for left in range(lead_in, 0, -1)]
    walk.wait(1.0)
    assert walk.kind is SegmentKind.PRESS


def test_a_paused_lead_in_continues_with_the_remaining_time() -> None:
    walk = Walk().to(SegmentKind.LEAD_IN, 0)
    walk.wait(2.0)
    walk.press(Key.REPEAT, Key.REPEAT)
    assert isinstance(walk.session.state, Paused)
    walk.wait(30.0)
    assert view(walk.session, walk.now).countdown == Countdown(10.0, 12.0)
    walk.press(Key.ADVANCE)
    assert view(walk.session, walk.now).countdown == Countdown(10.0, 12.0)


def test_the_second_in_which_presses_count_as_accidents_shortens_no_limit() -> None:
    walk = Walk(patience=PATIENCE).to(SegmentKind.SCREEN)
    walk.wait(GUARD / 2)
    walk.press(Key.SWITCH)
    walk.wait(PATIENCE.idle - 1.0)
    assert walk.kind is SegmentKind.SCREEN
