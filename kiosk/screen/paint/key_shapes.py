"""The shape of each button as data, for the screen and for the front plate. Pure: no pygame.

A shape is laid out on a square of 100 by 100 units, its middle at (0, 0), y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from kiosk.session.keys import Key


class ShapePart(NamedTuple):
    """A filled polygon, or a line of ``width`` units, round at ends and corners."""

    points: tuple[tuple[float, float], ...]
    width: float = 0.0


_TURN = [math.radians(degrees) for degrees in range(-20, 276, 5)]
_RADIUS = 31.0

KEY_SHAPES: Mapping[Key, tuple[ShapePart, ...]] = {
    # A triangle that points on.
    Key.ADVANCE: (ShapePart(((-30, -38), (38, 0), (-30, 38))),),
    # An arrow that comes round to where it began.
    Key.REPEAT: (
        ShapePart(tuple((_RADIUS * math.cos(a), _RADIUS * math.sin(a)) for a in _TURN), 12),
        ShapePart(((2, -50), (30, -30), (2, -10))),
    ),
    # Two triangles that point apart.
    Key.SWITCH: (
        ShapePart(((-7, -34), (-46, 0), (-7, 34))),
        ShapePart(((7, -34), (46, 0), (7, 34))),
    ),
    # Two upright bars.
    Key.PAUSE: tuple(ShapePart(((x, -28), (x, 28)), 18) for x in (-17, 17)),
    # Three rising bars.
    Key.VOLUME: tuple(
        ShapePart(((x, 28), (x, top)), 18) for x, top in ((-30, 12), (0, -8), (30, -28))
    ),
}
