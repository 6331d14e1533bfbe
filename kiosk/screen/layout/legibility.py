"""Minimum text sizes, from the display's millimetres and the viewing distance.

Capitals are at least 4.8 mm high (Section 508, 402.4: 3/16 inch), and those of the action word and
the countdown subtend at least 0.7 degrees (EN 301 549, 5.1.4) at the set distance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from kiosk.config.screen import Screen
from kiosk.screen.paint.fonts import capital

TEXT_MM = 4.8
"""Minimum height of a capital in millimetres. Source: Section 508, 402.4."""

WORD_DEGREES = 0.7
"""Minimum angle that a capital of the action word subtends. Source: EN 301 549, 5.1.4."""

USUAL = {
    (480, 320): (73.4, 49.0),
    (800, 480): (154.1, 85.9),
    (1024, 600): (154.2, 85.9),
    (1280, 720): (155.0, 88.0),
    (1280, 800): (217.0, 136.0),
    (1920, 1080): (344.0, 194.0),
    (3840, 2160): (597.0, 336.0),
}
"""Usual displays, pixels to millimetres: 3.5, 7, 7, 7, 10.1, 15.6 and 27 inches."""

USUAL_DIAGONAL = 178.0
"""Diagonal in millimetres of a display of unknown size: seven inches."""


class MinimumTextSize(NamedTuple):
    """Minimum sizes in pixels per em: of any text, and of action word and countdown."""

    text: int = 0
    word: int = 0


ANY = MinimumTextSize()
"""No minimum: letters are as large as each page is designed for."""


@dataclass(frozen=True)
class ViewingConditions:
    """A display's pixels and millimetres, and the viewing distance in metres.

    :ivar source: how the millimetres are known
    :ivar assumed: whether the pixels are only usual ones of that shape
    """

    pixels: tuple[int, int]
    millimetres: tuple[float, float]
    distance: float
    source: str
    assumed: bool = False

    def __str__(self) -> str:
        (w, h), (wide, tall) = self.pixels, self.millimetres
        shown = f"{w}x{h} pixels on {wide:.0f} x {tall:.0f} mm ({self.source})"
        least = f"{TEXT_MM} mm, of action word and countdown {self.word_mm:.1f} mm"
        return f"display: {shown}, seen from {self.distance:g} m; capitals of at least {least}"

    @property
    def word_mm(self) -> float:
        """Minimum height of a capital of the action word, in millimetres."""
        degrees = math.radians(WORD_DEGREES)
        return max(TEXT_MM, 2000 * self.distance * math.tan(degrees / 2))

    @property
    def minimum_text(self) -> MinimumTextSize:
        """The minimum text sizes."""
        return MinimumTextSize(self._em(TEXT_MM), self._em(self.word_mm))

    def height(self, px: int) -> float:
        """Return the height in millimetres of a capital at ``px`` pixels per em."""
        return px * capital() / self._pixels_a_mm

    def _em(self, millimetres: float) -> int:
        return math.ceil(millimetres * self._pixels_a_mm / capital())

    @property
    def _pixels_a_mm(self) -> float:
        return self.pixels[1] / self.millimetres[1]


def viewing_conditions(
    screen: Screen, pixels: tuple[int, int], edid: tuple[int, int] | None = None
) -> ViewingConditions:
    """Return the viewing conditions: as set, as named, as the display reports, or as usual.

    :param edid: width and height in millimetres that the display reports, if it does
    """
    if screen.panel:
        area = screen.panel.width_mm, screen.panel.height_mm
        return ViewingConditions(pixels, area, screen.distance, "as set")
    if screen.model:
        area = screen.rotation.turned(screen.model.active.sides)
        return ViewingConditions(pixels, area, screen.distance, f"of {screen.display}")
    if edid:
        area = screen.rotation.turned(edid)
        return ViewingConditions(pixels, area, screen.distance, "as the display reports")
    return ViewingConditions(
        pixels, usual(pixels), screen.distance, "assumed; set screen.display or screen.panel"
    )


def usual(pixels: tuple[int, int]) -> tuple[float, float]:
    """Return the millimetres of the usual display with these pixels."""
    width, height = pixels
    if pixels in USUAL:
        return USUAL[pixels]
    if (height, width) in USUAL:
        return USUAL[height, width][::-1]
    scale = USUAL_DIAGONAL / math.hypot(width, height)
    return width * scale, height * scale
