from __future__ import annotations

import ctypes
import errno
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.system import wall_clock
from kiosk.system.wall_clock import (
    CLOSE,
    TIMESYNCD,
    UNSYNCHRONIZED,
    WallClock,
    evidence,
    kernel_synchronized,
)

JUNE = datetime(2025, 6, 2, 22)


class Machine:
    """A machine's clock, and the evidence that it is right."""

    def __init__(self, root: Path) -> None:
        self.root, self.kernel, self.moment = root, False, JUNE
        self.clock = WallClock(root, lambda: self.kernel)

    def synchronize(self) -> None:
        (self.root / TIMESYNCD).parent.mkdir(parents=True)
        (self.root / TIMESYNCD).touch()

    def battery_clock(self, seconds: object, name: str = "rtc0") -> None:
        file = self.root / "sys/class/rtc" / name / "since_epoch"
        file.parent.mkdir(parents=True)
        file.write_text(f"{seconds}\n")

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    monkeypatch.setattr(wall_clock, "datetime", made)
    monkeypatch.setattr(time, "time", lambda: made.moment.timestamp())
    return made


def test_without_evidence_the_clock_does_not_know_the_time(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    assert [machine.clock.now() for _ in range(3)] == [None] * 3
    assert len(caplog.messages) == 1, "logged once"
    assert "The clock has never been set" in caplog.text


def test_timesyncd_is_trusted(machine: Machine) -> None:
    assert machine.clock.now() is None
    machine.synchronize()
    assert machine.clock.now() == JUNE


def test_the_kernel_is_trusted_from_then_on(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    machine.kernel = True
    assert machine.clock.now() == JUNE
    machine.kernel = False  # nine hours after the network has gone
    assert machine.clock.now() == JUNE
    assert caplog.messages == ["The clock is right: synchronised, according to the kernel"]


@pytest.mark.parametrize("difference", [0, 1, -CLOSE, CLOSE])
def test_a_battery_clock_that_agrees_is_trusted(difference: int, machine: Machine) -> None:
    machine.battery_clock(int(JUNE.timestamp()) + difference)
    assert machine.clock.now() == JUNE


@pytest.mark.parametrize("seconds", [0, 86_400, JUNE.timestamp() + CLOSE + 1, "", "words", "1e9"])
def test_a_battery_clock_without_its_battery_is_not(seconds: object, machine: Machine) -> None:
    machine.battery_clock(int(seconds) if isinstance(seconds, float) else seconds)
    assert machine.clock.now() is None


def test_one_of_several_battery_clocks_is_enough(machine: Machine) -> None:
    machine.battery_clock(0)
    (machine.root / "sys/class/rtc/rtc1/since_epoch").mkdir(parents=True)  # cannot be read
    machine.battery_clock(int(JUNE.timestamp()), "rtc2")
    assert evidence(machine.root, lambda: False) == "the battery clock rtc2 agrees"


@pytest.mark.parametrize("year", [1970, 2000, 2024])
def test_a_year_before_the_kiosk_s_own_is_never_right(year: int, machine: Machine) -> None:
    machine.moment = datetime(year, 12, 31)
    machine.synchronize()
    machine.battery_clock(int(machine.moment.timestamp()))
    assert machine.clock.now() is None
    machine.moment = datetime(2025, 1, 1)
    assert machine.clock.now() == machine.moment


@pytest.mark.parametrize("error", [OverflowError, ValueError, OSError])
def test_a_clock_beyond_datetime_s_years_does_not_know_the_time(
    error: type[Exception], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise error("year 30828 is out of range")

    machine.synchronize()
    monkeypatch.setattr(machine, "now", fail)
    assert machine.clock.now() is None


def test_a_time_zone_that_is_changed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """tzset() makes the C library read the zone anew, from its file as well as TZ."""
    clock = WallClock(synchronized=lambda: True)
    hours = []
    try:
        for zone in ("UTC0", "XXX-9", "YYY+3"):
            monkeypatch.setenv("TZ", zone)
            local = clock.now()
            assert local
            ahead = local - datetime.now(UTC).replace(tzinfo=None)
            hours.append(round(ahead.total_seconds() / 3600))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert hours == [0, 9, -3]


def _kernel(monkeypatch: pytest.MonkeyPatch, error: int, answer: int) -> None:
    """Let the kernel answer with this largest error."""

    class Timex(ctypes.Structure):
        _fields_ = (
            ("modes", ctypes.c_uint),
            ("offset", ctypes.c_long),
            ("freq", ctypes.c_long),
            ("maxerror", ctypes.c_long),
        )

    def adjtimex(asked: Any) -> int:
        found = Timex.from_buffer(asked)
        assert found.modes == 0, "nothing is changed"
        found.maxerror = error
        return answer

    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(adjtimex=adjtimex))


@pytest.mark.parametrize(
    ("error", "answer", "wanted"),
    [
        (0, 0, True),
        (UNSYNCHRONIZED - 1, 0, True),
        (UNSYNCHRONIZED - 1, 5, True),
        (UNSYNCHRONIZED, 5, False),
        (0, -1, False),
    ],
)
def test_the_kernel_knows_a_clock_by_its_largest_error(
    error: int, answer: int, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kernel(monkeypatch, error, answer)
    assert kernel_synchronized() is wanted


@pytest.mark.parametrize("failure", [AttributeError("adjtimex"), OSError(errno.EPERM, "no")])
def test_a_kernel_that_cannot_be_queried_is_no_evidence(
    failure: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def library(_: None) -> None:
        raise failure

    monkeypatch.setattr(ctypes, "CDLL", library)
    assert not kernel_synchronized()
