"""With the shipped settings, a listener on ``#`` hears only heartbeats in a whole session."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from kiosk.config.settings import Buttons
from kiosk.exchange import files
from kiosk.exchange.correspondent import Correspondent
from kiosk.fleet.report import Reporter
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.stuck import StuckMonitor
from kiosk.session.keys import Key
from kiosk.system.wall_clock import WallClock
from tests.fleet.agents import fleet_of, running
from tests.fleet.broker import Mosquitto, Spy
from tests.mock_machine import DEVICE, Machine, end, record_shown
from tests.mock_wires import on_mock_pins
from tests.shipped_pages import shipped

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("unseen")]

HEARTBEAT = 0.5

LONGEST = 120.0
"""Seconds in which the session must have ended."""


def test_a_whole_session_changes_nothing_that_is_published(
    broker: Mosquitto,
    spy: Spy,
    machine: Machine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path / "state"))
    monkeypatch.setattr(files, "WISHES", tmp_path / "wishes.json")
    monkeypatch.setattr("kiosk.runtime.remote.Correspondent", partial(Correspondent, poll=0.05))
    monkeypatch.setattr("kiosk.exchange.correspondent.RENEW", 0.1)
    monkeypatch.setattr(WallClock, "_is_trusted", lambda _: True)
    # The finger of this test is quicker than any hand.
    monkeypatch.setattr(StuckMonitor, "change", lambda *_: True)
    content = on_mock_pins(shipped())
    quick = replace(content.settings, buttons=Buttons(debounce=0.0, lockout=0.0))
    pages = record_shown(monkeypatch, lambda view, *_: view.page.value).calls

    def whole_session() -> None:
        hand = MockPanel(quick, machine.factory)
        spy.until(lambda: '"guidance": false' in (spy.payloads("/state") or [""])[-1])
        spy.clear()
        began = time.monotonic()
        time.sleep(2 * HEARTBEAT)
        while "finish" not in pages or pages[-1] != "attract":
            assert time.monotonic() < began + LONGEST, pages
            hand.tap(Key.SWITCH if pages[-1] == "finish" else Key.ADVANCE)
            time.sleep(0.05)
        time.sleep(2 * HEARTBEAT)
        heard.update({message.topic: spy.payloads(message.topic) for message in tuple(spy.heard)})
        lasted.append(time.monotonic() - began)
        end()()

    heard, lasted = defaultdict[str, list[str]](list), list[float]()
    reporter = Reporter(tmp_path / "status.json")
    with running(fleet_of(broker, HEARTBEAT), reports=reporter):
        options = replace(DEVICE, speed=20.0)
        assert machine.run(replace(content, settings=quick), options, whole_session) == 0
    assert "A session has been finished" in caplog.text
    assert {topic.rpartition("/")[2] for topic in heard} == {"availability", "state", "days"}
    for topic, payloads in heard.items():
        assert len(set(payloads)) == 1, topic
        assert abs(len(payloads) - lasted[0] / HEARTBEAT) <= 3 + 0.1 * lasted[0] / HEARTBEAT
