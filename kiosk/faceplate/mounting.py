"""The display as mounted: turned by the rotation, with gaps in its data filled in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.config import displays
from kiosk.config.displays import Display, Extent, Offset
from kiosk.config.screen import Rotation, Screen
from kiosk.system.errors import KioskError

BUTTON = 24.0
"""Default diameter of a button's hole: that of an arcade button such as OBSF-24."""

RIM = 5.0
"""By how much a button's rim is wider than its hole: an OBSF-24's is 28, an OBSF-30's 33."""

WINDOW_EDGE = 0.5
"""Millimetres of the window left free around the active area."""

ASSUMED_BEZEL = 8.0
"""Millimetres of bezel on each side where no source gives the outline."""


class NoPlate(KioskError):
    """No such plate is possible; the text says what to change."""


@dataclass(frozen=True)
class Fitting:
    """What the user asks for beyond the settings; ``None`` takes the display's own data.

    :ivar button: diameter of the buttons' holes
    :ivar rim: diameter of the buttons' rims; ``None`` is ``RIM`` wider than the hole
    :ivar outline: the display with its bezel, as it hangs
    :ivar offset: how far the middle of what lights up lies from that of the outline, as it hangs
    """

    button: float = BUTTON
    rim: float | None = None
    outline: Extent | None = None
    offset: Offset | None = None

    @property
    def rim_diameter(self) -> float:
        """Diameter of a button's rim."""
        return self.button + RIM if self.rim is None else self.rim


@dataclass(frozen=True)
class MountedDisplay:
    """A display as it hangs.

    :ivar assumed: what no source gives
    :ivar back: distances across and down of the screw holes in its back, and their size
    """

    title: str
    source: str
    active: Extent
    outline: Extent
    offset: Offset
    corner: float
    assumed: tuple[str, ...] = ()
    back: tuple[float, float, float] | None = None


def chosen(screen: Screen, name: str | None = None) -> str | None:
    """Return the display to use: the one asked for, the settings', or ``generic``."""
    return name or screen.display or ("generic" if screen.panel else None)


def mounted(screen: Screen, name: str | None, fitting: Fitting) -> MountedDisplay:
    """Return the display as it hangs: turned by the rotation, what is unknown filled in.

    :param name: a display by name, ``generic`` for the millimetres set, ``None`` for the settings'
    :raises NoPlate: if the settings name no display, or what is asked for does not fit together
    """
    found = chosen(screen, name)
    if found is None:
        names = ", ".join((*displays.known(), "generic"))
        raise NoPlate(
            "Which display? Set screen.display, or screen.panel, in the settings, or give"
            f" --display. Known are: {names}"
        )
    if found == "generic":
        if screen.panel is None:
            raise NoPlate(
                "A generic display needs its millimetres: set screen.panel, such as"
                " {width_mm: 154, height_mm: 86}"
            )
        size = Extent(screen.panel.width_mm, screen.panel.height_mm)
        display, rotation = Display("Display by millimetres", "screen.panel", size), Rotation.NONE
    else:
        display, rotation = displays.known()[found], screen.rotation
    return _with_window_inside(_rotated(display, rotation, fitting))


def _rotated(display: Display, rotation: Rotation, fitting: Fitting) -> MountedDisplay:
    """Turn a display by the rotation, which the kiosk's picture undoes again."""
    assumed = []
    outline, offset = fitting.outline, fitting.offset
    if outline is None:
        bezel = 2 * ASSUMED_BEZEL
        known = display.outline
        if known is None:
            known = Extent(display.active.width + bezel, display.active.height + bezel)
            assumed.append("outline")
        outline = Extent(*rotation.turned(known.sides))
    if offset is None:
        if display.offset is None:
            assumed.append("offset")
        right, down = (display.offset.right, display.offset.down) if display.offset else (0.0, 0.0)
        offset = {
            Rotation.NONE: Offset(right, down),
            Rotation.QUARTER: Offset(down, -right),
            Rotation.HALF: Offset(-right, -down),
            Rotation.THREE_QUARTERS: Offset(-down, right),
        }[rotation]
    back = None
    if display.holes:
        apart = rotation.turned((display.holes.across, display.holes.down))
        back = (*apart, display.holes.screw)
    return MountedDisplay(
        display.title,
        display.source,
        Extent(*rotation.turned(display.active.sides)),
        outline,
        offset,
        display.corner,
        tuple(assumed),
        back,
    )


def _with_window_inside(display: MountedDisplay) -> MountedDisplay:
    """Refuse a window that reaches beyond the display.

    :raises NoPlate: if it does
    """
    for shift, lit, whole, side in (
        (display.offset.right, display.active.width, display.outline.width, "wide"),
        (display.offset.down, display.active.height, display.outline.height, "high"),
    ):
        need = lit + 2 * WINDOW_EDGE + 2 * abs(shift)
        if need > whole:
            raise NoPlate(
                f"The window reaches beyond the display: with this offset the outline is at least"
                f" {need:g} mm {side}, not {whole:g} mm; see --outline and --window-offset"
            )
    return display
