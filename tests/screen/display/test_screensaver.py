from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.display.screensaver import (
    AWAKE,
    DIMMED,
    PATH,
    SHIFT_EVERY,
    WAKING,
    Screensaver,
    screensaver,
)

HOUR = 3600.0


@pytest.mark.parametrize("is_open", [True, False])
def test_nothing_rests_while_somebody_is_there(is_open: bool) -> None:
    assert screensaver(None, is_open, 30.0) == AWAKE


def test_the_page_stands_still_at_first() -> None:
    assert screensaver(0.0, True, 600.0) == screensaver(59.9, True, 600.0) == AWAKE


def test_the_page_is_dimmed_after_a_while_and_not_before() -> None:
    assert screensaver(599.9, True, 600.0).light == 1.0
    assert screensaver(600.0, True, 600.0).light == DIMMED


def test_a_page_set_never_to_dim_never_does() -> None:
    assert screensaver(100 * HOUR, True, None).light == 1.0


def test_the_page_wanders_one_step_at_a_time_and_comes_back() -> None:
    seen = [screensaver(n * SHIFT_EVERY, True, None) for n in range(len(PATH) + 1)]
    assert len({(at.right, at.down) for at in seen}) == len(PATH) == 9
    assert seen[-1] == seen[0]
    for one, other in pairwise(PATH):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 2


def test_it_is_dark_outside_the_hours_once_nobody_has_pressed_for_a_minute() -> None:
    assert screensaver(WAKING - 0.1, False, None).light == 1.0
    assert screensaver(WAKING, False, None) == Screensaver(light=0.0)


@given(st.floats(0, 1e9), st.booleans(), st.one_of(st.none(), st.floats(30, 86_400)))
def test_brightness_only_falls_while_nobody_comes(
    alone: float, is_open: bool, dim_after: float | None
) -> None:
    now, later = (
        screensaver(alone, is_open, dim_after),
        screensaver(alone + 1.0, is_open, dim_after),
    )
    assert 0.0 <= later.light <= now.light <= 1.0
    assert now.light > 0.0 or not is_open
