from __future__ import annotations

import time

import pytest

from kiosk.runtime.clock import Manual, Monotonic


class Ticks:
    """A fake of the machine's monotonic clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, now: float = 5000.0) -> None:
        self.now = now
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Ticks:
    return Ticks(monkeypatch)


def test_guidance_begins_at_zero(ticks: Ticks) -> None:
    assert Monotonic().now() == 0.0


def test_guidance_time_is_real_time(ticks: Ticks) -> None:
    clock = Monotonic()
    ticks.now += 851.25
    assert clock.now() == 851.25


def test_a_fast_clock_gains_on_real_time(ticks: Ticks) -> None:
    clock = Monotonic(20.0)
    ticks.now += 3
    assert clock.now() == 60.0


def test_waits_shrink_as_the_clock_runs_faster(ticks: Ticks) -> None:
    assert Monotonic(20.0).real(60.0) == 3.0
    assert Monotonic().real(60.0) == 60.0


def test_the_wall_clock_is_not_read(ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked() -> float:
        raise AssertionError("the wall clock jumps when the network sets it")

    monkeypatch.setattr(time, "time", asked)
    assert Monotonic().now() == 0.0


def test_a_manual_clock_stands_where_it_was_put() -> None:
    clock = Manual(7.0)
    assert clock.now() == 7.0
    clock.time = 9.5
    assert clock.now() == 9.5
    assert clock.real(3.0) == 3.0
