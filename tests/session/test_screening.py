"""Screening: the questions, where each answer leads, and that no answer is kept."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind, compile_routine
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import page_name, view
from kiosk.session.screening import said_no
from kiosk.session.state import CHORD, GUARD, AudioOptions, Session
from kiosk.session.view import PageKind
from tests.walk import Walk, shipped_timeline
from tests.yaml_inputs import ROUTINE_TEXT, faults_of, only_fault, routine_of, swap

ADVANCE, REPEAT, SWITCH = Key.ADVANCE, Key.REPEAT, Key.SWITCH
RULES = shipped_timeline().routine.screening.rules
STOPS = [number for number, rule in enumerate(RULES) if rule.stop]
ADAPTS = [number for number, rule in enumerate(RULES) if rule.leaves_out]
(PLACE,) = [number for number, rule in enumerate(RULES) if rule.place]


def stands_at(walk: Walk, kind: SegmentKind) -> bool:
    """Return whether a walk has reached a kind of segment."""
    return walk.kind is kind


def answer(walk: Walk, *keys: Key) -> None:
    """Answer the questions in turn, each after the time to read it."""
    for key in keys:
        walk.wait(GUARD)
        walk.press(key)
        walk.wait(2 * CHORD)


def asked(number: int) -> Walk:
    """Go to a question, answering no to those before it."""
    walk = Walk().to(SegmentKind.SCREEN)
    answer(walk, SWITCH, *[ADVANCE] * number)
    assert (walk.kind, walk.session.segment.part) == (SegmentKind.QUESTION, number)
    return walk


def finish(walk: Walk) -> None:
    """Answer no to all remaining questions."""
    while walk.kind in (SegmentKind.QUESTION, SegmentKind.PLACE):
        answer(walk, ADVANCE)


def pressed(walk: Walk) -> list[str]:
    """Return the codes that will be pressed."""
    return [step.stage.code for step in walk.session.timeline.steps]


def test_severe_pain_comes_first_and_one_page_lists_all_rules() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    made = view(walk.session, walk.now)
    assert made.page is PageKind.LIST
    assert made.sentences == tuple(rule.brief for rule in RULES)
    assert made.sentences[0].startswith("Severe back pain")


def test_none_of_these_continues_with_one_press() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    answer(walk, ADVANCE)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)


@pytest.mark.parametrize("points", range(1, 7))
def test_a_no_leads_past_every_place_however_many_points_there_are(points: int) -> None:
    routine = shipped_timeline().routine
    made = compile_routine(replace(routine, points=routine.points[:points]))
    _, index = said_no(made, made.index_of(SegmentKind.QUESTION, PLACE))
    assert index == made.index_of(SegmentKind.QUESTION, PLACE + 1)


@pytest.mark.parametrize("key", [ADVANCE, SWITCH])
@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
def test_a_press_in_the_first_second_is_an_accident(kind: SegmentKind, key: Key) -> None:
    walk = Walk().to(kind)
    before = walk.session.running
    walk.wait(GUARD - 0.001)
    assert walk.press(key) == [Cue.NOT_AVAILABLE]
    assert walk.session.running == before
    walk.wait(0.001)
    assert walk.press(key) == [Cue.KEY_ACCEPTED]
    assert walk.session.running != before


def test_the_soft_keys_are_dim_until_a_press_counts() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    assert not available_actions(walk.session)
    assert walk.session.deadline == walk.now + GUARD
    walk.wait(GUARD)
    assert dict(available_actions(walk.session)) == {
        ADVANCE: Action.NONE_OF_THESE,
        SWITCH: Action.YES,
    }


CHORDS = st.lists(
    st.tuples(st.sampled_from(Key), st.floats(0.0, CHORD / 2)),
    min_size=2,
    max_size=3,
    unique_by=lambda press: press[0],
)


@pytest.mark.parametrize("spoken", [False, True])
@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
@given(chord=CHORDS, since=st.floats(0.0, 200.0))
def test_buttons_pressed_together_are_no_answer(
    kind: SegmentKind, spoken: bool, chord: list[tuple[Key, float]], since: float
) -> None:
    """Any two, in any order, at any time, even while the kiosk asks "Still there?"."""
    walk = Walk(patience=Patience(idle=100.0, answer=200.0), audio=AudioOptions(spoken)).to(kind)
    asked, left = walk.session.segment, walk.session.timeline
    walk.wait(since)
    for number, (key, gap) in enumerate(chord):
        walk.wait(gap if number else 0.0)
        walk.press(key)
    assert (walk.session.segment, walk.session.timeline) == (asked, left)
    assert walk.session.volume == AudioOptions().volume
    assert walk.session.guarded
    answer(walk, ADVANCE)
    assert walk.session.segment != asked


@pytest.mark.parametrize(("first", "second"), [(ADVANCE, SWITCH), (SWITCH, ADVANCE)])
def test_another_button_takes_an_answer_back_within_60_ms_and_no_later(
    first: Key, second: Key
) -> None:
    assert CHORD == 0.06
    walk = asked(0)
    walk.wait(GUARD)
    assert walk.press(first) == [Cue.KEY_ACCEPTED]
    assert walk.step(second, walk.now + CHORD)[-1].cue is Cue.NOT_AVAILABLE
    assert page_name(walk.session) == "question-1"
    walk.wait(GUARD)
    walk.press(first)
    after = walk.session.segment
    assert page_name(walk.session) != "question-1"
    walk.wait(CHORD + 0.001)
    assert walk.session.pressed is None
    walk.press(second)
    assert walk.session.segment in (after, shipped_timeline().segments[0])


def test_the_same_button_bouncing_takes_no_answer_back() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    walk.wait(GUARD)
    walk.press(SWITCH, SWITCH)
    assert walk.kind is SegmentKind.QUESTION


@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
def test_answering_still_there_gives_the_time_to_read_again(
    kind: SegmentKind,
) -> None:
    walk = Walk().to(kind)
    before = walk.session.segment
    walk.wait(Patience().idle)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED]
    walk.wait(0.3)
    assert walk.press(ADVANCE) == [Cue.NOT_AVAILABLE]
    assert walk.session.segment == before


@pytest.mark.parametrize("number", STOPS)
def test_a_stop_rule_ends_the_session_with_its_advice(number: int) -> None:
    walk = asked(number)
    answer(walk, SWITCH)
    assert page_name(walk.session) == f"stop-{number + 1}"
    made, stop = view(walk.session, walk.now), RULES[number].stop
    assert stop is not None
    assert (made.page, made.word) == (PageKind.WARNING, stop.title)
    assert made.sentences == stop.sentences


@pytest.mark.parametrize("key", Key)
def test_every_button_leads_from_the_advice_back_to_the_start(key: Key) -> None:
    walk = asked(0)
    answer(walk, SWITCH)
    walk.press(key)
    assert walk.session == Session.begin(shipped_timeline(), walk.now)


@pytest.mark.parametrize("number", ADAPTS)
def test_an_adapt_rule_leaves_out_its_points_and_says_so(number: int) -> None:
    walk = asked(number)
    answer(walk, SWITCH)
    finish(walk)
    out = RULES[number].leaves_out
    assert stands_at(walk, SegmentKind.LEFT_OUT)
    places = [step.stage.place for step in shipped_timeline().steps if step.stage.code in out]
    assert view(walk.session, walk.now).sentences == tuple(dict.fromkeys(places))
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.FIND)
    assert pressed(walk) == [
        step.stage.code for step in shipped_timeline().steps if step.stage.code not in out
    ]


def test_every_rule_of_the_safety_notes_exists() -> None:
    assert [set(RULES[number].leaves_out) for number in ADAPTS] == [
        {"BL40", "BL39"},
        {"CV6"},
        {"LI4", "LR3"},
    ]
    assert len(STOPS) == 6


def test_sore_skin_leaves_out_only_the_places_that_are_named() -> None:
    walk = asked(PLACE)
    answer(walk, SWITCH)
    assert [walk.kind, walk.session.segment.point] == [SegmentKind.PLACE, 0]
    answer(walk, ADVANCE, SWITCH, ADVANCE, ADVANCE, SWITCH, ADVANCE)
    finish(walk)
    assert pressed(walk) == ["CV6", "BL53", "GB30", "BL40", "BL39", "LR3", "LR3"]


def test_a_point_that_begins_by_itself_waits_if_the_point_before_it_is_left_out() -> None:
    feet = shipped_timeline().without(frozenset({"LI4"})).steps[-2]
    assert (feet.stage.code, feet.waits) == ("LR3", True)


def test_a_no_to_every_question_leaves_nothing_out() -> None:
    walk = asked(0)
    finish(walk)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)
    assert walk.session.timeline == shipped_timeline()


def test_a_page_says_that_nothing_is_left_if_every_point_is_left_out() -> None:
    walk = asked(PLACE)
    answer(walk, *[SWITCH] * 7)
    finish(walk)
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.NOTHING_LEFT)
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.ATTRACT)


def test_points_left_out_stay_left_out_when_the_routine_is_repeated() -> None:
    walk = asked(ADAPTS[0])
    answer(walk, SWITCH)
    walk.to(SegmentKind.FINISH)
    walk.press(ADVANCE)
    assert "BL40" not in pressed(walk)
    assert stands_at(walk, SegmentKind.FIND)


def test_leaving_forgets_every_answer() -> None:
    walk = asked(ADAPTS[0])
    answer(walk, SWITCH)
    walk.to(SegmentKind.FINISH)
    walk.press(SWITCH)
    assert walk.session == Session.begin(shipped_timeline(), walk.now)
    # An answer kept anywhere else would need a field in the session.
    assert {field.name for field in fields(Session)} == {
        "plan",
        "timeline",
        "patience",
        "state",
        "now",
        "touched",
        "languages",
        "language",
        "audio",
        "volume",
        "pressed",  # for CHORD, 60 ms
    }


def test_leaving_early_shows_the_advice_to_sit_up_slowly() -> None:
    walk = Walk().to(SegmentKind.PRESS)
    walk.press(Key.PAUSE, SWITCH)
    assert view(walk.session, walk.now).word == "Sit up slowly"


@given(st.lists(st.tuples(st.sampled_from([*Key, None]), st.sampled_from([0.0, 0.4, 1.0, 3.0]))))
def test_no_path_reaches_a_press_without_the_warning_and_the_screening(
    way: list[tuple[Key | None, float]],
) -> None:
    walk, met = Walk(), set[str]()
    for key, seconds in way:
        walk.wait(seconds)
        if key:
            walk.press(key)
        if walk.kind is SegmentKind.ATTRACT:
            met.clear()
        met.add(page_name(walk.session))
        if walk.session.segment.step is not None:
            assert {"introduction-4", "screen"} <= met


def test_a_routine_without_rules_is_rejected() -> None:
    start = ROUTINE_TEXT.index("screening:\n")
    end = ROUTINE_TEXT.index("points:\n  - name")
    faults = faults_of(lambda: routine_of(ROUTINE_TEXT[:start] + ROUTINE_TEXT[end:]))
    assert [fault.key for fault in faults] == ["screening"]


def test_a_point_that_no_rule_leaves_out_is_rejected() -> None:
    text = swap(ROUTINE_TEXT, "      place: Is your skin sore, or is it numb, here?\n", "")
    text = swap(
        text,
        "        - Is a hand or a foot numb?\n",
        "        - Is a hand or a foot numb?\n      leaves_out: [LR3]\n",
    )
    found = [(fault.key, fault.problem) for fault in faults_of(lambda: routine_of(text))]
    assert ("points[2].stages[1].code", "no safety rule leaves this point out") in found
    assert len(found) == 4


def test_a_rule_has_exactly_one_consequence() -> None:
    text = swap(ROUTINE_TEXT, "leaves_out: [CV6]", "place: Here?\n      leaves_out: [CV6]")
    fault = only_fault(lambda: routine_of(text))
    assert fault.problem == "expected exactly one of stop, leaves_out and place"


def test_a_rule_may_only_leave_out_points_that_are_pressed() -> None:
    fault = only_fault(lambda: routine_of(swap(ROUTINE_TEXT, "[BL40, BL39]", "[BL40, BL38]")))
    assert fault.key == "screening.rules[7].leaves_out[2]"
    assert fault.problem.startswith("no stage presses BL38; did you mean BL")
