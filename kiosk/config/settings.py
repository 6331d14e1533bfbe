"""The device's settings, ``kiosk.yaml``: pins, buttons, buzzer, screen, language, patience.

No postponed annotations here: the ranges are read from the types.
"""

import enum
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from kiosk.config import clinic as clinics
from kiosk.config import combinations, pin_clashes
from kiosk.config import screen as screens
from kiosk.config import yaml_document as documents
from kiosk.config.clinic import Clinic
from kiosk.config.emergency_numbers import ANYWHERE, EMERGENCY
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.opening_hours import Hours
from kiosk.config.pin_clashes import BcmNumber, ButtonNumber
from kiosk.config.schema import Between, Count, Different, Digits, Known, Line, Name, Words
from kiosk.config.screen import Screen
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import Document

Pin = Annotated[int, BcmNumber()]
ButtonPin = Annotated[int, ButtonNumber()]


class Factory(enum.Enum):
    """gpiozero's pin factory that drives the pins."""

    LGPIO = "lgpio"
    RPIGPIO = "rpigpio"
    PIGPIO = "pigpio"
    NATIVE = "native"
    MOCK = "mock"


class Pull(enum.Enum):
    """The pull of a button's line: up or down, by the Pi's own resistor or an external one."""

    UP = "up"
    DOWN = "down"
    EXTERNAL_UP = "external_up"
    EXTERNAL_DOWN = "external_down"

    @property
    def external(self) -> bool:
        """Whether an external resistor pulls the line."""
        return self in (Pull.EXTERNAL_UP, Pull.EXTERNAL_DOWN)

    @property
    def pressed_level(self) -> bool:
        """The line's level while the button is pressed."""
        return self in (Pull.DOWN, Pull.EXTERNAL_DOWN)


class BuzzerKind(enum.Enum):
    """The kind of buzzer. Active: sounds when powered. Passive: needs a tone (PWM)."""

    ACTIVE = "active"
    PASSIVE = "passive"


@dataclass(frozen=True)
class Pins:
    """The BCM numbers of everything wired to the header; ``null`` for nothing."""

    factory: Factory = Factory.LGPIO
    advance: ButtonPin = 5
    repeat: ButtonPin = 6
    switch: ButtonPin = 26
    pause: ButtonPin | None = None
    volume: ButtonPin | None = None
    buzzer: Pin = 12
    advance_light: Pin | None = None
    repeat_light: Pin | None = None
    switch_light: Pin | None = None
    reserved_ok: Annotated[tuple[Pin, ...], Different()] = ()


@dataclass(frozen=True)
class Buttons:
    """The timing of presses, in seconds, and the pull of the lines."""

    pull: Pull = Pull.UP
    debounce: Annotated[float, Between(0.0, 0.2, "s")] = 0.025
    lockout: Annotated[float, Between(0.0, 2.0, "s")] = 0.25


@dataclass(frozen=True)
class Buzzer:
    """The buzzer; ``tone``, in hertz, applies to a passive one, ``active_high`` to an active one.

    See :attr:`resting_level`.
    """

    kind: BuzzerKind = BuzzerKind.ACTIVE
    active_high: bool = True
    tone: Annotated[int, Between(200, 5_000, "Hz")] = 2400

    @property
    def resting_level(self) -> bool:
        """The line's level while the buzzer is silent; always low for a passive one."""
        return self.kind is BuzzerKind.ACTIVE and not self.active_high


@dataclass(frozen=True)
class Patience:
    """How long the kiosk waits for a press, and then for an answer, in seconds."""

    idle: Annotated[float, Between(20, 3600, "s")] = 120.0
    answer: Annotated[float, Between(20, 600, "s")] = 20.0


@dataclass(frozen=True)
class Speech:
    """Spoken guidance; ``preroll`` seconds of faint noise wake a sleeping sound output.

    ``device`` is the sound card's name as SDL lists it; ``null`` takes the default card.
    """

    enabled: bool = True
    device: Words | None = None
    preroll: Annotated[float, Between(0.0, 3.0, "s")] = 0.5


MOST_LANGUAGES = 20
"""The most languages that visitors choose from."""

MOST_ROUTINES = 4
"""The most routines that visitors choose from: as many as one page lists."""

RoutineName = Annotated[str, Line(), Name()]


@dataclass(frozen=True)
class Settings:
    """All settings of one device; see :attr:`offered`, :attr:`chosen` and :attr:`emergency`."""

    language: str = ENGLISH
    languages: Annotated[tuple[str, ...], Count(1, MOST_LANGUAGES), Different()] = tuple(LANGUAGES)
    routine: RoutineName = "back-pain"
    routines: Annotated[tuple[RoutineName, ...], Count(1, MOST_ROUTINES)] | None = None
    routines_folder: Words | None = None
    figure: Words | None = None
    volume: Annotated[int, Between(0, 10)] = 7
    country: Annotated[str, Known(tuple(EMERGENCY))] | None = None
    emergency_number: Annotated[str, Digits()] | None = None
    one_handed: bool = False
    statistics: bool = True
    pins: Pins = field(default_factory=Pins)
    buttons: Buttons = field(default_factory=Buttons)
    buzzer: Buzzer = field(default_factory=Buzzer)
    screen: Screen = field(default_factory=Screen)
    patience: Patience = field(default_factory=Patience)
    speech: Speech = field(default_factory=Speech)
    opening_hours: Hours | None = None
    clinic: Clinic = field(default_factory=Clinic)

    @property
    def offered(self) -> tuple[str, ...]:
        """The languages a visitor may choose, the kiosk's own first."""
        return tuple(dict.fromkeys((self.language, *self.languages)))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the routines that visitors choose from; the first is shown first."""
        return self.routines or (self.routine,)

    def line_for(self, name: str) -> str:
        """Return the line of the settings that shows a routine."""
        if self.routines is None:
            return f"routine: {documents.written(name)}"
        others = [each for each in self.routines if each != name][: MOST_ROUTINES - 1]
        return f"routines: [{', '.join(map(documents.written, (*others, name)))}]"

    @property
    def emergency(self) -> str:
        """The emergency number: the one set, else the country's."""
        return self.emergency_number or EMERGENCY.get(self.country or "", ANYWHERE)


LARGEST_BYTES = 100_000
"""More than twenty times the shipped file, comments and all."""


def load(file: Path) -> Settings:
    """Read and check the settings.

    :raises FaultyInput: with every fault in the file
    """
    return check(read(file))


def read(file: Path) -> Document:
    """Read a settings file, unchecked.

    :raises FaultyInput: if it cannot be read, is too large, or is not plain YAML
    """
    return documents.read(file, LARGEST_BYTES)


def check(document: Document) -> Settings:
    """Check settings already read, as :func:`load` does; a file with only comments sets nothing."""
    if document.data is None:
        document = replace(document, data={})
    made, faults = structure(document, Settings)
    faults += clinics.faults(document, combinations.languages_of(document))
    faults += (*combinations.faults(document), *screens.size_faults(document))
    return accept(made, [*faults, *pin_clashes.faults(document, Pins)])
