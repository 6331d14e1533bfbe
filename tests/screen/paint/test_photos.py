from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.routine.illustrations import Picture
from kiosk.screen.paint import photos
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.photos import ALIKE, KEPT, Photos, cannot_load
from kiosk.screen.paint.theme import THEME
from tests.shipped_pages import shipped


def square(side: int) -> Box:
    return Box(0, 0, side, side)


@pytest.fixture
def made() -> Photos:
    return Photos(shipped().album)


def test_a_picture_has_the_requested_size(made: Photos) -> None:
    image = made.get("cv6.find", Box(-20, 0, 400, 400), Box(0, 0, 123, 99))
    assert image is not None
    assert image.get_size() == (123, 99)


def test_a_picture_is_loaded_once(made: Photos) -> None:
    assert made.get("cv6.find", square(100), square(50)) is made.get(
        "cv6.find", Box(7, 7, 100, 100), Box(7, 7, 50, 50)
    ), "also on a shifted page"


def test_only_the_last_used_pictures_are_kept(made: Photos) -> None:
    first = made.get("cv6.find", square(50), square(50))
    for side in range(60, 60 + KEPT - 1):
        made.get("cv6.find", square(side), square(side))
    assert made.get("cv6.find", square(50), square(50)) is first
    made.get("cv6.find", square(200), square(200))
    assert made.get("cv6.find", square(50), square(50)) is first
    assert len(made._kept) == KEPT
    assert all(key[1] != 60 for key in made._kept)


@pytest.mark.parametrize("name", ["nobody", "", "cv6.find"])
def test_a_picture_that_cannot_be_shown_is_logged_once(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    photos._tell.cache_clear()
    for _ in range(2):  # as for each visitor
        made = Photos(replace(shipped().album, folder=tmp_path))
        for width in range(10, 10 + KEPT + 1):
            assert made.get(name, square(width), square(10)) is None
    assert caplog.text.count("cannot be shown") == 1


def test_a_picture_is_shown_on_the_background_of_the_illustrations(tmp_path: Path) -> None:
    clear = pygame.Surface((4, 4), pygame.SRCALPHA)
    pygame.image.save(clear, str(tmp_path / "clear.png"))
    album = replace(shipped().album, folder=tmp_path, pictures={"x": Picture("clear.png", 16, 16)})
    image = Photos(album).get("x", square(8), square(8))
    assert image is not None
    assert tuple(image.get_at((4, 4)))[:3] == THEME.wash


def test_a_picture_stands_on_another_background_without_any_grain(tmp_path: Path) -> None:
    grainy = pygame.Surface((40, 40), 0, 24)
    grainy.fill(THEME.wash)
    for x in range(40):
        grainy.set_at((x, 7), tuple(level - x % ALIKE for level in THEME.wash))
    pygame.draw.circle(grainy, (90, 40, 30), (20, 25), 9)
    pygame.image.save(grainy, str(tmp_path / "grainy.png"))
    album = replace(shipped().album, folder=tmp_path, pictures={"x": Picture("grainy.png", 40, 40)})
    for ground in (THEME.wash, (40, 42, 46)):
        image = Photos(album).get("x", square(32), square(32), ground)
        assert image is not None
        assert {tuple(image.get_at((x, y)))[:3] for x in range(32) for y in range(10)} == {ground}
        assert tuple(image.get_at((16, 20)))[:3] == pytest.approx((90, 40, 30), abs=4)


def test_only_the_part_that_shows_is_scaled(made: Photos) -> None:
    whole, part = Box(0, 0, 400, 400), Box(100, 150, 80, 60)
    entire, cut = (made.get("cv6.find", whole, shown) for shown in (whole, part))
    assert entire is not None
    assert cut is not None
    apart = [
        abs(one - other)
        for x in range(0, 80, 9)
        for y in range(0, 60, 9)
        for one, other in zip(entire.get_at((100 + x, 150 + y)), cut.get_at((x, y)), strict=True)
    ]
    assert sum(apart) / len(apart) < 6


def test_a_file_that_is_no_picture_is_reported(tmp_path: Path) -> None:
    bad = tmp_path / "bad.webp"
    assert cannot_load(bad)
    bad.write_bytes(b"no picture")
    assert cannot_load(bad)
    assert cannot_load(shipped().album.file("cv6.find")) == ""
