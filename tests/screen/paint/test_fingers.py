from __future__ import annotations

import math

import pytest

from kiosk.screen.paint.fingers import Fingers
from kiosk.screen.paint.strokes import Coordinate
from kiosk.screen.paint.theme import THEME


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("end", [(100.0, 180.0), (180.0, 100.0), (20.0, 110.0), (60.0, 40.0)])
def test_fingers_fill_the_measure_side_by_side(count: int, end: Coordinate) -> None:
    fingers = Fingers.between((100.0, 100.0), end, count, THEME)
    assert len(fingers.tips) == count
    wide = math.dist((100.0, 100.0), end) / count
    assert math.hypot(*fingers.back) == pytest.approx(wide)
    assert math.dist((100.0, 100.0), fingers.tips[0]) == pytest.approx(wide / 2)
    assert math.dist(end, fingers.tips[-1]) == pytest.approx(wide / 2)


@pytest.mark.parametrize(
    ("end", "right", "down"),
    [
        ((100.0, 180.0), True, False),
        ((100.0, 20.0), True, False),
        ((180.0, 100.0), False, True),
        ((20.0, 100.0), False, True),
    ],
)
def test_the_hand_is_to_the_right_of_an_upright_measure_and_below_a_level_one(
    end: Coordinate, right: bool, down: bool
) -> None:
    x, y = Fingers.between((100.0, 100.0), end, 2, THEME).back
    assert (x > 1e-6, y > 1e-6) == (right, down)
