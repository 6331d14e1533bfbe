"""The picture of a page: cut to its panel, with its points marked and its landmarks named."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from kiosk.routine.illustrations import Half, Picture, Side
from kiosk.screen.layout.parts import FRAMES, LayoutContext, Moment, Part, Parts
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Drawing, Fill, Item, Label, Marker, Photo, Plate
from kiosk.screen.paint.strokes import Place, Stroke
from kiosk.session.view import PageKind, View

AIR = 0.05
"""Room around what a crop must keep, as a fraction of the panel."""

ZOOM = 1.7
"""How much larger than its panel a picture may be shown."""

BREATH_SECONDS = 4.0
"""Seconds of a marker's breath while a point is looked for: a calm quarter of a hertz."""

BREATHING = (PageKind.FIND,)
"""Pages on which the markers breathe."""

NAMED = (PageKind.FIND, PageKind.LEAD_IN)
"""Pages on which landmarks and measures are named."""


def crop(picture: Picture, box: Box) -> Box:
    """Return the box of an entire picture, of which a panel ``box`` shows what it must keep.

    The picture fills the panel unless that would cut what it must keep, and is enlarged so that
    this is well seen.
    """
    x, y, w, h = picture.keep or _round_the_marks(picture)
    wide, tall = picture.width, picture.height
    cover = max(box.w / wide, box.h / tall)
    room = 1 - 2 * AIR
    fitting = min(box.w * room / (w * wide), box.h * room / (h * tall))
    tightest = min(box.w / (w * wide), box.h / (h * tall))
    scale = min(max(cover, min(fitting, ZOOM * cover)), tightest)
    return Box(
        box.x + _offset(box.w, wide * scale, x + w / 2),
        box.y + _offset(box.h, tall * scale, y + h / 2),
        round(wide * scale),
        round(tall * scale),
    )


def _offset(panel: float, whole: float, middle: float) -> int:
    """Return where a picture begins so that ``middle`` is central and the panel is full."""
    if whole <= panel:
        return round((panel - whole) / 2)
    return round(min(0.0, max(panel - whole, panel / 2 - middle * whole)))


def _round_the_marks(picture: Picture) -> tuple[float, float, float, float]:
    """Return a box about the points of a picture that does not say what to keep."""
    if not picture.points:
        return 0.0, 0.0, 1.0, 1.0
    xs, ys = [mark.x for mark in picture.points], [mark.y for mark in picture.points]
    left, right = max(0.0, min(xs) - 0.3), min(1.0, max(xs) + 0.3)
    top, low = max(0.0, min(ys) - 0.3), min(1.0, max(ys) + 0.3)
    return left, top, right - left, low - top


def stage_picture(view: View, context: LayoutContext, box: Box) -> Parts:
    """Lay out a stage's picture with its points marked and, while they are looked for, named."""
    card, album = view.card, context.album.pictures
    assert card is not None  # only a stage has points
    yield Fill(box, context.theme.wash)
    name = next((name for name in view.pictures if name in album), None)
    if name is None:
        yield Photo(box, "", box, context.theme)
        return
    picture = album[name]
    whole = crop(picture, box)
    yield Photo(whole.common(box), name, whole, context.theme)
    radius = max(5.0, 0.024 * box.h)
    points = [m for m in picture.points if m.code == card.code and m.side in card.sides]
    places = [_place(whole, mark.x, mark.y) for mark in points]
    taken = [Box.about(x, y, 2.2 * radius) for x, y in places]
    plates = list(_side_names(picture, view, context, box))
    taken += [plate.box for plate in plates]
    if view.page in NAMED:
        yield from _aids(picture, view, context, whole, box, taken)
    for mark, (x, y) in zip(points, places, strict=True):
        marker = Marker.at(x, y, radius, 0.0, not mark.seen, context.theme)
        yield _breathing(marker, context) if view.page in BREATHING else marker
    yield from plates


def _place(whole: Box, x: float, y: float) -> Place:
    """Return the place on the page of a place on a picture (0 to 1)."""
    return whole.x + x * whole.w, whole.y + y * whole.h


def _breathing(marker: Marker, context: LayoutContext) -> Part:
    """Let a marker's halo grow and shrink; in a calm layout it stays half grown."""
    if context.calm:
        return replace(marker, swell=0.5)
    return lambda moment: replace(marker, swell=_swell(moment))


def _swell(moment: Moment) -> float:
    breath = math.floor(moment.now * FRAMES) / FRAMES / BREATH_SECONDS
    return round(0.5 - 0.5 * math.cos(breath * math.tau), 3)


def _side_names(picture: Picture, view: View, context: LayoutContext, box: Box) -> Iterator[Item]:
    """Name the side at the foot: hands and feet are drawn as their owner sees them."""
    card, size, theme = view.card, context.scale.small, context.theme
    assert card is not None
    gap = max(12, context.grid.gap)
    if card.side_name and picture.points:
        yield from _plate(card.side_name, size, box.x + gap, box.bottom - gap, context, True)
    elif picture.left is not None and picture.points and Side.MIDLINE not in card.sides:
        names = (card.left_word, card.right_word)
        here, there = names if picture.left is Half.LEFT else names[::-1]
        foot, ink = box.bottom - gap, theme.ink
        for name, across in ((here, 0.0), (there, 1.0)):
            line = Box(box.x + gap, foot - size, box.w - 2 * gap, size)
            wide = fonts.width(name, size, True)
            room = Box(line.x if across == 0.0 else line.right - wide, line.y, wide, line.h)
            yield Label(
                room, fonts.FittedText(size, (name,)), True, ink, across, 0.5, size
            )


def _plate(
    words: str, size: int, x: int, foot: int, context: LayoutContext, dark: bool
) -> Iterator[Item]:
    """Set words on a plate whose lower left corner is at ``x``, ``foot``."""
    theme = context.theme
    box = Box(x, foot - round(1.3 * size), fonts.width(words, size, True) + round(0.7 * size), round(1.3 * size))
    yield Plate(box, theme.ink if dark else theme.card, round(0.28 * size))
    ink = theme.reverse if dark else theme.ink
    yield Label(box, fonts.FittedText(size, (words,)), True, ink, 0.5, 0.5, size)


class Named(NamedTuple):
    """Words to be put beside a place: one of several places that they may name."""

    words: str
    places: tuple[Place, ...]
    bold: bool = False


def _aids(
    picture: Picture, view: View, context: LayoutContext, whole: Box, box: Box, taken: list[Box]
) -> Parts:
    """Lay out brackets, lines in thirds and the names of landmarks, each clear of the others."""
    card, theme = view.card, context.theme
    assert card is not None
    wide, names = max(1.6, 0.007 * box.h), dict(view.landmarks)
    measures, to_name = dict(view.measures), []
    found: dict[str, list[Place]] = {}
    for mark in picture.landmarks:
        if mark.side in (Side.MIDLINE, *card.sides) and mark.key in names:
            found.setdefault(names[mark.key], []).append(_place(whole, mark.x, mark.y))
    to_name += [Named(words, tuple(places)) for words, places in found.items()]
    ends = [(m.fingers, m.start, m.end) for m in picture.measures if m.side in card.sides]
    for fingers, one, other in ends:
        bracket = _bracket(_place(whole, *one), _place(whole, *other), 0.055 * box.h, whole)
        yield Stroke.through(bracket, wide, theme.ink, theme.card)
        middle = tuple((a + b) / 2 for a, b in zip(bracket[1], bracket[2], strict=True))
        taken.append(Stroke.through(bracket, wide, theme.ink, theme.card).box)
        if fingers in measures and not any(measures[fingers] == each.words for each in to_name):
            to_name.insert(0, Named(measures[fingers], ((middle[0], middle[1]),), True))
    for line in picture.thirds:
        if line.side in card.sides:
            start, end = _place(whole, *line.start), _place(whole, *line.end)
            third = (start[0] + (end[0] - start[0]) / 3, start[1] + (end[1] - start[1]) / 3)
            yield Stroke.through((third, end), wide, theme.ink, theme.card, dashed=True)
            yield Stroke.through((start, third), wide * 1.6, theme.marker, theme.card)
    for places in found.values():
        taken += [Box.about(x, y, 3 * wide) for x, y in places]
    for name in to_name:
        yield from _callout(name, context, box, taken, wide)


def _bracket(start: Place, end: Place, away: float, whole: Box) -> tuple[Place, ...]:
    """Return the corners of a bracket beside a measure, on the side of it with more room."""
    (x1, y1), (x2, y2) = start, end
    length = math.dist(start, end) or 1.0
    dx, dy = (y2 - y1) / length * away, (x1 - x2) / length * away
    if (dy > 0 and abs(dy) > abs(dx)) or (dx < 0 and abs(dx) >= abs(dy)):
        dx, dy = -dx, -dy  # above or to the right
    near = 0.35
    return (
        (x1 + dx * near, y1 + dy * near),
        (x1 + dx, y1 + dy),
        (x2 + dx, y2 + dy),
        (x2 + dx * near, y2 + dy * near),
    )


def _callout(
    named: Named, context: LayoutContext, box: Box, taken: list[Box], wide: float
) -> Parts:
    """Put words where they hide nothing, as near as may be, with a line to what they name."""
    size, theme = context.scale.small, context.theme
    room = box.inset(max(12, context.grid.gap))
    w = fonts.width(named.words, size, named.bold) + round(0.5 * size)
    h = round(1.16 * size)
    spots = [
        Box(x, y, w, h)
        for x, y in product(
            _steps(room.x, room.right - w, size // 3), _steps(room.y, room.bottom - h, size // 3)
        )
    ]
    best = min(
        ((_cost(spot, place, taken, size), spot, place) for spot in spots for place in named.places),
        default=None,
    )
    if best is None:
        return
    _, spot, (x, y) = best
    taken.append(spot)
    tip = (min(max(x, spot.x), spot.right), min(max(y, spot.y), spot.bottom))
    if not named.bold or math.dist(tip, (x, y)) > size:
        yield Stroke.through((tip, (x, y)), wide, theme.ink, theme.card, dot=0 if named.bold else 2.6 * wide)
    yield Plate(spot, theme.card, round(0.25 * size))
    yield Label(
        spot, fonts.FittedText(size, (named.words,)), named.bold, theme.ink, 0.5, 0.5, size
    )


def _steps(first: int, last: int, step: int) -> range:
    return range(first, max(first, last) + 1, max(1, step))


def _cost(spot: Box, place: Place, taken: Sequence[Box], size: int) -> float:
    """Return how bad a spot for words is: far from what they name, or over something else."""
    x, y = place
    away = math.hypot(
        max(spot.x - x, 0, x - spot.right), max(spot.y - y, 0, y - spot.bottom)
    )
    clash = sum(
        common.w * common.h for common in (spot.common(other) for other in taken)
    )
    leader = Box.about(x, y, 1).around(Box.about(*_nearest(spot, place), 1))
    crossed = sum(leader.meets(other) for other in taken if not _holds(other, place))
    return 50 * clash + 3 * size * crossed + abs(away - 0.7 * size) + (0 if away else 9 * size)


def _nearest(spot: Box, place: Place) -> Place:
    return (
        min(max(place[0], spot.x), spot.right),
        min(max(place[1], spot.y), spot.bottom),
    )


def _holds(box: Box, place: Place) -> bool:
    return box.x <= place[0] <= box.right and box.y <= place[1] <= box.bottom


def contain(picture: Picture, box: Box) -> Box:
    """Return the box of an entire picture that just fits into ``box``."""
    scale = min(box.w / picture.width, box.h / picture.height)
    return box.middle(picture.width * scale, picture.height * scale)


def whole(name: str, context: LayoutContext, box: Box) -> Parts:
    """Lay out a picture without marks: a posture, or a preview."""
    picture = context.album.pictures.get(name)
    if picture is None:
        yield Photo(box, "", box, context.theme)
        return
    place = crop(picture, box)
    yield Photo(place.common(box), name, place, context.theme)


FIGURES = ("locator.front", "locator.back")
"""The figures that show where all points are."""


def figures(view: View, context: LayoutContext, box: Box, done: bool = False) -> Parts:
    """Lay out the figure from the front and from the back, points numbered or, if done, ticked."""
    yield Fill(box, context.theme.wash)
    halves = box.inset(0.02 * box.w, 0.02 * box.h).columns(1, 1)
    for name, half in zip(FIGURES, halves, strict=True):
        yield from figure(name, view, context, half, done)


def figure(
    name: str, view: View, context: LayoutContext, box: Box, done: bool = False
) -> Parts:
    """Lay out a whole figure with the view's points: marked, and numbered if they have numbers."""
    picture = context.album.pictures.get(name)
    if picture is None:
        yield Photo(box, "", box, context.theme)
        return
    whole = contain(picture, box)
    yield Photo(whole, name, whole, context.theme)
    numbers = dict(zip(view.points, view.point_numbers, strict=False))
    radius = max(3.0, 0.014 * box.h) * (1.8 if done else 1.0)
    seen: dict[Place, int] = {}
    for mark in picture.points:
        place = _place(whole, mark.x, mark.y)
        shown = mark.seen and (mark.code, mark.side) in view.points
        if shown and all(math.dist(place, other) > 2.6 * radius for other in seen):
            seen[place] = numbers.get((mark.code, mark.side), 0)
    for x, y in seen:
        if done:
            side = 2.4 * radius
            tick = Box(round(x - side / 2), round(y - side / 2), round(side), round(side))
            yield Drawing(tick, icons.check, context.theme.press, context.theme)
        else:
            yield Marker.at(x, y, radius, 0.0, False, context.theme)
    if numbers and not done:
        taken = [Box.about(x, y, 1.6 * radius) for x, y in seen]
        for number in sorted(set(seen.values())):
            places = tuple(place for place, its in seen.items() if its == number)
            named = Named(str(number), places, True)
            yield from _callout(named, context, box, taken, max(1.4, 0.005 * box.h))
