"""The sign of each action as data, for the soft keys. Pure: no pygame.

Signs are laid out as in ``key_shapes``. Actions that mean the same to a person share a sign; no two
others do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kiosk.screen.paint.key_shapes import KEY_SHAPES, ShapePart
from kiosk.session.keys import Action, Key

Shape = tuple[ShapePart, ...]


def _arc(x: float, y: float, across: float, down: float, start: int, end: int) -> ShapePart:
    turn = [math.radians(degrees) for degrees in range(start, end + 1, 9)]
    return ShapePart(tuple((x + across * math.cos(a), y + down * math.sin(a)) for a in turn), 8)


GO: Shape = KEY_SHAPES[Key.ADVANCE]
AGAIN: Shape = KEY_SHAPES[Key.REPEAT]
SIDES: Shape = KEY_SHAPES[Key.SWITCH]
HOLD: Shape = KEY_SHAPES[Key.PAUSE]
LOUDER: Shape = KEY_SHAPES[Key.VOLUME]
READY: Shape = (_arc(0, 0, 42, 42, 0, 360), ShapePart(((-13, -22), (24, 0), (-13, 22))))
SKIP: Shape = (
    ShapePart(((-40, -34), (18, 0), (-40, 34))),
    ShapePart(((32, -30), (32, 30)), 13),
)
FROM_START: Shape = (
    ShapePart(((40, -34), (-18, 0), (40, 34))),
    ShapePart(((-32, -30), (-32, 30)), 13),
)
STOP: Shape = (
    ShapePart(((-26, -26), (26, -26), (26, 26), (-26, 26))),
    ShapePart(((-26, -26), (26, -26), (26, 26), (-26, 26), (-26, -26)), 12),
)
BACK: Shape = (
    ShapePart(((40, 0), (-34, 0)), 13),
    ShapePart(((-8, -30), (-38, 0), (-8, 30)), 13),
)
DOWN: Shape = (
    ShapePart(((0, -40), (0, 34)), 13),
    ShapePart(((-30, 8), (0, 38), (30, 8)), 13),
)
TICK: Shape = (ShapePart(((-36, 4), (-10, 30), (38, -28)), 15),)
CROSS: Shape = (
    ShapePart(((-28, -28), (28, 28)), 15),
    ShapePart(((-28, 28), (28, -28)), 15),
)
UNSURE: Shape = (
    ShapePart((*_arc(0, -20, 21, 21, 180, 396).points, (0, 8), (0, 17)), 12),
    ShapePart(((0, 39), (0, 39.5)), 15),
)
MORE: Shape = tuple(ShapePart(((x, 0), (x, 0.5)), 20) for x in (-34, 0, 34))
HEAR: Shape = (
    ShapePart(((-46, -14), (-26, -14), (-4, -34), (-4, 34), (-26, 14), (-46, 14))),
    _arc(4, 0, 20, 20, -45, 45),
    _arc(4, 0, 38, 38, -45, 45),
)
GLOBE: Shape = (
    _arc(0, 0, 42, 42, 0, 360),
    _arc(0, 0, 19, 42, 0, 360),
    ShapePart(((-42, 0), (42, 0)), 7),
    ShapePart(((-36, -21), (36, -21)), 6),
    ShapePart(((-36, 21), (36, 21)), 6),
)

ACTION_SIGNS: Mapping[Action, Shape] = {
    Action.LANGUAGES: GLOBE,
    **dict.fromkeys((Action.NEXT_LANGUAGE, Action.NEXT_ROUTINE), DOWN),
    Action.TAKE_LANGUAGE: TICK,
    Action.START: GO,
    Action.CONTINUE: GO,
    Action.MORE: MORE,
    Action.BACK: BACK,
    Action.NEXT: GO,
    Action.READY: READY,
    Action.START_NOW: GO,
    Action.SKIP: SKIP,
    Action.AGAIN: AGAIN,
    Action.OTHER_SIDE: SIDES,
    Action.PAUSE: HOLD,
    Action.RESUME: GO,
    Action.START_OVER: AGAIN,
    Action.END: STOP,
    Action.ONCE_MORE: FROM_START,
    Action.LAST_AGAIN: AGAIN,
    Action.STAY: TICK,
    Action.NONE_OF_THESE: CROSS,
    Action.YES: UNSURE,
    Action.NO: CROSS,
    Action.HEAR_AGAIN: HEAR,
    Action.LOUDER: LOUDER,
}
