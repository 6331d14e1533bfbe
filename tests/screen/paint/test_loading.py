from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from kiosk.routine.illustrations import Picture
from kiosk.screen.paint import loading

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loading, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state" / loading.FOLDER


def quarters(file: Path, width: int = 40, height: int = 20) -> Path:
    """Write a picture of four colours: red, green / blue, white."""
    surface = pygame.Surface((width, height))
    for number, colour in enumerate((RED, GREEN, BLUE, WHITE)):
        x, y = number % 2 * width // 2, number // 2 * height // 2
        surface.fill(colour, (x, y, width // 2, height // 2))
    pygame.image.save(surface, str(file))
    return file


def corners(surface: pygame.Surface) -> list[tuple[int, ...]]:
    right, low = surface.get_width() - 1, surface.get_height() - 1
    places = ((0, 0), (right, 0), (0, low), (right, low))
    # Scaling rounds down.
    return [tuple(255 * (part > 250) for part in surface.get_at(at)[:3]) for at in places]


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [RED, GREEN, BLUE, WHITE]),
        (2, [GREEN, RED, WHITE, BLUE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (4, [BLUE, WHITE, RED, GREEN]),
        (5, [RED, BLUE, GREEN, WHITE]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (7, [WHITE, GREEN, BLUE, RED]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ],
)
def test_a_picture_is_turned_as_exif_says(
    orientation: int, expected: list[tuple[int, ...]], tmp_path: Path
) -> None:
    # Where row 0 and column 0 are, by Exif 2.32, 4.6.4: 6 is right-hand side and top.
    file = quarters(tmp_path / "a.png")
    found = loading.load(file, Picture("a.png", 40, 20, orientation=orientation))
    assert corners(found) == expected


def test_a_large_picture_is_scaled_once(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = quarters(tmp_path / "a.png", 4000, 3000)
    turned = Picture("a.png", 3000, 4000, orientation=6)
    first = loading.load(file, turned)
    assert first.get_size() == (1620, 2160)
    assert corners(first) == [BLUE, RED, WHITE, GREEN]
    opened: list[str] = []
    load = pygame.image.load

    def remembering(name: str) -> pygame.Surface:
        opened.append(name)
        return load(name)

    monkeypatch.setattr(pygame.image, "load", remembering)
    again = loading.load(file, turned)
    (kept,) = state.iterdir()
    assert opened == [str(kept)]
    assert (again.get_size(), corners(again)) == (first.get_size(), corners(first))


def test_a_changed_picture_is_scaled_again(state: Path, tmp_path: Path) -> None:
    for height in (3000, 2000):
        file = quarters(tmp_path / "a.png", 4000, height)
        loading.load(file, Picture("a.png", 4000, height))
    assert len(list(state.iterdir())) == 2


def test_a_damaged_copy_is_made_again(
    state: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, picture = quarters(tmp_path / "a.png", 4000, 3000), Picture("a.png", 4000, 3000)
    loading.load(file, picture)
    (kept,) = state.iterdir()
    kept.write_bytes(b"nonsense")
    assert corners(loading.load(file, picture)) == [RED, GREEN, BLUE, WHITE]
    assert "is damaged" in caplog.text
    assert kept.read_bytes() != b"nonsense"


def test_without_a_folder_for_state_a_picture_is_scaled_each_time(
    state: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state.parent.mkdir()
    state.touch()
    file = quarters(tmp_path / "a.png", 4000, 3000)
    assert loading.load(file, Picture("a.png", 4000, 3000)).get_width() == 2160
    assert "Cannot keep a scaled picture" in caplog.text


def test_the_oldest_copies_go_first(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MOST_KEPT", 1)
    monkeypatch.setattr(loading, "LONGEST", 20)
    for width in (40, 50):
        file = quarters(tmp_path / f"{width}.png", width)
        loading.load(file, Picture(file.name, width, 20))
    assert len(list(state.iterdir())) == 1


def test_a_picture_with_a_palette_is_shown(state: Path, tmp_path: Path) -> None:
    surface = pygame.Surface((3000, 100), depth=8)
    surface.set_palette([RED] * 256)
    pygame.image.save(surface, str(tmp_path / "a.png"))
    found = loading.load(tmp_path / "a.png", Picture("a.png", 3000, 100))
    assert corners(found) == [RED] * 4
