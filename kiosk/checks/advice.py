"""What is worth knowing about a routine but not a fault: languages, rules, small letters."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks import text_size
from kiosk.library.content import Content, not_offered
from kiosk.routine.acupoints import key_of
from kiosk.routine.model import Routine, StageKind

EXERCISES = (StageKind.MOVE, StageKind.STRETCH, StageKind.BREATHE)
"""Kinds of stages that, unpressed, may harm somebody all the same."""


def advice(content: Content) -> Iterator[str]:
    """Yield a line for each thing that the author of a routine may want to change."""
    if note := not_offered(content):
        yield note
    if names := unspared(content.routine):
        it = "it" if len(names) == 1 else "one of them"
        yield (
            f"no safety rule of {content.name} leaves out {', '.join(names)}:"
            f" if {it} can harm anybody, ask about that in a rule with leaves_out"
        )


def unspared(routine: Routine) -> tuple[str, ...]:
    """Return the names of the exercises that everybody does, whatever they answer.

    What stands in for an exercise that is left out is meant for those whom a rule spares that one.
    """
    spared = {key_of(name) for rule in routine.screening.rules for name in rule.leaves_out or ()}
    stages = (stage for point in routine.points for stage in point.stages)
    return tuple(
        stage.meaning
        for stage in stages
        if stage.kind in EXERCISES
        and not spared & {key_of(name) for name in (stage.meaning, stage.instead_of) if name}
    )


def small_texts(content: Content) -> Iterator[str]:
    """Yield a line for each page of a routine with letters too small for the display."""
    yield from map(str, text_size.texts(content, text_size.display(content)))
