from __future__ import annotations

import pytest

from kiosk.routine.timeline import SegmentKind
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.softkeys import soft_keys
from tests.walk import Walk

ADVANCE, REPEAT, SWITCH, *_ = Key
HAND, FOOT = 7, 9


@pytest.mark.parametrize("kind", SegmentKind)
def test_soft_keys_match_the_session_and_a_dead_one_is_blank(walk: Walk, kind: SegmentKind) -> None:
    session = walk.to(kind).session
    actions, later = available_actions(session), available_actions(session.unguarded)
    keys = soft_keys(session)
    assert [key.action for key in keys] == [actions.get(key) for key in (ADVANCE, REPEAT, SWITCH)]
    assert [bool(key.label) for key in keys] == [key.key in later for key in keys]


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (HAND, "Right hand"),
        (HAND + 1, "Left hand"),
        (FOOT, "Left foot"),
        (FOOT + 1, "Right foot"),
    ],
)
def test_the_switch_key_leads_to_the_other_side(walk: Walk, step: int, label: str) -> None:
    assert soft_keys(walk.to(SegmentKind.PRESS, step).session)[2].label == label


def test_one_label_says_that_any_button_answers(walk: Walk) -> None:
    walk.to(SegmentKind.INTRODUCTION).wait(walk.session.patience.idle)
    keys = soft_keys(walk.session)
    assert [key.label for key in keys] == ["Yes", "", ""]
    assert [key.action for key in keys] == [Action.STAY] * 3


def test_the_keys_of_the_last_page_differ_in_name_and_action(walk: Walk) -> None:
    keys = soft_keys(walk.to(SegmentKind.FINISH).session)
    assert [(key.label, key.action) for key in keys] == [
        ("End", Action.END),
        ("Last point again", Action.LAST_AGAIN),
        ("From the start", Action.ONCE_MORE),
    ]


def test_soft_keys_are_in_the_order_of_the_buttons(walk: Walk) -> None:
    keys = soft_keys(walk.to(SegmentKind.PRESS).session)
    assert [key.key for key in keys] == [ADVANCE, REPEAT, SWITCH]
    assert [key.label for key in keys] == ["Skip", "Again", "Pause"]


def test_keys_of_the_screening_show_at_once_what_they_will_do(walk: Walk) -> None:
    keys = soft_keys(walk.to(SegmentKind.SCREEN).session)
    assert [(key.label, key.action) for key in keys] == [
        ("None of these", None),
        ("Back", None),
        ("Yes or unsure", None),
    ]
