from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from kiosk.screen.layout.pages import scene
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Label, Marker
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.scene import Scene, paint
from kiosk.session.view import PageKind
from tests import goldens
from tests.goldens import SIZES, difference, file, halved, picture
from tests.screen.scene_measures import desk_of
from tests.shipped_pages import page_of_kind, shipped

CASES = [pytest.param(*case, id=file(*case).stem) for case in goldens.every()]


@pytest.mark.parametrize(("kind", "size"), CASES)
def test_a_page_looks_as_it_did(kind: PageKind, size: tuple[int, int]) -> None:
    golden = file(kind, size)
    assert golden.exists(), "make goldens draws it"
    apart = difference(picture(kind, size), pygame.image.load(str(golden)))
    assert apart.small, f"{apart}; if that is meant: make goldens, and look at {golden.name}"


def test_no_golden_picture_is_left_over() -> None:
    assert set(goldens.FOLDER.glob("*.png")) == {file(*case) for case in goldens.every()}


def test_all_golden_pictures_take_less_than_three_megabytes() -> None:
    assert sum(file.stat().st_size for file in goldens.FOLDER.glob("*.png")) < 3e6


def _drawn(made: Scene, size: tuple[int, int]) -> pygame.Surface:
    surface = pygame.Surface(size)
    paint(made, Canvas(surface, Photos(shipped().album)), [Box(0, 0, *size)])
    return halved(surface)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_moved_marker_is_seen(size: tuple[int, int]) -> None:
    made = scene(page_of_kind()[PageKind.PRESS], desk_of(size), 1.0)
    moved = tuple(
        replace(item, x=item.x + 40 * size[0] / 800, box=item.box.moved(40 * size[0] // 800, 0))
        if isinstance(item, Marker) and item.radius >= 5
        else item
        for item in made
    )
    assert moved != made
    assert not difference(_drawn(moved, size), _drawn(made, size)).small


@pytest.mark.parametrize("kind", PageKind)
def test_a_label_moved_by_two_pixels_is_seen(kind: PageKind) -> None:
    size = SIZES[0]
    made = scene(page_of_kind()[kind], desk_of(size), 1.0)
    longest = max((item for item in made if isinstance(item, Label)), key=_letters)
    moved = replace(longest, box=longest.box.moved(0, 2))
    changed = tuple(moved if item is longest else item for item in made)
    assert not difference(_drawn(changed, size), _drawn(made, size)).small


def _letters(label: Label) -> int:
    return sum(map(len, label.text.lines))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", [PageKind.PRESS, PageKind.FIND, PageKind.FINISH])
def test_another_word_is_seen(
    kind: PageKind, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = page_of_kind()[kind]
    assert view.card is None or kind is not PageKind.FIND or view.card.point
    before = _drawn(scene(view, desk_of(size), 1.0), size)
    other = replace(view, word="Relax", card=view.card and replace(view.card, point="Relax"))
    assert not difference(_drawn(scene(other, desk_of(size), 1.0), size), before).small


def test_a_missing_picture_is_seen() -> None:
    view = replace(page_of_kind()[PageKind.PRESS], pictures=())
    before = picture(PageKind.PRESS, SIZES[0])
    assert not difference(_drawn(scene(view, desk_of(SIZES[0]), 1.0), SIZES[0]), before).small


def test_the_same_picture_has_no_difference() -> None:
    one = picture(PageKind.PRESS, SIZES[0])
    assert difference(one, one.copy()) == (0.0, 0.0)


def test_black_and_white_are_as_far_apart_as_can_be() -> None:
    black, white = pygame.Surface((10, 10)), pygame.Surface((10, 10))
    white.fill((255, 255, 255))
    assert difference(black, white) == (255.0, 1.0)
    assert difference(white, black) == (255.0, 1.0)


def test_pictures_of_different_sizes_are_far_apart() -> None:
    assert not difference(pygame.Surface((10, 10)), pygame.Surface((10, 11))).small


def test_a_page_is_drawn_the_same_twice() -> None:
    one, other = (picture(PageKind.PRESS, SIZES[0]) for _ in range(2))
    assert difference(one, other) == (0.0, 0.0)
