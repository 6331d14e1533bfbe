"""A routine for one hand: sides pressed together become one side after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.config.faults import Fault
from kiosk.config.yaml_document import Document
from kiosk.routine.model import Hands, Routine, Sides, Stage, StageKind
from kiosk.routine.timeline import Timeline, compile_routine


def timeline(routine: Routine) -> Timeline:
    """Compile a routine for one hand, without the stages that need two."""
    points = tuple(
        replace(point, stages=tuple(map(_stage, point.stages))) for point in routine.points
    )
    stages = (stage for point in points for stage in point.stages)
    left_out = frozenset(stage.key for stage in stages if stage.two_hands)
    return compile_routine(replace(routine, points=points), left_out)


def _stage(stage: Stage) -> Stage:
    """Return a stage for one hand: an ordinary stage whose sides are taken one at a time."""
    one_hand = stage.one_hand
    if one_hand is None:
        return stage
    return replace(
        stage,
        hands=Hands.ONE,
        fingers_text=one_hand.fingers_text or stage.fingers_text,
        sides=Sides.LEFT_THEN_RIGHT if stage.sides is Sides.BOTH else stage.sides,
        switch_lead_in=one_hand.switch_lead_in or stage.switch_lead_in,
        sentences=None,
        left=one_hand.left,
        right=one_hand.right,
    )


def faults(document: Document, routine: Routine) -> Iterator[Fault]:
    """Yield a fault for each stage that needs both sides at once but has no rule for one hand."""
    for number, point in enumerate(routine.points):
        for place, stage in enumerate(point.stages):
            pressed = stage.kind is StageKind.PRESS and stage.sides is Sides.BOTH
            if pressed and not stage.one_hand and not stage.two_hands:
                problem = "expected one_hand or two_hands: the settings have one_handed: true"
                yield document.fault(("points", number, "stages", place), problem)
