"""Elements of several pages: text, soft keys, progress, how to press, the countdown, the breath."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kiosk.routine.breathing import EXHALE, INHALE
from kiosk.routine.illustrations import Album
from kiosk.screen.layout.grid import Grid, TypeScale
from kiosk.screen.paint import flower, fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.breath import Breath
from kiosk.screen.paint.items import Drawing, Item, Label, Paint, Plate, Role
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.theme import THEME, Colour, Theme, mix
from kiosk.session.keys import Action
from kiosk.session.softkeys import SoftKey
from kiosk.session.view import Countdown, View

OPTIONAL = (Action.SKIP,)
"""Actions that nobody needs: their keys are drawn as outlines."""


class Moment(NamedTuple):
    """What changes on a page, in seconds: time, what is left of its countdown, its age."""

    now: float
    left: float
    since: float = 0.0


Element = Item | Callable[[Moment], Item]
"""An element of a page: a fixed item, or a function from a moment to an item."""

Elements = Iterator[Element]

FRAMES = 8
"""Frames per second while something moves: all that moves is slow."""


@dataclass(frozen=True)
class LayoutContext:
    """The context of a layout: grid, the figure's pictures, whether things move, colours."""

    grid: Grid
    album: Album
    calm: bool = False
    theme: Theme = THEME

    @property
    def scale(self) -> TypeScale:
        """The sizes of letters."""
        return self.grid.scale


@dataclass(frozen=True)
class Design:
    """How a kind of page looks: the layout of its words, its colour, and the sign by its title."""

    words: Callable[[View, LayoutContext, Design], Elements]
    colour: str = "press"
    sign: Paint | None = None

    def ink(self, theme: Theme) -> Colour:
        """Return the page's colour in a theme."""
        colour: Colour = getattr(theme, self.colour)
        return colour


def fits(words: str, size: int, box: Box) -> bool:
    """Return whether a bold title fits a box at a size."""
    fitted = fonts.put((words,), size, True, box.w, fonts.TIGHT)
    wide = max(fonts.width(line, size, True) for line in fitted.lines)
    return wide <= box.w and fitted.height <= box.h


def text(
    context: LayoutContext,
    box: Box,
    *paragraphs: str,
    size: int = 0,
    colour: Colour | None = None,
    bold: bool = False,
    across: float = 0.0,
    down: float = 0.0,
    role: Role = Role.TEXT,
    leading: float = fonts.LEADING,
) -> Elements:
    """Set text at a size of the scale; what does not fit is set closer, and only then smaller.

    ``check`` reports what is smaller.
    """
    shown, wanted = tuple(filter(None, paragraphs)), size or context.scale.text
    if shown and box.w and box.h:
        closer = sorted({leading, fonts.CLOSE, fonts.TIGHT}, reverse=True)
        tries = [
            fonts.fit(shown, box.w, box.h, bold, wanted, each) for each in closer if each <= leading
        ]
        fitted = max(tries, key=lambda each: (each.px, each.leading))
        fitted = fonts.balanced(shown, fitted, bold, box.w)
        ink = colour or context.theme.ink
        yield Label(box, fitted, bold, ink, across, down, wanted, role)


def height(paragraphs: Sequence[str], size: int, bold: bool, room: int, leading: float) -> int:
    """Return the height that paragraphs need at a size."""
    shown = tuple(filter(None, paragraphs))
    return fonts.put(shown, size, bold, room, leading).height if shown else 0


def below(box: Box, tall: int, gap: int = 0) -> Box:
    """Return what is left of a box below its first ``tall`` pixels and a gap."""
    used = min(box.h, tall + gap)
    return Box(box.x, box.y + used, box.w, box.h - used)


def title(context: LayoutContext, box: Box, words: str, colour: Colour, size: int = 0) -> Elements:
    """Set a title."""
    size = size or context.scale.title
    yield from text(context, box, words, size=size, colour=colour, bold=True, leading=fonts.TIGHT)


def soft_keys(keys: Sequence[SoftKey], context: LayoutContext) -> Elements:
    """Lay out what each button does now; one that does nothing is a blank outline."""
    theme, grid = context.theme, context.grid
    size = _key_size(keys, context)
    for key, box in zip(keys, grid.keys, strict=True):
        colour, radius, edge = (
            theme.keys[key.key],
            round(2 * grid.unit),
            max(1, round(0.4 * grid.unit)),
        )
        if not key.label:
            yield Plate(box, theme.paper, radius, edge, mix(theme.paper, theme.line, 0.8))
            continue
        sign, room = _above(box, context) if grid.portrait else _beside(box, context)
        plate, ink = (colour, theme.reverse) if key.action else (theme.dim, theme.quiet)
        if key.action in OPTIONAL:
            plate, ink = theme.paper, colour
        yield Plate(box, plate, radius, edge, colour)
        across = 0.5 if grid.portrait else 0.0
        if key.twice:
            pitch, line = round(fonts.TIGHT * size), round(fonts.LINE * size)
            top = room.y + (room.h - pitch - line) // 2
            room = Box(room.x, top, room.w, line)
            if not grid.portrait:
                sign = Box(sign.x, top, sign.w, line)
            inner = box.inset(edge) if grid.portrait else box.inset(sign.x - box.x)
            below = Box(inner.x, top + pitch, inner.w, line)  # all the width, below the sign
            yield from text(context, below, key.twice, size=size, colour=ink, across=across)
        if key.means:
            yield Drawing(sign, icons.ACTIONS[key.means], ink, theme)
        yield from text(
            context,
            room,
            key.label,
            size=size,
            colour=ink,
            bold=True,
            across=across,
            down=0.5,
            leading=fonts.TIGHT,
        )


def _key_size(keys: Sequence[SoftKey], context: LayoutContext) -> int:
    """Return the size of the labels: in portrait, where keys are narrow, as large as all fit."""
    grid, scale = context.grid, context.scale
    if not grid.portrait:
        return scale.small
    room = _above(min(grid.keys, key=lambda box: box.w), context)[1]
    half = Box(*room[:3], room.h // 2)
    fitted = [
        fonts.fit((words,), part.w, part.h, True, scale.text, fonts.TIGHT).px
        for key in keys
        for words, part in ((key.label, half if key.twice else room), (key.twice, half))
        if words
    ]
    return max(scale.small, min(fitted, default=scale.small))


def _beside(box: Box, context: LayoutContext) -> tuple[Box, Box]:
    """Return the boxes of a soft key's sign and of the label beside it."""
    pad, side = round(0.25 * context.scale.small), round(0.72 * context.scale.small)
    sign = Box(box.x + pad, box.y, side, box.h)
    left = sign.right + round(0.15 * context.scale.small)
    return sign, Box(left, box.y, box.right - left - pad, box.h)


def _above(box: Box, context: LayoutContext) -> tuple[Box, Box]:
    """Return the boxes of a soft key's sign and of the label below it."""
    pad, side = round(0.14 * context.scale.small), round(0.8 * context.scale.small)
    top = box.y + pad + side
    room = Box(box.x + pad, top, box.w - 2 * pad, box.bottom - top - pad // 2)
    return Box(box.x, box.y + pad, box.w, side), room


def progress(view: View, context: LayoutContext) -> Elements:
    """Lay out the point reached: "Point 2 of 6", its place or name if there is room, segments."""
    if view.progress is None:
        return
    grid, reached = context.grid, view.progress
    point = view.card.point if view.card else ""
    size, place = context.scale.small, reached.place
    more = place.text if place else point
    full = f"{reached.text} · {more}"
    named = more not in ("", view.word) and fonts.width(full, size, False) <= grid.progress.w
    words = full if named else reached.text
    quiet = context.theme.quiet
    yield from text(context, grid.progress, words, size=size, colour=quiet, down=0.5)
    split = (place.number, place.of) if place else (1, 1)
    sign = icons.segments(reached.number, reached.of, *split)
    yield Drawing(grid.segments, sign, context.theme.press, context.theme)


def part_of(view: View, context: LayoutContext, box: Box) -> Elements:
    """Lay out one part of several in words: "Step 1 of 3" or "Round 2 of 5"."""
    if view.part and view.part.of > 1:
        size = context.scale.small
        line = Box(box.x, box.y, box.w, min(box.h, round(fonts.LINE * size)))
        yield from text(
            context, line, view.part.text, size=size, colour=context.theme.quiet, down=0.5
        )


def how_to_press(view: View, context: LayoutContext, box: Box) -> Generator[Element, None, str]:
    """Lay out fingers and pressure, each a sign with its text; the signs alone in little room.

    :return: the pressure as a sentence, if there is no room for it
    """
    card, scale, theme = view.card, context.scale, context.theme
    assert card is not None  # only a stage has one
    if not card.code:
        return ""  # nothing is pressed
    signs: list[tuple[Paint, str]] = [
        (icons.hands(card.fingers, card.fingers_or, card.hands), card.fingers_text),
        (icons.gauge(card.softest, card.hardest), card.pressure_text),
    ]
    line = round(fonts.LINE * scale.small)
    if box.h >= 4.6 * line:
        for row, (sign, words) in zip(box.rows(1, 1, gap=context.grid.gap), signs, strict=True):
            side = min(row.h, round(2.1 * line))
            yield Drawing(
                Box(row.x, row.y, side, row.h).middle(side, side), sign, theme.press, theme
            )
            room = Box(row.x + side + line // 3, row.y, row.w - side - line // 3, row.h)
            yield from text(context, room, words, size=scale.small, down=0.5, leading=fonts.TIGHT)
        return ""
    side = min(box.h, round(1.6 * line))
    (fingers, _), (gauge, strength) = signs
    hand = Box(box.x, box.y, side, side)
    bars = Box(
        hand.right + side // 3, box.y + round(side * 0.1), round(side * 0.8), round(side * 0.8)
    )
    yield Drawing(hand, fingers, theme.press, theme)
    yield Drawing(bars, gauge, theme.press, theme)
    room = Box(bars.right + side // 6, box.y, box.right - bars.right - side // 6, side)
    if fonts.width(strength, scale.small, False) > room.w:
        return card.pressure_sentence
    yield from text(context, room, strength, size=scale.small, down=0.5)
    return ""


def countdown(
    box: Box,
    left: Countdown | None,
    colour: Colour,
    context: LayoutContext,
    breathes: bool = False,
) -> Elements:
    """Lay out a ring that empties around large digits.

    :param breathes: a disc behind the digits grows and shrinks as a person should breathe
    """
    if left is None:
        return
    square, theme = box.square(), context.theme
    wide = max(4, round(square.w * 0.08))
    a_second = 1 if context.calm else FRAMES
    ticks = math.ceil(left.length * a_second)
    ring = Ring(square, wide, colour, theme.line, ticks, ticks)
    yield lambda moment: replace(ring, ticks_left=math.ceil(moment.left * a_second - 1e-6))
    if breathes:
        disc = Breath(square.inset(wide + 1), colour, theme.paper, 0.0)
        yield lambda moment: replace(disc, size=swell(moment.since))
    digits = square.inset(wide + square.w * 0.02)
    most = max(context.scale.word, round(square.h * 0.46))
    widest = "0" * max(2, len(str(math.ceil(left.length))))
    px = fonts.fit((widest,), digits.w, digits.h, True, most).px
    blank = fonts.FittedText(px, ("",))
    wanted = min(px, context.scale.word)  # digits cannot be shortened
    full = Label(digits, blank, True, theme.ink, 0.5, 0.5, wanted, Role.ACTION)

    def digits_at(moment: Moment) -> Label:
        return replace(full, text=fonts.FittedText(px, (replace(left, left=moment.left).digits,)))

    yield digits_at


def blossom(
    box: Box, done: Sequence[bool], opening: Sequence[int], context: LayoutContext
) -> Element:
    """Return a flower with a petal for each point, those finished in colour.

    :param opening: the petals that open now, one after the other
    """
    theme = context.theme

    def at(moment: Moment) -> Item:
        since = math.inf if context.calm else moment.since
        opened = dict(zip(opening, flower.opened(len(opening), since), strict=True))
        shares = tuple(opened.get(petal, 1.0) for petal in range(len(done)))
        return Drawing(box, flower.flower(shares, tuple(done)), theme.press, theme)

    return at


BLOOM = 0.8
"""The width of a flower in place of a picture, as a fraction of its frame's shorter side."""


def bloom(frame: Box) -> Box:
    """Return the box of a flower in place of a picture."""
    side = round(BLOOM * min(frame.w, frame.h))
    return frame.middle(side, side)


def breath(view: View, box: Box, colour: Colour, size: int) -> Elements:
    """Lay out the words of the guide to breathing."""
    blank = Label(box, fonts.FittedText(size, ("",)), True, colour, 0.0, 0.5, size)
    words = [fonts.fit((each,), box.w, box.h, True, size) for each in view.breathing]
    yield lambda moment: replace(blank, text=words[breath_at(moment.since) >= INHALE])


def breath_at(seconds: float) -> float:
    """Return how long the present breath has lasted, ``seconds`` after the first began."""
    return math.floor(seconds * FRAMES) / FRAMES % (INHALE + EXHALE)


def swell(seconds: float) -> float:
    """Return how full the guide to breathing is, 0 to 1, ``seconds`` after the first breath."""
    at = breath_at(seconds)
    share = at / INHALE if at < INHALE else 1 - (at - INHALE) / EXHALE
    return round(0.5 - 0.5 * math.cos(share * math.pi), 3)
