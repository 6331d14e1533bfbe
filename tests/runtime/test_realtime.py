"""Tests of real-time scheduling."""

from __future__ import annotations

import os

import pytest

from kiosk.runtime.realtime import ask_for_priority


def test_a_thread_asks_for_the_lowest_real_time_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[tuple[int, int, os.sched_param]]()
    monkeypatch.setattr(os, "sched_setscheduler", lambda *request: asked.append(request))
    assert ask_for_priority()
    ((thread, policy, parameters),) = asked
    assert (thread, policy) == (0, os.SCHED_RR | os.SCHED_RESET_ON_FORK)
    assert parameters.sched_priority == 1


def test_a_refusal_by_the_system_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "sched_setscheduler", refuse)
    assert not ask_for_priority()
