from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.breath import Breath
from kiosk.screen.paint.items import Canvas, Fill, Item
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.scene import damage, paint
from kiosk.screen.paint.theme import THEME
from tests.shipped_pages import shipped

PAGE = Box(0, 0, 300, 240)
SIZES = st.floats(0.0, 1.0)


def painted(*scenes: tuple[Item, ...]) -> bytes:
    """Return the pixels after the first scene, and of each further one only the damage."""
    surface = pygame.Surface((PAGE.w, PAGE.h))
    canvas = Canvas(surface, Photos(shipped().album))
    paint(scenes[0], canvas, [PAGE])
    for before, after in pairwise(scenes):
        paint(after, canvas, damage(before, after))
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("side", [60, 133, 200, 230])
@given(sizes=st.lists(SIZES, min_size=2, max_size=4))
def test_what_lies_between_two_sizes_is_enough_to_repaint(side: int, sizes: list[float]) -> None:
    ground = Fill(PAGE, THEME.paper)
    disc = Breath(Box(31, 17, side, side), THEME.press, THEME.paper, 0.0)
    scenes = [(ground, replace(disc, size=size)) for size in sizes]
    assert painted(*scenes) == painted(scenes[-1])


@given(sizes=st.tuples(SIZES, SIZES))
def test_the_boxes_to_repaint_are_apart_and_leave_the_middle_alone(
    sizes: tuple[float, float],
) -> None:
    before, after = (Breath(Box(0, 0, 480, 480), (0, 0, 0), (9, 9, 9), size) for size in sizes)
    boxes = after.damage(before)
    assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert not any(box.meets(Box(235, 235, 10, 10)) for box in boxes)
