"""A flower with a petal for each point: it opens at the end of a session."""

from __future__ import annotations

import math
from functools import lru_cache, partial

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.icons import Pen
from kiosk.screen.paint.items import Paint
from kiosk.screen.paint.supersample import Enlarged
from kiosk.screen.paint.theme import Colour, Theme, mix

FEWEST = 5
"""Petals that a flower has at least, so that it looks like one."""

OPENS, EACH = 1.2, 0.5
"""Seconds in which a petal opens, and from the start of one to the start of the next."""

STEPS = 12
"""Steps in which a petal opens."""

HEART, TIP, HALF = 10.0, 49.0, 14.0
"""Where a petal begins and ends, and half its width, in hundredths of the flower's width."""

CURVE = 16
"""Corners of each side of a petal."""


def opened(petals: int, since: float) -> tuple[float, ...]:
    """Return how far each petal is open, 0 to 1, ``since`` seconds after the first began to."""
    shares = (min(1.0, max(0.0, (since - EACH * number) / OPENS)) for number in range(petals))
    return tuple(
        round(round(share * share * (3 - 2 * share) * STEPS) / STEPS, 3) for share in shares
    )


@lru_cache(maxsize=64)
def flower(petals: tuple[float, ...], done: tuple[bool, ...]) -> Paint:
    """Return a flower with a tick, its petals open as far as given, 0 to 1; pale if not done."""
    return partial(_flower, petals=petals, done=done, ticked=True)


def _flower(
    big: Enlarged,
    box: Box,
    colour: Colour,
    theme: Theme,
    petals: tuple[float, ...],
    done: tuple[bool, ...],
    ticked: bool,
) -> None:
    pen = Pen(big, box)
    width = HALF * min(1.0, 6 / len(petals))
    for number, (share, full) in enumerate(zip(petals, done, strict=True)):
        if not share:
            continue
        turn = math.tau * number / len(petals)
        tone = theme.petal if full else mix(theme.petal, theme.wash, 0.7)
        for paint, size in ((tone, 1.0), (mix(tone, theme.reverse, 0.28), 0.62)):
            reach = HEART + (TIP - HEART) * share * size
            pen.polygon(paint, *_petal(turn, reach, width * share * size))
    pen.disc(colour, 0, 0, 13)
    if ticked:
        pen.stroke(theme.reverse, 3.2, (-6, 0.5), (-1.7, 5), (6.5, -4.5))


def _petal(turn: float, reach: float, half: float) -> list[tuple[float, float]]:
    """Return the outline of a petal that points to ``turn`` (radians, clockwise from the top)."""
    sin, cos = math.sin(turn), math.cos(turn)
    along = [number / CURVE for number in range(CURVE + 1)]
    right = [
        (HEART / 2 + (reach - HEART / 2) * at, half * math.sin(math.pi * at**1.15)) for at in along
    ]
    outline = (*right, *((out, -side) for out, side in reversed(right)))
    return [(out * sin + side * cos, side * sin - out * cos) for out, side in outline]


whole: Paint = partial(_flower, petals=(1.0,) * 6, done=(True,) * 6, ticked=False)
"""A flower in full bloom."""
