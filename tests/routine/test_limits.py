from __future__ import annotations

import pytest

from kiosk.library import new_routine
from kiosk.routine.cues import Cue
from kiosk.routine.model import Routine
from kiosk.routine.timeline import SegmentKind, compile_routine
from kiosk.speech.script import moments
from tests.walk import Walk
from tests.yaml_inputs import PICTURES, faults_of, routine_of, swap

START = new_routine.TEMPLATE.read_text("utf-8")


def of(text: str) -> Routine:
    """Return a routine, with the pictures of the one to start from."""
    assert {"cv6.find", "li4.left.press"} <= set(PICTURES)
    return routine_of(text)


def test_the_shipped_routine_states_what_the_article_says(routine: Routine) -> None:
    assert (routine.limits.hold, routine.limits.cycles) == ((60, 120), (4, 5))


@pytest.mark.parametrize("hold", [5, 30, 180, 600])
def test_without_limits_a_hold_may_take_seconds_or_minutes(hold: int) -> None:
    made = of(swap(START, "hold: 60", f"hold: {hold}"))
    assert made.points[0].stages[0].hold == hold


@pytest.mark.parametrize(
    ("limits", "key", "problem"),
    [
        ("hold: [61, 90]", "points[1].stages[1].hold", "61 to 90 s by the routine's limits"),
        ("hold: [90, 90]", "points[1].stages[1].hold", "expected 90 s by the routine's limits"),
        ("cycles: [1, 4]", "points[2].stages[1].cycles.count", "expected 1 to 4 times"),
        ("hold: [90, 30]", "limits.hold", "expected the least before the most"),
        ("hold: [30]", "limits.hold", "expected 2 entries, not 1"),
        ("holds: [30, 90]", "limits.holds", "did you mean hold?"),
    ],
)
def test_a_stage_is_held_to_the_limits_of_its_routine(limits: str, key: str, problem: str) -> None:
    found = faults_of(lambda: of(f"{START}\nlimits:\n  {limits}\n"))
    assert problem in {fault.key: fault.problem for fault in found}[key]


@pytest.mark.parametrize(("hold", "told"), [(5, False), (19, False), (20, True), (600, True)])
def test_only_a_hold_that_is_long_enough_is_halved(hold: int, told: bool) -> None:
    plan = compile_routine(of(swap(START, "hold: 60", f"hold: {hold}")))
    press = next(segment for segment in plan.segments if segment.kind is SegmentKind.PRESS)
    assert press.length == hold
    assert (Cue.HALFWAY in [cue for _, cue in press.cues]) is told
    walk = Walk(plan).to(SegmentKind.PRESS)
    assert bool(moments(walk.session)) is told
