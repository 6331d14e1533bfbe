"""Parts shared by several pages: labels, chips, soft keys, the marked picture, the countdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kiosk.routine.illustrations import Album, Half, Picture, Side
from kiosk.screen.layout.frame import KEY_LINES, KEY_SIGN, Frame
from kiosk.screen.layout.legibility import ANY, MinimumTextSize
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Drawing, Fill, Item, Label, Marker, Paint, Photo, Plate, Role
from kiosk.screen.paint.measuring_fingers import Fingers
from kiosk.screen.paint.photos import contain, cover
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.theme import THEME, Colour, Theme, mix
from kiosk.session.softkeys import SoftKey
from kiosk.session.view import Countdown, PageKind, StageCard, View


class Moment(NamedTuple):
    """The changing part of a page: the time, and what is left of its countdown; in seconds."""

    now: float
    left: float


Part = Item | Callable[[Moment], Item]
"""A part of a page: a fixed item, or a function from a moment to an item."""

Parts = Iterator[Part]

BREATH_SECONDS = 4.0
"""Seconds of a marker's breath while pressing: a calm quarter of a hertz."""

BREATHING = (PageKind.FIND, PageKind.PRESS)
"""Pages on which the markers breathe."""

FRAMES = 16
"""Frames per second while something moves."""

BREATH_FRAMES = FRAMES // 2
"""Frames per second of a marker's breath, which is too slow to need more."""

MOST_DOTS = 24
"""Number of steps up to which progress is a row of dots; above that it is in numbers."""


MOST_LINES = 12
"""Lines that a paragraph may take if its letters would otherwise be too small to read."""


@dataclass(frozen=True)
class LayoutContext:
    """The context of a layout: frame, the figure's pictures, whether things move, colours.

    :ivar minimum_text: minimum text sizes
    :ivar compact: whether redundant parts give way to larger letters
    """

    frame: Frame
    album: Album
    calm: bool = False
    theme: Theme = THEME
    minimum_text: MinimumTextSize = ANY
    compact: bool = False

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, in pixels."""
        return self.frame.unit


def label(
    context: LayoutContext,
    box: Box,
    *paragraphs: str,
    largest: float,
    colour: Colour | None = None,
    bold: bool = False,
    lines: int = 1,
    across: float = 0.5,
    down: float = 0.5,
    role: Role = Role.SENTENCE,
) -> Parts:
    """Set text as large as fits: at most ``largest`` pixels per em, or the minimum if larger."""
    shown = tuple(filter(None, paragraphs))
    if shown and box.w and box.h:
        least = context.minimum_text.word if role is Role.ACTION else context.minimum_text.text
        text = fonts.fit(shown, box.w, box.h, bold, max(int(largest), least), lines)
        if text.px < least:  # legible text may take more lines
            text = max(text, fonts.fit(shown, box.w, box.h, bold, least, MOST_LINES))
        yield Label(box, text, bold, colour or context.theme.ink, across, down, least, role)


class TextBlock(NamedTuple):
    """Text to stack: its paragraphs, and the pixels per em that it asks for."""

    paragraphs: tuple[str, ...]
    px: float
    bold: bool = False


def stack(box: Box, *parts: TextBlock | float, gap: int = 0) -> tuple[Box, ...]:
    """Divide the height by what each text needs; a number is a height in pixels.

    If the box is too low, all sizes shrink by the same factor, so the smallest stays large.
    """
    room = box.h - gap * (len(parts) - 1)
    for percent in range(100, 40, -2):
        shares = [_needed(part, percent / 100, box.w) for part in parts]
        if sum(shares) <= room:
            break
    return box.rows(*shares, gap=gap)


def _needed(part: TextBlock | float, share: float, room: int) -> float:
    if not isinstance(part, TextBlock):
        return part * share
    height = fonts.put(part.paragraphs, round(part.px * share), part.bold, room).height
    return height + 1  # rows end at whole pixels


def chip(
    context: LayoutContext,
    text: str,
    x: int,
    foot: int,
    px: float,
    colour: Colour,
    ink: Colour,
    right: bool,
) -> Parts:
    """Set a short bold text on a plate whose lower left (or right) corner is at ``x``, ``foot``."""
    size = max(9, round(px))
    wide, tall = fonts.width(text, size, True) + round(size * 1.1), round(size * 1.7)
    box = Box(x - wide if right else x, foot - tall, wide, tall)
    yield Plate(box, colour, round(tall * 0.28))
    yield Label(box, fonts.FittedText(size, (text,)), True, ink, least=context.minimum_text.text)


def common_size(
    rooms: Sequence[Box], texts: Sequence[str], largest: float, bold: bool, lines: int = 1
) -> int:
    """Return the largest size at which each text fits its room in at most ``lines`` lines."""
    return min(
        fonts.fit((text,), room.w, room.h, bold, int(largest), lines).px
        for room, text in zip(rooms, texts, strict=True)
    )


ABOVE = 0.6
"""Height of a soft key, in its widths, from which its sign is above its label."""


def soft_keys(keys: Sequence[SoftKey], context: LayoutContext) -> Parts:
    """Lay out what each button does now; one that does nothing is outlined in its colour."""
    theme, u, texts = context.theme, context.unit, [key.label for key in keys]
    largest, (first, *_) = max(6.6 * u, context.minimum_text.text), context.frame.keys
    above = first.h > ABOVE * first.w
    places = _above(context) if above else _beside(context)
    px = common_size([room for _, room in places], texts, largest, True, lines=2)
    for key, box, (sign, room) in zip(keys, context.frame.keys, places, strict=True):
        colour = theme.keys[key.key]
        edge = colour if key.action else mix(colour, theme.dim, 0.3)
        plate, ink = (colour, theme.reverse) if key.action else (theme.dim, theme.quiet)
        yield Plate(box, plate, round(1.9 * u), max(1, round(0.4 * u)), edge)
        yield Drawing(sign, icons.KEYS[key.key], theme.reverse if key.action else edge, theme)
        text = fonts.fit((key.label,), room.w, room.h, True, px, 2)
        yield Label(room, text, True, ink, 0.5 if above else 0.0, least=context.minimum_text.text)


def _beside(context: LayoutContext) -> list[tuple[Box, Box]]:
    """Return the boxes of each soft key's sign and of the label beside it."""
    u, places = context.unit, []
    for box in context.frame.keys:
        inner = box.inset(2.2 * u, 0.8 * u)
        gap, side = round(1.6 * u), round(min(inner.h * 0.62, inner.w * 0.22))
        room = Box(inner.x + side + gap, inner.y, inner.w - side - gap, inner.h)
        places.append((Box(inner.x, inner.y, side, inner.h), room))
    return places


def _above(context: LayoutContext) -> list[tuple[Box, Box]]:
    """Return the boxes of each soft key's sign and of the label below it."""
    places = []
    for box in context.frame.keys:
        inner = box.inset(1.2 * context.unit, context.unit)
        sign, room = inner.rows(KEY_SIGN, KEY_LINES, gap=round(0.6 * context.unit))
        places.append((sign, room))
    return places


def marked_picture(view: View, context: LayoutContext) -> Parts:
    """Lay out the view's picture with its points marked and the person's own sides named."""
    card, box = view.card, context.frame.picture
    assert card is not None  # only a stage has a picture
    name = next((name for name in view.pictures if name in context.album.pictures), None)
    if name is None:
        yield Photo(box, "", box)
        return
    picture = context.album.pictures[name]
    # Only a picture of a point may be cropped; a posture shows the whole person.
    whole = cover(picture, box) if picture.points else contain(picture, box)
    shown = whole.common(box)
    if shown != box:
        yield Fill(box, context.theme.wash)
    yield Photo(shown, name, whole)
    yield from _side_names(picture, card, box, context)
    measures = picture.measures if view.page in (PageKind.FIND, PageKind.LEAD_IN) else ()
    for measure in measures:
        if measure.code == card.code and measure.side in card.sides:
            ends = _place(whole, *measure.start), _place(whole, *measure.end)
            fingers = Fingers.between(*ends, measure.fingers)
            yield replace(fingers, box=fingers.box.common(shown))
    for mark in picture.points:
        if mark.code == card.code and mark.side in card.sides:
            x, y = _place(whole, mark.x, mark.y)
            radius = max(5.0, 1.75 * context.unit)
            marker = Marker.at(x, y, radius, 0.0, not mark.seen, context.theme)
            yield _breathing(marker, context) if view.page in BREATHING else marker


def _place(whole: Box, x: float, y: float) -> tuple[float, float]:
    """Return the place on the page of a place on a picture (0 to 1)."""
    return whole.x + x * whole.w, whole.y + y * whole.h


def _breathing(marker: Marker, context: LayoutContext) -> Part:
    """Let a marker's halo grow and shrink; in a calm layout it stays half grown."""
    if context.calm:
        return replace(marker, swell=0.5)
    return lambda moment: replace(marker, swell=_swell(moment.now))


def _swell(now: float) -> float:
    """Return how far a halo has grown, 0 to 1."""
    breath = math.floor(now * BREATH_FRAMES) / BREATH_FRAMES / BREATH_SECONDS
    return round(0.5 - 0.5 * math.cos(breath * math.tau), 3)


def _side_names(picture: Picture, card: StageCard, box: Box, context: LayoutContext) -> Parts:
    u, theme = context.unit, context.theme
    margin = round(1.8 * u)
    room = box.inset(margin)
    if card.side_name:
        px = max(5 * u, context.minimum_text.text)
        px = fonts.fit((card.side_name,), round(0.8 * room.w), room.h, True, round(px), 1).px
        # At the foot: hands and feet are drawn as their owner sees them, fingers and toes on top.
        text, foot = card.side_name, room.bottom
        yield from chip(context, text, room.x, foot, px, theme.ink, theme.reverse, False)
    elif picture.left is not None:
        px = round(max(4.4 * u, context.minimum_text.text))
        names = [card.left_word.upper(), card.right_word.upper()]
        wide = sum(fonts.width(name, px, True) + round(1.1 * px) for name in names)
        if wide + margin > room.w:
            names = [name[0] for name in names]
        here, there = names if picture.left is Half.LEFT else names[::-1]
        yield from chip(context, here, room.x, room.bottom, px, theme.card, theme.ink, False)
        yield from chip(context, there, room.right, room.bottom, px, theme.card, theme.ink, True)


def locator(view: View, context: LayoutContext, box: Box) -> Parts:
    """Lay out the whole figure in ``box`` with the stage's points, to show where they are."""
    card = view.card
    assert card is not None  # only a stage has a locator
    yield from figure(card.locator, [(card.code, side) for side in card.sides], context, box)


def figure(
    name: str, points: Sequence[tuple[str, Side]], context: LayoutContext, box: Box
) -> Parts:
    """Lay out a locator figure with some of its points."""
    picture = context.album.pictures.get(name)
    if picture is None:
        yield Photo(box, "", box)
        return
    whole = contain(picture, box)
    yield Photo(whole, name, whole)
    for mark in picture.points:
        if mark.seen and (mark.code, mark.side) in points:
            x, y = _place(whole, mark.x, mark.y)
            yield Marker.at(x, y, max(2.5, whole.h / 75), 0.0, False, context.theme)


def countdown(box: Box, left: Countdown | None, colour: Colour, context: LayoutContext) -> Parts:
    """Lay out a ring that empties around large digits."""
    if left is None:
        return
    square = box.square()
    wide = max(4, round(square.w * 0.085))
    a_second = 1 if context.calm else FRAMES
    turns = math.ceil(left.length * a_second)
    ring = Ring(square, wide, colour, context.theme.line, turns, turns)
    yield lambda moment: replace(ring, turn=math.ceil(moment.left * a_second - 1e-6))
    digits = square.middle(square.w * 0.66, square.h * 0.62)
    px = fonts.fit(("00",), digits.w, digits.h, True, int(square.h * 0.56), 1).px
    full = Label(
        digits,
        fonts.FittedText(px, ("",)),
        True,
        context.theme.ink,
        least=context.minimum_text.word,
        role=Role.ACTION,
    )

    def digits_at(moment: Moment) -> Label:
        return replace(full, text=fonts.FittedText(px, (replace(left, left=moment.left).digits,)))

    yield digits_at


def facts(entries: Sequence[tuple[Box, Paint, str]], context: LayoutContext) -> Parts:
    """Lay out signs with texts of one size beside them; compact pages have signs only."""
    gap, green = round(1.6 * context.unit), context.theme.press
    rooms = []
    for box, sign, _ in entries:
        side = min(box.h, box.w) if context.compact else min(box.h, box.w * 0.22, 9 * context.unit)
        place = Box(box.x, box.y + round((box.h - side) / 2), round(side), round(side))
        yield Drawing(place, sign, green, context.theme)
        rooms.append(Box(place.right + gap, box.y, box.w - place.w - gap, box.h))
    if context.compact:
        return
    texts = [text for _, _, text in entries]
    px = common_size(rooms, texts, max(5 * context.unit, context.minimum_text.text), False, lines=2)
    for room, text in zip(rooms, texts, strict=True):
        shown = fonts.fit((text,), room.w, room.h, False, px, 2)
        yield Label(room, shown, False, context.theme.ink, 0.0, least=context.minimum_text.text)


def progress(box: Box, view: View, context: LayoutContext) -> Parts:
    """Lay out the progress of the routine."""
    if view.progress is None:
        return
    if view.steps > MOST_DOTS:
        text = f"{view.progress + 1} / {view.steps}"
        yield from label(
            context, box, text, largest=box.h, colour=context.theme.quiet, role=Role.FACT
        )
    else:
        yield Drawing(
            box, icons.dots(view.progress, view.steps), context.theme.press, context.theme
        )
