"""The front plate: where each cut, hole, dot and label lies, in millimetres from its top left."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from kiosk.config.displays import Extent
from kiosk.config.language import N_, Translate
from kiosk.config.settings import Settings
from kiosk.faceplate.mounting import WINDOW_EDGE, Fitting, MountedDisplay
from kiosk.panel.buttons import wired
from kiosk.session.keys import Key

APART_LEAST = 13.0
"""Smallest distance between the edges of two buttons. Source: FAA HF-STD-001, controls."""

APART = 22.0
"""Distance between the rims of two buttons: room for the dots, and for fingers that tremble."""

REACH = (380.0, 1220.0)
"""Heights of operable parts above the floor. Source: EN 301 549, 8.3; ADA 308.2, 308.3."""

DOT, DOT_FROM_RIM, DOT_PITCH = 3.0, 8.0, 6.0
"""The tactile dots: their diameter, how far their middles lie from the rim, and from each other."""

DOTS = {Key.ADVANCE: 1, Key.REPEAT: 2, Key.SWITCH: 3}
"""How many dots stand beside each button: left, middle and right."""

MARGIN, CORNER = 18.0, 6.0
"""From the display or a rim to the plate's edge, and the radius of the plate's corners."""

SCREW, SCREW_INSET = 4.3, 8.0
"""Holes for M4 that hold the plate, and how far their middles lie from its edges."""

CLAMP, CLAMP_OUT, CLAMP_UP = 3.2, 5.0, 0.32
"""Holes for M3 that hold the display by clamps behind the plate: their diameter, how far beside
the display, and how far above and below its middle, in its heights."""

WINDOW_CORNER = 1.0
"""Radius of the window's corners."""

SOUND, SOUND_PITCH, SOUND_TOP = 2.5, 4.5, 15.0
"""The holes before the buzzer: their diameter, distance, and the middle one below the top edge."""

BELOW_BUZZER = 12.0
"""From the middle of the buzzer's holes to the display."""

LABEL, LABEL_ABOVE, LABEL_BELOW = 15.5, 7.0, 5.0
"""Height of a label's field, from the display to it, and from it to the button's rim."""

ASIDE, LEAD_FREE = 2.0, 1.0
"""How far a button may stand beside its soft key before a line leads to it, and the space that the
line leaves at both ends."""


@dataclass(frozen=True)
class Hole:
    """A round hole.

    :ivar name: as in the table of holes, such as ``B1``
    :ivar what: what goes through it
    """

    name: str
    what: str
    x: float
    y: float
    diameter: float


@dataclass(frozen=True)
class Area:
    """A rectangle with round corners."""

    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @classmethod
    def about(cls, x: float, y: float, size: Extent, radius: float = 0.0) -> Area:
        """Return an area about a middle."""
        return cls(x - size.width / 2, y - size.height / 2, size.width, size.height, radius)


@dataclass(frozen=True)
class Button:
    """A button: its hole, its rim's diameter, and the label above it."""

    key: Key
    hole: Hole
    rim: float
    label: str
    field: Area


@dataclass(frozen=True)
class Dot:
    """A tactile dot to glue on, and the button it stands beside."""

    key: Key
    x: float
    y: float
    diameter: float = DOT


@dataclass(frozen=True)
class Lead:
    """A line to engrave, from below a soft key to the label of its button."""

    key: Key
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Plate:
    """The whole plate."""

    display: MountedDisplay
    width: float
    height: float
    outline: Area
    window: Area
    buttons: tuple[Button, ...]
    dots: tuple[Dot, ...]
    sound: tuple[Hole, ...]
    screws: tuple[Hole, ...]
    clamps: tuple[Hole, ...]
    back: tuple[Hole, ...] = field(default=())

    @property
    def holes(self) -> tuple[Hole, ...]:
        """Every round hole that is drilled."""
        return (*(button.hole for button in self.buttons), *self.sound, *self.screws, *self.clamps)

    @property
    def apart(self) -> float:
        """Smallest distance between the rims of two buttons."""
        return min(
            math.dist((one.hole.x, one.hole.y), (other.hole.x, other.hole.y)) - one.rim
            for one, other in combinations(self.buttons, 2)
        )

    @property
    def leads(self) -> Iterator[Lead]:
        """The lines to the main buttons that do not stand below their soft keys."""
        third, (middle, _) = self.display.active.width / 3, self.window.middle
        for place, button in enumerate(self.buttons[:3]):
            x = middle + (place - 1) * third
            if abs(x - button.hole.x) > ASIDE:
                start = x, self.window.y + self.window.height + LEAD_FREE
                yield Lead(button.key, start, (button.hole.x, button.field.y - LEAD_FREE))

    @property
    def mounting_heights(self) -> tuple[float, float]:
        """Lowest and highest position of the lower edge above the floor, by ``REACH``."""
        lowest = max(button.hole.y for button in self.buttons)
        highest = min(button.hole.y for button in self.buttons)
        return REACH[0] - (self.height - lowest), REACH[1] - (self.height - highest)


USUAL = {
    Key.ADVANCE: N_("Next"),
    Key.REPEAT: N_("Again"),
    Key.SWITCH: N_("Switch sides"),
    Key.PAUSE: N_("Pause"),
}
"""What each button does on most pages."""


def label(key: Key, tr: Translate) -> str:
    """Return a button's label on the plate, where no page says what it does now."""
    if key is Key.VOLUME:
        return tr("Volume {level}").replace("{level}", "").strip()
    return tr(USUAL[key])


def plate(settings: Settings, tr: Translate, display: MountedDisplay, fitting: Fitting) -> Plate:
    """Lay out the plate for a display, with the buttons that the settings wire.

    The three main buttons stand below their soft keys, as far as their distance allows.
    """
    rim = fitting.rim_diameter
    pitch = max(display.active.width / 3, rim + APART)
    beside = DOT_FROM_RIM + DOT / 2
    half = max(
        pitch + rim / 2 + beside,
        abs(display.offset.right) + pitch + rim / 2 + beside,
        display.outline.width / 2,
    )
    width = 2 * (half + MARGIN)
    top = SOUND_TOP + BELOW_BUZZER
    outline = Area(
        width / 2 - display.outline.width / 2,
        top,
        display.outline.width,
        display.outline.height,
        display.corner,
    )
    lit = outline.middle[0] + display.offset.right, outline.middle[1] + display.offset.down
    free = 2 * WINDOW_EDGE
    opening = Extent(display.active.width + free, display.active.height + free)
    buttons = tuple(
        _buttons(
            tuple(wired(settings.pins)), tr, lit[0], pitch, outline.y + outline.height, fitting
        )
    )
    height = max(button.hole.y for button in buttons) + rim / 2 + MARGIN
    return Plate(
        display,
        width,
        height,
        outline,
        Area.about(*lit, opening, WINDOW_CORNER),
        buttons,
        tuple(_dots(buttons)),
        tuple(_sound(width / 2)),
        tuple(_screws(width, height)),
        tuple(_clamps(outline)),
        tuple(_back(outline, display)),
    )


def _buttons(
    keys: tuple[Key, ...],
    tr: Translate,
    middle: float,
    pitch: float,
    below: float,
    fitting: Fitting,
) -> Iterator[Button]:
    """Place the main buttons in one row, and the optional ones in a second."""
    rim, number = fitting.rim_diameter, 0
    for row in (keys[:3], keys[3:]):
        top = below + LABEL_ABOVE
        y = top + LABEL + LABEL_BELOW + rim / 2
        for place, key in enumerate(row):
            x = middle + (place - (len(row) - 1) / 2) * pitch
            number += 1
            name = key.value.upper() if key is not Key.SWITCH else "SWITCH SIDES"
            hole = Hole(f"B{number}", f"button {name}", x, y, fitting.button)
            wide = min(pitch - 6, 48)
            yield Button(key, hole, rim, label(key, tr), Area(x - wide / 2, top, wide, LABEL, 2.5))
        below = y + rim / 2


def _dots(buttons: tuple[Button, ...]) -> Iterator[Dot]:
    for button in buttons:
        count = DOTS.get(button.key, 0)
        x = button.hole.x - button.rim / 2 - DOT_FROM_RIM
        for number in range(count):
            yield Dot(button.key, x, button.hole.y + (number - (count - 1) / 2) * DOT_PITCH)


def _sound(x: float) -> Iterator[Hole]:
    """Place one hole before the middle of the buzzer, and six around."""
    yield Hole("Z1", "sound", x, SOUND_TOP, SOUND)
    for number in range(6):
        turn = math.radians(60 * number)
        dx, dy = SOUND_PITCH * math.cos(turn), SOUND_PITCH * math.sin(turn)
        yield Hole(f"Z{number + 2}", "sound", x + dx, SOUND_TOP + dy, SOUND)


def _corners(x: float, y: float, across: float, down: float) -> Iterator[tuple[float, float]]:
    """Yield the corners of a rectangle about a middle, clockwise from the top left."""
    for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        yield x + dx * across / 2, y + dy * down / 2


def _screws(width: float, height: float) -> Iterator[Hole]:
    free = 2 * SCREW_INSET
    corners = _corners(width / 2, height / 2, width - free, height - free)
    for number, (x, y) in enumerate(corners, 1):
        yield Hole(f"S{number}", "screw M4, holds the plate", x, y, SCREW)


def _clamps(outline: Area) -> Iterator[Hole]:
    across, down = outline.width + 2 * CLAMP_OUT, 2 * CLAMP_UP * outline.height
    for number, (x, y) in enumerate(_corners(*outline.middle, across, down), 1):
        yield Hole(f"C{number}", "screw M3, clamps the display", x, y, CLAMP)


def _back(outline: Area, display: MountedDisplay) -> Iterator[Hole]:
    """Place the display's own screw holes, which lie behind it and are not drilled."""
    if display.back is None:
        return
    across, down, screw = display.back
    for number, (x, y) in enumerate(_corners(*outline.middle, across, down), 1):
        yield Hole(f"D{number}", f"M{screw:g} in the display's back", x, y, screw)
