from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.exchange.wishes import (
    NONE,
    SETTLED,
    Brightness,
    Granted,
    Quiet,
    Restart,
    Wishes,
    granted,
)

START = 1000.0

moments = st.floats(0.0, 1e6)


def test_without_wishes_nothing_is_granted() -> None:
    assert granted(NONE, START, START + 10) == Granted(False, False, 100)


def test_wishes_after_the_start_are_granted() -> None:
    at = START + SETTLED + 1
    wishes = Wishes(Restart(at), Quiet(START + 1, True), Brightness(START + 1, 60))
    assert granted(wishes, START, at) == Granted(True, True, 60)


def test_wishes_from_before_the_start_are_not() -> None:
    wishes = Wishes(Restart(START), Quiet(START, True), Brightness(START - 1, 60))
    assert granted(wishes, START, START + 1e5) == Granted()


@given(moments, moments, moments)
def test_a_granted_restart_is_not_granted_again_after_it(
    start: float, at: float, pause: float
) -> None:
    wishes = Wishes(Restart(at))
    for now in (start + pause, at):
        if granted(wishes, start, now).restart:
            assert not granted(wishes, now, now + pause).restart


@given(st.lists(st.floats(0.0, 3600.0), max_size=60))
def test_however_many_wishes_a_kiosk_restarts_at_most_every_five_minutes(
    times: list[float],
) -> None:
    start, restarts = 0.0, list[float]()
    for now in sorted(times):
        if granted(Wishes(Restart(now)), start, now).restart:
            restarts.append(now)
            start = now
    assert all(later - earlier >= SETTLED for earlier, later in pairwise(restarts))


def test_an_agent_that_restarts_takes_no_wish_back() -> None:
    before = Wishes(Restart(1.0), Quiet(2.0, True), Brightness(3.0, 60))
    assert NONE.after(before) == before
    assert Wishes(quiet=Quiet(4.0, False)).after(before) == Wishes(
        Restart(1.0), Quiet(4.0, False), Brightness(3.0, 60)
    )
