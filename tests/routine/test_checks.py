from __future__ import annotations

import pytest

from kiosk.config.faults import Fault
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Begin, Posture, Pressure, Routine, Sides, Stage
from kiosk.routine.pages import Tone
from tests.yaml_inputs import (
    ROUTINE_TEXT,
    faults_of,
    only_fault,
    problems_of,
    routine_of,
    stage_with,
    swap,
)


def stages(routine: Routine) -> list[Stage]:
    return [stage for point in routine.points for stage in point.stages]


def stage_of(routine: Routine, code: str) -> Stage:
    return next(stage for stage in stages(routine) if stage.code == code)


def test_the_shipped_routine_has_the_places_of_the_article_in_order(routine: Routine) -> None:
    assert [(stage.code, stage.label) for stage in stages(routine)] == [
        ("CV6", "CV6"),
        ("BL23", "B23"),
        ("BL52", "B47"),
        ("BL53", "B48"),
        ("GB30", "GB30"),
        ("BL40", "B54"),
        ("BL39", "B53"),
        ("LI4", "4GI"),
        ("LR3", "Liv3"),
    ]
    assert len(routine.points) == 6


def test_the_shipped_pressures_are_those_of_the_article(routine: Routine) -> None:
    firm = {stage.code for stage in stages(routine) if stage.pressure is Pressure.FIRM}
    gentle = {stage.code for stage in stages(routine) if stage.pressure is Pressure.GENTLE}
    assert firm == {"CV6", "BL23", "BL52", "BL40", "BL39", "LI4"}
    assert gentle == {"BL53", "GB30"}
    foot = stage_of(routine, "LR3")
    assert (foot.pressure, foot.pressure_up_to) == (Pressure.MEDIUM, Pressure.STRONG)


def test_only_hands_and_feet_are_taken_side_by_side(routine: Routine) -> None:
    single = {stage.code: stage.sides for stage in stages(routine) if len(stage.sides.order) == 2}
    assert single == {"LI4": Sides.LEFT_THEN_RIGHT, "LR3": Sides.RIGHT_THEN_LEFT}


def test_only_the_feet_begin_by_themselves(routine: Routine) -> None:
    by_itself = [point.name for point in routine.points if point.begin is Begin.BY_ITSELF]
    assert by_itself == ["Feet"]


def test_the_introduction_warns(routine: Routine) -> None:
    assert [page.tone for page in routine.introduction].count(Tone.WARNING) == 1


@pytest.mark.parametrize(
    ("code", "side", "shows", "name"),
    [
        ("CV6", None, "find", "cv6.find"),
        ("LI4", Side.LEFT, "press", "li4.left.press"),
        ("LR3", Side.RIGHT, "find", "lr3.right.find"),
    ],
)
def test_a_picture_is_named_by_stage_side_and_what_it_shows(
    routine: Routine, code: str, side: Side | None, shows: str, name: str
) -> None:
    assert stage_of(routine, code).picture_name(side, shows) == name


def test_a_posture_picture_knows_the_side_of_a_foot_only(routine: Routine) -> None:
    assert stage_of(routine, "LR3").posture_picture(Side.LEFT) == "posture.lying-foot.left"
    hand = stage_of(routine, "LI4")
    assert hand.posture is Posture.LYING_HAND
    assert hand.posture_picture(Side.LEFT) == "posture.lying-hand"


def test_each_side_has_its_own_sentences(routine: Routine) -> None:
    hand = stage_of(routine, "LI4")
    assert hand.said(Side.LEFT) is hand.left
    assert hand.said(Side.RIGHT) is hand.right
    belly = stage_of(routine, "CV6")
    assert belly.said(None) is belly.sentences


def test_pressure_is_a_step_on_a_gauge_of_four() -> None:
    assert [pressure.level for pressure in Pressure] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("code", "old", "new", "key", "said"),
    [
        (
            "CV6",
            "hold: 60",
            "hold: 59",
            "hold",
            "expected 60 to 120 s by the",
        ),
        (
            "CV6",
            "hold: 60",
            "hold: 121",
            "hold",
            "expected 60 to 120 s by the",
        ),
        ("CV6", "hold: 60", "hold: 60.0", "hold", "expected a whole number"),
        ("CV6", "hold: 60", "hold: 1:00", "hold", "expected a whole number"),
        ("CV6", "lead_in: 12", "lead_in: 3", "lead_in", "expected 4 to 120 s"),
        ("BL40", "lead_in: 24", "lead_in: 22", "lead_in", "expected at least 23 s, for get_ready"),
        ("CV6", "sides: midline", "sides: null", "sides", "expected one of: midline, both"),
        ("CV6", "pressure: firm", "pressure: frim", "pressure", "did you mean firm?"),
        ("CV6", "sides: midline", "sides: middle", "sides", "did you mean midline?"),
        ("CV6", "[index]", "[index, midle]", "fingers[2]", "did you mean middle?"),
        ("CV6", "fingers: [index]", "fingers: []", "fingers", "expected 1 to 3 entries"),
        ("CV6", "label: CV6", "label: longer than", "label", "at most 8 characters"),
        ("CV6", "lead_in: 12", "lead_inn: 12\n        lead_in: 12", "lead_inn", "lead_in?"),
        ("LI4", "count: 5", "count: 3", "cycles.count", "expected 4 to 5 times"),
        ("LI4", "count: 5", "count: 6", "cycles.count", "expected 4 to 5 times"),
        ("LI4", "press: 7", "press: 61", "cycles.press", "expected 1 to 60 s"),
        ("LI4", "release: 5", "release: 0", "cycles.release", "expected 1 to 60 s"),
        ("LR3", "up_to: strong", "up_to: medium", "pressure_up_to", "above medium"),
        ("LR3", "up_to: strong", "up_to: gentle", "pressure_up_to", "above medium"),
        (
            "LR3",
            "name: Right foot",
            "name: The rightmost foot",
            "right.name",
            "at most 16 characters",
        ),
    ],
)
def test_a_wrong_value_of_a_stage_is_reported_with_its_line(
    code: str, old: str, new: str, key: str, said: str
) -> None:
    text = stage_with(code, old, new)
    fault = only_fault(lambda: routine_of(text))
    lines = zip(ROUTINE_TEXT.splitlines(), text.splitlines(), strict=False)
    assert fault.line == next(number for number, (a, b) in enumerate(lines, 1) if a != b)
    assert fault.key.startswith("points[")
    assert fault.key.endswith(f"].{key}")
    assert said in fault.problem


def test_a_code_the_who_does_not_list_is_reported() -> None:
    faults = faults_of(lambda: routine_of(swap(ROUTINE_TEXT, "code: CV6", "code: CV25")))
    problems = {fault.key: fault.problem for fault in faults}
    assert "does not exist: CV ends at CV24" in problems["points[1].stages[1].code"]
    assert problems.keys() == {"points[1].stages[1].code"}


def test_a_stage_has_either_a_hold_or_cycles() -> None:
    none = problems_of(stage_with("CV6", "        hold: 60\n", ""))
    assert none == [("points[1].stages[1]", "expected either hold or cycles")]
    cycles = "hold: 60\n        cycles: {count: 5, press: 7, release: 5}"
    assert (
        "points[1].stages[1].cycles",
        "expected either hold or cycles, not both",
    ) in problems_of(stage_with("CV6", "hold: 60", cycles))


def test_cycles_say_how_to_release_and_holds_do_not() -> None:
    line = "          release: Let go of the left hand.\n"
    (missing,) = problems_of(stage_with("LI4", line, ""))
    assert "release is missing" in missing[1]
    (needless,) = problems_of(
        stage_with("CV6", "          press: ", "          release: x\n          press: ")
    )
    assert "release is allowed only in a stage with cycles" in needless[1]


@pytest.mark.parametrize("key", ["left", "right", "switch_lead_in"])
def test_a_stage_of_two_sides_needs_both_and_the_switch(key: str) -> None:
    lines = ROUTINE_TEXT.splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if line.startswith(f"        {key}:"))
    last = first + 1
    while lines[last].startswith("          "):
        last += 1
    found = problems_of("".join(lines[:first] + lines[last:]))
    assert len(found) == 1
    assert found[0][0].startswith("points[5].stages[1]")
    assert f"{key} is missing: required with sides: left_then_right" in " ".join(found[0])


@pytest.mark.parametrize("line", ["switch_lead_in: 8", "left: null2"])
def test_a_stage_without_sides_has_nothing_to_switch(line: str) -> None:
    found = problems_of(stage_with("CV6", "locator: front", f"locator: front\n        {line}"))
    key = line.split(":")[0]
    assert (f"points[1].stages[1].{key}", "is not allowed with sides: midline") in found


def test_only_a_side_has_a_name() -> None:
    (nameless,) = problems_of(stage_with("LI4", "          name: Left hand\n", ""))
    assert "name names a side" in nameless[1]
    (named,) = problems_of(
        stage_with("CV6", "          press: ", "          name: Belly\n          press: ")
    )
    assert "name names a side" in named[1]


@pytest.mark.parametrize("tone", ["plain", "null"])
def test_an_introduction_without_a_warning_is_refused(tone: str) -> None:
    found = problems_of(swap(ROUTINE_TEXT, "tone: warning", f"tone: {tone}"))
    assert ("introduction", "expected at least one page with tone: warning") in found


def test_all_faults_are_reported_together_in_file_order() -> None:
    text = swap(ROUTINE_TEXT, "tone: warning", "tone: plain")
    text = swap(text, "hold: 60", "hold: 6")
    text = swap(text, "        picture: bl40\n", "        picture: bl4\n")
    text = swap(text, "count: 5", "count: 9")
    text = swap(text, "finish:", "colour: red\nfinish:")
    faults: tuple[Fault, ...] = faults_of(lambda: routine_of(text))
    assert list(faults) == sorted(faults)
    assert list(dict.fromkeys(fault.key for fault in faults)) == [
        "introduction",
        "points[1].stages[1].hold",
        "points[4].stages[1].picture",
        "points[5].stages[1].cycles.count",
        "colour",
    ]


@pytest.mark.parametrize("fingers", ["[thumb, thumb]", "[index, thumb, index]"])
def test_a_finger_named_twice_is_reported(fingers: str) -> None:
    fault = only_fault(lambda: routine_of(stage_with("CV6", "[index]", fingers)))
    assert fault.key.startswith("points[1].stages[1].fingers")


def test_a_finger_that_presses_is_not_its_own_alternative() -> None:
    fault = only_fault(
        lambda: routine_of(stage_with("CV6", "fingers_or: [middle]", "fingers_or: [index]"))
    )
    assert fault.key == "points[1].stages[1].fingers_or"


def test_a_missing_side_is_reported_at_its_key() -> None:
    fault = only_fault(lambda: routine_of(stage_with("LI4", "        switch_lead_in: 20\n", "")))
    assert fault.key == "points[5].stages[1].switch_lead_in"


def test_an_instruction_shows_the_place_or_the_posture() -> None:
    fault = only_fault(lambda: routine_of(swap(ROUTINE_TEXT, "show: posture", "show: postur")))
    assert fault.key == "points[1].stages[1].sentences.find[1].show"
    assert "did you mean posture?" in fault.problem


def test_only_a_later_stage_of_a_point_says_that_it_waits() -> None:
    text = stage_with("CV6", "hold: 60", "hold: 60\n        waits: true")
    fault = only_fault(lambda: routine_of(text))
    assert fault.key == "points[1].stages[1].waits"


def test_a_routine_with_a_lying_stage_has_a_page_for_leaving_it() -> None:
    start = ROUTINE_TEXT.index("ended_lying:")
    fault = only_fault(lambda: routine_of(ROUTINE_TEXT[:start]))
    assert fault.key == "ended_lying"
    assert "Sit up slowly" in fault.problem


def test_only_a_stop_calls_for_help() -> None:
    text = swap(ROUTINE_TEXT, "tone: warning\n", "tone: warning\n    call: true\n")
    assert "unknown key" in only_fault(lambda: routine_of(text)).problem
