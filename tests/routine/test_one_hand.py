"""One-handed mode: one hand presses one side after the other instead of both at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kiosk.checks.collect import collect
from kiosk.config import paths
from kiosk.config.faults import FaultyInput
from kiosk.library import all_pages, content
from kiosk.library.content import Content
from kiosk.routine import one_hand
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Hands, Sides
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.state import GUARD
from kiosk.session.view import PageKind
from tests.shipped_pages import shipped
from tests.walk import Walk
from tests.yaml_inputs import ROUTINE_TEXT, SETTINGS_TEXT, line_of, only_fault, routine_of, swap

LEFT, RIGHT = Side.LEFT, Side.RIGHT
BACK = ("BL23", "BL52", "BL53", "GB30", "BL40", "BL39")


@cache
def plan() -> Timeline:
    return one_hand.timeline(routine_of(ROUTINE_TEXT))


def ready() -> Walk:
    """Answer the screening with "none of these"."""
    walk = Walk(plan()).to(SegmentKind.SCREEN)
    while walk.kind is SegmentKind.SCREEN:
        walk.wait(GUARD)
        walk.press(Key.ADVANCE)
    return walk


def test_both_sides_become_left_then_right() -> None:
    taken = [(step.stage.code, step.side) for step in plan().steps]
    assert taken == [
        ("CV6", None),
        *((code, side) for code in BACK for side in (LEFT, RIGHT)),
        ("LR3", RIGHT),
        ("LR3", LEFT),
    ]


def test_no_step_shows_or_mentions_both_hands() -> None:
    for step in plan().steps:
        found = (instruction.say for instruction in step.said.find)
        text = " ".join((*found, step.said.get_ready, step.said.press))
        assert step.stage.hands is Hands.ONE
        assert "thumbs" not in f"{text} {step.stage.fingers_text}", step.stage.code
        assert "hands" not in text, step.stage.code
        assert "right hand" not in text, "the hand there is may be either"
        assert "left hand" not in text


def test_the_total_counts_every_side() -> None:
    foot = [segment for segment in plan().segments if segment.step == 13]
    finding = sum(segment.length or 0 for segment in foot if segment.kind is SegmentKind.FIND)
    assert plan().total == sum(step.lead_in + 60 + 3 for step in plan().steps) + finding


def test_who_sat_just_before_has_90_seconds_to_lie_down_for_the_foot() -> None:
    foot = next(step for step in plan().steps if step.stage.code == "LR3")
    assert (foot.waits, foot.lies_down, foot.find_lengths[0]) == (False, True, 90)


def test_the_squeeze_between_thumb_and_finger_is_left_out_with_its_reason() -> None:
    walk = ready()
    assert walk.kind is SegmentKind.LEFT_OUT
    made = view(walk.session, walk.now)
    assert made.sentences == ("Hands: needs both hands",)
    assert made.line == "", "nothing was left out for an answer"
    walk.press(Key.ADVANCE)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)


def test_points_left_out_by_an_answer_are_listed_beside_those_that_need_two_hands() -> None:
    walk = Walk(plan())
    timeline = plan().without(plan().left_out | {"CV6"})
    walk.session = replace(walk.session, timeline=timeline)
    walk.to(SegmentKind.LEFT_OUT)
    made = view(walk.session, walk.now)
    assert made.sentences == (
        "Lower belly",
        "Hands: needs both hands",
    )
    assert made.line == "To be safe, given your answers."


def test_points_that_need_two_hands_stay_left_out_for_the_next_person() -> None:
    walk = ready()
    walk.to(SegmentKind.FINISH).press(Key.ADVANCE)
    assert walk.session.timeline == plan()


def test_each_place_that_is_new_waits_on_its_first_side() -> None:
    waiting = [(step.stage.code, step.side) for step in plan().steps if step.waits]
    assert waiting == [
        ("CV6", None),
        ("BL23", LEFT),
        ("BL52", LEFT),
        ("BL53", LEFT),
        ("GB30", LEFT),
        ("BL40", LEFT),
        ("BL39", LEFT),
    ]


@pytest.mark.parametrize("step", [1, 2, 9, 12])
def test_switch_takes_the_other_side_on_the_back_too(step: int) -> None:
    walk = ready().to(SegmentKind.PRESS, step)
    assert available_actions(walk.session)[Key.SWITCH] is Action.OTHER_SIDE
    before = walk.session.current_step
    walk.press(Key.SWITCH)
    after = walk.session.current_step
    assert before is not None
    assert after is not None
    assert (after.stage, {before.side, after.side}) == (before.stage, {LEFT, RIGHT})


@cache
def one_handed() -> Content:
    made = shipped()
    return replace(made, settings=replace(made.settings, one_handed=True))


def test_every_page_shows_one_side_and_no_picture_with_two_hands() -> None:
    album = one_handed().album.pictures
    for name, made in all_pages.pages(one_handed()).items():
        if made.card is None or made.card.side is None:
            continue
        assert made.card.sides == (made.card.side,), name
        shown = next(picture for picture in made.pictures if picture in album)
        with_fingers = shown.endswith((".press", ".near"))
        assert not with_fingers or made.card.side.value in shown, name


def test_a_press_page_asks_for_the_picture_of_the_one_hand_that_presses() -> None:
    for name, made in all_pages.pages(one_handed()).items():
        if made.page is PageKind.PRESS and made.card and made.card.side:
            wanted = f"{made.card.code.lower()}.{made.card.side.value}.press"
            assert made.pictures[0] == wanted, name


def test_the_settings_choose_one_hand(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "one_handed: false", "one_handed: true"), "utf-8")
    assert len(content.load(file).timeline.steps) == 15
    assert len(content.load(paths.OWN_SETTINGS).timeline.steps) == 11


def test_a_routine_without_a_rule_for_one_hand_is_rejected(tmp_path: Path) -> None:
    start = ROUTINE_TEXT.index("        one_hand:\n")
    end = ROUTINE_TEXT.index("      - code: BL52\n")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(ROUTINE_TEXT[:start] + ROUTINE_TEXT[end:], "utf-8")
    file = tmp_path / "kiosk.yaml"
    text = "routine: own\nroutines_folder: own\nlanguages: [en]\none_handed: true\n"
    file.write_text(text, "utf-8")
    with pytest.raises(FaultyInput) as caught:
        content.load(file)
    (fault,) = caught.value.faults
    line = line_of(ROUTINE_TEXT, "      - code: BL23")
    assert (fault.key, fault.line) == ("points[2].stages[1]", line)
    assert fault.problem == "expected one_hand or two_hands: the settings have one_handed: true"
    assert set(collect(file)) == {fault}
    file.write_text(text.replace("true", "false"), "utf-8")
    assert not list(collect(file))


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        (
            "          switch_lead_in: 10\n",
            "",
            "one_hand",
            "switch_lead_in is missing: required with sides: both",
        ),
        ("            name: Left side\n", "", "one_hand", "name names a side"),
        (
            "        two_hands: needs both hands\n",
            "        two_hands: needs both hands\n        one_hand: {left: {find: [{say: a}], "
            "get_ready: b, press: c, release: d, name: e}, right: {find: [{say: a}], "
            "get_ready: b, press: c, release: d, name: e}}\n",
            "two_hands",
            "expected either one_hand or two_hands, not both",
        ),
        (
            "            press: Left of the spine, not on it.\n",
            "            press: Left of the spine, not on it.\n            release: Let go\n",
            "one_hand",
            "release is allowed only in a stage with cycles",
        ),
    ],
)
def test_sentences_for_one_hand_are_checked(old: str, new: str, key: str, said: str) -> None:
    fault = only_fault(lambda: routine_of(swap(ROUTINE_TEXT, old, new)))
    assert fault.key.endswith(f".{key}")
    assert said in fault.problem


def test_a_stage_on_the_midline_needs_no_sentences_for_one_hand() -> None:
    cv6 = plan().steps[0].stage
    assert (cv6.sides, cv6.one_hand, cv6.two_hands) == (Sides.MIDLINE, None, None)
