"""What an operator may wish of a kiosk from afar, and which wishes the kiosk grants.

No postponed annotations here: the ranges are read from the types.
"""

from dataclasses import dataclass
from typing import Annotated

from kiosk.config.schema import Between
from kiosk.exchange.status import BRIGHTEST, DIMMEST, Boottime

MODE = 0o644
"""Readable by the kiosk, which is not in the agent's group. It holds no secret."""

SETTLED = 300.0
"""Seconds that a kiosk must have run before it grants a restart, so that it restarts at most every
five minutes."""


@dataclass(frozen=True)
class Restart:
    """A wish, made at ``at`` seconds since boot, that the kiosk restarts."""

    at: Boottime


@dataclass(frozen=True)
class Quiet:
    """A wish that the kiosk is silent, or speaks again; its rhythms always sound."""

    at: Boottime
    on: bool


@dataclass(frozen=True)
class Brightness:
    """A wish for a brightness of the screen, in per cent."""

    at: Boottime
    percent: Annotated[int, Between(DIMMEST, BRIGHTEST, "%")]


@dataclass(frozen=True)
class Wishes:
    """The newest wish of each kind."""

    restart: Restart | None = None
    quiet: Quiet | None = None
    brightness: Brightness | None = None

    def after(self, earlier: "Wishes") -> "Wishes":
        """Return these wishes, and earlier ones of any other kind.

        An agent that has restarted, for an update perhaps, has forgotten earlier wishes.
        """
        return Wishes(
            self.restart or earlier.restart,
            self.quiet or earlier.quiet,
            self.brightness or earlier.brightness,
        )


NONE = Wishes()


@dataclass(frozen=True)
class Granted:
    """What the kiosk does about its wishes."""

    restart: bool = False
    quiet: bool = False
    brightness: int = BRIGHTEST

    @property
    def light(self) -> float:
        """The brightness as a fraction."""
        return self.brightness / BRIGHTEST


def granted(wishes: Wishes, start: float, now: float) -> Granted:
    """Return which wishes count for a kiosk that started at ``start``.

    A wish from before the start has been granted or is out of date. One from the future would
    count again after every restart.
    """
    restart, quiet, brightness = wishes.restart, wishes.quiet, wishes.brightness
    return Granted(
        restart is not None and start + SETTLED < restart.at <= now,
        quiet.on if quiet and start < quiet.at <= now else False,
        brightness.percent if brightness and start < brightness.at <= now else BRIGHTEST,
    )
