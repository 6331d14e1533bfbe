"""The mock machine: an app that breaks on it fails one test, not the whole run."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator

import pytest

from kiosk.runtime import app
from tests.mock_machine import DEVICE, Machine
from tests.shipped_pages import shipped


@pytest.fixture
def signals() -> Iterator[list[int]]:
    """Collect the signals that reach the process of the tests."""
    reached: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: reached.append(number))
    yield reached
    signal.signal(signal.SIGTERM, before)


def _say(message: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.sendto(message, os.environ["NOTIFY_SOCKET"])


def test_an_app_that_breaks_before_it_is_ready_raises_and_nothing_signals_the_tests(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, signals: list[int]
) -> None:
    def break_at_once(*_: object) -> int:
        raise OSError("a library is missing")

    monkeypatch.setattr(app, "run", break_at_once)
    with pytest.raises(OSError, match="a library is missing"):
        machine.run(shipped(), DEVICE, lambda: None)
    assert signals == []


def test_an_app_that_ends_before_it_is_ready_fails_the_test(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, signals: list[int]
) -> None:
    monkeypatch.setattr(app, "run", lambda *_: 69)
    with pytest.raises(AssertionError, match="ended before it said READY=1"):
        machine.run(shipped(), DEVICE, lambda: None)
    assert signals == []


def test_messages_of_an_earlier_run_do_not_reach_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, signals: list[int]
) -> None:
    acted: list[bool] = []

    def run(*_: object) -> int:
        _say(b"READY=1")
        _say(b"WATCHDOG=1")
        return 0

    monkeypatch.setattr(app, "run", run)
    assert machine.run(shipped(), DEVICE, lambda: acted.append(True)) == 0
    monkeypatch.setattr(app, "run", lambda *_: 0)
    with pytest.raises(AssertionError, match="ended before it said READY=1"):
        machine.run(shipped(), DEVICE, lambda: acted.append(True))
    assert acted == [True]
    assert "WATCHDOG=1" not in machine.systemd.heard
    assert signals == []
