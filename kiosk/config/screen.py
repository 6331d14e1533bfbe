"""The settings of the screen: its size, rotation, motion, contrast and display.

No postponed annotations here: the ranges are read from the types.
"""

import contextlib
import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, TypeVar

from kiosk.config.faults import Fault
from kiosk.config.schema import Between, Words
from kiosk.config.structure import structure
from kiosk.config.yaml_document import Document

if TYPE_CHECKING:
    from kiosk.config.displays import Display

Side = TypeVar("Side", int, float)


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
    def model(self) -> "Display | None":
        """The display that ``display`` names.

        :raises FaultyInput: if the file of displays has a fault
        """
        if not self.display:
            return None
        from kiosk.config import displays  # a file that most kiosks do not need

        return displays.known()[self.display]

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


def size_faults(document: Document) -> Iterator[Fault]:
    """Check that a page lies or stands as the picture on the display does."""
    given = document.data.get("screen") if isinstance(document.data, dict) else None
    screen = structure(replace(document, data=given), Screen)[0] if given else None
    with contextlib.suppress(KeyError):  # an unknown display is reported itself
        if screen and screen.pixels and (problem := screen.across(screen.pixels)):
            yield document.fault(("screen", "size"), problem)
