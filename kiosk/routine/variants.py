"""The timelines of a routine in which each stage that stands in for another takes place."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.routine.acupoints import key_of
from kiosk.routine.model import Stage
from kiosk.routine.timeline import Timeline


def variants(plan: Timeline) -> tuple[Timeline, ...]:
    """Return the plan, and a timeline for each stage that stands in for another."""
    stages = {stage.key: stage for point in plan.routine.points for stage in point.stages}
    replaced = {key_of(stage.instead_of) for stage in stages.values() if stage.instead_of}
    ways = (frozenset(_way(stages, key)) for key in sorted(replaced))
    return (plan, *(plan.without(plan.left_out | way) for way in ways))


def _way(stages: dict[str, Stage], key: str) -> Iterator[str]:
    """Yield a stage's key and those of the stages for which it stands in itself."""
    yield key
    if before := stages[key].instead_of:
        yield from _way(stages, key_of(before))
