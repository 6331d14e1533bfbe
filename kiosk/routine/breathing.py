"""Breathing in a rhythm, such as 4-7-8: in for 4 s, held for 7 s, out for 8 s.

No postponed annotations here: the ranges are read from the types.
"""

import enum
from dataclasses import dataclass
from typing import Annotated

from kiosk.config.schema import Between
from kiosk.routine.cues import Cue

INHALE, EXHALE = 4.0, 6.0
"""Seconds of a breath in and out, of the guide during a hold."""


class Phase(enum.Enum):
    """The part of a breath."""

    IN = "in"
    HELD = "held"
    OUT = "out"
    REST = "rest"

    def guided(self, share: float) -> float:
        """Return the second of the guide's breath that matches a fraction of this phase, 0 to 1."""
        return {
            Phase.IN: share * INHALE,
            Phase.HELD: INHALE,
            Phase.OUT: INHALE + share * EXHALE,
            Phase.REST: 0.0,
        }[self]


@dataclass(frozen=True)
class Rhythm:
    """``count`` breaths: in, hold, out, rest; times in seconds. 4-7-8 has no rest."""

    count: Annotated[int, Between(1, 50, "times")]
    breathe_in: Annotated[int, Between(1, 30, "s")]
    breathe_out: Annotated[int, Between(1, 30, "s")]
    hold: Annotated[int, Between(0, 30, "s")] = 0
    rest: Annotated[int, Between(0, 30, "s")] = 0

    @property
    def phases(self) -> tuple[tuple[Phase, float, Cue], ...]:
        """The phases of a breath that last, each with its seconds and its cue."""
        every = (
            (Phase.IN, self.breathe_in, Cue.PRESS),
            (Phase.HELD, self.hold, Cue.COUNT_IN),
            (Phase.OUT, self.breathe_out, Cue.RELEASE),
            (Phase.REST, self.rest, Cue.COUNT_IN),
        )
        return tuple((phase, float(seconds), cue) for phase, seconds, cue in every if seconds)
