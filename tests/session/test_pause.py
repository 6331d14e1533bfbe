"""The pause that the introduction teaches: the middle button, twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind
from kiosk.session import screening
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import page_name, view
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import CHORD, GUARD, TWICE, AudioOptions, Paused, Resuming
from tests.walk import Walk, shipped_timeline

ADVANCE, REPEAT, SWITCH, PAUSE, _ = Key
HAND, FOOT = 7, 9
TIMED = (
    SegmentKind.LEAD_IN,
    SegmentKind.COUNT_IN,
    SegmentKind.PRESS,
    SegmentKind.RELEASE,
    SegmentKind.SETTLE,
)


def test_the_introduction_teaches_to_press_the_middle_button_twice() -> None:
    page, _ = shipped_timeline().routine.introduction
    assert "To pause, press the middle button twice." in page.sentences


@given(after=st.floats(0.0, 59.9), gap=st.floats(0.0, TWICE - 0.001), rest=st.floats(0.0, 100.0))
def test_the_taught_pause_gives_back_the_very_moment(after: float, gap: float, rest: float) -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.wait(after)
    since = walk.session.running
    elapsed = walk.now - since.since
    walk.press(REPEAT)
    walk.wait(gap)
    walk.press(REPEAT)
    assert page_name(walk.session) == "paused"
    assert isinstance(walk.session.state, Paused)
    assert (walk.session.state.held, walk.session.state.elapsed) == (since, elapsed)
    walk.wait(rest)
    walk.press(ADVANCE)
    walk.wait(3.0)
    assert walk.session.running.index == since.index
    assert walk.now - walk.session.running.since == pytest.approx(elapsed)


@pytest.mark.parametrize("kind", TIMED)
@pytest.mark.parametrize("key", [REPEAT, PAUSE])
def test_it_works_in_every_timed_part_of_a_stage(kind: SegmentKind, key: Key) -> None:
    walk = Walk().to(kind, HAND)
    walk.wait(0.75)
    before = walk.session.running
    walk.press(REPEAT)
    assert walk.kind is SegmentKind.LEAD_IN
    walk.wait(0.5)
    walk.press(key)
    assert walk.session.state == Paused(before, 0.75, walk.now)


def test_it_works_while_the_first_foot_is_found_which_goes_on_by_itself() -> None:
    walk = Walk().to(SegmentKind.FIND, FOOT)
    walk.wait(10)
    assert page_name(walk.session) == "find-lr3-right-2"
    before, elapsed = walk.session.running, walk.now - walk.session.running.since
    walk.press(REPEAT)
    assert page_name(walk.session) == "find-lr3-right-1"
    walk.press(REPEAT)
    assert walk.session.state == Paused(before, elapsed, walk.now)
    walk.press(ADVANCE)
    assert page_name(walk.session) == "find-lr3-right-2"


@pytest.mark.parametrize("wait", [TWICE, TWICE + 0.5])
def test_a_second_press_that_comes_too_late_starts_the_stage_again_once_more(wait: float) -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.wait(15)
    walk.press(REPEAT)
    walk.wait(wait)
    walk.press(REPEAT)
    assert (walk.kind, walk.session.running.since) == (SegmentKind.LEAD_IN, walk.now)


def test_the_key_says_pause_only_as_long_as_it_pauses() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.press(REPEAT)
    assert soft_keys(walk.session)[1].label == "Pause"
    assert walk.session.deadline == walk.now + TWICE
    walk.wait(TWICE)
    assert soft_keys(walk.session)[1].label == "Again"
    assert walk.session.interrupted is None


def test_in_a_quicker_session_a_hand_has_as_much_real_time() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.session = replace(walk.session, pace=10.0)
    walk.press(REPEAT)
    walk.wait(10 * TWICE - 0.1)
    walk.press(REPEAT)
    assert isinstance(walk.session.state, Paused)
    assert walk.session.guarded
    walk.wait(10 * GUARD)
    assert not walk.session.guarded


def test_the_next_person_s_session_is_as_quick() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    walk.session = replace(walk.session, pace=10.0)
    walk.wait(1000)
    assert (walk.kind, walk.session.pace) == (SegmentKind.ATTRACT, 10.0)


def test_another_button_in_between_ends_the_chance() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.press(REPEAT, ADVANCE)
    assert walk.kind is SegmentKind.COUNT_IN
    assert available_actions(walk.session)[REPEAT] is Action.AGAIN


def test_starting_over_from_a_pause_can_be_taken_back_too() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.wait(20)
    walk.press(PAUSE)
    held = walk.session.state
    assert isinstance(held, Paused)
    walk.wait(GUARD)
    walk.press(REPEAT)
    assert walk.kind is SegmentKind.LEAD_IN
    walk.press(REPEAT)
    assert walk.session.state == Paused(held.held, held.elapsed, walk.now)


def test_the_fresh_count_in_after_a_pause_gives_back_what_it_leads_to() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.wait(20)
    walk.press(PAUSE)
    held = walk.session.state
    walk.press(ADVANCE)
    walk.wait(1)
    walk.press(REPEAT, REPEAT)
    assert isinstance(held, Paused)
    assert walk.session.state == Paused(held.held, held.elapsed, walk.now)


def test_a_cue_at_the_end_of_the_two_seconds_still_sounds() -> None:
    walk = Walk().to(SegmentKind.LEAD_IN, 0)
    walk.wait(8.0)
    walk.press(ADVANCE, REPEAT)  # the lead-in again, 9 s before the count-in
    walk.wait(7.0)
    walk.press(REPEAT)
    walk.wait(60.0)
    counts = walk.heard(Cue.COUNT_IN)
    assert counts[-3:] == [counts[-3], counts[-3] + 1, counts[-3] + 2]


def test_a_place_that_waits_is_given_back_too() -> None:
    walk = Walk().to_ready(0)
    walk.press(REPEAT, REPEAT)
    assert isinstance(walk.session.state, Paused)
    walk.press(ADVANCE)
    assert page_name(walk.session) == "find-cv6-2"


@pytest.mark.parametrize("step", [0, HAND])
@pytest.mark.parametrize("kind", [SegmentKind.FIND, *TIMED])
def test_every_page_of_a_stage_shows_the_pause_that_the_introduction_teaches(
    kind: SegmentKind, step: int
) -> None:
    if kind is SegmentKind.RELEASE:
        step = HAND  # only hands are released
    walk = Walk().to(kind, step)
    _, again, switch = soft_keys(walk.session)
    sided = step == HAND
    assert again.twice == ("2× = pause" if sided else "")  # noqa: RUF001
    assert switch.label == ("Right hand" if sided else "Pause")
    walk.press(REPEAT, REPEAT)
    assert isinstance(walk.session.state, Paused)
    walk.wait(GUARD)
    assert [(key.label, key.twice) for key in soft_keys(walk.session)] == [
        ("Go on", ""),
        ("Start over", ""),
        ("End", ""),
    ]


@pytest.mark.parametrize("kind", [SegmentKind.FIND, *TIMED])
def test_one_press_pauses_where_there_is_no_other_side(kind: SegmentKind) -> None:
    if kind is SegmentKind.RELEASE:
        return  # only hands are released
    walk = Walk().to(kind, 1)
    walk.wait(0.5)
    before = walk.session.running
    walk.press(SWITCH)
    assert walk.session.state == Paused(before, 0.5, walk.now)


def test_the_fresh_count_in_is_paused_by_one_press_too() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.press(SWITCH, ADVANCE)
    assert isinstance(walk.session.state, Resuming)
    walk.press(REPEAT, REPEAT)
    assert isinstance(walk.session.state, Paused)


@pytest.mark.parametrize("keys", [[SWITCH, SWITCH], [REPEAT] * 3, [PAUSE, SWITCH], [PAUSE, REPEAT]])
def test_a_press_too_many_leaves_the_pause_as_it_is(keys: list[Key]) -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.wait(15)
    held = walk.session.running
    *first, last = keys
    walk.press(*first)
    walk.wait(GUARD - 0.001)
    assert walk.press(last) == [Cue.NOT_AVAILABLE]
    assert isinstance(walk.session.state, Paused)
    assert (walk.session.state.held, walk.session.state.elapsed) == (held, 15)
    walk.wait(0.001)
    walk.press(last)
    assert not isinstance(walk.session.state, Paused)


def test_the_keys_that_do_not_count_yet_are_dim() -> None:
    walk = Walk().to(SegmentKind.PRESS, 0)
    walk.press(PAUSE)
    assert [(key.label, key.action) for key in soft_keys(walk.session)] == [
        ("Go on", Action.RESUME),
        ("Start over", None),
        ("End", None),
    ]


# Among the questions


def at_question(*answers: Key, spoken: bool = False) -> Walk:
    """Go to the questions of the second page, and answer some of them."""
    walk = Walk(audio=AudioOptions(spoken)).to(SegmentKind.SCREEN)
    for key in (ADVANCE, SWITCH, *answers):
        walk.wait(TWICE)
        walk.press(key)
    walk.wait(TWICE)
    return walk


@pytest.mark.parametrize("spoken", [False, True])
@given(gap=st.floats(0.0, TWICE - 0.001))
def test_the_taught_pause_is_a_way_out_of_every_question(spoken: bool, gap: float) -> None:
    walk = at_question(ADVANCE, spoken=spoken)
    asked = page_name(walk.session)
    assert soft_keys(walk.session)[1].twice == "2× = pause"  # noqa: RUF001
    walk.press(REPEAT)
    assert soft_keys(walk.session)[1].label == "Pause"
    walk.wait(gap)
    walk.press(REPEAT)
    assert page_name(walk.session) == "paused"
    made = view(walk.session, walk.now)
    assert (made.word, made.line) == ("Paused", "Take your time. Nothing is lost.")
    assert [key.label for key in soft_keys(walk.session)] == ["Go on", "", "End"]
    walk.wait(2 * CHORD)
    walk.press(ADVANCE)
    assert page_name(walk.session) == asked
    assert walk.session.guarded
    walk.wait(GUARD)
    walk.press(REPEAT, REPEAT)
    walk.wait(GUARD)
    walk.press(SWITCH)
    assert walk.kind is SegmentKind.ATTRACT


def test_a_pause_among_the_questions_keeps_every_answer_and_the_way_back() -> None:
    walk = at_question(ADVANCE, ADVANCE, ADVANCE, SWITCH)  # yes: weak bones
    left_out, visited = walk.session.timeline.left_out, walk.session.visited
    assert "GB30" in left_out
    asked = page_name(walk.session)
    walk.press(REPEAT)
    assert not walk.session.timeline.left_out
    walk.press(REPEAT)
    walk.wait(2 * CHORD)
    walk.press(ADVANCE)
    assert (page_name(walk.session), walk.session.timeline.left_out) == (asked, left_out)
    assert walk.session.visited == visited


def test_a_second_press_of_back_that_comes_later_goes_back_further() -> None:
    walk = at_question(ADVANCE, ADVANCE)
    asked = walk.session.segment.part
    walk.press(REPEAT)
    walk.wait(TWICE)
    walk.press(REPEAT)
    assert (walk.kind, walk.session.segment.part) == (SegmentKind.QUESTION, asked - 2)


@given(
    keys=st.lists(st.sampled_from([ADVANCE, SWITCH]), max_size=25),
    before=st.integers(0, 24),
    spoken=st.booleans(),
)
def test_a_pause_among_the_questions_changes_no_outcome(
    keys: list[Key], before: int, spoken: bool
) -> None:
    ends = []
    for pauses in (False, True):
        walk = Walk(audio=AudioOptions(spoken)).to(SegmentKind.SCREEN)
        for number, key in enumerate(keys):
            if walk.kind not in screening.PAGES:
                break
            walk.wait(TWICE)
            if pauses and number == before:
                walk.press(REPEAT, REPEAT)
                walk.wait(GUARD)
                walk.press(ADVANCE)
                walk.wait(TWICE)
            walk.press(key)
        ends.append((page_name(walk.session), walk.session.timeline.left_out, walk.session.visited))
    assert ends[0] == ends[1]
