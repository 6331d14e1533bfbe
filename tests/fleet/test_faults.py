"""The faults that a fleet must survive, each against a real Mosquitto."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from kiosk.config.fleet import Broker, Fleet
from kiosk.fleet.report import Report
from kiosk.fleet.retire import NotCleared, forget
from kiosk.fleet.topics import Topics
from tests.fleet.agents import ID, QUICK, Obeyed, fleet_of, no_report, process, running
from tests.fleet.broker import Mosquitto, Spy, kept
from tests.recorder import wait_for

TOPICS = Topics(ID, "acupressure-kiosk", "homeassistant")


def test_a_killed_agent_is_offline_by_its_last_will(broker: Mosquitto, spy: Spy) -> None:
    with process(fleet_of(broker), keepalive=60) as agent:  # the wait is shorter than that
        spy.until_heard("/availability", "online")
        agent.kill()
        spy.until_heard("/availability", "offline")
    assert kept(broker)[TOPICS.availability] == "offline"


@pytest.mark.slow
def test_a_frozen_agent_is_offline_soon_and_back_when_it_goes_on(
    broker: Mosquitto, spy: Spy
) -> None:
    with process(fleet_of(broker), keepalive=4) as agent:
        spy.until_heard("/availability", "online")
        os.kill(agent.pid, signal.SIGSTOP)
        spy.until_heard("/availability", "offline")
        os.kill(agent.pid, signal.SIGCONT)
        spy.until_heard("/availability", "online")


def test_an_agent_that_is_stopped_says_so(broker: Mosquitto, spy: Spy) -> None:
    with running(fleet_of(broker)):
        spy.until_heard("/availability", "online")
    spy.until_heard("/availability", "offline")


@pytest.mark.usefixtures("impatient")
def test_a_broker_that_restarts_is_told_everything_again(broker: Mosquitto) -> None:
    with running(fleet_of(broker)):
        wait_for(lambda: TOPICS.availability in kept(broker))
        broker.kill()
        (broker.folder / "mosquitto.db").unlink(missing_ok=True)
        broker.start()
        wait_for(lambda: set(kept(broker)) == set(TOPICS.retained))


@pytest.mark.slow
def test_a_kiosk_that_loses_power_together_with_its_broker_is_not_online_for_ever(
    broker: Mosquitto, spy: Spy
) -> None:
    with process(fleet_of(broker, heartbeat=1.0), keepalive=30) as agent:
        spy.until_heard("/availability", "online")
        time.sleep(2.0)  # the broker saves what it keeps
        agent.kill()
        broker.kill()
    broker.start()
    assert kept(broker).get(TOPICS.discovery or "")
    wait_for(lambda: TOPICS.availability not in kept(broker))
    assert set(kept(broker)) == {TOPICS.discovery}


def test_home_assistant_that_starts_is_told_everything_again(broker: Mosquitto, spy: Spy) -> None:
    with running(fleet_of(broker)):
        spy.until_heard("/availability", "online")
        spy.clear()
        spy.say("homeassistant/status", "online")
        spy.until_heard("/availability", "online")
        topics = [message.topic for message in spy.heard]
    assert topics[:5] == ["homeassistant/status", *TOPICS.retained]


@pytest.mark.slow
def test_an_agent_that_was_offline_for_days_publishes_only_the_newest_report(
    broker: Mosquitto,
) -> None:
    numbers = count()

    def reports() -> Report:
        return replace(no_report(), state=json.dumps({"number": next(numbers)}))

    asked = list[int]()
    broker.kill()
    with running(fleet_of(broker), reports=reports):
        time.sleep(3.0)
        asked.append(next(numbers))
        broker.start()
        with Spy(broker) as spy:
            spy.until_heard("/availability", "online")
            first = json.loads(spy.payloads("/state")[0])
    assert asked == [0], "without a connection nothing is made that could queue"
    assert first == {"number": 1}


def test_a_retained_command_is_never_obeyed(
    broker: Mosquitto, spy: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    obeyed = Obeyed()
    spy.say(TOPICS.command("restart"), "PRESS", retain=True)
    with running(fleet_of(broker), obey=obeyed):
        wait_for(lambda: "A retained command is ignored: restart" in caplog.text)
        spy.say(TOPICS.command("quiet"), "ON", retain=True)
        spy.say(TOPICS.command("restart"), "PRESS")
        wait_for(lambda: obeyed.commands)
    assert obeyed.commands == [("restart", b"PRESS")]


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("restart", "press"),
        ("restart", ""),
        ("quiet", "on"),
        ("brightness", "39"),
        ("brightness", "101"),
        ("brightness", "1e2"),
        ("brightness", "\uff19\uff19"),
        ("brightness", "9" * 5000),
    ],
)
def test_a_command_with_another_payload_is_refused(
    command: str, payload: str, broker: Mosquitto, spy: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    obeyed = Obeyed()
    with running(fleet_of(broker), obey=obeyed):
        spy.until_heard("/availability", "online")
        spy.say(TOPICS.command(command), payload)
        wait_for(lambda: f"A command is refused: {command}" in caplog.text)
    assert obeyed.commands == []


def test_a_storm_of_commands_is_ignored(
    broker: Mosquitto, spy: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    obeyed = Obeyed()
    with running(fleet_of(broker), obey=obeyed):
        spy.until_heard("/availability", "online")
        for _ in range(60):
            spy.client.publish(TOPICS.command("restart"), "PRESS", qos=1)
        spy.say("homeassistant/status", "online")  # the agent takes it after all of them
        spy.until(lambda: spy.payloads("/availability") == ["online"] * 2)
    assert len(obeyed.commands) <= 10
    assert caplog.text.count("ignoring them until none comes") == 1


@pytest.mark.slow
def test_two_cards_with_the_same_id_do_not_throw_each_other_out_for_ever(
    broker: Mosquitto, spy: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    timing = replace(QUICK, lasting=120.0)
    with running(fleet_of(broker), timing=timing), running(fleet_of(broker), timing=timing):
        time.sleep(20.0)
    connected = caplog.text.count("Connected to")
    assert 2 <= connected <= 12, "once a second each would be 40"
    assert caplog.text.count("Was the card cloned?") == 2


def test_a_broker_that_accepts_and_never_answers_is_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kiosk.fleet.connection.ANSWER", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker = Broker("127.0.0.1", silent.getsockname()[1], tls=False, password=None)
        with running(Fleet(broker)):
            wait_for(lambda: "Not connected: the broker does not answer" in caplog.text)


def test_a_name_that_nobody_has_chosen_holds_the_id(broker: Mosquitto) -> None:
    names = set()
    for kiosk in (ID, "0123456789ab"):
        with running(fleet_of(broker), kiosk=kiosk):
            topic = replace(TOPICS, id=kiosk).discovery
            wait_for(lambda topic=topic: topic in kept(broker))  # type: ignore[misc]
            names.add(json.loads(kept(broker)[topic or ""])["dev"]["name"])
    assert names == {f"Kiosk {ID}", "Kiosk 0123456789ab"}


def test_a_retired_kiosk_is_forgotten(broker: Mosquitto, tmp_path: Path) -> None:
    fleet: Fleet = fleet_of(broker)
    with running(fleet):
        wait_for(lambda: set(kept(broker)) == set(TOPICS.retained))
    assert forget(fleet, tmp_path / "fleet.yaml", ID, "other") == TOPICS.retained
    assert kept(broker) == {}


def test_a_broker_that_is_down_cannot_forget(broker: Mosquitto, tmp_path: Path) -> None:
    broker.kill()
    with pytest.raises(NotCleared, match="Connection refused"):
        forget(fleet_of(broker), tmp_path / "fleet.yaml", ID, ID)
