"""A routine for who has the use of one hand: both sides at once become one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.config.faults import Fault
from kiosk.config.yaml_document import Document
from kiosk.routine.model import Hands, Routine, Sides, Stage
from kiosk.routine.timeline import Timeline, compile_routine


def timeline(routine: Routine) -> Timeline:
    """Compile a routine for one hand; what needs two is left out of it from the start."""
    points = tuple(
        replace(point, stages=tuple(map(_stage, point.stages))) for point in routine.points
    )
    stages = (stage for point in points for stage in point.stages)
    left_out = frozenset(stage.code for stage in stages if stage.two_hands)
    return compile_routine(replace(routine, points=points), left_out)


def _stage(stage: Stage) -> Stage:
    """Take a stage with one hand: an ordinary stage whose sides are taken singly."""
    told = stage.one_hand
    if told is None:
        return stage
    return replace(
        stage,
        hands=Hands.ONE,
        fingers_text=told.fingers_text or stage.fingers_text,
        sides=Sides.LEFT_THEN_RIGHT if stage.sides is Sides.BOTH else stage.sides,
        switch_lead_in=told.switch_lead_in or stage.switch_lead_in,
        switch_word=told.switch_word or stage.switch_word,
        sentences=None,
        left=told.left,
        right=told.right,
    )


def faults(document: Document, routine: Routine) -> Iterator[Fault]:
    """Find the stages that press both sides at once and do not say how one hand would."""
    for number, point in enumerate(routine.points):
        for place, stage in enumerate(point.stages):
            if stage.sides is Sides.BOTH and not stage.one_hand and not stage.two_hands:
                problem = "expected one_hand or two_hands: the settings say one_handed: true"
                yield document.fault(("points", number, "stages", place), problem)
