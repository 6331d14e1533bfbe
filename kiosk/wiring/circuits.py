"""What is wired to the header, made from the settings: the one description of it.

A circuit is told as chains of parts, each from one end to the other: ``pin 29``, ``button``,
``ground``. Values are chosen so that no pin gives more than 5 mA of the 16 mA it may.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.config.settings import BuzzerKind, Pull, Settings
from kiosk.panel.buttons import lit, wired
from kiosk.session.keys import Key
from kiosk.wiring.header import Role, physical

Chain = tuple[str, ...]

LIGHT = "330R"
BASE = "1k"
BASE_REST = "10k"
LINE_PULL = "10k"
"""Resistors in ohms, as they are marked. Source: IEC 60062, letter and digit code."""

LINE_FILTER = "100 nF"

NAMES = {
    Key.ADVANCE: "ADVANCE",
    Key.REPEAT: "REPEAT",
    Key.SWITCH: "SWITCH SIDES",
    Key.PAUSE: "PAUSE",
    Key.VOLUME: "VOLUME",
}
"""The buttons as they are labelled."""


@dataclass(frozen=True)
class Circuit:
    """Something wired to one GPIO."""

    bcm: int

    @property
    def pin(self) -> int:
        """The physical pin."""
        return physical(self.bcm)

    @property
    def where(self) -> str:
        """``GPIO5, pin 29``."""
        return f"GPIO{self.bcm}, pin {self.pin}"

    @property
    def title(self) -> str:
        """What it is."""
        raise NotImplementedError

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Its parts, from the pin to ground or supply."""
        raise NotImplementedError


@dataclass(frozen=True)
class ButtonCircuit(Circuit):
    """A button, and how its line rests."""

    key: Key
    pull: Pull

    @property
    def title(self) -> str:
        """What it is."""
        return f"{NAMES[self.key]} button"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Its parts, from the pin to ground or supply."""
        pin = f"pin {self.pin}"
        if self.pull is Pull.DOWN:
            return ((pin, "button", Role.V3.value),)
        button = (pin, "button", Role.GROUND.value)
        if self.pull is Pull.UP:
            return (button,)
        return (
            button,
            (pin, f"resistor {LINE_PULL}", Role.V3.value),
            (pin, f"capacitor {LINE_FILTER}", Role.GROUND.value),
        )


@dataclass(frozen=True)
class LightCircuit(Circuit):
    """A light in a button."""

    key: Key

    @property
    def title(self) -> str:
        """What it is."""
        return f"{NAMES[self.key]} light"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Its parts, from the pin to ground."""
        pin = f"pin {self.pin}"
        return ((pin, f"resistor {LIGHT}", "LED, long leg first", Role.GROUND.value),)


@dataclass(frozen=True)
class BuzzerCircuit(Circuit):
    """The buzzer behind its transistor: NPN from 5 V, or PNP from 3.3 V where low sounds it.

    A PNP transistor at 5 V would never be off: a pin gives 3.3 V, too little below 5 V to matter.
    """

    kind: BuzzerKind
    low_sounds: bool

    @property
    def title(self) -> str:
        """What it is."""
        return f"Buzzer, {self.kind.value}, {self.supply.value}"

    @property
    def supply(self) -> Role:
        """What feeds it."""
        return Role.V3 if self.low_sounds else Role.V5

    @property
    def transistor(self) -> str:
        """Its polarity, with types in a three-legged housing (TO-92)."""
        return "PNP, e.g. BC327" if self.low_sounds else "NPN, e.g. BC337"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """Its parts, from the pin to ground or supply."""
        rest, ground = (self.supply if self.low_sounds else Role.GROUND).value, Role.GROUND.value
        plus, diode = self.supply.value, "diode 1N4148, its ring towards +"
        if self.low_sounds:
            power: tuple[Chain, ...] = (
                (plus, "emitter"),
                ("collector", "buzzer, + first", ground),
                ("collector", f"{diode} (magnetic buzzers only)", ground),
            )
        else:
            power = (
                (plus, "buzzer, + first", "collector"),
                (plus, f"{diode} (magnetic buzzers only)", "collector"),
                ("emitter", ground),
            )
        return (
            (f"pin {self.pin}", f"resistor {BASE}", f"base of the transistor ({self.transistor})"),
            ("base", f"resistor {BASE_REST}", rest),
            *power,
        )


def circuits(settings: Settings) -> tuple[Circuit, ...]:
    """Describe everything the settings say is wired."""
    pins, buzzer = settings.pins, settings.buzzer
    return (
        *(ButtonCircuit(bcm, key, settings.buttons.pull) for key, bcm in wired(pins).items()),
        BuzzerCircuit(pins.buzzer, buzzer.kind, low_sounds=buzzer.resting_level),
        *(LightCircuit(bcm, key) for key, bcm in lit(pins).items()),
    )


def notes(described: tuple[Circuit, ...]) -> tuple[str, ...]:
    """Give what a maker should know of what is wired."""
    found = []
    pulls = {circuit.pull for circuit in described if isinstance(circuit, ButtonCircuit)}
    for pull, note in _PULLS.items():
        if pull in pulls:
            found.append(note)
    for circuit in described:
        if isinstance(circuit, BuzzerCircuit):
            found.append(f"The {BASE_REST} keeps the buzzer silent while no program runs.")
            if circuit.low_sounds:
                found.append("A low line sounds this buzzer: it must be one for 3.3 V.")
    if any(isinstance(circuit, LightCircuit) for circuit in described):
        found.append("A light takes about 4 mA; a pin gives at most 16 mA, all together 50 mA.")
    return tuple(found)


_PULLS = {
    Pull.UP: "A button closes to ground; the Pi's own resistor holds its line up.",
    Pull.DOWN: "A button closes to 3.3 V, never to 5 V; the Pi's own resistor holds its line down.",
    Pull.EXTERNAL_UP: "Put the capacitors close to the Pi; they and the resistors calm long leads.",
}
