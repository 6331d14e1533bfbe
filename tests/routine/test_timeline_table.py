from __future__ import annotations

import pytest

from kiosk.routine.timeline import Timeline
from kiosk.routine.timeline_table import HEADERS, clock_time, timeline_table


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "0:00"), (9.99, "0:09"), (60, "1:00"), (125, "2:05"), (915, "15:15"), (3600, "60:00")],
)
def test_seconds_are_written_as_minutes(seconds: float, written: str) -> None:
    assert clock_time(seconds) == written


def _rows(timeline: Timeline) -> list[str]:
    lines = timeline_table(timeline).splitlines()
    return [line for line in lines if line.strip()[:1].isdigit()]


def test_there_is_a_row_for_each_of_the_eleven_stages(timeline: Timeline) -> None:
    rows = _rows(timeline)
    assert [row.split()[0] for row in rows] == [str(number) for number in range(1, 12)]
    codes = "CV6 BL23 BL52 BL53 GB30 BL40 BL39 LI4 LI4 LR3 LR3"
    assert " ".join(row.split()[1] for row in rows) == codes


def test_the_columns_are_named(timeline: Timeline) -> None:
    first = timeline_table(timeline).splitlines()[0]
    assert [name for name in HEADERS if name not in first] == []


def test_a_row_shows_times_and_cues_as_planned(timeline: Timeline) -> None:
    squeeze, foot = (" ".join(_rows(timeline)[row].split()) for row in (7, 9))
    assert "Left hand on ADVANCE" in squeeze
    assert "90 s 5 x 7 s 5 x 5 s count-in, press, release, stage done" in squeeze
    assert "Right foot by itself" in foot
    assert "15 s 60 s count-in, press, halfway, stage done" in foot


def test_starts_grow_from_row_to_row(timeline: Timeline) -> None:
    starts = [timeline.starts[timeline.lead_in_of(number)] for number in range(11)]
    assert starts == sorted(set(starts))
    for row, start in zip(_rows(timeline), starts, strict=True):
        assert f" {clock_time(start)} " in row


def test_the_total_is_shown_in_minutes_and_in_seconds(timeline: Timeline) -> None:
    last = timeline_table(timeline).splitlines()[-1]
    assert last.startswith(f"total 16:50 ({timeline.total:g} s;")
