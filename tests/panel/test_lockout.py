from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.settings import Buttons
from kiosk.panel.lockout import Lockout


@pytest.fixture
def lockout() -> Lockout:
    return Lockout(0.25)


def heard(lockout: Lockout, taps: list[tuple[float, float]]) -> list[bool]:
    """Press at the first time of each pair and release at the second; return what counts."""
    counts = []
    for down, up in taps:
        counts.append(lockout.accepts("one", down))
        lockout.released("one", up)
    return counts


def test_a_second_press_of_the_same_key_within_the_time_does_not_count(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert not lockout.accepts("one", 10.249)


def test_a_second_press_counts_once_the_time_is_over(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert lockout.accepts("one", 10.25)


def test_another_key_counts_at_once(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert lockout.accepts("two", 10.0)


def test_the_time_runs_from_the_press_so_a_deliberate_second_one_counts(lockout: Lockout) -> None:
    assert heard(lockout, [(10.0, 10.2), (10.3, 10.5)]) == [True, True]


def test_a_contact_that_bounces_on_release_does_not_count(lockout: Lockout) -> None:
    assert heard(lockout, [(10.0, 15.0), (15.0624, 15.063)]) == [True, False]
    assert heard(lockout, [(20.0, 25.0), (25.0625, 25.063)]) == [True, True]


def test_a_hand_that_goes_on_shaking_is_heard_once(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert [lockout.accepts("one", at) for at in (10.1, 10.3, 10.5)] == [False, False, False]
    assert lockout.accepts("one", 10.75)


@given(st.floats(4.1, 12.0), st.integers(2, 100), st.floats(0.1, 0.9))
def test_by_default_a_tremor_is_heard_once(hertz: float, shakes: int, down: float) -> None:
    taps = [(at / hertz, (at + down) / hertz) for at in range(shakes)]
    assert heard(Lockout(Buttons().lockout), taps) == [True] + [False] * (shakes - 1)


@given(st.floats(0.05, 2.0), st.lists(st.floats(0.0, 3.0), min_size=1, max_size=50))
def test_no_two_presses_count_within_the_time(seconds: float, gaps: list[float]) -> None:
    lockout, now, counted = Lockout(seconds), 0.0, []
    for gap in gaps:
        now += gap
        if lockout.accepts("one", now):
            counted.append(now)
    assert all(later - first >= seconds for first, later in pairwise(counted))
