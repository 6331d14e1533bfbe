"""The picture of a page: cut to its frame, with its points marked and its landmarks named."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.routine.illustrations import Half, Landmark, Mark, Picture, Rectangle, Side
from kiosk.screen.layout.callouts import Named, callouts
from kiosk.screen.layout.elements import FRAMES, Element, Elements, LayoutContext, Moment
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.fingers import Fingers
from kiosk.screen.paint.items import Fill, Item, Label, Marker, Photo, Plate
from kiosk.screen.paint.strokes import Coordinate, Stroke
from kiosk.session.view import PageKind, View

AIR = 0.05
"""Room around what a crop must keep, as a fraction of the frame."""

ZOOM, CLOSE = 1.3, 1.8
"""How much larger than its frame a picture may be shown, and one of a place that is measured."""

STROKE, DOT, START = 0.008, 2.6, 1.7
"""Width of a measure's lines, as a fraction of the frame's height, and in widths of its line the
radius of a dot, and of one where fingers begin: it leaves the landmark in sight."""

ROOM, CLOSE_ROOM = 0.3, 0.13
"""What is seen around the marks of a picture that does not say what to keep, and of a place that
is measured, as fractions of the picture."""

PULSE_SECONDS = 4.0
"""Seconds of a marker's pulse while a point is looked for: a calm quarter of a hertz."""

PULSING = (PageKind.FIND,)
"""Pages on which the markers pulse."""

LET_GO = (PageKind.RELEASE, PageKind.SETTLE)
"""Pages on which nothing is to be pressed, so nothing is marked."""

NAMED = (PageKind.FIND, PageKind.LEAD_IN)
"""Pages on which landmarks and measures are named."""


def crop(picture: Picture, box: Box, zoom: float = ZOOM) -> Box:
    """Return the box of an entire picture, of which a frame ``box`` shows what it must keep.

    The picture fills the frame unless that would cut what it must keep, and is enlarged by at most
    ``zoom`` to show that clearly.
    """
    x, y, w, h = picture.keep or _around(picture.points, ROOM)
    wide, tall = picture.width, picture.height
    cover = max(box.w / wide, box.h / tall)
    room = 1 - 2 * AIR
    fitting = min(box.w * room / (w * wide), box.h * room / (h * tall))
    tightest = min(box.w / (w * wide), box.h / (h * tall))
    scale = min(max(cover, min(fitting, zoom * cover)), tightest)
    return Box(
        box.x + _offset(box.w, wide * scale, x, w, [mark.x for mark in picture.points]),
        box.y + _offset(box.h, tall * scale, y, h, [mark.y for mark in picture.points]),
        round(wide * scale),
        round(tall * scale),
    )


def _offset(frame: float, whole: float, start: float, size: float, at: Sequence[float]) -> int:
    """Return where a picture begins: its points central, what it keeps in view, the frame full."""
    if whole <= frame:
        return round((frame - whole) / 2)
    middle = (min(at) + max(at)) / 2 if at else start + size / 2
    least, most = -start * whole, frame - (start + size) * whole
    kept = max(least, min(most, frame / 2 - middle * whole))
    return round(min(0.0, max(frame - whole, kept)))


def _around(marks: Sequence[Mark | Landmark], room: float) -> Rectangle:
    """Return the box within ``room`` of marks, all in fractions of a picture; without any, all."""
    if not marks:
        return 0.0, 0.0, 1.0, 1.0
    xs, ys = [mark.x for mark in marks], [mark.y for mark in marks]
    left, right = max(0.0, min(xs) - room), min(1.0, max(xs) + room)
    top, low = max(0.0, min(ys) - room), min(1.0, max(ys) + room)
    return left, top, right - left, low - top


def stage_picture(view: View, context: LayoutContext, box: Box) -> Elements:
    """Lay out a stage's picture with its points marked and, while they are to be found, named."""
    card, album = view.card, context.album.pictures
    assert card is not None  # only a stage has points
    yield Fill(box, context.theme.wash)
    name = next((name for name in view.pictures if name in album), None)
    if name is None:
        yield Photo(box, "", box, context.theme.wash)
        return
    picture = album[name]
    close = view.page in NAMED and name.endswith(".find") and picture.points
    whole = crop(picture, box)
    if close:
        kept = _around((*picture.points, *picture.landmarks), CLOSE_ROOM)
        whole = crop(replace(picture, keep=kept), box, CLOSE)
    yield Photo(whole.common(box), name, whole, context.theme.wash)
    radius = max(5.0, 0.024 * box.h)
    points = [m for m in picture.points if m.code == card.code and m.side in card.sides]
    places = [_place(whole, (mark.x, mark.y)) for mark in points]
    taken = [Box.about(x, y, 2.2 * radius) for x, y in places]
    plates = list(_side_names(picture, view, context, box))
    sides = [plate.box for plate in plates]
    if view.page in NAMED:
        taken += sides if card.side_name else []
        spare = [] if card.side_name else sides
        free = yield from _aids(picture, view, context, whole, box, taken, spare)
        plates = plates if free else []
    for mark, (x, y) in zip(points, places, strict=True) if view.page not in LET_GO else ():
        marker = Marker.at(x, y, radius, 0.0, not mark.seen, context.theme)
        yield _pulsing(marker, context) if view.page in PULSING else marker
    yield from plates


def _place(whole: Box, at: Sequence[float]) -> Coordinate:
    """Return the place on the page of a place on a picture (0 to 1)."""
    return whole.x + at[0] * whole.w, whole.y + at[1] * whole.h


def _pulsing(marker: Marker, context: LayoutContext) -> Element:
    """Let a marker's halo grow and shrink; in a calm layout it stays half grown."""
    if context.calm:
        return replace(marker, swell=0.5)
    return lambda moment: replace(marker, swell=_swell(moment))


def _swell(moment: Moment) -> float:
    pulse = math.floor(moment.now * FRAMES) / FRAMES / PULSE_SECONDS
    return round(0.5 - 0.5 * math.cos(pulse * math.tau), 3)


def _side_names(picture: Picture, view: View, context: LayoutContext, box: Box) -> Iterator[Item]:
    """Name the side at the foot: hands and feet are drawn as their owner sees them."""
    card, gap = view.card, max(12, context.grid.gap)
    assert card is not None
    room = box.inset(gap)
    if card.side_name and picture.points:
        yield from _plate(card.side_name, room, context, dark=True)
    elif picture.left and picture.points and Side.MIDLINE not in card.sides and view.page in NAMED:
        names = (card.left_word, card.right_word)
        here, there = names if picture.left is Half.LEFT else names[::-1]
        yield from _plate(here, room, context)
        yield from _plate(there, room, context, right=True)


def _plate(
    words: str, room: Box, context: LayoutContext, dark: bool = False, right: bool = False
) -> Iterator[Item]:
    """Set words on a plate in a lower corner of a room."""
    size, theme = context.scale.small, context.theme
    wide, tall = fonts.width(words, size, dark) + round(0.6 * size), round(1.2 * size)
    box = Box(room.right - wide if right else room.x, room.bottom - tall, wide, tall)
    yield Plate(box, theme.ink if dark else theme.card, round(0.25 * size))
    ink = theme.reverse if dark else theme.quiet
    yield Label(box, fonts.FittedText(size, (words,)), dark, ink, 0.5, 0.5, size)


def _aids(
    picture: Picture,
    view: View,
    context: LayoutContext,
    whole: Box,
    box: Box,
    taken: list[Box],
    spare: list[Box],
) -> Generator[Element, None, bool]:
    """Lay out fingers or a line in thirds, or else the landmarks, each with its name.

    :return: whether the names leave ``spare`` free
    """
    card, theme, names = view.card, context.theme, dict(view.landmarks)
    assert card is not None
    wide, named = max(1.6, STROKE * box.h), list[Named]()
    measured = [each for each in picture.measures if each.side in card.sides][:1]
    thirds = [each for each in picture.thirds if each.side in card.sides][-1:]
    for measure in measured if view.measures else ():
        start = _place(whole, measure.start)
        fingers = Fingers.between(start, _place(whole, measure.end), measure.fingers, theme)
        dot = Stroke.through((start, start), wide, theme.ink, theme.card, dot=START * wide)
        yield from (fingers, dot)
        taken += [fingers.box, dot.box]
        words = dict(view.measures).get(measure.fingers, "")
        named.append(Named(words, fingers.nails, True, False))
    for line in thirds if view.third else ():
        start, end = _place(whole, line.start), _place(whole, line.end)
        third = _between(start, end, 1 / 3)
        far = Stroke.through((third, end), wide, theme.ink, theme.card, True, DOT * wide)
        near = Stroke.through((third, start), 1.6 * wide, theme.marker, theme.card, dot=DOT * wide)
        yield from (far, near)
        named.append(Named(view.third, (_between(start, third, 0.5),), True, False))
    places: dict[str, list[Coordinate]] = {}
    for mark in picture.landmarks if not named else ():
        if mark.side in (Side.MIDLINE, *card.sides) and mark.key in names:
            at = _place(whole, (mark.x, mark.y))
            places.setdefault(names[mark.key], []).append(at)
    for several in places.values():
        taken += [Box.about(x, y, 3 * wide) for x, y in several]
    points = tuple(
        _place(whole, (mark.x, mark.y))
        for mark in picture.points
        if mark.code == card.code and mark.side in card.sides
    )
    named += [Named(words, tuple(at), points=points) for words, at in places.items()]
    x, y, w, h = picture.keep or _around(picture.points, ROOM)
    (left, top), (right, low) = _place(whole, (x, y)), _place(whole, (x + w, y + h))
    kept = Box(round(left), round(top), round(right - left), round(low - top))
    room = box.inset(max(12, context.grid.gap))
    shown = [name for name in named if name.words]
    return (yield from callouts(shown, context, room, taken, wide, kept, spare))


def _between(one: Coordinate, other: Coordinate, share: float) -> Coordinate:
    """Return the place at a fraction of the way from one place to another."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def contain(picture: Picture, box: Box) -> Box:
    """Return the box of an entire picture whose height, and width to keep, fit into ``box``."""
    across = picture.keep[2] if picture.keep else 1.0
    scale = min(box.w / (across * picture.width), box.h / picture.height)
    return box.middle(picture.width * scale, picture.height * scale)


def whole(name: str, context: LayoutContext, box: Box) -> Elements:
    """Lay out a picture without marks: a posture, a preview, or the place that is asked about."""
    picture = context.album.pictures.get(name)
    if picture is None:
        yield Photo(box, "", box, context.theme.wash)
        return
    if picture.points:
        picture = replace(picture, keep=_around(picture.points, 2 * AIR))
    place = crop(picture, box)
    yield Photo(place.common(box), name, place, context.theme.wash)


FIGURES = ("locator.front", "locator.back")
"""The figures that show where all points are."""


DISC = 0.9
"""Width of a numbered disc, as a fraction of its number's size."""

LARGEST_DISC = 0.14
"""The widest margin for numbered discs, as a fraction of its frame; else points are only marked."""


def figures(view: View, context: LayoutContext, box: Box) -> Elements:
    """Lay out the figure from the front and from the back, with the points' numbers beside it."""
    yield Fill(box, context.theme.wash)
    inner, disc = box.inset(0.03 * box.w, 0.02 * box.h), round(1.2 * DISC * context.scale.small)
    numbered = disc <= LARGEST_DISC * inner.w
    gap = round(0.03 * box.w)
    halves = inner.inset(disc if numbered else 0, 0).columns(1, 1, gap=gap)
    edges = inner.x + disc / 2, inner.right - disc / 2
    for name, half, edge in zip(FIGURES, halves, edges, strict=True):
        places = yield from figure(name, view, context, half)
        if numbered and len(places) * disc <= inner.h:
            yield from _numbers(places, edge, disc, context)


def figure(
    name: str, view: View, context: LayoutContext, box: Box, zoom: float = 1.0
) -> Generator[Element, None, dict[int, list[Coordinate]]]:
    """Lay out a figure with the view's points marked.

    :param zoom: how much larger than the box it is; the box then shows what is around its points
    :return: the places marked, by the number of their point
    """
    picture, theme = context.album.pictures.get(name), context.theme
    if picture is None:
        yield Photo(box, "", box, theme.wash)
        return {}
    whole = contain(picture, box)
    if zoom > 1.0:
        marked = [mark.y for mark in picture.points if (mark.code, mark.side) in view.points]
        wide, tall = round(zoom * whole.w), round(zoom * whole.h)
        middle = sum(marked) / len(marked) if marked else 0.0
        top = round(max(box.h - tall, min(0.0, box.h / 2 - middle * tall)))
        whole = Box(box.x + (box.w - wide) // 2, box.y + top, wide, tall)
        yield Fill(box, theme.wash)
    yield Photo(whole.common(box), name, whole, theme.wash)
    radius = max(3.0, 0.015 * box.h)
    groups: dict[tuple[int, Side], list[Coordinate]] = {}
    for mark in picture.points:
        number = view.points.get((mark.code, mark.side))
        if mark.seen and number is not None:
            groups.setdefault((number, mark.side), []).append(_place(whole, (mark.x, mark.y)))
    places: dict[int, list[Coordinate]] = {}
    for (number, _), found in groups.items():
        places.setdefault(number, []).append(_middle(found))
    for number, sides in places.items():
        if len(sides) == len(_SIDES) and math.dist(*sides) < 1.5 * radius:
            places[number] = [_middle(sides)]
        for x, y in places[number]:
            yield Marker.at(x, y, radius, 0.0, False, theme)
    return places


_SIDES = (Side.LEFT, Side.RIGHT)


def _numbers(
    places: Mapping[int, Sequence[Coordinate]], edge: float, disc: int, context: LayoutContext
) -> Elements:
    """Number points along an edge, each with a line to its nearest place."""
    theme, size, lowest = context.theme, context.scale.small, -math.inf
    nearest = {
        number: min(each, key=lambda place: abs(place[0] - edge)) for number, each in places.items()
    }
    for number, (x, y) in sorted(nearest.items(), key=lambda each: each[1][1]):
        lowest = max(y, lowest + disc + 4)
        box = Box.about(edge, lowest, disc / 2)
        start = edge + math.copysign(disc / 2, x - edge), lowest
        short = min(1.0, 0.2 * disc / (1 + math.dist(start, (x, y))))
        ends = start, _between((x, y), start, short)
        yield Stroke.through(ends, max(1.6, 0.05 * disc), theme.press, theme.card)
        yield Plate(box, theme.press, disc // 2, max(1, disc // 18), theme.rim)
        words = fonts.FittedText(size, (str(number),))
        yield Label(box, words, True, theme.reverse, 0.5, 0.5, size)


def _middle(places: Sequence[Coordinate]) -> Coordinate:
    """Return the middle of several places."""
    xs, ys = zip(*places, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)
