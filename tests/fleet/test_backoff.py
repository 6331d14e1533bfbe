from __future__ import annotations

from kiosk.fleet.backoff import Backoff
from kiosk.fleet.trouble import Patience


def test_the_wait_doubles_up_to_its_cap_and_starts_again_after_a_lasting_connection() -> None:
    backoff = Backoff(lasting=120.0, random=lambda: 1.0)
    assert [backoff.next(None, 20.0) for _ in range(6)] == [2, 4, 8, 16, 20, 20]
    assert backoff.next(1.0, 300.0) == 128, "a short connection is no success"
    assert [backoff.next(0.5, 300.0) for _ in range(3)] == [256, 300, 300]
    assert backoff.next(120.0, 300.0) == 2


def test_fifty_kiosks_do_not_come_back_in_the_same_moment() -> None:
    waits = {Backoff().next(None, Patience.SHORT.value) for _ in range(50)}
    assert len(waits) == 50
    assert all(1.0 <= wait <= 2.0 for wait in waits)
