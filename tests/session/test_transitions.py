from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.settings import Patience, Pins
from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Side
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import page_name
from kiosk.session.state import GUARD, Asking, AudioOptions, Paused, Resuming, Running, Session
from kiosk.session.transitions import move
from tests.walk import Walk, shipped_timeline

ADVANCE, REPEAT, SWITCH, PAUSE, VOLUME = Key
PRESSING = {
    ADVANCE: Action.SKIP,
    REPEAT: Action.AGAIN,
    SWITCH: Action.PAUSE,
    PAUSE: Action.PAUSE,
}
FOUND = PRESSING | {ADVANCE: Action.READY}
ON_THE_WAY = PRESSING | {ADVANCE: Action.START_NOW}
MORE = {ADVANCE: Action.NEXT}
SIDES = {SWITCH: Action.OTHER_SIDE}
PAUSED = {
    ADVANCE: Action.RESUME,
    REPEAT: Action.START_OVER,
    SWITCH: Action.END,
    PAUSE: Action.RESUME,
}
STAY = dict.fromkeys(Key, Action.STAY)
HAND, FOOT = 7, 9
TOTAL = 1010


def at(kind: SegmentKind, step: int | None = None) -> Walk:
    return Walk().to(kind, step)


def introduction() -> Walk:
    walk = Walk()
    walk.press(ADVANCE)
    assert walk.kind is SegmentKind.INTRODUCTION
    return walk


def background(number: int) -> Walk:
    walk = introduction()
    walk.press(REPEAT, *[ADVANCE] * number)
    assert (walk.kind, walk.session.segment.part) == (SegmentKind.BACKGROUND, number)
    return walk


def languages() -> Walk:
    walk = Walk()
    walk.session = replace(walk.session, languages=("en", "fr", "de"))
    walk.press(SWITCH)
    return walk


def paused(kind: SegmentKind, step: int, after: float = 0.5) -> Walk:
    walk = at(kind, step)
    walk.wait(after)
    walk.press(PAUSE)
    assert isinstance(walk.session.state, Paused)
    walk.wait(GUARD)
    return walk


def resuming(kind: SegmentKind, step: int) -> Walk:
    walk = paused(kind, step)
    walk.press(ADVANCE)
    assert isinstance(walk.session.state, Resuming)
    return walk


def asked(walk: Walk) -> Walk:
    walk.wait(walk.session.patience.idle)
    assert isinstance(walk.session.state, Asking)
    return walk


ROWS: dict[str, tuple[Callable[[], Walk], dict[Key, Action]]] = {
    "attract": (Walk, {ADVANCE: Action.START}),
    "languages": (
        languages,
        {ADVANCE: Action.TAKE_LANGUAGE, REPEAT: Action.BACK, SWITCH: Action.NEXT_LANGUAGE},
    ),
    "introduction": (
        introduction,
        {ADVANCE: Action.CONTINUE, REPEAT: Action.MORE, SWITCH: Action.END},
    ),
    "background": (
        lambda: background(1),
        {ADVANCE: Action.CONTINUE, REPEAT: Action.BACK, SWITCH: Action.END},
    ),
    "find": (lambda: at(SegmentKind.FIND, 0), ON_THE_WAY | MORE),
    "find, all said": (lambda: Walk().to_ready(0), FOUND),
    "find a hand": (lambda: at(SegmentKind.FIND, HAND), ON_THE_WAY | SIDES | MORE),
    "find a foot": (lambda: at(SegmentKind.FIND, FOOT), ON_THE_WAY | SIDES | MORE),
    "lead-in": (lambda: at(SegmentKind.LEAD_IN, 1), ON_THE_WAY),
    "lead-in of a hand": (lambda: at(SegmentKind.LEAD_IN, HAND), ON_THE_WAY | SIDES),
    "lead-in of the other hand": (lambda: at(SegmentKind.LEAD_IN, HAND + 1), ON_THE_WAY | SIDES),
    "lead-in of a foot": (lambda: at(SegmentKind.LEAD_IN, FOOT), ON_THE_WAY | SIDES),
    "count-in": (lambda: at(SegmentKind.COUNT_IN, 6), ON_THE_WAY),
    "count-in of a hand": (lambda: at(SegmentKind.COUNT_IN, HAND), ON_THE_WAY | SIDES),
    "press": (lambda: at(SegmentKind.PRESS, 3), PRESSING),
    "press a foot": (lambda: at(SegmentKind.PRESS, FOOT + 1), PRESSING | SIDES),
    "release": (lambda: at(SegmentKind.RELEASE, HAND), PRESSING | SIDES),
    "settle": (lambda: at(SegmentKind.SETTLE, 0), PRESSING),
    "settle of a foot": (lambda: at(SegmentKind.SETTLE, FOOT), PRESSING | SIDES),
    "finish": (
        lambda: at(SegmentKind.FINISH),
        {ADVANCE: Action.END, REPEAT: Action.LAST_AGAIN, SWITCH: Action.ONCE_MORE},
    ),
    "paused press": (lambda: paused(SegmentKind.PRESS, 2), PAUSED),
    "paused hand": (lambda: paused(SegmentKind.RELEASE, HAND), PAUSED),
    "paused lead-in": (lambda: paused(SegmentKind.LEAD_IN, 0), PAUSED),
    "paused find": (lambda: paused(SegmentKind.FIND, 0), PAUSED),
    "resuming": (lambda: resuming(SegmentKind.PRESS, 0), ON_THE_WAY),
    "resuming a hand": (lambda: resuming(SegmentKind.PRESS, HAND), ON_THE_WAY | SIDES),
    "asking at a page": (lambda: asked(introduction()), STAY),
    "asking at a point": (lambda: asked(Walk().to_ready(HAND)), STAY),
    "asking at a pause": (lambda: asked(paused(SegmentKind.PRESS, FOOT)), STAY),
    "asking at the end": (lambda: asked(at(SegmentKind.FINISH)), STAY),
}


@pytest.mark.parametrize("row", ROWS)
def test_every_button_does_what_the_table_says(row: str) -> None:
    make, actions = ROWS[row]
    assert available_actions(make().session) == actions


@pytest.mark.parametrize("row", ROWS)
def test_a_press_on_a_key_with_a_use_is_accepted_first_of_all(row: str) -> None:
    make, actions = ROWS[row]
    for key in actions:
        walk = make()
        cues = walk.step(key, walk.now)
        assert cues[0].cue is Cue.KEY_ACCEPTED
        assert Cue.NOT_AVAILABLE not in [sounded.cue for sounded in cues]
        assert {sounded.at for sounded in cues} == {walk.now}


@pytest.mark.parametrize("row", ROWS)
def test_a_press_on_a_key_without_a_use_answers_not_available(row: str) -> None:
    make, actions = ROWS[row]
    for key in set(Key) - set(actions):
        walk = make()
        before = walk.session
        assert walk.press(key) == [Cue.NOT_AVAILABLE]
        assert walk.session == replace(before, touched=walk.now)


@pytest.mark.parametrize("key", Key)
def test_a_key_is_named_as_its_pin_in_the_settings(key: Key) -> None:
    assert key.value in {field.name for field in fields(Pins)}


def test_a_new_session_waits_forever_at_the_attract_page(walk: Walk) -> None:
    assert walk.kind is SegmentKind.ATTRACT
    assert walk.session.deadline is None
    assert walk.wait(1e6) == []
    assert walk.kind is SegmentKind.ATTRACT


def test_six_presses_lead_to_the_first_point(walk: Walk) -> None:
    pages = []
    for _ in range(6):
        walk.wait(9.0)  # to read, also the first of two instructions
        walk.press(ADVANCE)
        pages.append(page_name(walk.session))
    assert pages == [
        "introduction-1",
        "introduction-2",
        "screen-1",
        "screen-2",
        "screen-3",
        "find-cv6-1",
    ]


# The background


def test_repeat_on_the_introduction_tells_more_and_goes_back_page_by_page() -> None:
    walk = background(2)
    pages = []
    for _ in range(3):
        walk.press(REPEAT)
        pages.append(page_name(walk.session))
    assert pages == ["background-2", "background-1", "introduction-1"]


def test_the_background_goes_on_with_what_follows_the_introduction() -> None:
    walk = background(3)
    walk.press(ADVANCE)
    assert page_name(walk.session) == "introduction-2"


def test_an_introduction_without_a_background_has_nothing_more_to_tell() -> None:
    bare = replace(shipped_timeline().routine, background=())
    walk = Walk(compile_routine(bare))
    walk.press(ADVANCE)
    assert REPEAT not in available_actions(walk.session)


def test_later_pages_of_an_introduction_lead_back() -> None:
    routine = shipped_timeline().routine
    walk = Walk(compile_routine(replace(routine, introduction=routine.introduction * 2)))
    walk.press(ADVANCE, ADVANCE)
    assert page_name(walk.session) == "introduction-2"
    walk.press(REPEAT)
    assert page_name(walk.session) == "introduction-1"
    assert available_actions(walk.session)[REPEAT] is Action.MORE


def test_a_press_before_the_sessions_time_is_rejected(walk: Walk) -> None:
    walk.wait(5)
    with pytest.raises(ValueError, match="time went back"):
        move(walk.session, None, 4.999)


# ADVANCE


def test_advance_goes_to_the_next_thing_at_once() -> None:
    walk = Walk().to_ready(0)
    seen = []
    for _ in range(4):
        walk.press(ADVANCE)
        seen.append((walk.kind, walk.session.segment.step))
    assert seen == [
        (SegmentKind.LEAD_IN, 0),
        (SegmentKind.COUNT_IN, 0),
        (SegmentKind.PRESS, 0),
        (SegmentKind.FIND, 1),
    ]


def test_advance_in_a_press_of_cycles_goes_to_the_other_hand() -> None:
    walk = at(SegmentKind.PRESS, HAND)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED, Cue.SWITCH_SIDES]
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.LEAD_IN, HAND + 1)


def test_advance_in_the_last_stage_finishes() -> None:
    walk = at(SegmentKind.PRESS, 10)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED, Cue.ROUTINE_DONE]
    assert walk.kind is SegmentKind.FINISH


def test_next_goes_on_by_one_instruction_and_ready_comes_after_the_last() -> None:
    walk = at(SegmentKind.FIND, 3)
    pages = []
    for _ in range(3):
        walk.press(ADVANCE)
        pages.append(page_name(walk.session))
    assert pages == ["find-bl53-2", "find-bl53-3", "lead-in-bl53"]


def test_ready_in_a_lead_in_of_several_instructions_leads_to_the_count_in() -> None:
    walk = at(SegmentKind.LEAD_IN, HAND + 1)
    walk.press(ADVANCE)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.COUNT_IN, HAND + 1)


def test_repeat_begins_with_the_first_instruction_again_and_waits_as_before() -> None:
    walk = Walk().to_ready(0)
    assert walk.session.segment.part == 1
    walk.press(REPEAT)
    assert page_name(walk.session) == "find-cv6-1"
    walk.wait(60)
    assert page_name(walk.session) == "find-cv6-2"


def test_the_first_foot_is_found_and_pressed_without_a_button() -> None:
    walk = at(SegmentKind.FIND, FOOT)
    pages = []
    while walk.kind is not SegmentKind.PRESS:
        pages.append(page_name(walk.session))
        deadline = walk.session.deadline
        assert deadline is not None
        walk.step(None, deadline)
    finding = [f"find-lr3-right-{part}" for part in range(1, 5)]
    assert list(dict.fromkeys(pages)) == [*finding, "lead-in-lr3-right", "count-in-lr3-right"]


# REPEAT


@pytest.mark.parametrize("kind", [SegmentKind.PRESS, SegmentKind.SETTLE])
@pytest.mark.parametrize("step", [0, 2, HAND, FOOT + 1])
def test_repeat_starts_this_stage_again_with_its_whole_lead_in(
    kind: SegmentKind, step: int
) -> None:
    walk = at(kind, step)
    walk.wait(0.75)
    walk.press(REPEAT)
    lead_in = shipped_timeline().steps[step].lead_in
    index = shipped_timeline().lead_in_of(step)
    length = shipped_timeline().segments[index].length
    assert walk.session.state == Running(index, walk.now, length)
    begun, before = walk.now, len(walk.heard(Cue.PRESS))
    walk.wait(lead_in)
    assert walk.heard(Cue.PRESS)[before:] == [begun + lead_in]


def test_repeat_in_a_later_cycle_begins_with_the_first() -> None:
    walk = at(SegmentKind.RELEASE, HAND)
    walk.wait(13)
    assert walk.session.segment.part == 1
    walk.press(REPEAT)
    walk.to(SegmentKind.PRESS, HAND)
    assert walk.session.segment.part == 0


@pytest.mark.parametrize("kind", [SegmentKind.PRESS, SegmentKind.RELEASE])
def test_every_button_with_a_use_ends_a_press_at_once(kind: SegmentKind) -> None:
    for key in available_actions(at(kind, HAND).session):
        walk = at(kind, HAND)
        before = walk.session.running.since
        walk.wait(1.0)
        walk.press(key)
        on = walk.session.state == Running(walk.session.running.index, before, 7.0)
        assert not on, key


def test_repeat_keeps_the_side_that_was_chosen() -> None:
    walk = at(SegmentKind.PRESS, FOOT)
    walk.press(SWITCH)
    walk.to(SegmentKind.PRESS)
    walk.press(REPEAT)
    step = walk.session.current_step
    assert step is not None
    assert step.side is Side.LEFT


# SWITCH SIDES


def sides_to_come(walk: Walk, first: int) -> list[Side | None]:
    return [step.side for step in walk.session.timeline.steps[first : first + 2]]


@pytest.mark.parametrize(
    "kind", [SegmentKind.LEAD_IN, SegmentKind.COUNT_IN, SegmentKind.PRESS, SegmentKind.SETTLE]
)
@pytest.mark.parametrize(("first", "turn"), [(HAND, 0), (HAND, 1), (FOOT, 0), (FOOT, 1)])
def test_switch_takes_the_other_side_now_and_this_one_next(
    kind: SegmentKind, first: int, turn: int
) -> None:
    walk = at(kind, first + turn)
    order = sides_to_come(walk, first)
    this, other = order[turn], order[1 - turn]
    assert walk.press(SWITCH) == [Cue.KEY_ACCEPTED, Cue.SWITCH_SIDES]
    assert sides_to_come(walk, first) == [other, this]
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.LEAD_IN, first)
    switch_lead_in = walk.session.timeline.steps[first + 1].lead_in
    begun, before = walk.now, len(walk.heard(Cue.PRESS))
    walk.wait(switch_lead_in)
    assert walk.heard(Cue.PRESS)[before:] == [begun + switch_lead_in]


def test_after_a_switch_both_sides_are_pressed_once() -> None:
    walk = at(SegmentKind.LEAD_IN, FOOT)
    walk.press(SWITCH)
    pressed = []
    for number in (FOOT, FOOT + 1):
        current = walk.to(SegmentKind.PRESS, number).session.current_step
        assert current is not None
        pressed.append(current.side)
    assert pressed == [Side.LEFT, Side.RIGHT]
    walk.to(SegmentKind.FINISH)


def test_a_switch_before_the_hand_is_found_keeps_waiting() -> None:
    walk = at(SegmentKind.FIND, HAND)
    assert walk.press(SWITCH) == [Cue.KEY_ACCEPTED]
    assert walk.kind is SegmentKind.FIND
    assert sides_to_come(walk, HAND) == [Side.RIGHT, Side.LEFT]
    walk.press(SWITCH)
    assert sides_to_come(walk, HAND) == [Side.LEFT, Side.RIGHT]


def test_a_switch_knows_the_other_side(walk: Walk) -> None:
    steps = walk.session.timeline.steps
    assert not walk.session.other_side
    others = [walk.to(SegmentKind.PRESS, HAND + turn).session.other_side for turn in (0, 1)]
    assert others == [steps[HAND + 1], steps[HAND]]


# Pause


@given(after=st.floats(0, 59.999), rest=st.floats(0, 119))
def test_a_pause_loses_nothing_of_a_press(after: float, rest: float) -> None:
    walk = at(SegmentKind.PRESS, 0)
    begun = walk.now
    walk.step(PAUSE, begun + after)
    state = walk.session.state
    assert isinstance(state, Paused)
    assert state.elapsed == walk.now - begun
    walk.wait(rest)
    assert walk.session.state == state
    resumed = walk.now
    walk.sounded.clear()
    walk.press(ADVANCE)
    walk.wait(70)
    assert walk.heard(Cue.COUNT_IN) == pytest.approx([resumed, resumed + 1, resumed + 2])
    assert walk.heard(Cue.PRESS) == [pytest.approx(resumed + 3)]
    assert walk.heard(Cue.STAGE_DONE) == [pytest.approx(resumed + 3 + 60 - after)]
    halfway = [] if after >= 30 else [pytest.approx(resumed + 3 + 30 - after)]
    assert walk.heard(Cue.HALFWAY) == halfway


@pytest.mark.parametrize(
    ("kind", "cue"), [(SegmentKind.PRESS, Cue.PRESS), (SegmentKind.RELEASE, Cue.RELEASE)]
)
def test_a_cycle_goes_on_where_it_was_after_a_fresh_count_in(kind: SegmentKind, cue: Cue) -> None:
    walk = paused(kind, HAND, 2.5)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED, Cue.COUNT_IN]
    assert walk.wait(2.75) == [Cue.COUNT_IN, Cue.COUNT_IN]
    assert walk.wait(0.25) == [cue]
    length = walk.session.segment.length
    assert length is not None
    assert walk.session.running.since + length == pytest.approx(walk.now + length - 2.5)


@pytest.mark.parametrize("kind", [SegmentKind.LEAD_IN, SegmentKind.SETTLE])
def test_a_segment_that_is_no_press_resumes_where_it_was(kind: SegmentKind) -> None:
    walk = paused(kind, 2, 1.5)
    walk.wait(60)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED]
    assert walk.now - walk.session.running.since == 1.5


def test_a_paused_count_in_counts_afresh() -> None:
    walk = paused(SegmentKind.COUNT_IN, 2, 1.5)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED, Cue.COUNT_IN]
    assert walk.wait(3) == [Cue.COUNT_IN, Cue.COUNT_IN, Cue.PRESS]


def test_a_pause_in_the_fresh_count_in_holds_the_same_press() -> None:
    walk = paused(SegmentKind.PRESS, 0, 12.25)
    held = walk.session.state
    assert isinstance(held, Paused)
    walk.press(ADVANCE)
    walk.wait(1.5)
    walk.press(PAUSE)
    again = walk.session.state
    assert isinstance(again, Paused)
    assert (again.held, again.elapsed) == (held.held, held.elapsed)


def test_advance_in_the_fresh_count_in_goes_on_at_once() -> None:
    walk = resuming(SegmentKind.PRESS, 0)
    walk.wait(1)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED, Cue.PRESS]
    assert walk.now - walk.session.running.since == 0.5


def test_repeat_in_a_pause_starts_the_stage_again() -> None:
    walk = paused(SegmentKind.PRESS, 4, 20)
    walk.press(REPEAT)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.LEAD_IN, 4)
    assert walk.session.running.since == walk.now


@pytest.mark.parametrize(
    ("kind", "step", "ended"),
    [
        (SegmentKind.PRESS, 0, SegmentKind.ENDED),
        (SegmentKind.FIND, HAND, SegmentKind.ENDED),
        (SegmentKind.LEAD_IN, HAND, SegmentKind.ENDED_LYING),
        (SegmentKind.PRESS, HAND, SegmentKind.ENDED_LYING),
        (SegmentKind.FIND, FOOT, SegmentKind.ENDED_LYING),
        (SegmentKind.SETTLE, FOOT + 1, SegmentKind.ENDED_LYING),
    ],
)
def test_stopping_says_to_sit_up_slowly_only_to_somebody_who_lies(
    kind: SegmentKind, step: int, ended: SegmentKind
) -> None:
    walk = paused(kind, step)
    walk.press(SWITCH)
    assert walk.kind is ended


def test_the_length_of_a_switched_lead_in_survives_a_pause() -> None:
    walk = at(SegmentKind.PRESS, HAND)
    walk.press(SWITCH)
    walk.wait(2)
    walk.press(PAUSE)
    walk.wait(30)
    walk.press(ADVANCE)
    resumed, before = walk.now, len(walk.heard(Cue.PRESS))
    walk.wait(20)
    assert walk.heard(Cue.PRESS)[before] == resumed + 18


# Nobody there

PATIENCE = Patience(idle=30.0, answer=24.0)


def waiting(kind: SegmentKind) -> Walk:
    walk = Walk(patience=PATIENCE)
    if kind is SegmentKind.PRESS:
        walk.to(kind)
        walk.press(PAUSE)
        return walk
    return walk.to_ready(0) if kind is SegmentKind.FIND else walk.to(kind)


@pytest.mark.parametrize(
    "kind", [SegmentKind.INTRODUCTION, SegmentKind.FIND, SegmentKind.PRESS, SegmentKind.FINISH]
)
def test_an_abandoned_session_asks_twice_and_then_resets_completely(kind: SegmentKind) -> None:
    walk = waiting(kind)
    begun = walk.now
    assert walk.wait(29.75) == []
    assert walk.wait(0.25) == [Cue.STILL_THERE]
    assert isinstance(walk.session.state, Asking)
    assert walk.wait(23.75) == [Cue.STILL_THERE]
    assert walk.heard(Cue.STILL_THERE) == [begun + 30, begun + 42]
    assert isinstance(walk.session.state, Asking)
    assert walk.wait(0.25) == []
    assert walk.session == Session.begin(shipped_timeline(), walk.now, PATIENCE)


@pytest.mark.parametrize("key", Key)
@pytest.mark.parametrize(
    "kind", [SegmentKind.INTRODUCTION, SegmentKind.FIND, SegmentKind.PRESS, SegmentKind.FINISH]
)
def test_any_button_answers_and_does_nothing_else(kind: SegmentKind, key: Key) -> None:
    walk = waiting(kind)
    before = walk.session.state
    walk.wait(53.75)
    assert walk.press(key) == [Cue.KEY_ACCEPTED]
    assert walk.session.state == before
    assert walk.wait(29.75) == []
    assert walk.wait(0.25) == [Cue.STILL_THERE]


def test_chosen_sides_are_reset_with_everything_else() -> None:
    walk = Walk(patience=PATIENCE).to(SegmentKind.FIND, HAND)
    walk.press(SWITCH)
    assert walk.session.timeline != shipped_timeline()
    walk.wait(54 + 60)
    assert walk.session.timeline == shipped_timeline()


def test_the_kiosk_does_not_ask_while_the_guidance_runs_by_itself() -> None:
    walk = Walk(patience=Patience(20.0, 20.0)).to(SegmentKind.LEAD_IN, FOOT)
    walk.to(SegmentKind.FINISH)
    assert walk.heard(Cue.STILL_THERE) == []


def test_a_wait_begins_when_the_guidance_stops_and_not_before() -> None:
    walk = Walk(patience=PATIENCE).to(SegmentKind.LEAD_IN, 0).to_ready(1)
    assert walk.wait(29.75) == []


# Time


@pytest.mark.parametrize("start", [0.0, 1234.5678, 1e6 + 0.1])
def test_the_whole_routine_keeps_to_its_plan_without_drift(start: float) -> None:
    walk = Walk(now=start)
    shift = 0.0
    for number in range(11):
        planned = shipped_timeline().starts[shipped_timeline().lead_in_of(number)]
        if shipped_timeline().steps[number].waits:  # only the time until a press is not planned
            walk.to(SegmentKind.FIND, number)
            walk.press(*[ADVANCE] * len(shipped_timeline().steps[number].said.find))
        walk.to(SegmentKind.LEAD_IN, number)
        if number == 0:
            shift = walk.now - planned
        assert walk.now - shift == pytest.approx(planned, abs=1e-6)
    walk.to(SegmentKind.FINISH)
    assert walk.now - shift == pytest.approx(TOTAL, abs=1e-6)


def test_points_five_and_six_run_through_by_themselves() -> None:
    walk = at(SegmentKind.LEAD_IN, HAND)
    begun = walk.now
    heard = walk.step(None, begun + TOTAL - 568)
    assert walk.kind is SegmentKind.FINISH
    done = [s.at - begun for s in heard if s.cue is Cue.STAGE_DONE]
    assert done == [150, 153 + 80, 236 + 40 + 75, 354 + 85]
    assert [s.at - begun for s in heard if s.cue is Cue.SWITCH_SIDES] == [153, 354]
    assert [s.at - begun for s in heard if s.cue is Cue.ROUTINE_DONE] == [442]


def test_the_second_place_of_a_point_waits_as_the_next_point_does() -> None:
    walk = at(SegmentKind.LEAD_IN, 1)
    walk.wait(100)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 2)
    walk.press(ADVANCE)
    walk.wait(80)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 3)


@pytest.mark.parametrize("step", range(11))
def test_every_cue_of_a_step_comes_at_its_planned_time(step: int) -> None:
    timeline = shipped_timeline()
    walk = at(SegmentKind.LEAD_IN, step)
    begun, index = walk.now, timeline.lead_in_of(step)
    walk.sounded = walk.sounded[-1:] if timeline.steps[step].second else []
    after = timeline.first_segments[step + 1]
    length = timeline.starts[after] - timeline.starts[index]
    walk.wait(length - 0.001)
    assert [(s.at - begun, s.cue) for s in walk.sounded] == [
        (timeline.starts[i] - timeline.starts[index] + offset, cue)
        for i in range(index, after)
        for offset, cue in timeline.segments[i].cues
    ]


@pytest.mark.parametrize("ticks", [1, 2, 60, 61, 600, 997])
def test_sixty_seconds_take_sixty_seconds_whatever_the_ticks(ticks: int) -> None:
    walk = at(SegmentKind.PRESS, 0)
    begun = walk.now
    for tick in range(1, ticks + 1):
        walk.step(None, begun + 62.0 * tick / ticks)
    assert walk.heard(Cue.PRESS) == [begun]
    assert walk.heard(Cue.HALFWAY) == [begun + 30]
    assert walk.heard(Cue.STAGE_DONE) == [begun + 60]


def test_a_press_at_the_moment_of_a_change_comes_after_it() -> None:
    walk = at(SegmentKind.PRESS, 0)
    heard = [s.cue for s in walk.step(PAUSE, walk.now + 60)]
    assert heard == [Cue.HALFWAY, Cue.STAGE_DONE, Cue.KEY_ACCEPTED]
    assert (walk.kind, type(walk.session.state)) == (SegmentKind.SETTLE, Paused)


# The end


def test_again_at_the_end_repeats_the_last_stage() -> None:
    walk = at(SegmentKind.FINISH)
    walk.press(REPEAT)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.LEAD_IN, 10)
    walk.to(SegmentKind.FINISH)


def test_once_more_begins_with_the_first_point_and_the_first_sides() -> None:
    walk = at(SegmentKind.LEAD_IN, FOOT)
    walk.press(SWITCH)
    walk.to(SegmentKind.FINISH).press(SWITCH)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)
    assert walk.session.timeline == shipped_timeline()
    walk.to(SegmentKind.FINISH)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (introduction, SWITCH),
        (lambda: background(2), SWITCH),
        (lambda: at(SegmentKind.FINISH), ADVANCE),
        (lambda: at(SegmentKind.ENDED), ADVANCE),
    ],
)
def test_end_resets_everything(make: Callable[[], Walk], key: Key, timeline: Timeline) -> None:
    walk = make()
    walk.press(key)
    assert walk.session == Session.begin(timeline, walk.now)


def test_a_session_is_a_value_that_a_step_leaves_as_it_was(walk: Walk) -> None:
    before = walk.session
    walk.press(ADVANCE)
    assert before == Session.begin(shipped_timeline(), 0.0)


def spoken(kind: SegmentKind, step: int | None = None) -> Walk:
    walk = Walk(audio=AudioOptions(spoken=True)).to(kind, step)
    walk.wait(GUARD if walk.session.guarded else 0.0)
    return walk


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (SegmentKind.ATTRACT, REPEAT),
        (SegmentKind.SCREEN, REPEAT),
        (SegmentKind.INTRODUCTION, PAUSE),
        (SegmentKind.BACKGROUND, PAUSE),
        (SegmentKind.QUESTION, PAUSE),
        (SegmentKind.PLACE, PAUSE),
        (SegmentKind.LEFT_OUT, PAUSE),
        (SegmentKind.STOP, PAUSE),
        (SegmentKind.NOTHING_LEFT, PAUSE),
        (SegmentKind.FINISH, PAUSE),
    ],
)
def test_a_waiting_page_that_is_spoken_can_be_heard_again(kind: SegmentKind, key: Key) -> None:
    """By REPEAT, or by holding it where it leads back, which a panel reports as a pause."""
    walk = spoken(kind)
    before = walk.session
    assert available_actions(before)[key] is Action.HEAR_AGAIN
    assert walk.press(key) == [Cue.KEY_ACCEPTED]
    assert walk.session.same_state_as(before)
    assert walk.session.touched == before.now


@pytest.mark.parametrize("kind", [SegmentKind.FIND, SegmentKind.PRESS, SegmentKind.RELEASE])
def test_repeat_in_a_stage_starts_it_again_whether_or_not_it_is_spoken(kind: SegmentKind) -> None:
    assert available_actions(spoken(kind, HAND).session)[REPEAT] is Action.AGAIN


def test_the_list_of_languages_is_not_heard_again() -> None:
    assert PAUSE not in available_actions(spoken(SegmentKind.LANGUAGES).session)


def test_hearing_again_counts_as_a_press() -> None:
    walk = spoken(SegmentKind.INTRODUCTION)
    walk.wait(100)
    walk.press(PAUSE)
    walk.wait(100)
    assert walk.kind is SegmentKind.INTRODUCTION
    assert isinstance(walk.session.state, Running)


def test_the_volume_button_works_except_while_the_kiosk_asks() -> None:
    for kind in (
        SegmentKind.ATTRACT,
        SegmentKind.SCREEN,
        SegmentKind.FIND,
        SegmentKind.PRESS,
        SegmentKind.ENDED,
    ):
        assert available_actions(spoken(kind).session)[VOLUME] is Action.LOUDER
    walk = spoken(SegmentKind.INTRODUCTION)
    walk.wait(walk.session.patience.idle)
    assert available_actions(walk.session)[VOLUME] is Action.STAY


@pytest.mark.parametrize(
    ("volume", "then"), [(7, [9, 10, 2]), (6, [8, 10, 2]), (0, [2, 4, 6]), (10, [2, 4, 6])]
)
def test_the_volume_button_reaches_the_loudest_before_it_starts_again(
    volume: int, then: list[int]
) -> None:
    walk = spoken(SegmentKind.INTRODUCTION)
    walk.session = replace(walk.session, volume=volume)
    heard = []
    for _ in then:
        walk.press(VOLUME)
        heard.append(walk.session.volume)
    assert heard == then


def test_without_speech_nothing_can_be_heard_again_or_louder() -> None:
    for kind in (SegmentKind.SCREEN, SegmentKind.FIND):
        walk = at(kind)
        walk.wait(GUARD)
        actions = available_actions(walk.session)
        assert Action.HEAR_AGAIN not in actions.values()
        assert VOLUME not in actions
