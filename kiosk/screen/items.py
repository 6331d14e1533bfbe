"""The things a page is made of. Each is plain data that knows its box and how to paint itself.

Two items that are equal look the same: what is not equal is painted anew, and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import pygame

from kiosk.screen import fonts
from kiosk.screen.box import Box
from kiosk.screen.photos import Photos
from kiosk.screen.smooth import Enlarged, enlarged
from kiosk.screen.theme import THEME, Colour


@dataclass(frozen=True)
class Canvas:
    """Where items paint: a surface, and the pictures they may show."""

    surface: pygame.Surface
    photos: Photos


@dataclass(frozen=True)
class Item:
    """Anything that can be painted inside its box."""

    box: Box

    def paint(self, canvas: Canvas) -> None:
        """Paint into the box, as far as the surface's clip allows."""
        raise NotImplementedError

    def damage(self, before: Item) -> Box:
        """Give what must be painted anew when this takes the place of ``before``."""
        return self.box.around(before.box)


@dataclass(frozen=True)
class Fill(Item):
    """A plain rectangle."""

    colour: Colour

    def paint(self, canvas: Canvas) -> None:
        """Fill the box."""
        canvas.surface.fill(self.colour, pygame.Rect(self.box))


@dataclass(frozen=True)
class Shade(Item):
    """Takes light away from what lies under it; ``light`` is the part that is left."""

    light: float

    def paint(self, canvas: Canvas) -> None:
        """Darken the box, as far as the clip allows."""
        part, level = canvas.surface.get_clip().clip(pygame.Rect(self.box)), round(255 * self.light)
        canvas.surface.fill((level, level, level), part, pygame.BLEND_RGB_MULT)


@dataclass(frozen=True)
class Plate(Item):
    """A rounded rectangle, with an outline of its own colour if ``edge`` pixels wide."""

    colour: Colour
    radius: int
    edge: int = 0
    edge_colour: Colour | None = None

    def paint(self, canvas: Canvas) -> None:
        """Paint the plate smoothly."""
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
        """Paint the disc smoothly."""
        with enlarged(canvas.surface, self.box) as big:
            middle = big.at(self.box.x + self.box.w / 2, self.box.y + self.box.h / 2)
            pygame.draw.circle(big.surface, self.colour, middle, self.box.w / 2 * big.scale)


@dataclass(frozen=True)
class Label(Item):
    """Lines of text. ``across`` is where they stand: 0 left, 0.5 middle, 1 right."""

    text: fonts.Set
    bold: bool
    colour: Colour
    across: float = 0.5
    down: float = 0.5

    @property
    def base(self) -> float:
        """The row on which the first line stands: capitals in the middle, room for descenders."""
        top = self.box.y + (self.box.h - self.text.height) * self.down
        return top + self.text.px * (fonts.LINE + fonts.CAPITAL) / 2

    def paint(self, canvas: Canvas) -> None:
        """Set the lines."""
        face = fonts.font(self.text.px, self.bold)
        for number, line in enumerate(self.text.lines):
            drawn = fonts.drawn(line, self.text.px, self.bold, self.colour)
            x = self.box.x + (self.box.w - drawn.get_width()) * self.across
            y = self.base + self.text.offset(number) - face.get_ascent()
            canvas.surface.blit(drawn, (round(x), round(y)))


@dataclass(frozen=True)
class Photo(Item):
    """A picture; ``whole`` is where all of it would lie, ``box`` the part that shows."""

    name: str
    whole: Box

    def paint(self, canvas: Canvas) -> None:
        """Show the picture, or a drawn figure where it cannot be shown."""
        image = canvas.photos.get(self.name, self.whole.w, self.whole.h)
        if image is None:
            canvas.surface.fill(THEME.wash, pygame.Rect(self.box))
            _placeholder(canvas.surface, self.box)
        else:
            canvas.surface.blit(image, (self.whole.x, self.whole.y))


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
    """A point's place. ``swell`` (0 to 1) is how far its halo has grown; covered: a ring only."""

    x: float
    y: float
    radius: float
    swell: float
    covered: bool

    @classmethod
    def at(cls, x: float, y: float, radius: float, swell: float, covered: bool) -> Marker:
        """Make a marker with the box it needs at its largest."""
        return cls(Box.about(x, y, radius * 2.4), x, y, radius, swell, covered)

    def damage(self, before: Item) -> Box:
        """Give the larger of two halos, where only the halo has changed."""
        if not isinstance(before, Marker) or replace(before, swell=self.swell) != self:
            return super().damage(before)
        reach = self.radius * _halo(max(before.swell, self.swell)) + 1
        return Box.about(self.x, self.y, reach).common(self.box)

    def paint(self, canvas: Canvas) -> None:
        """Paint the halo, the white ring and the red middle."""
        with enlarged(canvas.surface, self.box) as big:
            r, middle = self.radius * big.scale, big.at(self.x, self.y)
            if self.swell:
                _glow(big, middle, r * _halo(self.swell))
            if self.covered:
                pygame.draw.circle(big.surface, THEME.white, middle, r * 1.25)
                pygame.draw.circle(big.surface, THEME.marker, middle, r * 1.02)
                pygame.draw.circle(big.surface, THEME.white, middle, r * 0.62)
                return
            pygame.draw.circle(big.surface, THEME.white, middle, r * 1.25)
            pygame.draw.circle(big.surface, THEME.marker, middle, r)


def _halo(swell: float) -> float:
    """Give the radius of a halo, in radii of its marker."""
    return 1.35 + 0.95 * swell


def _glow(big: Enlarged, middle: tuple[float, float], radius: float) -> None:
    reach = int(radius) + 1
    halo = pygame.Surface((reach * 2, reach * 2), pygame.SRCALPHA)
    centre = (reach, reach)
    for share, alpha in ((1.0, 90), (0.86, 130), (0.72, 190)):
        pygame.draw.circle(halo, (*THEME.halo, alpha), centre, radius * share)
    big.surface.blit(halo, (middle[0] - centre[0], middle[1] - centre[1]))


@dataclass(frozen=True)
class Fingers(Item):
    """So many fingers laid flat side by side from one place to another, to measure with."""

    start: tuple[float, float]
    end: tuple[float, float]
    count: int

    @classmethod
    def between(cls, start: tuple[float, float], end: tuple[float, float], count: int) -> Fingers:
        """Make fingers with the box they need."""
        reach = math.dist(start, end) / count * FINGER_LENGTH + 2
        boxes = [Box.about(x, y, reach) for x, y in (start, end)]
        return cls(boxes[0].around(boxes[1]), start, end, count)

    def paint(self, canvas: Canvas) -> None:
        """Paint each finger pale over what it measures, with its outline."""
        canvas.surface.blit(_sprite(self), (self.box.x, self.box.y))


@lru_cache(maxsize=8)
def _sprite(fingers: Fingers) -> pygame.Surface:
    """Draw fingers whole: a slanted line that is cut off at a side does not look the same."""
    box, scale = fingers.box, 4
    layer = pygame.Surface((box.w * scale, box.h * scale), pygame.SRCALPHA)
    layer.fill((*THEME.ink, 0))
    (x1, y1), (x2, y2) = (
        ((x - box.x) * scale, (y - box.y) * scale) for x, y in (fingers.start, fingers.end)
    )
    ax, ay = (x2 - x1) / fingers.count, (y2 - y1) / fingers.count
    wide = math.hypot(ax, ay)
    half, edge = wide * (FINGER_LENGTH - 0.5) / 2, max(2.0, wide * 0.07)
    # A finger lies across the way it measures.
    along = (ay / wide, -ax / wide)
    for number in range(fingers.count):
        middle = x1 + ax * (number + 0.5), y1 + ay * (number + 0.5)
        for colour, thick in (((*THEME.ink, 200), wide), ((*THEME.card, 170), wide - edge)):
            _capsule(layer, colour, middle, along, half, thick)
    return pygame.transform.smoothscale(layer, (box.w, box.h))


FINGER_LENGTH = 2.6
"""How long a measuring finger is drawn, in its widths."""


def _capsule(
    surface: pygame.Surface,
    colour: tuple[int, int, int, int],
    middle: tuple[float, float],
    along: tuple[float, float],
    half: float,
    thick: float,
) -> None:
    """Paint a line with round ends, ``half`` its length to either side of its middle."""
    (x, y), (dx, dy), r = middle, along, thick / 2
    ends = [(x + dx * half, y + dy * half), (x - dx * half, y - dy * half)]
    corners = [(ex - dy * r, ey + dx * r) for ex, ey in ends]
    corners += [(ex + dy * r, ey - dx * r) for ex, ey in reversed(ends)]
    pygame.draw.polygon(surface, colour, corners)
    for end in ends:
        pygame.draw.circle(surface, colour, end, r)


@dataclass(frozen=True)
class Ring(Item):
    """A ring that empties clockwise; ``turn`` of ``turns`` equal steps is what is left."""

    wide: int
    colour: Colour
    track: Colour
    turn: int
    turns: int

    def paint(self, canvas: Canvas) -> None:
        """Paint the track and, over it, what is left."""
        with enlarged(canvas.surface, self.box) as big:
            middle = big.at(self.box.x + self.box.w / 2, self.box.y + self.box.h / 2)
            outer, wide = self._radius * big.scale, self.wide * big.scale
            pygame.draw.circle(big.surface, self.track, middle, outer, wide)
            if self.turn:
                _arc(big.surface, self.colour, middle, outer, wide, self.turn / self.turns)

    @property
    def _radius(self) -> float:
        return min(self.box.w, self.box.h) / 2 - 1

    def damage(self, before: Item) -> Box:
        """Give the stretch between two ends of the arc, where only the end has moved."""
        if not isinstance(before, Ring) or replace(before, turn=self.turn) != self:
            return super().damage(before)
        if abs(before.turn - self.turn) > self.turns / 8:
            return super().damage(before)
        radius = self._radius - self.wide / 2
        x, y = self.box.x + self.box.w / 2, self.box.y + self.box.h / 2
        ends = [turn / self.turns * math.tau for turn in (before.turn, self.turn)]
        caps = [
            Box.about(x + radius * math.sin(end), y - radius * math.cos(end), self.wide * 0.62 + 1)
            for end in (*ends, sum(ends) / 2)
        ]
        return caps[0].around(caps[1]).around(caps[2]).common(self.box)


STEPS = 180
"""Straight edges a whole ring is drawn with: at 4K none is seen."""


def _unit(step: float) -> tuple[float, float]:
    """Give the direction of a step from the middle of a ring."""
    angle = step / STEPS * math.tau
    return math.sin(angle), -math.cos(angle)


UNITS = [_unit(step) for step in range(STEPS)]


def _arc(
    surface: pygame.Surface,
    colour: Colour,
    middle: tuple[int, int],
    outer: float,
    wide: int,
    share: float,
) -> None:
    """Paint a part of a ring with round ends, from the top, clockwise.

    Only the stretch that meets the surface is drawn. Its corners stand where those of every
    other stretch do, so that a part of the ring looks as it does in the whole.
    """

    x, y = middle
    tip = share * STEPS
    first, last = _seen(surface, middle)
    for turn in (-STEPS, 0, STEPS):
        start, end = max(0, first + turn), min(tip, last + turn)
        if start < end:
            edge = [*UNITS[start : math.ceil(end)], _unit(end)]
            points = [(x + round(outer * dx), y + round(outer * dy)) for dx, dy in edge]
            edge.reverse()
            inner = outer - wide
            points += [(x + round(inner * dx), y + round(inner * dy)) for dx, dy in edge]
            pygame.draw.polygon(surface, colour, points)
    half = outer - wide / 2
    for dx, dy in (UNITS[0], _unit(tip)):
        cap = x + round(half * dx), y + round(half * dy)
        pygame.draw.circle(surface, colour, cap, wide / 2)


def _seen(surface: pygame.Surface, middle: tuple[int, int]) -> tuple[int, int]:
    """Between which steps a surface is seen from the middle of a ring."""
    x, y = surface.get_width() / 2 - middle[0], surface.get_height() / 2 - middle[1]
    away, reach = math.hypot(x, y), math.hypot(*surface.get_size()) / 2
    if reach >= away:
        return 0, STEPS
    towards, half = math.atan2(x, -y) / math.tau * STEPS, math.asin(reach / away) / math.tau * STEPS
    return math.floor(towards - half) - 1, math.ceil(towards + half) + 1


Paint = Callable[[Enlarged, Box, Colour], None]


@dataclass(frozen=True)
class Drawing(Item):
    """A sign drawn by a function (see ``signs``), in one colour."""

    sign: Paint
    colour: Colour

    def paint(self, canvas: Canvas) -> None:
        """Draw the sign smoothly."""
        with enlarged(canvas.surface, self.box) as big:
            self.sign(big, self.box, self.colour)
