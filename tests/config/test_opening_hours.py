from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.opening_hours import Hours, is_open, open_now
from tests.recorder import Recorder
from tests.yaml_inputs import SETTINGS_TEXT, faults_of, settings_of, swap

MONDAY = datetime(2026, 6, 1)
WEEK = Hours(monday="08:00-18:00", saturday="00:00-24:00")


def test_without_hours_it_is_always_open() -> None:
    assert is_open(None, MONDAY)


@pytest.mark.parametrize(
    ("hour", "minute", "wanted"),
    [(8, 29, False), (8, 30, True), (9, 0, True), (17, 44, True), (17, 45, False), (18, 50, False)],
)
def test_it_may_open_and_close_within_an_hour(hour: int, minute: int, wanted: bool) -> None:
    assert is_open(Hours(monday="08:30-17:45"), MONDAY.replace(hour=hour, minute=minute)) is wanted


@pytest.mark.parametrize("day", range(7))
def test_each_day_has_its_own_hours(day: int) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = Hours(**{names[day]: "09:00-10:00"})
    at_nine = [is_open(hours, MONDAY + timedelta(days=n, hours=9)) for n in range(7)]
    assert at_nine == [n == day for n in range(7)]


@pytest.mark.parametrize("year", [2025, 2026, 2100])
def test_a_clock_from_2025_on_is_believed(year: int) -> None:
    assert not is_open(Hours(), datetime(year, 6, 1))


@given(st.integers(0, 24 * 60 - 1))
def test_a_day_left_out_is_closed_and_a_whole_day_is_open(minute: int) -> None:
    assert not is_open(WEEK, MONDAY + timedelta(days=1, minutes=minute))
    assert is_open(WEEK, MONDAY + timedelta(days=5, minutes=minute))


def test_a_clock_that_does_not_know_the_time_closes_nothing() -> None:
    assert is_open(Hours(), None)
    assert open_now(WEEK, lambda: None)


def test_the_clock_is_read_only_if_there_are_hours() -> None:
    asked = Recorder(returns=MONDAY)
    assert open_now(None, asked)
    assert asked.calls == []
    assert not open_now(WEEK, asked)
    assert asked.calls == [()]


def _with(hours: str) -> str:
    return swap(SETTINGS_TEXT, "opening_hours: null", f"opening_hours: {hours}")


def test_hours_are_read_from_the_settings() -> None:
    made = settings_of(_with('{monday: "08:00-18:00", saturday: "00:00-24:00", sunday: null}'))
    assert made.opening_hours == WEEK


@pytest.mark.parametrize(
    "hours",
    [
        "8-18",
        "08:00 - 18:00",
        "18:00-08:00",
        "08:00-08:00",
        "08:00-24:01",
        "08:60-18:00",
        "08:59-18:60",
        "08:00-18:99",
        "08:99-18:00",
        "24:00-24:00",
        "23:00-25:00",
        "",
        "\u0660\u0668:00-18:00",
    ],
)
def test_invalid_hours_are_reported_with_an_example(hours: str) -> None:
    (fault,) = faults_of(lambda: settings_of(_with(f'{{monday: "{hours}"}}')))
    assert fault.key == "opening_hours.monday"
    assert 'expected hours such as "08:00-18:00"' in fault.problem


@pytest.mark.parametrize("hours", ["00:00-00:01", "00:00-24:00", "23:59-24:00", "08:59-09:59"])
def test_hours_may_begin_and_end_at_any_minute_of_the_day(hours: str) -> None:
    made = settings_of(_with(f'{{monday: "{hours}"}}'))
    assert made.opening_hours == Hours(monday=hours)


def test_an_unknown_day_is_reported_with_the_nearest_one() -> None:
    (fault,) = faults_of(lambda: settings_of(_with('{mondey: "08:00-18:00"}')))
    assert "did you mean monday?" in fault.problem
