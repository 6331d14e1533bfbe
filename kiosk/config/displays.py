"""The displays known by name, ``config/displays.yaml``: their pixels and millimetres.

No postponed annotations here: the ranges stand in the types and are read from them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from kiosk.config import paths, yaml_document
from kiosk.config.faults import Fault
from kiosk.config.schema import Between, Words
from kiosk.config.structure import accept, structure
from kiosk.config.yaml_document import Document

Side = Annotated[float, Between(20, 3000, "mm")]
Shift = Annotated[float, Between(-100, 100, "mm")]
Pixels = Annotated[int, Between(320, 7680, "pixels")]


@dataclass(frozen=True)
class Resolution:
    """A display's pixels."""

    width: Pixels
    height: Pixels

    @property
    def sides(self) -> tuple[int, int]:
        """Width and height."""
        return self.width, self.height


@dataclass(frozen=True)
class Extent:
    """A rectangle's sides, in millimetres."""

    width: Side
    height: Side

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height


@dataclass(frozen=True)
class Offset:
    """How far one middle lies from another, in millimetres."""

    right: Shift = 0.0
    down: Shift = 0.0


@dataclass(frozen=True)
class MountingHoles:
    """Four screw holes at the corners of a rectangle, in millimetres; ``screw`` 3 is M3."""

    across: Side
    down: Side
    screw: Annotated[float, Between(1, 12, "mm")]


@dataclass(frozen=True)
class Display:
    """A display as its pixels are wired; what no source gives is ``None``.

    :ivar active: what lights up
    :ivar outline: the whole part, with its bezel
    :ivar corner: the radius of the outline's corners
    :ivar offset: how far the middle of ``active`` lies from that of ``outline``
    """

    title: Words
    source: Words
    active: Extent
    pixels: Resolution | None = None
    outline: Extent | None = None
    corner: Annotated[float, Between(0, 50, "mm")] = 0.0
    depth: Annotated[float, Between(1, 200, "mm")] | None = None
    offset: Offset | None = None
    holes: MountingHoles | None = None


@dataclass(frozen=True)
class _Catalogue:
    displays: Mapping[str, Display]


def load(file: Path) -> Mapping[str, Display]:
    """Read and check a file of displays.

    :raises FaultyInput: with every fault in the file
    """
    document = yaml_document.read(file)
    catalogue, faults = structure(document, _Catalogue)
    displays = catalogue.displays if catalogue else {}
    located = [fault for name in displays for fault in _unfit(document, name, displays[name])]
    return accept(catalogue, [*faults, *located]).displays


@cache
def known() -> Mapping[str, Display]:
    """Return the displays that come with the kiosk.

    :raises FaultyInput: with every fault in their file
    """
    return load(paths.DISPLAYS)


def _unfit(document: Document, name: str, display: Display) -> Iterator[Fault]:
    """Find an active area or screw holes that extend beyond the display's outline."""
    outline, offset = display.outline, display.offset or Offset()
    if outline is None:
        return
    shifts = ((offset.right, "width", "across"), (offset.down, "height", "down"))
    for shift, side, between in shifts:
        whole, lit = getattr(outline, side), getattr(display.active, side)
        if lit + 2 * abs(shift) > whole:
            problem = f"expected at most {whole - 2 * abs(shift):g} mm, to stay within the outline"
            yield document.fault(("displays", name, "active", side), f"{problem}, not {lit:g}")
        if display.holes and getattr(display.holes, between) >= whole:
            apart = getattr(display.holes, between)
            problem = f"expected less than the outline's {whole:g} mm, not {apart:g}"
            yield document.fault(("displays", name, "holes", between), problem)
