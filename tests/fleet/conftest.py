"""Brokers and certificates for the tests of the agent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.fleet.backoff import Backoff
from tests.fleet.broker import Mosquitto, Spy
from tests.fleet.certificates import Authority


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    """A broker that lets everybody in."""
    with Mosquitto(tmp_path) as made:
        yield made


@pytest.fixture
def spy(broker: Mosquitto) -> Iterator[Spy]:
    """A client that sees everything on that broker."""
    with Spy(broker) as made:
        yield made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agent that tries again soon; the waits have tests of their own."""
    monkeypatch.setattr(Backoff, "next", lambda *_: 0.1)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority that a clinic trusts."""
    return Authority(tmp_path_factory.mktemp("authority"), "clinic")
