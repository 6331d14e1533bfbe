"""Clear the topics of a retired kiosk, which a broker would keep for ever."""

from __future__ import annotations

from pathlib import Path

from kiosk.config.fleet import Fleet
from kiosk.fleet.connection import Connection
from kiosk.fleet.topics import Topics
from kiosk.fleet.trouble import NoConnection
from kiosk.system.errors import KioskError


class NotCleared(KioskError):
    """The topics cannot be cleared."""


def forget(fleet: Fleet, file: Path, kiosk: str, own: str) -> tuple[str, ...]:
    """Clear a kiosk's topics, and return them.

    :param kiosk: the id of the retired kiosk
    :param own: the id of this kiosk, which logs in
    :raises NotCleared: if the broker cannot be reached or refuses
    """
    topics = Topics.of(fleet, kiosk).retained
    try:
        # Under another name than the agent's, which would be disconnected.
        with Connection(fleet.broker, file, f"{own}-forget", own) as connection:
            for topic in topics:
                _clear(connection, topic)
    except NoConnection as error:
        raise NotCleared(f"Not connected: {error.problem.text}") from error
    return topics


def _clear(connection: Connection, topic: str) -> None:
    refused = connection.refused
    if not connection.finish(connection.publish(topic, "")):
        raise NotCleared(f"The broker does not acknowledge that {topic} is cleared")
    if connection.refused > refused:
        raise NotCleared(f"The broker's access list forbids this user to clear {topic}")
