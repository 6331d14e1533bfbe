from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kiosk.config.fleet import Broker, Fleet
from kiosk.fleet import discovery
from kiosk.fleet.topics import Topics

FLEET = Fleet(Broker("broker"))
TOPICS = Topics.of(FLEET, "3f9a1c2b4d5e")


@pytest.fixture
def device() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(discovery.payload(FLEET, TOPICS)))
    return found


def test_each_component_has_a_platform_and_an_id_of_its_own(device: dict[str, Any]) -> None:
    components = device["cmps"]
    assert all(component["p"] for component in components.values())
    ids = [component["unique_id"] for component in components.values()]
    assert len(set(ids)) == len(components) == 15
    assert all("3f9a1c2b4d5e" in name for name in ids)


def test_no_key_that_home_assistant_gives_up_is_used(device: dict[str, Any]) -> None:
    assert "object_id" not in json.dumps(device)


def test_online_is_shown_off_and_not_unavailable(device: dict[str, Any]) -> None:
    online = device["cmps"]["online"]
    assert online["availability"] == []
    assert online["state_topic"] == TOPICS.availability
    assert device["availability"] == [{"topic": TOPICS.availability}]


def test_every_report_expires_after_three_heartbeats(device: dict[str, Any]) -> None:
    reports = [item for item in device["cmps"].values() if item["p"].endswith("sensor")]
    assert len(reports) == 12
    assert {item["expire_after"] for item in reports} == {180}


def test_without_commands_their_components_are_taken_away() -> None:
    quiet = discovery.payload(replace(FLEET, commands=False), TOPICS)["cmps"]
    assert {key: quiet[key] for key in ("restart", "quiet", "brightness")} == {
        "restart": {"p": "button"},
        "quiet": {"p": "switch"},
        "brightness": {"p": "number"},
    }
    assert "command_topic" not in json.dumps(quiet)


def test_another_prefix_and_topic_are_used_everywhere() -> None:
    fleet = replace(FLEET, topic="clinic/kiosks", discovery="ha")
    topics = Topics.of(fleet, "3f9a1c2b4d5e")
    assert topics.discovery == "ha/device/3f9a1c2b4d5e/config"
    assert topics.state == "clinic/kiosks/3f9a1c2b4d5e/state"
    text = json.dumps(discovery.payload(fleet, topics))
    assert "acupressure-kiosk/" not in text


def test_without_discovery_nothing_is_announced() -> None:
    topics = Topics.of(replace(FLEET, discovery=None), "3f9a1c2b4d5e")
    assert (topics.discovery, topics.birth) == (None, None)
    assert topics.retained == (topics.state, topics.days, topics.availability)
