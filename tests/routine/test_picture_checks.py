from __future__ import annotations

import pytest

from kiosk.config.yaml_document import parse
from kiosk.routine.checks import check_routine
from tests.yaml_inputs import (
    FILE,
    PICTURES,
    ROUTINE_TEXT,
    faults_of,
    only_fault,
    problems_of,
    routine_of,
    stage_with,
    swap,
)


def test_both_pictures_of_every_side_must_exist() -> None:
    found = problems_of(stage_with("LI4", "picture: li4", "picture: li"))
    wanted = [f"li.{side}.{shows}" for side in ("left", "right") for shows in ("find", "press")]
    assert sorted(problem for _, problem in found) == [
        f"there is no picture {name}; did you mean li4?" for name in wanted
    ]


def test_one_missing_picture_is_reported_by_name() -> None:
    pictures = {name: shown for name, shown in PICTURES.items() if name != "lr3.left.press"}
    document = parse(ROUTINE_TEXT.encode(), FILE)
    fault = only_fault(lambda: check_routine(document, pictures))
    assert fault.key == "points[6].stages[1].picture"
    assert fault.problem == "there is no picture lr3.left.press"


def test_a_stage_may_not_show_the_picture_of_another_point() -> None:
    faults = faults_of(lambda: routine_of(swap(ROUTINE_TEXT, "picture: bl52", "picture: bl23")))
    assert [fault.problem for fault in faults] == [
        "the picture bl23.find does not show BL52",
        "the picture bl23.press does not show BL52",
    ]


def test_a_picture_of_the_introduction_must_exist() -> None:
    text = swap(ROUTINE_TEXT, "    picture: li4.left.press", "    picture: li4.left.pres")
    fault = only_fault(lambda: routine_of(text))
    assert fault.key == "introduction[2].picture"
    assert fault.problem == ("there is no picture li4.left.pres; did you mean li4.left.press?")


@pytest.mark.parametrize("owner", ["sentences", "one_hand"])
def test_a_picture_of_an_instruction_must_exist(owner: str) -> None:
    before, mark, after = ROUTINE_TEXT.partition(f" {owner}:")
    text = before + mark + swap(after, "show: posture", "picture: posture.lying-heel.lef")
    fault = only_fault(lambda: routine_of(text))
    assert f".{owner}." in fault.key
    assert fault.key.endswith(".picture")
    known = "did you mean posture.lying-heel.left?"
    assert fault.problem == f"there is no picture posture.lying-heel.lef; {known}"


def test_a_picture_of_a_page_is_none_for_a_pressed_stage() -> None:
    text = swap(ROUTINE_TEXT, "picture: cv6\n", "picture: cv6.find\n")
    problems = [fault.problem for fault in faults_of(lambda: routine_of(text))]
    assert problems == [
        f"there is no picture cv6.find.{shows}; did you mean cv6?" for shows in ("find", "press")
    ]
