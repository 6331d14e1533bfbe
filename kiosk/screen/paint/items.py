"""The items of a page: plain data that knows its box and how to paint itself.

Equal items look the same, so only items that differ are repainted.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

import pygame

from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.supersample import Enlarged, enlarged
from kiosk.screen.paint.theme import THEME, Colour, Theme


@dataclass(frozen=True)
class Canvas:
    """The surface that items paint on, and the pictures they may show."""

    surface: pygame.Surface
    photos: Photos


@dataclass(frozen=True)
class Item:
    """Something that can be painted inside its box."""

    box: Box

    def paint(self, canvas: Canvas) -> None:
        """Paint into the box, within the surface's clip."""
        raise NotImplementedError

    def damage(self, before: Item) -> tuple[Box, ...]:
        """Return the boxes to repaint when this item replaces ``before``."""
        return (self.box.around(before.box),)


@dataclass(frozen=True)
class Fill(Item):
    """A plain rectangle."""

    colour: Colour

    def paint(self, canvas: Canvas) -> None:
        """Fill the box."""
        canvas.surface.fill(self.colour, pygame.Rect(self.box))


@dataclass(frozen=True)
class Shade(Item):
    """Darkens what is below it to the fraction ``light`` of its brightness."""

    light: float

    def paint(self, canvas: Canvas) -> None:
        """Darken the box, within the clip."""
        part, level = canvas.surface.get_clip().clip(pygame.Rect(self.box)), round(255 * self.light)
        canvas.surface.fill((level, level, level), part, pygame.BLEND_RGB_MULT)


@dataclass(frozen=True)
class Plate(Item):
    """A rounded rectangle, with an outline if ``edge`` (pixels) is not 0."""

    colour: Colour
    radius: int
    edge: int = 0
    edge_colour: Colour | None = None

    def paint(self, canvas: Canvas) -> None:
        """Paint the plate with smooth edges."""
        with enlarged(canvas.surface, self.box) as big:
            left, top = big.at(self.box.x, self.box.y)
            rect = pygame.Rect(left, top, self.box.w * big.scale, self.box.h * big.scale)
            radius, edge = self.radius * big.scale, self.edge * big.scale
            outer = self.edge_colour or self.colour
            pygame.draw.rect(big.surface, outer, rect, border_radius=radius)
            if edge:
                inner = rect.inflate(-2 * edge, -2 * edge)
                pygame.draw.rect(
                    big.surface, self.colour, inner, border_radius=max(0, radius - edge)
                )


@dataclass(frozen=True)
class Disc(Item):
    """A filled circle."""

    colour: Colour

    def paint(self, canvas: Canvas) -> None:
        """Paint the disc with smooth edges."""
        with enlarged(canvas.surface, self.box) as big:
            middle = big.at(self.box.x + self.box.w / 2, self.box.y + self.box.h / 2)
            pygame.draw.circle(big.surface, self.colour, middle, self.box.w / 2 * big.scale)


class Role(enum.Enum):
    """The purpose of a text, which determines its minimum size."""

    ACTION = enum.auto()
    """The action word and the countdown, read from afar."""
    TEXT = enum.auto()
    """Any other text."""


@dataclass(frozen=True)
class Label(Item):
    """Lines of text, aligned by ``across``: 0 left, 0.5 centred, 1 right.

    :ivar size: its pixels per em in the scale of types; text that did not fit is smaller
    """

    text: fonts.FittedText
    bold: bool
    colour: Colour
    across: float = 0.5
    down: float = 0.5
    size: int = 0
    role: Role = Role.TEXT

    @property
    def base(self) -> float:
        """The base line of the first line: capitals are centred, with room for descenders."""
        top = self.box.y + (self.box.h - self.text.height) * self.down
        return top + self.text.px * (fonts.LINE + fonts.CAPITAL) / 2

    def damage(self, before: Item) -> tuple[Box, ...]:
        """Return the painted part of both texts if only the text has changed."""
        if not isinstance(before, Label) or replace(before, text=self.text) != self:
            return super().damage(before)
        return (self._ink.around(before._ink).common(self.box),)

    @property
    def _ink(self) -> Box:
        px, found = self.text.px, Box(*self.box.centre, 0, 0)
        for number, line in enumerate(self.text.lines):
            (x, y), ink = self._place(number), fonts.ink(line, px, self.bold)
            found = found.around(ink.moved(x, y))
        return found

    def _place(self, number: int) -> tuple[int, int]:
        """Return the top left corner of the drawn line of that number."""
        line, px = self.text.lines[number], self.text.px
        x = self.box.x + (self.box.w - fonts.width(line, px, self.bold)) * self.across
        ascent = fonts.font_of(line, px, self.bold).get_ascent()
        return round(x), round(self.base + self.text.offset(number) - ascent)

    def paint(self, canvas: Canvas) -> None:
        """Paint the lines."""
        for number, line in enumerate(self.text.lines):
            drawn = fonts.drawn(line, self.text.px, self.bold, self.colour)
            canvas.surface.blit(drawn, self._place(number))


@dataclass(frozen=True)
class Photo(Item):
    """A picture; ``whole`` is the box of the entire picture, ``box`` the part that shows.

    :ivar ground: the colour of its background
    """

    name: str
    whole: Box
    ground: Colour = THEME.wash

    def paint(self, canvas: Canvas) -> None:
        """Paint the picture, or a drawn figure if it cannot be shown."""
        image = canvas.photos.get(self.name, self.whole, self.box, self.ground)
        if image is None:
            canvas.surface.fill(self.ground, pygame.Rect(self.box))
            _placeholder(canvas.surface, self.box)
        else:
            canvas.surface.blit(image, (self.box.x, self.box.y))


def _placeholder(surface: pygame.Surface, box: Box) -> None:
    """Draw a plain standing figure."""
    u, (x, y) = min(box.w, box.h) / 100, box.centre
    with enlarged(surface, box.square()) as big:

        def line(x1: float, y1: float, x2: float, y2: float, wide: float) -> None:
            start, end = big.at(x + x1 * u, y + y1 * u), big.at(x + x2 * u, y + y2 * u)
            thick = wide * u * big.scale
            pygame.draw.line(big.surface, THEME.line, start, end, max(1, round(thick)))
            for tip in (start, end):
                pygame.draw.circle(big.surface, THEME.line, tip, thick / 2)

        pygame.draw.circle(big.surface, THEME.line, big.at(x, y - 31 * u), 7 * u * big.scale)
        line(0, -15, 0, 6, 15)
        line(-9, -17, -15, 6, 5)
        line(9, -17, 15, 6, 5)
        line(-4, 8, -6, 40, 6)
        line(4, 8, 6, 40, 6)


@dataclass(frozen=True)
class Marker(Item):
    """A point's place. ``swell`` (0 to 1) is the size of its halo; if covered, only rings."""

    x: float
    y: float
    radius: float
    swell: float
    covered: bool
    theme: Theme = THEME

    @classmethod
    def at(
        cls, x: float, y: float, radius: float, swell: float, covered: bool, theme: Theme = THEME
    ) -> Marker:
        """Return a marker with the box that it needs at its largest."""
        return cls(Box.about(x, y, radius * 2.4), x, y, radius, swell, covered, theme)

    def damage(self, before: Item) -> tuple[Box, ...]:
        """Return the box of the larger halo if only the halo has changed."""
        if not isinstance(before, Marker) or replace(before, swell=self.swell) != self:
            return super().damage(before)
        reach = self.radius * _halo(max(before.swell, self.swell)) + 1
        return (Box.about(self.x, self.y, reach).common(self.box),)

    def paint(self, canvas: Canvas) -> None:
        """Paint the halo, the rims and the middle, or in high contrast a diamond."""
        with enlarged(canvas.surface, self.box) as big:
            r, middle = self.radius * big.scale, big.at(self.x, self.y)
            theme = self.theme
            if self.swell:
                hole = r if self.covered else 0.0
                _glow(big, middle, r * _halo(self.swell), hole, theme.halo)
            if theme.diamond:
                _diamond(big, middle, r, self.covered, theme)
                return
            if self.covered:  # a ring, through which the fingertip is visible
                rings = (
                    (theme.edge, 1.55, 0.95),
                    (theme.rim, 1.42, 0.7),
                    (theme.marker, 1.22, 0.36),
                )
                for colour, radius, wide in rings:
                    pygame.draw.circle(big.surface, colour, middle, r * radius, round(r * wide))
                return
            pygame.draw.circle(big.surface, theme.edge, middle, r * 1.42)
            pygame.draw.circle(big.surface, theme.rim, middle, r * 1.32)
            pygame.draw.circle(big.surface, theme.marker, middle, r)


def _diamond(
    big: Enlarged, middle: tuple[float, float], r: float, covered: bool, theme: Theme
) -> None:
    """Draw a diamond, a shape that no body has; if covered, only its outline."""
    x, y = middle
    for colour, reach, wide in (
        (theme.edge, 2.1, 0.2),
        (theme.rim, 1.9, 0.3),
        (theme.marker, 1.6, 0.5),
    ):
        tips = [(x + dx * r * reach, y + dy * r * reach) for dx, dy in DIAMOND]
        if covered:
            pygame.draw.lines(big.surface, colour, True, tips, max(1, round(r * wide)))
        else:
            pygame.draw.polygon(big.surface, colour, tips)


DIAMOND = ((0, -1), (1, 0), (0, 1), (-1, 0))
"""The directions of a diamond's corners."""


def _halo(swell: float) -> float:
    """Return the radius of a halo, in radii of its marker."""
    return 1.4 + 0.9 * swell


def _glow(
    big: Enlarged, middle: tuple[float, float], radius: float, hole: float, colour: Colour
) -> None:
    reach = int(radius) + 1
    halo = pygame.Surface((reach * 2, reach * 2), pygame.SRCALPHA)
    centre = (reach, reach)
    for share, alpha in ((1.0, 90), (0.86, 130), (0.72, 190)):
        pygame.draw.circle(halo, (*colour, alpha), centre, radius * share)
    if hole:
        pygame.draw.circle(halo, (0, 0, 0, 0), centre, hole)
    big.surface.blit(halo, (middle[0] - centre[0], middle[1] - centre[1]))


Paint = Callable[[Enlarged, Box, Colour, Theme], None]


@dataclass(frozen=True)
class Drawing(Item):
    """A sign drawn by a function of ``icons``, in one colour of a theme."""

    sign: Paint
    colour: Colour
    theme: Theme = THEME

    def paint(self, canvas: Canvas) -> None:
        """Paint the sign with smooth edges."""
        with enlarged(canvas.surface, self.box) as big:
            self.sign(big, self.box, self.colour, self.theme)
