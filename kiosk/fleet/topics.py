"""The topics of one kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.config.fleet import Fleet

ONLINE, OFFLINE = "online", "offline"
"""The payloads of ``availability``."""


@dataclass(frozen=True)
class Topics:
    """The topics of the kiosk ``id`` below ``base``; ``prefix`` is Home Assistant's, if any."""

    id: str
    base: str
    prefix: str | None

    @classmethod
    def of(cls, fleet: Fleet, kiosk: str) -> Topics:
        """Return the topics that the settings give a kiosk."""
        return cls(kiosk, fleet.topic, fleet.discovery)

    def _own(self, name: str) -> str:
        return f"{self.base}/{self.id}/{name}"

    @property
    def availability(self) -> str:
        """Whether the agent is connected."""
        return self._own("availability")

    @property
    def state(self) -> str:
        """Faults, version, temperature, quiet and brightness."""
        return self._own("state")

    @property
    def days(self) -> str:
        """The counts of the last full days."""
        return self._own("days")

    @property
    def discovery(self) -> str | None:
        """The description of the device, for Home Assistant."""
        return f"{self.prefix}/device/{self.id}/config" if self.prefix else None

    @property
    def birth(self) -> str | None:
        """Where Home Assistant announces that it has started."""
        return f"{self.prefix}/status" if self.prefix else None

    def command(self, name: str) -> str:
        """Return the topic of a command."""
        return self._own(f"{name}/set")

    @property
    def retained(self) -> tuple[str, ...]:
        """Every topic with a retained message, the device's description first."""
        own = (self.state, self.days, self.availability)
        return (self.discovery, *own) if self.discovery else own
