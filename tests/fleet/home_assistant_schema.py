"""What Home Assistant accepts of a device's description, as types that are checked strictly.

Source: homeassistant 2025.4.4, ``components/mqtt``: ``schemas.py``, ``config.py`` and a file for
each platform; device classes from ``components/binary_sensor``, ``button`` and ``sensor``. Only
what the kiosk uses is here. Home Assistant itself drops an unknown key without a word.

No postponed annotations here: the rules are read from the types.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from kiosk.config.fleet import Level
from kiosk.config.schema import Between, Count, Expected
from kiosk.config.structure import structure
from kiosk.config.yaml_document import Document

Topic = Annotated[str, Level()]

Seconds = Annotated[int, Between(1, 2**31)]


class Template:
    """A Jinja template with one expression."""

    def check(self, value: str) -> None:
        """Accept text in double braces."""
        if not (value.startswith("{{ ") and value.endswith(" }}")):
            raise Expected(f"expected a template, not {value}")


Templated = Annotated[str, Template()]


class Kind(enum.Enum):
    """Device classes of a binary sensor."""

    CONNECTIVITY = "connectivity"
    PROBLEM = "problem"


class Measure(enum.Enum):
    """Device classes of a sensor."""

    TEMPERATURE = "temperature"


class Press(enum.Enum):
    """Device classes of a button."""

    IDENTIFY = "identify"
    RESTART = "restart"
    UPDATE = "update"


class ReadCategory(enum.Enum):
    """The category of an entity that is only read, which ``config`` is refused for."""

    DIAGNOSTIC = "diagnostic"


class Category(enum.Enum):
    """The category of an entity that can be set."""

    CONFIG = "config"
    DIAGNOSTIC = "diagnostic"


@dataclass(frozen=True)
class Availability:
    """A topic with ``online`` or ``offline``."""

    topic: Topic


@dataclass(frozen=True, kw_only=True)
class Entity:
    """What every entity has."""

    p: str
    unique_id: str
    name: str
    availability: tuple[Availability, ...] | None = None
    json_attributes_topic: Topic | None = None
    json_attributes_template: Templated | None = None


@dataclass(frozen=True, kw_only=True)
class BinarySensor(Entity):
    """On or off."""

    state_topic: Topic
    device_class: Kind | None = None
    entity_category: ReadCategory | None = None
    expire_after: Seconds | None = None
    payload_on: str = "ON"
    payload_off: str = "OFF"
    value_template: Templated | None = None


@dataclass(frozen=True, kw_only=True)
class Sensor(Entity):
    """A number or a text."""

    state_topic: Topic
    device_class: Measure | None = None
    entity_category: ReadCategory | None = None
    expire_after: Seconds | None = None
    unit_of_measurement: str | None = None
    value_template: Templated | None = None


@dataclass(frozen=True, kw_only=True)
class Button(Entity):
    """Sends ``PRESS``."""

    command_topic: Topic
    device_class: Press | None = None
    entity_category: Category | None = None


@dataclass(frozen=True, kw_only=True)
class Switch(Entity):
    """Sends ``ON`` or ``OFF``."""

    command_topic: Topic
    state_topic: Topic | None = None
    entity_category: Category | None = None
    value_template: Templated | None = None


@dataclass(frozen=True, kw_only=True)
class Number(Switch):
    """Sends a number."""

    min: float = 1.0
    max: float = 100.0
    step: Annotated[float, Between(0.001, 1e9)] = 1.0
    unit_of_measurement: str | None = None


PLATFORMS: dict[str, type[Entity]] = {
    "binary_sensor": BinarySensor,
    "button": Button,
    "number": Number,
    "sensor": Sensor,
    "switch": Switch,
}


@dataclass(frozen=True)
class Device:
    """The device's own keys; one identifier is enough."""

    identifiers: Annotated[tuple[str, ...], Count(1, 10)]
    name: str
    model: str
    manufacturer: str
    sw_version: str
    serial_number: str


@dataclass(frozen=True)
class Origin:
    """The program that describes the device."""

    name: str
    sw: str


@dataclass(frozen=True)
class Description:
    """The payload of ``homeassistant/device/ID/config``."""

    dev: Device
    o: Origin
    cmps: Mapping[str, Any]
    availability: tuple[Availability, ...] = ()
    qos: Annotated[int, Between(0, 2)] = 0


def faults(payload: dict[str, Any]) -> list[str]:
    """Return what Home Assistant would refuse or drop."""
    found = _faults("device", payload, Description)
    for key, component in payload.get("cmps", {}).items():
        platform = PLATFORMS.get(component.get("p"))
        if platform is None:
            found.append(f"{key}: p: no known platform, for which the whole device is refused")
        elif len(component) > 1:  # with nothing but its platform, an entity is taken away
            found += _faults(key, component, platform)
    return found


def _faults(name: str, data: object, kind: type) -> list[str]:
    return list(map(str, structure(Document(Path(name), data, {(): 0}), kind)[1]))
