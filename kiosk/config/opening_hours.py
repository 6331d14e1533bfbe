"""Opening hours. Only they and the counts use the time of day; guidance never does.

No postponed annotations here: the settings read the rules from the types.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from kiosk.config.schema import Expected, shown

_SPAN = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class Span:
    """The hours of one day, such as ``08:00-18:00``; the end may be ``24:00``."""

    def check(self, value: str) -> None:
        """Accept a span that ends after it starts."""
        minutes = _minutes(value)
        if minutes is None or not 0 <= minutes[0] < minutes[1] <= 24 * 60:
            raise Expected(
                f'expected hours such as "08:00-18:00", the end after the start, not {shown(value)}'
            )


Day = Annotated[str, Span()] | None


@dataclass(frozen=True)
class Hours:
    """The hours of each day; closed on a day that is omitted or ``null``."""

    monday: Day = None
    tuesday: Day = None
    wednesday: Day = None
    thursday: Day = None
    friday: Day = None
    saturday: Day = None
    sunday: Day = None


def is_open(hours: Hours | None, moment: datetime | None) -> bool:
    """Return whether it is open: always without ``hours`` or a known time."""
    if hours is None or moment is None:
        return True
    days = (hours.monday, hours.tuesday, hours.wednesday, hours.thursday, hours.friday)
    span = (*days, hours.saturday, hours.sunday)[moment.weekday()]
    minutes = _minutes(span) if span else None
    return minutes is not None and minutes[0] <= moment.hour * 60 + moment.minute < minutes[1]


def open_now(hours: Hours | None, now: Callable[[], datetime | None]) -> bool:
    """Return whether it is open; ``now`` is called only if there are hours."""
    return hours is None or is_open(hours, now())


def _minutes(span: str) -> tuple[int, int] | None:
    """Return start and end in minutes of the day."""
    match = _SPAN.fullmatch(span)
    if match is None:
        return None
    first, past, last, beyond = map(int, match.groups())
    if past > 59 or beyond > 59:
        return None
    return first * 60 + past, last * 60 + beyond
