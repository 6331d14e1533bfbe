from __future__ import annotations

import json
from pathlib import Path

from kiosk.stats.report import as_json, as_table
from kiosk.stats.store import Row

COUNTS = {
    Row("2026-11-30", "back-pain", "finished", ""): 2,
    Row("2026-11-30", "back-pain", "left", ""): 1,
    Row("2026-11-30", "back-pain", "left", "BL23"): 3,
    Row("2026-11-30", "back-pain", "started", ""): 6,
    Row("2026-12-01", "back-pain", "started", ""): 4,
}


def test_a_day_is_a_row_with_the_sums_below() -> None:
    first, second, below = as_table(COUNTS).splitlines()[2:]
    assert first.split() == [
        *("2026-11-30", "back-pain", "6", "2", "4"),
        *["BL23:", "3,", "before", "the", "first", "stage:", "1"],
    ]
    assert second.split() == ["2026-12-01", "back-pain", "4", "0", "0"]
    assert below.split()[:4] == ["all", "10", "2", "4"]


def test_one_row_needs_no_sum() -> None:
    one = {row: count for row, count in COUNTS.items() if row.day == "2026-12-01"}
    assert len(as_table(one).splitlines()) == 3


def test_the_json_names_the_file_and_every_count() -> None:
    made = json.loads(as_json(COUNTS, Path("counts.sqlite")))
    assert made["file"] == "counts.sqlite"
    assert made["counts"][1] == {
        "day": "2026-11-30",
        "routine": "back-pain",
        "event": "left",
        "stage": None,
        "count": 1,
    }
    assert len(made["counts"]) == len(COUNTS)
