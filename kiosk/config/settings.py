"""The device's settings, ``kiosk.yaml``: pins, buttons, buzzer, screen, language, patience.

No postponed annotations here: the ranges are read from the types.
"""

import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, TypeVar

from kiosk.config import clinic as clinics
from kiosk.config import combinations, displays, pin_clashes
from kiosk.config import yaml_document as documents
from kiosk.config.clinic import Clinic
from kiosk.config.emergency_numbers import ANYWHERE, EMERGENCY
from kiosk.config.faults import Fault
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.opening_hours import Hours
from kiosk.config.pin_clashes import BcmNumber, ButtonNumber
from kiosk.config.schema import Between, Count, Different, Digits, Known, Line, Name, Words
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import Document

Pin = Annotated[int, BcmNumber()]
ButtonPin = Annotated[int, ButtonNumber()]
Side = TypeVar("Side", int, float)


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


class Motion(enum.Enum):
    """The motion shown. Full: ring and markers move smoothly. Calm: one change per second."""

    FULL = "full"
    CALM = "calm"


class Contrast(enum.Enum):
    """The contrast. Normal: ink on paper. High: white and yellow on black."""

    NORMAL = "normal"
    HIGH = "high"


class Rotation(enum.Enum):
    """The picture's clockwise rotation, in degrees."""

    NONE = 0
    QUARTER = 90
    HALF = 180
    THREE_QUARTERS = 270

    @property
    def sideways(self) -> bool:
        """Whether the display hangs turned by a quarter."""
        return self.value % 180 != 0

    def turned(self, size: tuple[Side, Side]) -> tuple[Side, Side]:
        """Return a display's width and height as a page has them, or a page's as a display does."""
        return size[::-1] if self.sideways else size


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
class Size:
    """A screen's size in pixels."""

    width: Annotated[int, Between(320, 7680, "pixels")]
    height: Annotated[int, Between(320, 7680, "pixels")]


@dataclass(frozen=True)
class DisplaySize:
    """The visible area of a display as mounted, in millimetres."""

    width_mm: Annotated[float, Between(20, 3000, "mm")]
    height_mm: Annotated[float, Between(20, 3000, "mm")]


USUAL_SIZE = (800, 480)
"""Pixels of a page if neither the settings nor a display gives them: the usual seven inches."""

USUAL_SIZES = ((480, 320), USUAL_SIZE, (1024, 600), (1280, 720), (1920, 1080), (720, 1280))
"""Pixels of the pages of usual displays."""


@dataclass(frozen=True)
class Screen:
    """The screen; with ``size`` or ``panel`` ``null``, the display's own applies.

    ``size`` is that of the page as people see it: the picture is rotated afterwards.

    ``display`` is a name of :mod:`kiosk.config.displays`; ``distance`` is the viewing distance in
    metres; with ``dim_after`` ``null`` it never dims.
    """

    size: Size | None = None
    rotation: Rotation = Rotation.NONE
    motion: Motion = Motion.FULL
    contrast: Contrast = Contrast.NORMAL
    display: Words | None = None
    panel: DisplaySize | None = None
    distance: Annotated[float, Between(0.3, 5.0, "m")] = 0.7
    dim_after: Annotated[float, Between(30, 86_400, "s")] | None = 600.0

    @property
    def pixels(self) -> tuple[int, int] | None:
        """Width and height of ``size``."""
        return (self.size.width, self.size.height) if self.size else None

    @property
    def model(self) -> displays.Display | None:
        """The display that ``display`` names.

        :raises FaultyInput: if the file of displays has a fault
        """
        return displays.known()[self.display] if self.display else None

    @property
    def page(self) -> tuple[int, int] | None:
        """Width and height of a page as it is seen, after rotation; ``None`` if not known here.

        :raises FaultyInput: if the file of displays has a fault
        """
        if self.pixels or not (self.model and self.model.pixels):
            return self.pixels
        return self.rotation.turned(self.model.pixels.sides)

    @property
    def likely_page(self) -> tuple[int, int]:
        """Width and height of a page; if not known here, of a usual one in the picture's shape.

        :raises FaultyInput: if the file of displays has a fault
        """
        if self.page:
            return self.page
        if not self.panel:
            return self.rotation.turned(USUAL_SIZE)
        shape = self.panel.width_mm / self.panel.height_mm
        both = [each for size in USUAL_SIZES for each in (size, size[::-1])]
        return min(both, key=lambda size: abs(math.log(size[0] / size[1] / shape)))

    def across(self, page: tuple[int, int]) -> str:
        """Return how a page lies across the picture's millimetres, and the remedy; empty if not.

        :raises FaultyInput: if the file of displays has a fault
        """
        area = self.panel and (self.panel.width_mm, self.panel.height_mm)
        whose, remedy = "screen.panel", "swap width and height in one of the two"
        if not area and self.model:
            whose = f"{self.display} with rotation {self.rotation.value}"
            turn = 0 if self.rotation.sideways else 90
            remedy = f"swap width and height, or set screen.rotation: {turn}"
            area = self.rotation.turned(self.model.active.sides)
        wide, tall = page
        if not area or (wide - tall) * (area[0] - area[1]) >= 0:
            return ""
        stands, lies = ("stands", "lies") if tall > wide else ("lies", "stands")
        return f"a page of {wide}x{tall} {stands}, but the picture of {whose} {lies}: {remedy}"


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
    faults += (*combinations.faults(document), *_size_faults(document))
    return accept(made, [*faults, *pin_clashes.faults(document, Pins)])


def _size_faults(document: Document) -> Iterator[Fault]:
    """Check that a page lies or stands as the picture on the display does."""
    given = document.data.get("screen") if isinstance(document.data, dict) else None
    screen = structure(replace(document, data=given), Screen)[0] if given else None
    if not (screen and screen.pixels) or screen.display not in (None, *displays.known()):
        return
    if problem := screen.across(screen.pixels):
        yield document.fault(("screen", "size"), problem)
