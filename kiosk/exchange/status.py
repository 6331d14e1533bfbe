"""The status that a kiosk reports: its health and its full days, nothing of a session.

No postponed annotations here: the ranges are read from the types.
"""

import enum
from dataclasses import dataclass
from typing import Annotated

from kiosk.config.schema import Between, Count, Different, Text

MODE = 0o640
"""Readable by the kiosk's group, to which the agent belongs."""

MOST_DAYS = 14
"""Full days that are reported: two weeks, so that a week can be compared with the one before."""

DIMMEST, BRIGHTEST = 40, 100
"""Per cent of brightness: a page at 40 % can still be read from two metres."""

Boottime = Annotated[float, Between(0, 1e10, "s")]
Number = Annotated[int, Between(0, 1_000_000_000)]


class Trouble(enum.Enum):
    """A fault that lasts until somebody mends it. The value is its name on the wire."""

    BUTTON = "button"
    DISPLAY = "display"
    SETTINGS = "settings"
    SOUND = "sound"


@dataclass(frozen=True)
class Day:
    """How many sessions were started and finished on one full day (``2026-11-30``)."""

    day: Annotated[str, Text(10)]
    started: Number
    finished: Number


@dataclass(frozen=True)
class Status:
    """A kiosk's status, written at ``at`` seconds since boot.

    :ivar buttons: names of the buttons that are set aside
    :ivar notice: what the caretaker should know; empty if nothing
    :ivar days: the last full days, oldest first; ``None`` if nothing is counted or the clock is
        not set
    :ivar quiet: whether the kiosk was asked to play only its rhythms
    :ivar brightness: the brightness asked for, in per cent
    """

    at: Boottime
    version: Annotated[str, Text(40)]
    faults: Annotated[tuple[Trouble, ...], Different()] = ()
    buttons: Annotated[tuple[Annotated[str, Text(20)], ...], Count(0, 10)] = ()
    notice: str = ""
    days: Annotated[tuple[Day, ...], Count(0, MOST_DAYS)] | None = None
    quiet: bool = False
    brightness: Annotated[int, Between(DIMMEST, BRIGHTEST, "%")] = BRIGHTEST
