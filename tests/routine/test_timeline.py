from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest

from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Begin, Routine, Show
from kiosk.routine.timeline import Segment, SegmentKind, Timeline, compile_routine
from tests.walk import shipped_timeline
from tests.yaml_inputs import ROUTINE_TEXT, routine_of, swap

LEFT, RIGHT = Side.LEFT, Side.RIGHT

# Code, side, lead-in and start of each step. The start follows from the steps before, each of which
# takes its lead-in, 60 s of work and 3 s to settle. The right foot is found in 40 s before.
STEPS = [
    ("CV6", None, 12, 0),
    ("BL23", None, 22, 75),
    ("BL52", None, 16, 160),
    ("BL53", None, 15, 239),
    ("GB30", None, 22, 317),
    ("BL40", None, 24, 402),
    ("BL39", None, 16, 489),
    ("LI4", LEFT, 90, 568),
    ("LI4", RIGHT, 20, 721),
    ("LR3", RIGHT, 15, 844),
    ("LR3", LEFT, 25, 922),
]
TOTAL = 1010
WAITING = [0, 1, 2, 3, 4, 5, 6, 7]
FOOT = 9
ALL_STEPS = range(len(STEPS))


def of_step(timeline: Timeline, step: int) -> list[tuple[float, Segment]]:
    pairs = zip(timeline.starts, timeline.segments, strict=True)
    return [(start, segment) for start, segment in pairs if segment.step == step]


def cues_of(timeline: Timeline, step: int) -> list[tuple[float, Cue]]:
    segments = of_step(timeline, step)
    return [(start + at, cue) for start, segment in segments for at, cue in segment.cues]


def test_the_steps_are_the_shipped_ones_in_order(timeline: Timeline) -> None:
    steps = [(step.stage.code, step.side, step.lead_in) for step in timeline.steps]
    assert steps == [row[:3] for row in STEPS]


def test_every_step_starts_at_its_planned_second(timeline: Timeline) -> None:
    starts = [timeline.starts[timeline.lead_in_of(step)] for step in ALL_STEPS]
    assert starts == [row[3] for row in STEPS]


def test_the_routine_takes_seventeen_minutes(timeline: Timeline) -> None:
    assert timeline.total == TOTAL
    assert timeline.starts[timeline.index_of(SegmentKind.FINISH)] == TOTAL


@pytest.mark.parametrize("step", ALL_STEPS)
def test_the_count_in_is_the_last_three_seconds_of_the_lead_in(step: int) -> None:
    timeline = shipped_timeline()
    _, _, lead_in, start = STEPS[step]
    found = {segment.kind: (at, segment) for at, segment in reversed(of_step(timeline, step))}
    lengths = {kind: (at - start, segment.length) for kind, (at, segment) in found.items()}
    assert lengths[SegmentKind.LEAD_IN][0] == 0
    assert lengths[SegmentKind.COUNT_IN] == (lead_in - 3, 3)
    assert found[SegmentKind.COUNT_IN][1].cues == (
        (0, Cue.COUNT_IN),
        (1, Cue.COUNT_IN),
        (2, Cue.COUNT_IN),
    )
    assert found[SegmentKind.PRESS][0] == start + lead_in


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4, 5, 6, 9, 10])
def test_a_hold_is_one_press_of_sixty_seconds_with_a_cue_halfway(step: int) -> None:
    timeline = shipped_timeline()
    press = [segment for _, segment in of_step(timeline, step) if segment.kind is SegmentKind.PRESS]
    assert [segment.length for segment in press] == [60]
    assert press[0].cues == ((0, Cue.PRESS), (30, Cue.HALFWAY))


@pytest.mark.parametrize("step", [7, 8])
def test_cycles_are_five_times_seven_seconds_on_and_five_off(step: int) -> None:
    timeline = shipped_timeline()
    work = [
        (segment.kind, segment.length, segment.part, segment.cues)
        for _, segment in of_step(timeline, step)
        if segment.kind in (SegmentKind.PRESS, SegmentKind.RELEASE)
    ]
    assert work == [
        row
        for part in range(5)
        for row in (
            (SegmentKind.PRESS, 7, part, ((0, Cue.PRESS),)),
            (SegmentKind.RELEASE, 5, part, ((0, Cue.RELEASE),)),
        )
    ]


@pytest.mark.parametrize("step", ALL_STEPS)
def test_a_step_ends_with_three_seconds_and_a_cue_that_it_is_done(step: int) -> None:
    at, last = of_step(shipped_timeline(), step)[-1]
    assert (last.kind, last.length, last.cues) == (SegmentKind.SETTLE, 3, ((0, Cue.STAGE_DONE),))
    assert at == STEPS[step][3] + STEPS[step][2] + 60


def test_only_the_second_side_has_a_cue_to_switch(timeline: Timeline) -> None:
    switches = [
        (step, at - STEPS[step][3])
        for step in ALL_STEPS
        for at, cue in cues_of(timeline, step)
        if cue is Cue.SWITCH_SIDES
    ]
    assert switches == [(8, 0), (10, 0)]


def test_each_place_that_is_new_waits_for_a_press_and_no_other_step_does(
    timeline: Timeline,
) -> None:
    assert [n for n in ALL_STEPS if timeline.steps[n].waits] == WAITING
    assert [n for n in ALL_STEPS if timeline.steps[n].finds] == [*WAITING, FOOT]
    for number in ALL_STEPS:
        first = timeline.segments[timeline.start_of(number)]
        finds = timeline.steps[number].finds
        assert first.kind is (SegmentKind.FIND if finds else SegmentKind.LEAD_IN)
        assert timeline.segments[timeline.lead_in_of(number)].kind is SegmentKind.LEAD_IN
        assert timeline.segments[timeline.count_in_of(number)].kind is SegmentKind.COUNT_IN


def finding(timeline: Timeline, step: int) -> list[float | None]:
    """Return the length of each instruction of a find page."""
    parts = [segment for _, segment in of_step(timeline, step) if segment.kind is SegmentKind.FIND]
    assert [segment.part for segment in parts] == list(range(len(parts)))
    return [segment.length for segment in parts]


@pytest.mark.parametrize("step", WAITING)
def test_each_instruction_of_a_find_page_stays_long_enough_and_the_last_until_a_press(
    step: int,
) -> None:
    *timed, last = finding(shipped_timeline(), step)
    assert last is None
    assert all(seconds is not None and seconds >= 6 for seconds in timed)
    assert len(timed) + 1 == len(shipped_timeline().steps[step].said.find)


def test_the_instructions_of_the_first_foot_go_on_by_themselves_after_ten_seconds_each() -> None:
    assert finding(shipped_timeline(), FOOT) == [10.0] * 4
    starts = shipped_timeline().starts
    first, lead_in = shipped_timeline().start_of(FOOT), shipped_timeline().lead_in_of(FOOT)
    assert starts[lead_in] - starts[first] == 40.0


def test_a_find_page_that_goes_on_by_itself_stays_for_half_a_minute_at_least(
    routine: Routine,
) -> None:
    belly = routine.points[0]
    alone = replace(routine, points=(replace(belly, begin=Begin.BY_ITSELF),))
    assert sum(seconds or 0.0 for seconds in finding(compile_routine(alone), 0)) == 30


def test_nobody_who_lies_waits_for_a_button(routine: Routine) -> None:
    hands, feet = routine.points[-2:]
    later = replace(feet, begin=Begin.ON_ADVANCE)
    for points in permutations((hands, later, routine.points[0])):
        steps = compile_routine(replace(routine, points=points)).steps
        for before, step in pairwise(steps):
            assert not (before.stage.posture.lies and step.waits)


@pytest.mark.parametrize(
    ("step", "seconds"), [(2, [13]), (8, [9, 8]), (10, [8.5, 6.0, 7.5]), (0, [9])]
)
def test_a_lead_in_gives_the_instructions_that_no_find_page_gave_if_there_is_time_to_read_them(
    step: int, seconds: list[float]
) -> None:
    timeline = shipped_timeline()
    parts = [segment for _, segment in of_step(timeline, step)]
    lengths = [segment.length for segment in parts if segment.kind is SegmentKind.LEAD_IN]
    assert lengths == seconds
    told, said = timeline.steps[step].lead_in_parts, timeline.steps[step].said
    several = len(seconds) > 1
    assert (told == (*said.find, *said.then)) is several
    assert several or told[0].say == said.get_ready


@pytest.mark.parametrize(
    ("step", "seconds"), [(0, [9]), (1, [19]), (4, [9, 10]), (5, [11, 10]), (7, [77, 10])]
)
def test_the_hands_are_placed_in_the_lead_in_after_the_button_and_not_before(
    step: int, seconds: list[float]
) -> None:
    timeline = shipped_timeline()
    assert timeline.steps[step].lead_in_lengths == tuple(seconds)
    said = timeline.steps[step].said
    told = timeline.steps[step].lead_in_parts
    assert [each.say for each in told] == [said.get_ready, *(each.say for each in said.then)]
    assert Show.HANDS not in [each.show for each in said.find]
    assert told[0].show is (Show.POSTURE if step == 7 else Show.HANDS)


def test_the_person_may_lie_from_the_lead_in_of_the_hands_on(timeline: Timeline) -> None:
    lying = [segment for segment in timeline.segments if timeline.lies(segment)]
    assert lying[0] is timeline.segments[timeline.lead_in_of(7)]
    stages = [segment for segment in timeline.segments if segment.step is not None]
    assert lying == stages[stages.index(lying[0]) :]


def test_a_person_who_has_lain_may_lie_until_the_next_point_is_pressed(routine: Routine) -> None:
    hands, standing = routine.points[-2], routine.points[0]
    timeline = compile_routine(replace(routine, points=(hands, standing)))
    kinds = {segment.kind: timeline.lies(segment) for _, segment in of_step(timeline, 2)}
    on_the_way = {SegmentKind.FIND, SegmentKind.LEAD_IN}
    assert kinds == {kind: kind in on_the_way for kind in kinds}
    assert SegmentKind.SETTLE in kinds


@pytest.mark.parametrize("begin", Begin)
def test_the_first_point_waits_for_a_press_only_if_the_routine_says_so(
    begin: Begin, routine: Routine
) -> None:
    first = replace(routine.points[0], begin=begin)
    made = compile_routine(replace(routine, points=(first, *routine.points[1:])))
    assert made.steps[0].waits is (begin is Begin.ON_ADVANCE)


def test_a_kind_of_segment_has_the_same_name_in_the_demo_and_in_the_code() -> None:
    assert all(kind.value == kind.name.lower().replace("_", "-") for kind in SegmentKind)


def test_only_pages_and_points_to_find_wait(timeline: Timeline) -> None:
    waiting = {segment.kind for segment in timeline.segments if segment.length is None}
    running = {
        SegmentKind.LEAD_IN,
        SegmentKind.COUNT_IN,
        SegmentKind.PRESS,
        SegmentKind.RELEASE,
        SegmentKind.SETTLE,
    }
    assert waiting == set(SegmentKind) - running


def test_the_pages_come_first_and_in_order(timeline: Timeline) -> None:
    first = timeline.segments[: timeline.start_of(0)]
    places = [(SegmentKind.PLACE, 19)] * 6
    questions = [(SegmentKind.QUESTION, part) for part in range(21)]
    assert [(segment.kind, segment.part) for segment in first] == [
        (SegmentKind.ATTRACT, 0),
        (SegmentKind.INTRODUCTION, 0),
        (SegmentKind.INTRODUCTION, 1),
        (SegmentKind.SCREEN, 0),
        *questions[:6],
        (SegmentKind.SCREEN, 1),
        *questions[6:12],
        (SegmentKind.SCREEN, 2),
        *questions[12:20],
        *places,
        *questions[20:],
        (SegmentKind.LEFT_OUT, 0),
    ]


def test_segments_follow_each_other_without_a_gap_and_in_step_order(timeline: Timeline) -> None:
    for (start, segment), (after, _) in pairwise(
        zip(timeline.starts, timeline.segments, strict=True)
    ):
        waits = segment.kind is SegmentKind.FIND and timeline.steps[segment.step or 0].waits
        assert after == start + (0 if waits else segment.length or 0)
    numbers = [segment.step for segment in timeline.segments if segment.step is not None]
    assert numbers == sorted(numbers)


def test_cues_lie_inside_their_segments_in_order(timeline: Timeline) -> None:
    for segment in timeline.segments:
        offsets = [at for at, _ in segment.cues]
        assert offsets == sorted(offsets)
        assert all(0 <= at < (segment.length or 1e-9) for at in offsets)


def test_a_longer_hold_and_fewer_cycles_change_the_plan() -> None:
    text = swap(swap(ROUTINE_TEXT, "hold: 60", "hold: 120"), "count: 5", "count: 4")
    longer = compile_routine(routine_of(text))
    assert longer.total == TOTAL + 60 - 2 * 12
    assert (60, Cue.HALFWAY) in longer.segments[longer.count_in_of(0) + 1].cues


@pytest.mark.parametrize(("step", "first"), [(7, 7), (8, 7), (9, 9), (10, 9)])
def test_switching_takes_the_other_side_now_and_this_one_next(step: int, first: int) -> None:
    timeline = shipped_timeline()
    before = timeline.steps[step].side
    other = LEFT if before is RIGHT else RIGHT
    switched, at = timeline.switched(step)
    assert at == first
    assert [switched.steps[first].side, switched.steps[first + 1].side] == [other, before]
    assert [s.second for s in switched.steps[first : first + 2]] == [False, True]
    assert switched.steps[first].lead_in == switched.steps[first].stage.switch_lead_in
    assert [s.waits for s in switched.steps] == [s.waits for s in timeline.steps]
    kept = [n for n in ALL_STEPS if n not in (first, first + 1)]
    assert [switched.steps[n] for n in kept] == [timeline.steps[n] for n in kept]


@pytest.mark.parametrize("step", [7, 9])
def test_switching_while_the_place_is_found_keeps_the_whole_lead_in(step: int) -> None:
    timeline = shipped_timeline()
    switched, _ = timeline.switched(step, finds=True)
    assert switched.steps[step].lead_in == timeline.steps[step].lead_in


def test_switching_twice_at_the_first_side_restores_the_order(timeline: Timeline) -> None:
    once, at = timeline.switched(7, finds=True)
    assert once.switched(at, finds=True)[0] == timeline


@pytest.mark.parametrize("step", range(7))
def test_a_step_without_sides_cannot_be_switched(step: int) -> None:
    with pytest.raises(ValueError, match=f"step {step} has no other side"):
        shipped_timeline().switched(step)
