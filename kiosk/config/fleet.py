"""The settings of the fleet agent, ``fleet.yaml``: the broker, and how the kiosk is shown.

They are here, not beside the agent, so that ``check`` and ``doctor`` work without its package. No
postponed annotations: the ranges are read from the types.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from kiosk.config.schema import Between, Expected, Name, Text, shown
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import read

FILE = "fleet.yaml"
"""The file's name, beside the kiosk's settings."""

DEVICE_FILE = Path("/etc/acupressure-kiosk") / FILE

SECRETS = "fleet"
"""The folder beside the file that holds password and certificates, readable by root only."""

LARGEST_BYTES = 20_000


class Host:
    """A host name or an address, as a URL would hold it."""

    def check(self, value: str) -> None:
        """Accept what may be looked up."""
        wrong = not value.isascii() or not value.isprintable() or set(value) & set(" /@?#\\'\"")
        if wrong or not 0 < len(value) <= 253:
            raise Expected(f"expected a host name or an address, not {shown(value)}")


class Level:
    """One level of a topic, or several joined by slashes."""

    def check(self, value: str) -> None:
        """Accept a topic without wildcards."""
        parts = value.split("/")
        if not all(parts) or set(value) & set("+#$") or not value.isascii() or " " in value:
            raise Expected(f"expected a topic without wildcards, not {shown(value)}")


Secret = Annotated[str, Text(), Name()]


@dataclass(frozen=True)
class Broker:
    """The broker, and how it and the kiosk prove who they are.

    ``ca`` and ``password`` are names of files in the folder of secrets. If ``ca`` is ``null``, the
    system's authorities count; if ``user`` is ``null``, the user is the kiosk's id; if
    ``password`` is ``null``, the kiosk connects without logging in.
    """

    host: Annotated[str, Host()]
    port: Annotated[int, Between(1, 65535)] = 8883
    tls: bool = True
    ca: Secret | None = None
    user: Annotated[str, Text(100)] | None = None
    password: Secret | None = "password"


@dataclass(frozen=True)
class Fleet:
    """The settings of one agent.

    ``name`` is shown in Home Assistant, ``null`` for one with the kiosk's id; ``heartbeat`` is the
    seconds between two signs of life; ``commands`` is whether the kiosk can be restarted, muted and
    dimmed from afar; ``discovery`` is Home Assistant's prefix, ``null`` to announce nothing.
    """

    broker: Broker
    name: Annotated[str, Text(60)] | None = None
    heartbeat: Annotated[float, Between(10, 600, "s")] = 60.0
    commands: bool = True
    topic: Annotated[str, Text(60), Level()] = "acupressure-kiosk"
    discovery: Annotated[str, Text(60), Level()] | None = "homeassistant"


def load(file: Path) -> Fleet:
    """Read and check the settings.

    :raises FaultyInput: with every fault in the file
    """
    document = read(file, LARGEST_BYTES)
    return accept(*structure(document, Fleet))


def secret(file: Path, name: str) -> Path:
    """Return where a secret of the settings in ``file`` is: with systemd its credential.

    systemd, which runs as root, hands each file of the folder to the agent alone.
    """
    if credentials := os.environ.get("CREDENTIALS_DIRECTORY"):
        return Path(credentials, f"{SECRETS}_{name}")
    return file.parent / SECRETS / name
