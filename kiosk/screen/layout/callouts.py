"""Words beside what they name on a picture, with a line to it: they hide nothing that matters."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from functools import lru_cache
from itertools import islice, permutations, product
from typing import NamedTuple

from kiosk.screen.layout.elements import Element, LayoutContext
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Label, Plate
from kiosk.screen.paint.strokes import Coordinate, Stroke

ORDERS = 6
"""Orders in which the names of a picture are tried until none is in another's way."""


class Named(NamedTuple):
    """Words to put beside one of the places that they name.

    :ivar points: the points that are found from there: what presses them lies beyond
    """

    words: str
    places: tuple[Coordinate, ...]
    bold: bool = False
    dot: bool = True
    points: tuple[Coordinate, ...] = ()


class Spot(NamedTuple):
    """Where words are put, and the place that they name.

    :ivar flaw: 1 if their line crosses something, 2 if they hide something
    """

    box: Box
    place: Coordinate
    flaw: int = 0


def callouts(
    named: Sequence[Named],
    context: LayoutContext,
    room: Box,
    taken: Sequence[Box],
    wide: float,
    avoided: Box,
    spare: Sequence[Box] = (),
) -> Generator[Element, None, bool]:
    """Put words where they hide nothing, as near as possible, with lines to what they name.

    :param taken: what they must not hide
    :param avoided: where they should not be put unless necessary
    :param spare: what they must not hide unless there is no other way
    :return: whether they leave ``spare`` free
    """
    size, theme = context.scale.small, context.theme
    spots = _spots(tuple(named), room, size, (*taken, *spare), avoided)
    free = not spare or not any(spot.flaw for spot in spots)
    if not free:
        spots = _spots(tuple(named), room, size, tuple(taken), avoided)
    for name, spot in zip(named, spots, strict=True):
        tip = _nearest(spot.box, spot.place)
        if name.dot or math.dist(tip, spot.place) > 0.3 * size:
            dot = 2.6 * wide if name.dot else 0.0
            yield Stroke.through((tip, spot.place), wide, theme.ink, theme.card, dot=dot)
        yield Plate(spot.box, theme.card, round(0.25 * size))
        words = _set(name, room, size)
        yield Label(spot.box, words, name.bold, theme.ink, 0.5, 0.5, size)
    return free


def _set(name: Named, room: Box, size: int) -> fonts.FittedText:
    """Break words into lines that leave room for others beside them."""
    wide, words = round(0.5 * room.w), (name.words,)
    broken = fonts.put(words, size, name.bold, wide, fonts.TIGHT)
    return fonts.balanced(words, broken, name.bold, wide)


@lru_cache(maxsize=64)
def _spots(
    named: tuple[Named, ...], room: Box, size: int, taken: tuple[Box, ...], avoided: Box
) -> Sequence[Spot]:
    """Return a spot for each of several words, clear of each other if possible."""
    best: Sequence[Spot] = ()
    for order in islice(permutations(range(len(named))), ORDERS):  # the first has the most room
        found = _in_turn([named[number] for number in order], room, size, taken, avoided)
        spots = [found[order.index(number)] for number in range(len(named))]
        if not best or _flaws(spots) < _flaws(best):
            best = spots
        if not any(spot.flaw for spot in spots):
            break
    return best


def _flaws(spots: Sequence[Spot]) -> tuple[int, int]:
    """Return the worst flaw and the sum of all."""
    return max(spot.flaw for spot in spots), sum(spot.flaw for spot in spots)


def _in_turn(
    named: Sequence[Named], room: Box, size: int, taken: Sequence[Box], avoided: Box
) -> list[Spot]:
    """Return a spot for each of several words, found one after the other."""
    used, spots = list(taken), list[Spot]()
    for name in named:
        spot = _spot(name, room, size, used, avoided, spots)
        used += [spot.box, *(Box.about(x, y, 2) for x, y in _way(spot))]
        spots.append(spot)
    return spots


def _spot(
    name: Named,
    room: Box,
    size: int,
    taken: Sequence[Box],
    avoided: Box,
    spots: Sequence[Spot],
) -> Spot:
    """Return the nearest spot that is clear, or else the one that hides least.

    :param avoided: where words should not be put unless necessary
    :param spots: those of other words, whose lines it must not cross
    """
    words = _set(name, room, size)
    w = max(fonts.width(line, size, name.bold) for line in words.lines) + round(0.5 * size)
    h, step = words.height, max(1, size // 3, room.w // 18)
    lefts = [*range(room.x, room.right - w, step), max(room.x, room.right - w)]
    tops = [*range(room.y, room.bottom - h, step), max(room.y, room.bottom - h)]

    def badness(spot: Spot) -> float:
        away = math.dist(_nearest(spot.box, spot.place), spot.place)
        hides = _area(spot.box.common(avoided)) / (w * h) if spot.box.meets(avoided) else 0.0
        return abs(away - 0.7 * size) + 2 * size * hides + 3 * size * _facing(spot, name.points)

    options = [Spot(Box(x, y, w, h), at) for x, y in product(lefts, tops) for at in name.places]
    options.sort(key=badness)
    free = [spot for spot in options if not any(spot.box.meets(other) for other in taken)]
    clear = next((spot for spot in free if not _crosses(spot, taken, spots)), None)
    if clear or free:
        return clear or free[0]._replace(flaw=1)
    hidden = [(sum(_area(each.box.common(other)) for other in taken), each) for each in options]
    return min(hidden, key=lambda pair: pair[0])[1]._replace(flaw=2)


def _facing(spot: Spot, points: Sequence[Coordinate]) -> float:
    """Return how far words lie in the direction of the nearest point, from 0 to 1."""
    x, y = spot.place
    there = min(points, key=lambda point: math.dist(point, spot.place), default=spot.place)
    middle = spot.box.x + spot.box.w / 2, spot.box.y + spot.box.h / 2
    lengths = math.dist(there, spot.place) * math.dist(middle, spot.place)
    if not lengths:
        return 0.0
    return max(0.0, ((there[0] - x) * (middle[0] - x) + (there[1] - y) * (middle[1] - y)) / lengths)


def _area(box: Box) -> int:
    return box.w * box.h


def _crosses(spot: Spot, taken: Sequence[Box], spots: Sequence[Spot]) -> bool:
    """Return whether the line from words to what they name would run across something else."""
    if any(_intersect(spot, other) for other in spots):
        return True
    others = [other for other in taken if not _holds(other, spot.place)]
    return any(_holds(other, point) for other in others for point in _way(spot))


def _intersect(one: Spot, two: Spot) -> bool:
    """Return whether the lines of two spots cross."""
    a, b, c, d = one.place, _nearest(one.box, one.place), two.place, _nearest(two.box, two.place)

    def turn(p: Coordinate, q: Coordinate, r: Coordinate) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    apart = turn(a, b, c) * turn(a, b, d) > 0 or turn(c, d, a) * turn(c, d, b) > 0
    return not apart


def _way(spot: Spot) -> list[Coordinate]:
    """Return places on the line from what is named to the words."""
    (x, y), tip = spot.place, _nearest(spot.box, spot.place)
    return [(x + (tip[0] - x) * at / 8, y + (tip[1] - y) * at / 8) for at in range(1, 9)]


def _nearest(box: Box, place: Coordinate) -> Coordinate:
    """Return the place of a box that is nearest to another place."""
    return min(max(place[0], box.x), box.right), min(max(place[1], box.y), box.bottom)


def _holds(box: Box, place: Coordinate) -> bool:
    return box.x <= place[0] <= box.right and box.y <= place[1] <= box.bottom
