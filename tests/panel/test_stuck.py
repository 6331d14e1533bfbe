from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.panel.stuck import HELD, QUIET, STORMS, Aside, StuckMonitor


def tapped(watch: StuckMonitor, times: list[float]) -> list[bool]:
    """Tap at those times; return which presses counted."""
    counted = []
    for at in times:
        counted.append(watch.change(True, at))
        watch.change(False, at)
    return counted


def every(seconds: float, lasting: float, start: float = 0.0) -> list[float]:
    return [start + seconds * n for n in range(int(lasting / seconds))]


def changed(watch: StuckMonitor, changes: int, first: float, last: float) -> bool:
    """Change N times from ``first`` to ``last``; return whether the last change counted."""
    counts, down = False, False
    for number in range(changes):
        down = not down
        counts = watch.change(down, first + (last - first) * number / (changes - 1))
    return counts


def test_a_press_counts() -> None:
    assert StuckMonitor(False, 0.0).change(True, 1.0)


@pytest.mark.parametrize(("seconds", "aside"), [(29.9, None), (30.0, Aside.HELD)])
def test_a_button_is_stuck_once_it_was_held_for_thirty_seconds(
    seconds: float, aside: Aside | None
) -> None:
    watch = StuckMonitor(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(True, seconds) is aside


@pytest.mark.parametrize(("seconds", "counts"), [(4.9, False), (5.0, True)])
def test_a_button_set_aside_counts_again_after_five_seconds_of_rest(
    seconds: float, counts: bool
) -> None:
    watch = StuckMonitor(True, 0.0)
    watch.change(False, 10.0)
    assert watch.change(True, 10.0 + seconds) is counts


def test_a_button_that_nobody_presses_is_never_set_aside() -> None:
    watch = StuckMonitor(False, 0.0)
    assert all(watch.look(False, seconds) is None for seconds in (31.0, 3600.0, 86_400.0))


def test_the_first_reason_to_set_a_button_aside_stays_until_it_counts_again() -> None:
    stuck, stormy = StuckMonitor(True, 0.0), StuckMonitor(True, 0.0)
    assert stuck.look(True, 60.0) is Aside.AT_START
    changed(stormy, 60, 1.0, 2.0)
    assert stormy.look(False, 2.0) is Aside.AT_START


def test_the_reason_says_why_a_button_is_set_aside() -> None:
    assert Aside.AT_START.value == "down since the start"
    assert Aside.HELD.value == "held down for 30 s"
    assert Aside.STORM.value == "changing faster than a hand can press it"


def test_a_button_held_too_long_is_set_aside_until_it_has_rested() -> None:
    watch = StuckMonitor(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(True, HELD) is Aside.HELD
    assert not watch.change(False, 100.0)
    assert watch.look(False, 100.0 + QUIET - 0.1) is Aside.HELD
    assert watch.look(False, 100.0 + QUIET) is None
    assert watch.change(True, 100.0 + QUIET)


@pytest.mark.parametrize("gap", [1 / 8, 0.2, 0.5])
def test_a_drumming_hand_counts(gap: float) -> None:
    assert all(tapped(StuckMonitor(False, 0.0), every(gap, 6.0)))


@pytest.mark.parametrize("gap", [0.05, 0.03, 0.01])
def test_edges_faster_than_a_hand_are_set_aside_within_two_seconds(gap: float) -> None:
    watch = StuckMonitor(False, 0.0)
    counted = tapped(watch, every(gap, 4.0))
    assert not any(counted[int(2.0 / gap) :])
    assert watch.look(False, 4.0) is Aside.STORM


@pytest.mark.parametrize(("most", "seconds"), [(40, 2.0), (120, 30.0)])
def test_the_limit_of_edges_is_a_storm_and_one_fewer_is_a_hand(most: int, seconds: float) -> None:
    within = seconds - 0.01
    assert not changed(StuckMonitor(False, 0.0), most, 100.0, 100.0 + within)
    assert changed(StuckMonitor(False, 0.0), most - 1, 100.0, 100.0 + within)


@pytest.mark.parametrize(("most", "seconds"), [(40, 2.0), (120, 30.0)])
def test_an_edge_before_the_time_of_a_storm_is_no_part_of_it(most: int, seconds: float) -> None:
    assert changed(StuckMonitor(False, 0.0), most, 100.0, 100.0 + seconds)


def test_a_rest_does_not_hide_that_a_button_is_drummed_on_for_half_a_minute() -> None:
    watch = StuckMonitor(False, 0.0)
    assert changed(watch, 110, 0.0, 20.0)
    assert watch.look(False, 26.0) is None
    assert not changed(watch, 20, 26.0, 29.0)


def test_a_button_pressed_for_months_is_not_remembered_for_months() -> None:
    watch, sizes = StuckMonitor(False, 0.0), []
    for hour in range(200):
        tapped(watch, every(1.0, 20.0, start=3600.0 * hour))
        sizes.append(len(pickle.dumps(watch)))
    assert max(sizes) < 2 * sizes[0]


def test_a_button_set_aside_for_a_storm_counts_again_after_resting() -> None:
    watch = StuckMonitor(False, 0.0)
    tapped(watch, every(0.02, 3.0))
    assert watch.look(False, 2.99 + QUIET) is None
    assert all(tapped(watch, every(0.5, 5.0, start=20.0)))


def test_a_lost_release_does_not_leave_a_button_stuck() -> None:
    watch = StuckMonitor(False, 0.0)
    watch.change(True, 0.0)
    assert watch.look(False, 5.0) is None
    assert watch.look(False, HELD + 1) is None


gaps = st.lists(st.tuples(st.booleans(), st.floats(0.0, 12.0)), max_size=80)


@given(gaps)
def test_a_button_that_is_down_or_has_not_rested_stays_set_aside(
    moves: list[tuple[bool, float]],
) -> None:
    watch, now, down, changed = StuckMonitor(True, 0.0), 0.0, True, 0.0
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
def test_a_hand_is_always_heard_unless_it_drums_on_and_on(gaps: list[float]) -> None:
    watch, at = StuckMonitor(False, 0.0), [0.0]
    for gap in gaps:
        at.append(at[-1] + gap)
    most, seconds = STORMS[1]
    drums = any(
        later - first < seconds for first, later in zip(at, at[most // 2 - 1 :], strict=False)
    )
    assert drums or all(tapped(watch, at))


@given(st.lists(st.floats(0.0, 0.045), min_size=100, max_size=300))
def test_only_the_first_moments_of_a_storm_get_through(gaps: list[float]) -> None:
    watch, at = StuckMonitor(False, 0.0), [0.0]
    for gap in gaps:
        at.append(at[-1] + gap)
    assert all(later >= first for first, later in pairwise(at))
    assert sum(tapped(watch, at)) <= STORMS[0][0] // 2
