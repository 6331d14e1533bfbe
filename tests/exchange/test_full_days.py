from __future__ import annotations

from datetime import date
from pathlib import Path

from kiosk.exchange.full_days import full_days
from kiosk.exchange.status import Day
from kiosk.stats import store
from kiosk.stats.store import Row

TODAY = date(2026, 11, 29)


def counted(file: Path, *rows: tuple[str, str, int]) -> Path:
    stages = {"started": "", "finished": "", "left": "LI4"}
    store.add(file, {Row(day, "back-pain", event, stages[event]): n for day, event, n in rows})
    return file


def test_today_and_unknown_days_are_not_told(tmp_path: Path) -> None:
    file = counted(
        tmp_path / "counts.sqlite",
        ("2026-11-28", "started", 7),
        ("2026-11-28", "finished", 5),
        ("2026-11-28", "left", 2),
        ("2026-11-29", "started", 1),
        ("unknown", "started", 9),
    )
    assert full_days(file, TODAY) == (Day("2026-11-28", 7, 5),)


def test_a_day_without_a_session_is_a_zero_after_the_first_one(tmp_path: Path) -> None:
    file = counted(tmp_path / "counts.sqlite", ("2026-11-26", "started", 3))
    assert full_days(file, TODAY) == (
        Day("2026-11-26", 3, 0),
        Day("2026-11-27", 0, 0),
        Day("2026-11-28", 0, 0),
    )


def test_two_routines_are_counted_together(tmp_path: Path) -> None:
    file = counted(tmp_path / "counts.sqlite", ("2026-11-28", "started", 3))
    store.add(file, {Row("2026-11-28", "own", "started", ""): 4})
    assert full_days(file, TODAY) == (Day("2026-11-28", 7, 0),)


def test_only_two_weeks_are_told(tmp_path: Path) -> None:
    file = counted(tmp_path / "counts.sqlite", ("2026-01-01", "started", 3))
    days = full_days(file, TODAY)
    assert (days[0].day, days[-1].day, len(days)) == ("2026-11-15", "2026-11-28", 14)


def test_without_usable_counts_there_are_none(tmp_path: Path) -> None:
    assert full_days(tmp_path / "none", TODAY) == ()
    (tmp_path / "broken").write_text("nonsense")
    assert full_days(tmp_path / "broken", TODAY) == ()
