from __future__ import annotations

import pytest

from kiosk.panel.lockout import Lockout


@pytest.fixture
def lockout() -> Lockout:
    return Lockout(0.25)


def test_the_first_press_counts_at_any_time(lockout: Lockout) -> None:
    assert lockout.accepts("one", 0.0)


def test_a_second_press_of_the_same_key_within_the_time_does_not_count(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert not lockout.accepts("one", 10.249)


def test_a_second_press_counts_once_the_time_is_over(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert lockout.accepts("one", 10.25)


def test_another_key_counts_at_once(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert lockout.accepts("two", 10.0)


def test_a_release_begins_the_time_anew(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    lockout.released("one", 15.0)
    assert not lockout.accepts("one", 15.249)
    assert lockout.accepts("one", 15.25)


def test_a_release_of_a_key_never_pressed_locks_nothing_out(lockout: Lockout) -> None:
    lockout.released("one", 10.0)
    assert lockout.accepts("one", 10.0)


def test_presses_that_do_not_count_do_not_lengthen_the_time(lockout: Lockout) -> None:
    lockout.accepts("one", 10.0)
    assert [lockout.accepts("one", at) for at in (10.1, 10.2, 10.3)] == [False, False, True]


def test_no_lockout_lets_every_press_count() -> None:
    lockout = Lockout(0.0)
    assert [lockout.accepts("one", 1.0) for _ in range(3)] == [True, True, True]
