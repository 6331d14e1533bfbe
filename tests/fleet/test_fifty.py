"""Fifty kiosks at one broker."""

from __future__ import annotations

import time

import pytest

from kiosk.fleet.simulate import running
from tests.fleet.agents import fleet_of
from tests.fleet.broker import Mosquitto, Spy

pytestmark = pytest.mark.slow

COUNT = 50

BACK = 30.0
"""Seconds in which all must be back."""


def online(spy: Spy) -> int:
    topics = {
        message.topic
        for message in spy.heard
        if message.topic.endswith("/availability") and message.payload == "online"
    }
    return len(topics)


@pytest.mark.parametrize("away", [0.0, 20.0], ids=["at once", "20 s later"])
def test_fifty_kiosks_are_back_within_half_a_minute_of_a_broker_s_restart(
    broker: Mosquitto, away: float
) -> None:
    with running(fleet_of(broker), broker.folder / "fleet.yaml", COUNT):
        with Spy(broker) as spy:
            spy.until(lambda: online(spy) == COUNT, BACK)
        broker.kill()
        (broker.folder / "mosquitto.db").unlink(missing_ok=True)
        time.sleep(away)
        broker.start()
        began = time.monotonic()
        with Spy(broker) as spy:
            spy.until(lambda: online(spy) == COUNT, BACK)
    took = time.monotonic() - began
    print(f"{COUNT} kiosks back after {took:.1f} s")


def test_a_command_reaches_one_of_fifty(broker: Mosquitto) -> None:
    with (
        running(fleet_of(broker), broker.folder / "fleet.yaml", COUNT) as kiosks,
        Spy(broker) as spy,
    ):
        spy.until(lambda: online(spy) == COUNT, BACK)
        spy.say("acupressure-kiosk/mock-007/restart/set", "PRESS")
        spy.until(lambda: kiosks[6].restarts)
    assert [kiosk.restarts for kiosk in kiosks] == [0] * 6 + [1] + [0] * 43
