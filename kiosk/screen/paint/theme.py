"""Colours, and the contrast between them.

Text has a contrast of at least 7:1 (WCAG 2.2, 1.4.6), marks at least 3:1 (1.4.11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.config.screen import Contrast
from kiosk.session.keys import Key

Colour = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Theme:
    """All colours; a theme only equals itself.

    Green, brown and blue belong to the buttons: the page itself is in teal while one presses, in
    purple while one releases, and in slate while one reads and gets ready.

    ``wash`` is the background of the illustrations. ``reverse`` is for text and signs on coloured
    plates and discs, ``rim`` and ``edge`` for the edges of markers, ``waiting`` for steps still to
    come.

    :ivar diamond: whether a marker is a diamond, a shape that is seen on every skin
    """

    paper: Colour = (249, 245, 239)
    wash: Colour = (236, 231, 222)
    card: Colour = (255, 253, 250)
    ink: Colour = (28, 33, 44)
    quiet: Colour = (64, 66, 74)
    line: Colour = (216, 208, 196)
    press: Colour = (0, 92, 86)
    release: Colour = (112, 34, 98)
    ready: Colour = (52, 58, 72)
    warning: Colour = (158, 22, 28)
    marker: Colour = (200, 22, 44)
    rim: Colour = (255, 255, 255)
    edge: Colour = (70, 40, 40)
    halo: Colour = (255, 202, 58)
    reverse: Colour = (255, 255, 255)
    waiting: Colour = (148, 144, 141)
    petal: Colour = (226, 152, 62)
    finger: Colour = (250, 214, 180)
    white: Colour = (255, 255, 255)
    black: Colour = (0, 0, 0)
    keys: Mapping[Key, Colour] = field(
        default_factory=lambda: {
            Key.ADVANCE: (13, 90, 45),
            Key.REPEAT: (126, 72, 0),
            Key.SWITCH: (28, 76, 152),
            Key.PAUSE: (84, 60, 120),
            Key.VOLUME: (86, 86, 40),
        }
    )
    dim: Colour = (233, 227, 217)
    diamond: bool = False


THEME = Theme()

HIGH = Theme(
    paper=(0, 0, 0),
    wash=(40, 42, 46),
    card=(0, 0, 0),
    ink=(255, 255, 255),
    quiet=(222, 222, 222),
    line=(96, 96, 96),
    press=(255, 222, 0),
    release=(255, 170, 232),
    ready=(255, 255, 255),
    warning=(255, 148, 140),
    marker=(255, 222, 0),
    rim=(0, 0, 0),
    edge=(255, 255, 255),
    halo=(0, 0, 0),
    reverse=(0, 0, 0),
    waiting=(150, 150, 150),
    petal=(255, 178, 102),
    finger=(120, 120, 120),
    keys={
        Key.ADVANCE: (92, 224, 132),
        Key.REPEAT: (255, 190, 84),
        Key.SWITCH: (140, 200, 255),
        Key.PAUSE: (214, 180, 255),
        Key.VOLUME: (214, 214, 140),
    },
    dim=(26, 26, 26),
    diamond=True,
)
"""High contrast: white and yellow on black, with yellow markers on black."""

THEMES = {Contrast.NORMAL: THEME, Contrast.HIGH: HIGH}


def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 to 1. Source: WCAG 2.2."""
    linear = [
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4
        for c in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21. Source: WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Blend ``share`` (0 to 1) of ``other`` into ``one``."""
    r, g, b = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return r, g, b


def html(colour: Colour) -> str:
    """Return a colour as in HTML and SVG: ``#0d5a2d``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
