from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.panel.watch import HELD, QUIET, STORMS, Aside, Watch


def tapped(watch: Watch, times: list[float]) -> list[bool]:
    """Tap at those times; say which presses counted."""
    counted = []
    for at in times:
        counted.append(watch.change(True, at))
        watch.change(False, at)
    return counted


def every(seconds: float, lasting: float, start: float = 0.0) -> list[float]:
    return [start + seconds * n for n in range(int(lasting / seconds))]


def test_a_press_counts() -> None:
    assert Watch(False, 0.0).change(True, 1.0)


def test_a_button_down_at_the_start_is_set_aside() -> None:
    assert Watch(True, 0.0).look(True, 0.0) is Aside.AT_START


def test_a_button_held_for_a_pause_is_not_set_aside() -> None:
    watch = Watch(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(True, HELD - 0.1) is None


def test_a_button_held_too_long_is_set_aside_until_it_has_rested() -> None:
    watch = Watch(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(True, HELD) is Aside.HELD
    assert not watch.change(False, 100.0)
    assert watch.look(False, 100.0 + QUIET - 0.1) is Aside.HELD
    assert watch.look(False, 100.0 + QUIET) is None
    assert watch.change(True, 100.0 + QUIET)


def test_a_button_that_has_rested_counts_though_nobody_has_looked() -> None:
    watch = Watch(True, 0.0)
    watch.change(False, 1.0)
    assert watch.change(True, 1.0 + QUIET)


@pytest.mark.parametrize("gap", [1 / 8, 0.2, 0.5])
def test_a_drumming_hand_counts(gap: float) -> None:
    assert all(tapped(Watch(False, 0.0), every(gap, 6.0)))


@pytest.mark.parametrize("gap", [0.05, 0.03, 0.01])
def test_what_no_hand_can_press_is_set_aside_within_two_seconds(gap: float) -> None:
    watch = Watch(False, 0.0)
    counted = tapped(watch, every(gap, 4.0))
    assert not any(counted[int(2.0 / gap) :])
    assert watch.look(False, 4.0) is Aside.STORM


def test_what_no_hand_keeps_up_for_half_a_minute_is_set_aside() -> None:
    counted = tapped(Watch(False, 0.0), every(0.4, 60.0))
    assert counted[0]
    assert not counted[-1]


def test_a_button_set_aside_for_a_storm_comes_back_after_resting() -> None:
    watch = Watch(False, 0.0)
    tapped(watch, every(0.02, 3.0))
    assert watch.look(False, 2.99 + QUIET) is None
    assert all(tapped(watch, every(0.5, 5.0, start=20.0)))


def test_a_lost_release_does_not_leave_a_button_stuck() -> None:
    watch = Watch(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(False, 5.0) is None
    assert watch.look(False, HELD + 1) is None


gaps = st.lists(st.tuples(st.booleans(), st.floats(0.0, 12.0)), max_size=80)


@given(gaps)
def test_no_button_comes_back_that_is_down_or_has_not_rested(
    moves: list[tuple[bool, float]],
) -> None:
    watch, now, down, changed = Watch(True, 0.0), 0.0, True, 0.0
    aside: Aside | None = Aside.AT_START
    for presses, gap in moves:
        now += gap
        before, aside = aside, watch.look(down, now)
        if before and not aside:
            assert not down
            assert now - changed >= QUIET
        if presses != down:
            watch.change(presses, now)
            down, changed = presses, now
            aside = watch.look(down, now)


@given(st.lists(st.floats(0.13, 5.0), min_size=1, max_size=200))
def test_whatever_a_hand_does_it_is_heard_unless_it_drums_on_and_on(gaps: list[float]) -> None:
    watch, at = Watch(False, 0.0), [0.0]
    for gap in gaps:
        at.append(at[-1] + gap)
    most, seconds = STORMS[1]
    drums = any(
        later - first < seconds for first, later in zip(at, at[most // 2 - 1 :], strict=False)
    )
    assert drums or all(tapped(watch, at))


@given(st.lists(st.floats(0.0, 0.045), min_size=100, max_size=300))
def test_no_storm_gets_more_through_than_its_first_moments(gaps: list[float]) -> None:
    watch, at = Watch(False, 0.0), [0.0]
    for gap in gaps:
        at.append(at[-1] + gap)
    assert all(later >= first for first, later in pairwise(at))
    assert sum(tapped(watch, at)) <= STORMS[0][0] // 2
