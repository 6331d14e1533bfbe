"""Cues and their rhythms. A plain buzzer has one pitch, so only the rhythm tells cues apart.

No rhythm imitates an alarm: fire T3 (three pulses of 0.5 s), carbon monoxide T4 (four of 0.1 s),
medical alarms (three or five even pulses, repeated).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator


class Cue(enum.Enum):
    """A moment to announce. The value is its name in the timeline, the demo and test-panel.

    The count-in's beep also marks the hold and the rest of a breath.
    """

    COUNT_IN = "count-in"
    PRESS = "press"
    RELEASE = "release"
    HALFWAY = "halfway"
    STAGE_DONE = "stage done"
    SWITCH_SIDES = "switch sides"
    ROUTINE_DONE = "routine done"
    STILL_THERE = "still there"
    KEY_ACCEPTED = "key accepted"
    NOT_AVAILABLE = "not available"


RHYTHMS: dict[Cue, tuple[int, ...]] = {
    Cue.COUNT_IN: (60,),
    Cue.PRESS: (600,),
    Cue.RELEASE: (120, 120, 120),
    Cue.HALFWAY: (80,),
    Cue.STAGE_DONE: (120, 100, 120, 100, 400),
    Cue.SWITCH_SIDES: (350, 250, 350),
    Cue.ROUTINE_DONE: (400, 150, 120, 100, 120, 150, 400),
    Cue.STILL_THERE: (250, 150, 80),
    Cue.KEY_ACCEPTED: (30,),
    Cue.NOT_AVAILABLE: (40, 80, 40, 80, 40),
}
"""Milliseconds of each cue: on, off, on, ..."""


def edges(cue: Cue) -> Iterator[tuple[float, bool]]:
    """Yield the edges of a cue: seconds after its start, and the level from then on."""
    at, level = 0, True
    for length in RHYTHMS[cue]:
        yield at / 1000, level
        at, level = at + length, not level
    yield at / 1000, False


def duration(cue: Cue) -> float:
    """Return the seconds from a cue's first edge to its last."""
    return sum(RHYTHMS[cue]) / 1000
