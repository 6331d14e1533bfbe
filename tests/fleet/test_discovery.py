from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from kiosk.config.fleet import Broker, Fleet
from kiosk.exchange.status import Day, Status
from kiosk.fleet import discovery
from kiosk.fleet.report import report
from kiosk.fleet.topics import Topics
from tests.fleet.home_assistant_schema import faults

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


@pytest.mark.parametrize(
    "fleet",
    [FLEET, replace(FLEET, commands=False, name="Ward 3", topic="clinic/kiosks", heartbeat=12.5)],
    ids=["as shipped", "of another kind"],
)
def test_home_assistant_accepts_every_key_and_value(fleet: Fleet) -> None:
    made = discovery.payload(fleet, Topics.of(fleet, "3f9a1c2b4d5e"))
    assert faults(json.loads(json.dumps(made))) == []


@pytest.mark.parametrize(
    ("name", "key", "value", "problem"),
    [
        ("online", "object_id", "x", "online: object_id: unknown key"),
        ("online", "expire_afer", 180, "unknown key; did you mean expire_after?"),
        ("online", "state_topic", "kiosks/#", "expected a topic without wildcards"),
        ("online", "entity_category", "config", "'config' is not known"),
        ("temperature", "device_class", "problem", "'problem' is not known"),
        ("version", "value_template", "value_json.version", "expected a template"),
        ("version", "expire_after", 180.0, "expected a whole number"),
        ("version", "p", "text_sensor", "no known platform"),
        ("restart", "unique_id", None, "restart: unique_id: is missing"),
        ("brightness", "step", 0, "expected 0.001 to 1e+09"),
    ],
)
def test_the_check_of_the_description_finds_a_mistake(
    name: str, key: str, value: object, problem: str, device: dict[str, Any]
) -> None:
    device["cmps"][name][key] = value
    if value is None:
        del device["cmps"][name][key]
    (found,) = faults(device)
    assert problem in found


def test_every_template_reads_a_value_that_is_published(device: dict[str, Any]) -> None:
    made = report(Status(0.0, "0.1.0", days=(Day("2026-11-28", 7, 5),)), 45, power=False)
    published = {
        TOPICS.state: set(json.loads(made.state)),
        TOPICS.days: set(json.loads(made.days)[0]),
    }
    templates = [item for item in device["cmps"].values() if "value_template" in item]
    assert len(templates) == 13
    for item in templates:
        read = re.findall(r"value_json(?:\[-1\])?\.(\w+)", item["value_template"])
        assert len(read) == 1
        assert set(read) <= published[item["state_topic"]]


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
