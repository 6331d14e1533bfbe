"""Parts that several pages share: labels, chips, soft keys, the marked picture, the countdown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.pictures import Album, Half, Picture, Side
from kiosk.screen import fonts, signs
from kiosk.screen.box import Box
from kiosk.screen.fingers import Fingers
from kiosk.screen.frame import Frame
from kiosk.screen.items import Drawing, Item, Label, Marker, Paint, Photo, Plate
from kiosk.screen.photos import contain, cover
from kiosk.screen.ring import Ring
from kiosk.screen.theme import THEME, Colour, mix
from kiosk.view import Countdown, PageKind, SoftKey, StageCard, View

Items = Iterator[Item]

BREATH_SECONDS = 4.0
"""One breath of a marker while pressing: a quarter of a hertz, calm."""

BREATHING = (PageKind.FIND, PageKind.PRESS)
"""Pages on which the markers breathe; on others they rest."""

FRAMES = 16
"""Pictures a second while something moves."""

BREATH_FRAMES = FRAMES // 2
"""Pictures a second of a marker's breath, which is too slow for more to be seen."""

MOST_DOTS = 24
"""Steps up to which progress is a row of dots; beyond, it is told in numbers."""


@dataclass(frozen=True)
class Desk:
    """What pages are laid out with: the frame, the figure's pictures, and whether things move."""

    frame: Frame
    album: Album
    calm: bool = False

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, in pixels."""
        return self.frame.unit


def label(
    box: Box,
    *paragraphs: str,
    largest: float,
    colour: Colour = THEME.ink,
    bold: bool = False,
    lines: int = 1,
    across: float = 0.5,
    down: float = 0.5,
) -> Items:
    """Set text as large as it fits its box, at most ``largest`` pixels an em."""
    shown = tuple(filter(None, paragraphs))
    if shown and box.w and box.h:
        text = fonts.fit(shown, box.w, box.h, bold, int(largest), lines)
        yield Label(box, text, bold, colour, across, down)


def chip(text: str, x: int, y: int, px: float, colour: Colour, ink: Colour, right: bool) -> Items:
    """Set a short bold text on a plate whose left (or right) top corner is at ``x``, ``y``."""
    size = max(9, round(px))
    wide, tall = fonts.width(text, size, True) + round(size * 1.1), round(size * 1.7)
    box = Box(x - wide if right else x, y, wide, tall)
    yield Plate(box, colour, round(tall * 0.28))
    yield Label(box, fonts.Set(size, (text,)), True, ink)


def common_size(
    rooms: Sequence[Box], texts: Sequence[str], largest: float, bold: bool, lines: int = 1
) -> int:
    """Give the largest size in which each text fits its room in so many lines."""
    return min(
        fonts.fit((text,), room.w, room.h, bold, int(largest), lines).px
        for room, text in zip(rooms, texts, strict=True)
    )


def soft_keys(keys: Sequence[SoftKey], frame: Frame) -> Items:
    """Draw what each button does now; one that does nothing is an outline of its own colour."""
    u, texts = frame.unit, [key.label for key in keys]
    signs_, words = [], []
    for box in frame.keys:
        inner = box.inset(2.2 * u, 1.0 * u)
        gap, side = round(1.6 * u), round(min(inner.h * 0.62, inner.w * 0.22))
        signs_.append(Box(inner.x, inner.y, side, inner.h))
        words.append(Box(inner.x + side + gap, inner.y, inner.w - side - gap, inner.h))
    px = common_size(words, texts, 6.6 * u, True, lines=2)
    for key, box, sign, room in zip(keys, frame.keys, signs_, words, strict=True):
        colour = THEME.keys[key.key]
        edge = colour if key.action else mix(colour, THEME.dim, 0.3)
        plate, ink = (colour, THEME.white) if key.action else (THEME.dim, THEME.quiet)
        yield Plate(box, plate, round(1.9 * u), max(1, round(0.4 * u)), edge)
        yield Drawing(sign, signs.KEYS[key.key], THEME.white if key.action else edge)
        yield from label(room, key.label, largest=px, colour=ink, bold=True, lines=2, across=0.0)


def marked_picture(view: View, desk: Desk, now: float) -> Items:
    """Show the view's picture with its points marked and the person's own sides named."""
    card, box = view.card, desk.frame.picture
    assert card is not None  # only a stage has a picture
    name = next((name for name in view.pictures if name in desk.album.pictures), None)
    if name is None:
        yield Photo(box, "", box)
        return
    picture = desk.album.pictures[name]
    whole = cover(picture, box)
    yield Photo(box, name, whole)
    yield from _side_names(picture, card, box, desk.unit)
    measures = picture.measures if view.page in (PageKind.FIND, PageKind.LEAD_IN) else ()
    for measure in measures:
        if measure.code == card.code and measure.side in card.sides:
            yield Fingers.between(
                _place(whole, *measure.start), _place(whole, *measure.end), measure.fingers
            )
    swell = _swell(view, desk, now)
    for mark in picture.points:
        if mark.code == card.code and mark.side in card.sides:
            x, y = _place(whole, mark.x, mark.y)
            yield Marker.at(x, y, max(5.0, 1.75 * desk.unit), swell, not mark.seen)


def _place(whole: Box, x: float, y: float) -> tuple[float, float]:
    """Where a place of a picture (0 to 1) lies on the page."""
    return whole.x + x * whole.w, whole.y + y * whole.h


def _swell(view: View, desk: Desk, now: float) -> float:
    """How far the halo has grown: breathing to be found and while pressed, resting otherwise."""
    if view.page not in BREATHING:
        return 0.0
    if desk.calm:
        return 0.5
    breath = math.floor(now * BREATH_FRAMES) / BREATH_FRAMES / BREATH_SECONDS
    return round(0.5 - 0.5 * math.cos(breath * math.tau), 3)


def _side_names(picture: Picture, card: StageCard, box: Box, u: float) -> Items:
    margin, px = round(1.8 * u), 4.4 * u
    if card.side_name:
        top = box.y + margin
        yield from chip(card.side_name, box.x + margin, top, 5 * u, THEME.ink, THEME.white, False)
    elif picture.left is not None:
        names = (card.left_word, card.right_word)
        here, there = names if picture.left is Half.LEFT else names[::-1]
        y = box.bottom - margin - round(px * 1.7)
        yield from chip(here.upper(), box.x + margin, y, px, THEME.card, THEME.ink, False)
        yield from chip(there.upper(), box.right - margin, y, px, THEME.card, THEME.ink, True)


def locator(view: View, desk: Desk, box: Box) -> Items:
    """Show the whole figure in ``box`` with the stage's points, to tell where on the body it is."""
    card = view.card
    assert card is not None  # only a stage has a locator
    yield from figure(card.locator, [(card.code, side) for side in card.sides], desk, box)


def figure(name: str, points: Sequence[tuple[str, Side]], desk: Desk, box: Box) -> Items:
    """Show a locator figure with some of its points."""
    picture = desk.album.pictures.get(name)
    if picture is None:
        yield Photo(box, "", box)
        return
    whole = contain(picture, box)
    yield Photo(whole, name, whole)
    for mark in picture.points:
        if mark.seen and (mark.code, mark.side) in points:
            x, y = _place(whole, mark.x, mark.y)
            yield Marker.at(x, y, max(2.5, whole.h / 75), 0.0, False)


def countdown(box: Box, left: Countdown | None, colour: Colour, desk: Desk) -> Items:
    """Draw a ring that empties round large digits."""
    if left is None:
        return
    square = box.square()
    wide = max(4, round(square.w * 0.085))
    a_second = 1 if desk.calm else FRAMES
    turn, turns = math.ceil(left.left * a_second - 1e-6), math.ceil(left.length * a_second)
    yield Ring(square, wide, colour, THEME.line, turn, turns)
    digits = square.middle(square.w * 0.66, square.h * 0.62)
    px = fonts.fit(("00",), digits.w, digits.h, True, int(square.h * 0.56), 1).px
    yield Label(digits, fonts.Set(px, (left.digits,)), True, THEME.ink)


def facts(told: Sequence[tuple[Box, Paint, str]], desk: Desk) -> Items:
    """Draw signs with their words beside them, all words in one size."""
    gap = round(1.6 * desk.unit)
    rooms = []
    for box, sign, _ in told:
        side = round(min(box.h, box.w * 0.22, 9 * desk.unit))
        yield Drawing(Box(box.x, box.y + (box.h - side) // 2, side, side), sign, THEME.press)
        rooms.append(Box(box.x + side + gap, box.y, box.w - side - gap, box.h))
    texts = [text for _, _, text in told]
    px = common_size(rooms, texts, 5 * desk.unit, False, lines=2)
    for room, text in zip(rooms, texts, strict=True):
        yield from label(room, text, largest=px, lines=2, across=0.0)


def progress(box: Box, view: View) -> Items:
    """Show how far the routine has come."""
    if view.progress is None:
        return
    if view.steps > MOST_DOTS:
        text = f"{view.progress + 1} / {view.steps}"
        yield from label(box, text, largest=box.h, colour=THEME.quiet)
    else:
        yield Drawing(box, signs.dots(view.progress, view.steps), THEME.press)
