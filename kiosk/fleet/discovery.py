"""The description of a kiosk as one device of Home Assistant (MQTT device discovery)."""

from __future__ import annotations

from typing import Any

from kiosk import __version__
from kiosk.config.fleet import Fleet
from kiosk.exchange.status import BRIGHTEST, DIMMEST
from kiosk.fleet.topics import OFFLINE, ONLINE, Topics

MISSED = 3
"""Heartbeats that may be missed before a kiosk counts as gone."""

STEP = 5
"""Per cent of brightness between two positions of the slider."""

Component = dict[str, Any]

FAULTS = {
    "guidance": "Guidance",
    "button": "Button",
    "display": "Display",
    "settings": "Settings",
    "power": "Power",
    "sound": "Sound",
}
"""The faults by their key in the state, with their names."""


def expiry(fleet: Fleet) -> int:
    """Return the seconds after which a report is out of date unless renewed."""
    return round(MISSED * fleet.heartbeat)


def default_name(kiosk: str) -> str:
    """Return the name of a kiosk that has none, with its id, because names should differ."""
    return f"Kiosk {kiosk}"


def payload(fleet: Fleet, topics: Topics) -> dict[str, Any]:
    """Return the description of a device."""
    reports = {**_health(topics), **_figures(topics)}
    for component in reports.values():
        component["expire_after"] = expiry(fleet)
    commands = _commands(topics)
    if not fleet.commands:
        # A component that is only left out stays as a ghost.
        commands = {key: {"p": component["p"]} for key, component in commands.items()}
    components = {**reports, **commands}
    for key, component in components.items():
        if len(component) > 1:
            component["unique_id"] = f"{topics.base.replace('/', '-')}-{topics.id}-{key}"
    return {
        "dev": {
            "identifiers": [f"{topics.base}-{topics.id}"],
            "name": fleet.name or default_name(topics.id),
            "model": "Acupressure kiosk",
            "manufacturer": "acupressure-kiosk",
            "sw_version": __version__,
            "serial_number": topics.id,
        },
        "o": {"name": "acupressure-kiosk-fleet", "sw": __version__},
        "availability": [{"topic": topics.availability}],
        "qos": 1,
        "cmps": components,
    }


def _health(topics: Topics) -> dict[str, Component]:
    online = {
        "p": "binary_sensor",
        "name": "Online",
        "device_class": "connectivity",
        "entity_category": "diagnostic",
        "state_topic": topics.availability,
        "payload_on": ONLINE,
        "payload_off": OFFLINE,
        # No availability of its own, so that it shows "off" and not "unavailable".
        "availability": [],
    }
    faults = {
        key: {
            "p": "binary_sensor",
            "name": name,
            "device_class": "problem",
            "entity_category": "diagnostic",
            "state_topic": topics.state,
            "value_template": f"{{{{ 'ON' if value_json.{key} else 'OFF' }}}}",
        }
        for key, name in FAULTS.items()
    }
    return {"online": online, **faults}


def _figures(topics: Topics) -> dict[str, Component]:
    state: Component = {"p": "sensor", "state_topic": topics.state}
    days: Component = {
        "p": "sensor",
        "state_topic": topics.days,
        "json_attributes_topic": topics.days,
        "json_attributes_template": "{{ {'days': value_json} | tojson }}",
        "unit_of_measurement": "sessions",
    }
    last = "{{{{ value_json[-1].{} if value_json else None }}}}"
    return {
        "temperature": {
            **state,
            "name": "Temperature",
            "device_class": "temperature",
            "unit_of_measurement": "°C",
            "entity_category": "diagnostic",
            "value_template": "{{ value_json.temperature }}",
        },
        "version": {
            **state,
            "name": "Version",
            "entity_category": "diagnostic",
            "value_template": "{{ value_json.version }}",
        },
        "notice": {
            **state,
            "name": "Notice",
            "entity_category": "diagnostic",
            "value_template": "{{ value_json.notice or '-' }}",
        },
        "started": {
            **days,
            "name": "Started on the last full day",
            "value_template": last.format("started"),
        },
        "finished": {
            **days,
            "name": "Finished on the last full day",
            "value_template": last.format("finished"),
        },
    }


def _commands(topics: Topics) -> dict[str, Component]:
    return {
        "restart": {
            "p": "button",
            "name": "Restart",
            "device_class": "restart",
            "entity_category": "config",
            "command_topic": topics.command("restart"),
        },
        "quiet": {
            "p": "switch",
            "name": "Quiet",
            "entity_category": "config",
            "command_topic": topics.command("quiet"),
            "state_topic": topics.state,
            "value_template": "{{ value_json.quiet }}",
        },
        "brightness": {
            "p": "number",
            "name": "Brightness",
            "entity_category": "config",
            "command_topic": topics.command("brightness"),
            "state_topic": topics.state,
            "value_template": "{{ value_json.brightness }}",
            "min": DIMMEST,
            "max": BRIGHTEST,
            "step": STEP,
            "unit_of_measurement": "%",
        },
    }
