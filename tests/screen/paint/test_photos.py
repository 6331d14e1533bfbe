from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.routine.illustrations import Picture
from kiosk.screen.paint import photos
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.photos import KEPT, MOST_CUT, Photos, cannot_load, contain, cover
from kiosk.screen.paint.theme import THEME
from tests.screen.scene_measures import within
from tests.shipped_pages import shipped

TALL = Picture("tall.png", 100, 200)
WIDE = Picture("wide.png", 400, 200)
BOX = Box(10, 20, 300, 200)


@pytest.fixture
def made() -> Photos:
    return Photos(shipped().album)


def test_a_covering_picture_leaves_no_gap_and_keeps_its_shape() -> None:
    whole = cover(WIDE, BOX)
    assert within(BOX, whole, 0)
    assert (whole.w, whole.h) == (400, 200)
    assert whole.centre == BOX.centre


def test_a_covering_picture_keeps_its_middle_with_its_points() -> None:
    whole = cover(TALL, BOX)
    assert BOX.h / whole.h == pytest.approx(1 - MOST_CUT, abs=0.01)
    assert whole.w / whole.h == pytest.approx(0.5, abs=0.01)
    assert whole.centre[0] == BOX.centre[0]


def test_a_contained_picture_is_complete_and_keeps_its_shape() -> None:
    whole = contain(TALL, BOX)
    assert within(whole, BOX, 0)
    assert (whole.w, whole.h) == (100, 200)
    assert whole.centre == BOX.centre


def test_a_picture_has_the_requested_size(made: Photos) -> None:
    image = made.get("cv6.find", 123, 99)
    assert image is not None
    assert image.get_size() == (123, 99)


def test_a_picture_is_loaded_once(made: Photos) -> None:
    assert made.get("cv6.find", 100, 100) is made.get("cv6.find", 100, 100)


def test_only_the_last_used_pictures_are_kept(made: Photos) -> None:
    first = made.get("cv6.find", 50, 50)
    for side in range(60, 60 + KEPT - 1):
        made.get("cv6.find", side, side)
    assert made.get("cv6.find", 50, 50) is first
    made.get("cv6.find", 200, 200)
    assert made.get("cv6.find", 50, 50) is first
    assert len(made._kept) == KEPT
    assert ("cv6.find", 60, 60) not in made._kept


@pytest.mark.parametrize("name", ["nobody", "", "cv6.find"])
def test_a_picture_that_cannot_be_shown_is_logged_once(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    photos._tell.cache_clear()
    for _ in range(2):  # as for each visitor
        made = Photos(replace(shipped().album, folder=tmp_path))
        for width in range(10, 10 + KEPT + 1):
            assert made.get(name, width, 10) is None
    assert caplog.text.count("cannot be shown") == 1


def test_a_picture_is_shown_on_the_background_of_the_illustrations(tmp_path: Path) -> None:
    clear = pygame.Surface((4, 4), pygame.SRCALPHA)
    pygame.image.save(clear, str(tmp_path / "clear.png"))
    album = replace(shipped().album, folder=tmp_path, pictures={"x": Picture("clear.png", 16, 16)})
    image = Photos(album).get("x", 8, 8)
    assert image is not None
    assert tuple(image.get_at((4, 4)))[:3] == THEME.wash


def test_a_file_that_is_no_picture_is_reported(tmp_path: Path) -> None:
    bad = tmp_path / "bad.webp"
    assert cannot_load(bad)
    bad.write_bytes(b"no picture")
    assert cannot_load(bad)
    assert cannot_load(shipped().album.file("cv6.find")) == ""
