"""The device's settings, ``kiosk.yaml``: pins, buttons, buzzer, screen, language, patience.

No postponed annotations here: the ranges are read from the types.
"""

import contextlib
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from kiosk.config import clinic as clinics
from kiosk.config import displays, language_folders, pin_clashes
from kiosk.config import yaml_document as documents
from kiosk.config.clinic import Clinic
from kiosk.config.emergency_numbers import ANYWHERE, EMERGENCY
from kiosk.config.faults import Fault, KeyPath
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.opening_hours import Hours
from kiosk.config.pin_clashes import BcmNumber
from kiosk.config.schema import Between, Count, Different, Digits, Known, Line, Name, Words, shown
from kiosk.config.structure import accept, structure
from kiosk.config.suggestions import did_you_mean, nearest
from kiosk.config.yaml_document import Document

Pin = Annotated[int, BcmNumber()]


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


@dataclass(frozen=True)
class Pins:
    """The BCM numbers of everything wired to the header; ``null`` for nothing."""

    factory: Factory = Factory.LGPIO
    advance: Pin = 5
    repeat: Pin = 6
    switch: Pin = 26
    pause: Pin | None = None
    volume: Pin | None = None
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
        wired = self.model.pixels.width, self.model.pixels.height
        return wired[::-1] if self.sideways else wired

    @property
    def sideways(self) -> bool:
        """Whether the display hangs turned by a quarter."""
        return self.rotation.value % 180 != 0


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
            return f"routine: {name}"
        others = [each for each in self.routines if each != name][: MOST_ROUTINES - 1]
        return f"routines: [{', '.join((*others, name))}]"

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
    located = (_language_faults, _routine_faults, _display_faults)
    faults += (each for find in located for each in find(document))
    faults += clinics.faults(document, languages_of(document))
    faults += _size_faults(document, made.screen) if made else ()
    return accept(made, [*faults, *pin_clashes.faults(document, vars(Pins()))])


def languages_of(document: Document) -> tuple[str, ...]:
    """Return the codes of the languages shipped, in own folders, or still to be translated.

    A code in the settings that no file has yet counts, unless it looks like a slip for another.
    """
    folder = document.file.parent
    found = [*language_folders.files(folder)]
    data = document.data if isinstance(document.data, dict) else {}
    if isinstance(own := data.get("routines_folder"), str) and "\0" not in own:
        with contextlib.suppress(OSError):
            for routine in sorted((folder / own).iterdir()):
                found += language_folders.files(routine)
    there = dict.fromkeys([*LANGUAGES, *(file.stem for file in found)])
    listed = (code for _, code in _codes(data) if isinstance(code, str))
    new = (code for code in listed if language_folders.is_code(code) and not nearest(code, there))
    return tuple(dict.fromkeys([*there, *new]))


def _codes(data: Mapping[str, object]) -> Iterator[tuple[KeyPath, object]]:
    """Yield each language's code in the settings with its place."""
    yield ("language",), data.get("language", Settings.language)
    offered = data.get("languages")
    for number, code in enumerate(offered if isinstance(offered, list) else ()):
        yield ("languages", number), code


def _language_faults(document: Document) -> Iterator[Fault]:
    """Check that each language is known, and the kiosk's own one of those offered."""
    data = document.data if isinstance(document.data, dict) else {}
    own, offered = data.get("language", Settings.language), data.get("languages")
    known = languages_of(document)
    for path, code in _codes(data):
        if isinstance(code, str) and code not in known:
            hint = did_you_mean(code, known)
            if hint.startswith("expected"):
                hint += ", or the code of a new one, such as pt or pt_BR"
            yield document.fault(path, f"{shown(code)} is not known; {hint}")
    if isinstance(own, str) and own in known and isinstance(offered, list) and own not in offered:
        yield document.fault(("languages",), f"expected to include the kiosk's own language, {own}")


def _routine_faults(document: Document) -> Iterator[Fault]:
    """Check that the routines are listed once each, and in one place."""
    data = document.data if isinstance(document.data, dict) else {}
    given = data.get("routines")
    listed = given if isinstance(given, list) else []
    for number, name in enumerate(listed):
        if name in listed[:number]:
            problem = f"{shown(name)} is listed already: delete it here"
            yield document.fault(("routines", number), problem)
    if given is not None and "routine" in data:
        problem = "expected routine or routines, not both: delete this line"
        yield document.fault(("routine",), problem)


def _display_faults(document: Document) -> Iterator[Fault]:
    """Check that the display is a known one."""
    screen = document.data.get("screen") if isinstance(document.data, dict) else None
    name = screen.get("display") if isinstance(screen, dict) else None
    if isinstance(name, str) and name not in displays.known():
        problem = f"{shown(name)} is not known; {did_you_mean(name, displays.known())}"
        yield document.fault(("screen", "display"), problem)


def _size_faults(document: Document, screen: Screen) -> Iterator[Fault]:
    """Check that a page lies or stands as the picture on the display does."""
    if not screen.size or (screen.display and screen.display not in displays.known()):
        return
    area = screen.panel and (screen.panel.width_mm, screen.panel.height_mm)
    whose, remedy = "screen.panel", "swap width and height in one of the two"
    if not area and screen.model:
        whose = f"{screen.display} with rotation {screen.rotation.value}"
        turn = 0 if screen.sideways else 90
        remedy = f"swap width and height, or set screen.rotation: {turn}"
        active = screen.model.active.turned if screen.sideways else screen.model.active
        area = active.width, active.height
    wide, tall = screen.size.width, screen.size.height
    if area and (wide - tall) * (area[0] - area[1]) < 0:
        page, picture = ("stands", "lies") if tall > wide else ("lies", "stands")
        problem = f"a page of {wide}x{tall} {page}, but the picture of {whose} {picture}"
        yield document.fault(("screen", "size"), f"{problem}: {remedy}")
