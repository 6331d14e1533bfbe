"""The circuits wired to the header, derived from the settings: the only description of them.

A circuit consists of chains of parts, each from one end to the other: ``pin 29``, ``button``,
``ground``. Values are chosen so that no pin supplies more than 5 mA of its 16 mA.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.config.header import Role, physical
from kiosk.config.settings import BuzzerKind, Pull, Settings
from kiosk.panel.buttons import lit, wired
from kiosk.session.keys import Key

Chain = tuple[str, ...]

LIGHT = "330R"
BASE = "1k"
BASE_REST = "10k"
LINE_PULL = "10k"
"""Resistors in ohms, as marked. Source: IEC 60062, letter and digit code."""

LINE_FILTER = "100 nF"

NAMES = {
    Key.ADVANCE: "ADVANCE",
    Key.REPEAT: "REPEAT",
    Key.SWITCH: "SWITCH SIDES",
    Key.PAUSE: "PAUSE",
    Key.VOLUME: "VOLUME",
}
"""The labels of the buttons."""


@dataclass(frozen=True)
class Circuit:
    """A circuit on one GPIO."""

    bcm: int

    @property
    def pin(self) -> int:
        """The physical pin."""
        return physical(self.bcm)

    @property
    def where(self) -> str:
        """The GPIO and its pin: ``GPIO5, pin 29``."""
        return f"GPIO{self.bcm}, pin {self.pin}"

    @property
    def title(self) -> str:
        """The name of the circuit."""
        raise NotImplementedError

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains of parts, from the pin to ground or supply."""
        raise NotImplementedError


@dataclass(frozen=True)
class ButtonCircuit(Circuit):
    """A button and the pull of its line."""

    key: Key
    pull: Pull

    @property
    def title(self) -> str:
        """The name of the circuit."""
        return f"{NAMES[self.key]} button"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains of parts, from the pin to ground or supply."""
        pin = f"pin {self.pin}"
        button = (pin, "button", self.pressed.value)
        if not self.pull.external:
            return (button,)
        return (
            button,
            (pin, f"resistor {LINE_PULL}", self.resting.value),
            (pin, f"capacitor {LINE_FILTER}", Role.GROUND.value),
        )

    @property
    def pressed(self) -> Role:
        """What the button connects the pin to."""
        return Role.V3 if self.pull.pressed_level else Role.GROUND

    @property
    def resting(self) -> Role:
        """What the resistor holds the line at."""
        return Role.GROUND if self.pull.pressed_level else Role.V3


@dataclass(frozen=True)
class LightCircuit(Circuit):
    """A light in a button."""

    key: Key

    @property
    def title(self) -> str:
        """The name of the circuit."""
        return f"{NAMES[self.key]} light"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chain of parts, from the pin to ground."""
        pin = f"pin {self.pin}"
        return ((pin, f"resistor {LIGHT}", "LED, long leg first", Role.GROUND.value),)


@dataclass(frozen=True)
class BuzzerCircuit(Circuit):
    """The buzzer behind its transistor: NPN from 5 V, or PNP from 3.3 V if a low line sounds it.

    A PNP transistor at 5 V would never turn off: a pin at 3.3 V is still well below its emitter.
    """

    kind: BuzzerKind
    low_sounds: bool

    @property
    def title(self) -> str:
        """The name of the circuit."""
        return f"Buzzer, {self.kind.value}, {self.supply.value}"

    @property
    def supply(self) -> Role:
        """The supply that feeds the buzzer."""
        return Role.V3 if self.low_sounds else Role.V5

    @property
    def transistor(self) -> str:
        """The transistor's polarity, with an example in a three-legged housing (TO-92)."""
        return "PNP, e.g. BC327" if self.low_sounds else "NPN, e.g. BC337"

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains of parts, from the pin to ground or supply."""
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
    """Return the circuits that the settings describe."""
    pins, buzzer = settings.pins, settings.buzzer
    return (
        *(ButtonCircuit(bcm, key, settings.buttons.pull) for key, bcm in wired(pins).items()),
        BuzzerCircuit(pins.buzzer, buzzer.kind, low_sounds=buzzer.resting_level),
        *(LightCircuit(bcm, key) for key, bcm in lit(pins).items()),
    )


def notes(described: tuple[Circuit, ...]) -> tuple[str, ...]:
    """Return notes on these circuits for the maker."""
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


_CALM = "Put the capacitors close to the Pi; they and the resistors calm long leads."
_PULLS = {
    Pull.UP: "A button closes to ground; the Pi's own resistor holds its line up.",
    Pull.DOWN: "A button closes to 3.3 V, never to 5 V; the Pi's own resistor holds its line down.",
    Pull.EXTERNAL_UP: f"A button closes to ground. {_CALM}",
    Pull.EXTERNAL_DOWN: f"A button closes to 3.3 V, never to 5 V. {_CALM}",
}
