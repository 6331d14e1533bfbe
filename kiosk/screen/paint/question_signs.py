"""The signs beside the questions of the screening, for what no picture of the body shows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial

from kiosk.routine.pages import Sign
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.icons import Pen
from kiosk.screen.paint.items import Paint
from kiosk.screen.paint.supersample import Enlarged
from kiosk.screen.paint.theme import Colour, Theme, mix

Draw = Callable[[Pen, Colour, Colour], None]
"""Draws with a pen in the colour of the page, and a paler one."""


def _heart(pen: Pen, ink: Colour, pale: Colour) -> None:
    turns = [number / 40 * math.tau for number in range(40)]
    edge = [
        (
            2.5 * 16 * math.sin(t) ** 3,
            -2.5 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
        )
        for t in turns
    ]
    pen.polygon(pale, *edge)
    pen.stroke(ink, 5, *edge, edge[0])
    pen.stroke(ink, 6, (-40, 0), (-14, 0), (-6, -16), (6, 16), (14, 0), (40, 0))


def _night(pen: Pen, ink: Colour, pale: Colour) -> None:
    outer = [(-math.cos(t) * 40, math.sin(t) * 40) for t in _arc(-0.35, 0.65)]
    inner = [(16 - math.cos(t) * 34, -8 + math.sin(t) * 34) for t in _arc(0.62, -0.42)]
    pen.polygon(ink, *outer, *inner)
    for x, y, size in ((26, -26, 7), (36, 4, 5), (12, -4, 4)):
        pen.stroke(ink, 3, (x - size, y), (x + size, y))
        pen.stroke(ink, 3, (x, y - size), (x, y + size))


def _arc(start: float, end: float) -> list[float]:
    return [math.pi * (start + (end - start) * step / 30) for step in range(31)]


def _fever(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.stroke(ink, 26, (0, -38), (0, 24))
    pen.disc(ink, 0, 28, 20)
    pen.stroke(pale, 17, (0, -38), (0, 24))
    pen.disc(pale, 0, 28, 15)
    pen.stroke(ink, 7, (0, -20), (0, 24))
    pen.disc(ink, 0, 28, 10)
    for y in (-32, -20, -8):
        pen.stroke(ink, 4, (20, y), (32, y))


def _ribbon(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.stroke(ink, 15, (26, 44), (-12, -18), (-8, -36), (0, -40), (8, -36))
    pen.stroke(pale, 21, (-14, 24), (12, -18))
    pen.stroke(ink, 15, (-26, 44), (12, -18), (8, -36))


def _bone(pen: Pen, ink: Colour, pale: Colour) -> None:
    ends = ((-30, 20), (-20, 30), (20, -30), (30, -20))
    for colour, grow in ((ink, 0), (pale, -8)):
        pen.stroke(colour, 20 + grow, (-24, 24), (24, -24))
        for x, y in ends:
            pen.disc(colour, x, y, 14 + grow / 2)


def _plaster(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.stroke(ink, 36, (-26, 26), (26, -26))
    pen.stroke(pale, 28, (-26, 26), (26, -26))
    pen.polygon(ink, (-22, 0), (0, -22), (22, 0), (0, 22))
    for x, y in ((0, -9), (0, 9), (-9, 0), (9, 0)):
        pen.disc(pale, x, y, 3)


def _meal(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.disc(ink, 0, 0, 28)
    pen.disc(pale, 0, 0, 24)
    pen.disc(ink, 0, 0, 16)
    pen.disc(pale, 0, 0, 13)
    pen.stroke(ink, 5, (-40, -34), (-40, 36))
    for x in (-46, -34):
        pen.stroke(ink, 4, (x, -36), (x, -18), (-40, -10))
    pen.stroke(ink, 7, (40, -34), (40, 0))
    pen.stroke(ink, 5, (40, 0), (40, 36))


def _blood(pen: Pen, ink: Colour, pale: Colour) -> None:
    for colour, size in ((ink, 30.0), (pale, 24.0)):
        pen.disc(colour, 0, 14, size)
        pen.polygon(colour, (-0.93 * size, 3), (0, -44 + (30 - size)), (0.93 * size, 3))
    pen.stroke(ink, 5, (-12, 16), (-8, 26), (2, 30))


def _artery(pen: Pen, ink: Colour, pale: Colour) -> None:
    for colour, grow in ((ink, 0), (pale, -10)):
        pen.stroke(colour, 26 + grow, (0, -46), (0, 46))
        pen.disc(colour, 8, 0, 26 + grow / 2)
    pen.stroke(ink, 4, (-2, -34), (-2, 34))


def _pregnant(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.disc(ink, -6, -38, 10)
    pen.stroke(ink, 18, (-8, -18), (-8, 14))
    pen.disc(ink, 2, 8, 19)
    pen.stroke(ink, 14, (-8, 16), (-6, 44))
    pen.disc(pale, 4, 8, 9)


def _dizzy(pen: Pen, ink: Colour, pale: Colour) -> None:
    turns = [number / 60 for number in range(61)]
    spiral = [(40 * t * math.cos(18 * t), 40 * t * math.sin(18 * t)) for t in turns]
    pen.stroke(ink, 7, *spiral)


def _lungs(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.stroke(ink, 8, (0, -44), (0, -14))
    for side in (-1, 1):
        pen.stroke(ink, 6, (0, -14), (side * 14, -4))
        lobe = ((side * 16, -28), (side * 36, 8), (side * 40, 34), (side * 14, 30))
        pen.stroke(ink, 12, *lobe, lobe[0])
        pen.polygon(ink, *lobe)
        pen.stroke(pale, 4, (side * 18, -8), (side * 26, 22))


def _calendar(pen: Pen, ink: Colour, pale: Colour) -> None:
    for colour, grow in ((ink, 0), (pale, -5)):
        across, top, low = 38 + grow, -32 - grow, 40 + grow
        pen.polygon(colour, (-across, top), (across, top), (across, low), (-across, low))
    pen.polygon(ink, (-38, -32), (38, -32), (38, -14), (-38, -14))
    for x in (-20, 20):
        pen.stroke(ink, 8, (x, -44), (x, -24))
    for number in range(9):
        pen.disc(ink, -20 + number % 3 * 20, -1 + number // 3 * 14, 4)


def _weak(pen: Pen, ink: Colour, pale: Colour) -> None:
    pen.stroke(ink, 20, (-22, -40), (-2, 0), (-12, 36), (10, 36))
    pen.stroke(pale, 12, (-22, -40), (-2, 0), (-12, 36), (10, 36))
    pen.stroke(ink, 7, (32, -34), (32, 14))
    pen.stroke(ink, 7, (18, 0), (32, 16), (46, 0))


def _sign(big: Enlarged, box: Box, colour: Colour, theme: Theme, draw: Draw) -> None:
    draw(Pen(big, box), colour, mix(theme.paper, colour, 0.16))


_DRAWN: Mapping[Sign, Draw] = {
    Sign.ARTERY: _artery,
    Sign.BLOOD: _blood,
    Sign.BONE: _bone,
    Sign.CALENDAR: _calendar,
    Sign.CANCER: _ribbon,
    Sign.DIZZINESS: _dizzy,
    Sign.FEVER: _fever,
    Sign.HEART: _heart,
    Sign.LUNGS: _lungs,
    Sign.MEAL: _meal,
    Sign.NIGHT: _night,
    Sign.PLASTER: _plaster,
    Sign.PREGNANCY: _pregnant,
    Sign.WEAKNESS: _weak,
}

SIGNS: Mapping[str, Paint] = {sign.value: partial(_sign, draw=_DRAWN[sign]) for sign in Sign}
"""The drawing of each sign, by the name that a routine gives it."""
