"""The counts of full days. Today's count is left out: each change would reveal a session's time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from kiosk.exchange.status import MOST_DAYS, Day
from kiosk.session.outcomes import What
from kiosk.stats import store


def full_days(file: Path, today: date) -> tuple[Day, ...]:
    """Return the counted days before ``today``, without gaps; none if the counts are unusable.

    :param file: the file of counts, which may be missing
    """
    try:
        rows = store.read(file)
    except (sqlite3.Error, OSError):
        return ()
    sums = Counter[tuple[str, str]]()
    for row, count in rows.items():
        sums[row.day, row.event] += count
    first = min((row.day for row in rows if row.day != store.UNKNOWN), default=None)
    days = (str(today - timedelta(days=ago)) for ago in range(MOST_DAYS, 0, -1))
    return tuple(
        Day(day, sums[day, What.STARTED.value], sums[day, What.FINISHED.value])
        for day in days
        if first is not None and first <= day
    )
