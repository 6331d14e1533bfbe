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
def test_soft_keys_match_the_session_and_all_have_a_label(walk: Walk, kind: SegmentKind) -> None:
    actions = available_actions(walk.to(kind).session)
    keys = soft_keys(walk.session)
    assert [key.action for key in keys] == [actions.get(key) for key in (ADVANCE, REPEAT, SWITCH)]
    assert all(key.label for key in keys)


@pytest.mark.parametrize(
    ("step", "label"), [(HAND, "Right"), (HAND + 1, "Left"), (FOOT, "Left"), (FOOT + 1, "Right")]
)
def test_the_switch_key_names_the_side_it_leads_to(walk: Walk, step: int, label: str) -> None:
    assert soft_keys(walk.to(SegmentKind.PRESS, step).session)[2].label == label


def test_a_key_that_does_nothing_keeps_a_label_and_has_no_action(walk: Walk) -> None:
    keys = soft_keys(walk.session)
    assert [key.action for key in keys] == [Action.START, None, None]
    assert all(key.label for key in keys)


def test_soft_keys_are_in_the_order_of_the_buttons(walk: Walk) -> None:
    keys = soft_keys(walk.to(SegmentKind.PRESS).session)
    assert [key.key for key in keys] == [ADVANCE, REPEAT, SWITCH]
    assert keys[0].action is Action.NEXT


def test_keys_of_the_screening_show_at_once_what_they_will_do(walk: Walk) -> None:
    keys = soft_keys(walk.to(SegmentKind.SCREEN).session)
    assert [(key.label, key.action) for key in keys] == [
        ("None", None),
        ("Again", None),
        ("Yes or unsure", None),
    ]
