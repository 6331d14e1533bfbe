"""What is worth knowing about a routine but not a fault: languages, rules, marks."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config.settings import BuzzerKind, Settings
from kiosk.library.content import Content, not_offered
from kiosk.panel.buttons import lit
from kiosk.routine.acupoints import key_of
from kiosk.routine.illustrations import Side
from kiosk.routine.model import Routine, Sides, StageKind
from kiosk.routine.own_pictures import SHOWS, candidates

HIGH_AT_BOOT = 14
"""The BCM number of a pin that goes high for a moment at boot: the serial console's output."""

PULLED_UP_AT_BOOT = range(9)
"""The BCM numbers of pins that are pulled up at boot. Source: BCM2835 ARM Peripherals, 6.2."""

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
    for name, code, side in half_marked(content.routine):
        yield f"the picture {name} shows {code} on the {side} only, but both sides are pressed"


def wiring(chosen: Settings) -> Iterator[str]:
    """Yield a line for each pin whose part is on while no program runs."""
    buzzer = chosen.pins.buzzer
    lights = {f"{key.value}_light": pin for key, pin in lit(chosen.pins).items()}
    for name, pin in {"buzzer": buzzer, **lights}.items():
        if pin == HIGH_AT_BOOT:
            yield f"pins.{name}: GPIO{pin} goes high for a moment at boot: choose another"
    if chosen.buzzer.kind is BuzzerKind.PASSIVE and buzzer in PULLED_UP_AT_BOOT:
        rests = "the line of a passive buzzer must rest low: choose one above 8, such as 12"
        yield f"pins.buzzer: GPIO{buzzer} is pulled up until the kiosk starts, but {rests}"


def half_marked(routine: Routine) -> Iterator[tuple[str, str, str]]:
    """Yield own pictures of a stage that presses both sides which show its point on one only.

    :return: the picture's name, the point's code and the side that is marked
    """
    stages = [stage for point in routine.points for stage in point.stages]
    for stage in (stage for stage in stages if stage.sides is Sides.BOTH and stage.code):
        names = [name for shows in SHOWS for name in candidates(stage.picture, "", shows)]
        for name in dict.fromkeys(name for name in names if name in routine.pictures):
            sides = {mark.side for mark in routine.pictures[name].marks if mark.code == stage.code}
            if len(sides) == 1 and Side.MIDLINE not in sides:
                yield name, stage.code or "", sides.pop().value


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
