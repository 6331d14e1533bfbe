"""Format counts as a table or as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tabulate import tabulate

from kiosk.session.outcomes import What
from kiosk.stats.store import Row

HEADERS = ("day", "routine", "started", "finished", "left", "left at")

EARLY = "before the first stage"


def as_table(counts: Mapping[Row, int]) -> str:
    """Return counts as a table, one row per day and routine, with the sums below."""
    days: dict[tuple[str, str], dict[Row, int]] = defaultdict(dict)
    for row, count in counts.items():
        days[row.day, row.routine][row] = count
    rows = [(*key, *_columns(found)) for key, found in sorted(days.items())]
    if len(rows) > 1:
        rows.append(("all", "", *_columns(counts)))
    return tabulate(rows, HEADERS, disable_numparse=True, colalign=("left", "left", *_RIGHT))


_RIGHT = ("right", "right", "right", "left")


def _columns(counts: Mapping[Row, int]) -> tuple[str, ...]:
    sums = dict.fromkeys((what.value for what in What), 0)
    places: dict[str, int] = defaultdict(int)
    for row, count in counts.items():
        sums[row.event] += count
        if row.event == What.LEFT.value:
            places[row.stage or EARLY] += count
    left_at = ", ".join(f"{place}: {count}" for place, count in sorted(places.items()))
    return (*map(str, sums.values()), left_at)


def as_json(counts: Mapping[Row, int], file: Path) -> str:
    """Return counts as JSON; ``stage`` is ``null`` for an event without one."""
    rows = [
        {**row._asdict(), "stage": row.stage or None, "count": count}
        for row, count in counts.items()
    ]
    return json.dumps({"file": str(file), "counts": rows}, indent=2)
