"""Painting only the changes yields the same picture as painting everything, to the pixel."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pygame
import pytest

from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Fill
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.scene import Scene, damage, paint
from kiosk.screen.paint.theme import THEME
from tests.screen.scene_measures import lay_out
from tests.shipped_pages import page_of_kind, pages, shipped
from tests.surfaces import rgb, same_picture

SIZES = ((800, 480), (480, 800))


def _canvas(size: tuple[int, int]) -> Canvas:
    return Canvas(pygame.Surface(size), Photos(shipped().album))


def _pixels(canvas: Canvas) -> bytes:
    return rgb(canvas.surface)


def _whole(scene: Scene, size: tuple[int, int]) -> Canvas:
    canvas = _canvas(size)
    paint(scene, canvas, [Box(0, 0, *size)])
    return canvas


def _parts(scene: Scene, random: Random) -> Iterator[Box]:
    """Return a part of the page around each item, so that every item is cut somewhere."""
    page = scene[0].box
    for item in scene:
        x = random.randrange(item.box.x - 4, item.box.right)
        y = random.randrange(item.box.y - 4, item.box.bottom)
        wide, tall = random.randint(1, item.box.w + 4), random.randint(1, item.box.h + 4)
        part = Box(x, y, wide, tall).common(page)
        if part.w and part.h:
            yield part


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_part_of_a_page_looks_the_same_painted_alone(size: tuple[int, int]) -> None:
    random = Random(1)
    for view in page_of_kind().values():
        scene = lay_out(view, size)
        canvas = _whole(scene, size)
        wanted = _pixels(canvas)
        for part in _parts(scene, random):
            canvas.surface.fill((255, 0, 255), pygame.Rect(part))
            paint(scene, canvas, [part])
            assert same_picture(_pixels(canvas), wanted), (view.page, part)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_going_from_page_to_page_leaves_nothing_behind(size: tuple[int, int]) -> None:
    canvas = _canvas(size)
    shown: Scene = ()
    for number, view in enumerate(pages().values()):
        for moment in (number, number + 1 / 16, number + 1):
            scene = lay_out(view, size, moment)
            paint(scene, canvas, damage(shown, scene))
            shown = scene
        assert same_picture(_pixels(canvas), _pixels(_whole(shown, size))), view.page


def _ring(side: int, turn: int, turns: int) -> Scene:
    box = Box(3, 2, side, side)
    ring = Ring(box, max(4, side // 12), THEME.press, THEME.line, turn, turns)
    return Fill(Box(0, 0, side + 6, side + 6), THEME.paper), ring


@pytest.mark.parametrize(("side", "turns"), [(60, 7), (97, 160), (400, 48), (801, 960)])
def test_a_ring_emptied_step_by_step_equals_one_drawn_at_once(side: int, turns: int) -> None:
    size = (side + 6, side + 6)
    steps = [*range(turns, 0, -max(1, turns // 40)), 1, 0, 1, turns, turns - 1]
    canvas = _whole(_ring(side, steps[0], turns), size)
    for before, after in pairwise(steps):
        shown, wanted = _ring(side, before, turns), _ring(side, after, turns)
        paint(wanted, canvas, damage(shown, wanted))
        whole = _pixels(_whole(wanted, size))
        assert same_picture(_pixels(canvas), whole), (before, after)


def test_only_the_tip_of_a_ring_is_repainted() -> None:
    (box,) = damage(_ring(400, 480, 960), _ring(400, 479, 960))
    assert box.w * box.h < 400 * 400 / 25
