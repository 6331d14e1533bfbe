from __future__ import annotations

import os

import pygame
import pytest

from kiosk.config.screen import Rotation
from kiosk.screen.display.window import NOWHERE, NoDisplay, Window, room
from kiosk.screen.paint.box import Box

RED, BLUE = (255, 0, 0), (0, 0, 255)


def _opened(rotation: Rotation = Rotation.NONE, size: tuple[int, int] = (480, 320)) -> Window:
    return Window(size, rotation, unseen=True)


@pytest.mark.parametrize("rotation", Rotation)
def test_the_page_has_the_requested_size_in_every_rotation(rotation: Rotation) -> None:
    window = _opened(rotation)
    assert window.surface.get_size() == (480, 320)
    turned = rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
    shown = pygame.display.get_surface()
    assert shown is not None
    assert shown.get_size() == ((320, 480) if turned else (480, 320))


@pytest.mark.parametrize("rotation", Rotation)
@pytest.mark.parametrize("place", [(0, 0), (479, 0), (0, 319), (479, 319), (17, 203)])
def test_painted_pixels_are_where_a_finger_touches_them(
    rotation: Rotation, place: tuple[int, int]
) -> None:
    window = _opened(rotation)
    window.surface.fill(BLUE)
    window.surface.set_at(place, RED)
    window.show([Box(0, 0, 480, 320)])
    shown = pygame.display.get_surface()
    assert shown is not None
    width, height = shown.get_size()
    found = [
        (x, y)
        for x in range(width)
        for y in range(height)
        if tuple(shown.get_at((x, y)))[:3] == RED
    ]
    assert [window.locate(at) for at in found] == [place]


def test_a_quarter_turn_is_clockwise() -> None:
    window = _opened(Rotation.QUARTER)
    window.surface.fill(BLUE)
    window.surface.set_at((0, 0), RED)
    window.show([Box(0, 0, 480, 320)])
    shown = pygame.display.get_surface()
    assert shown is not None
    assert tuple(shown.get_at((319, 0)))[:3] == RED


@pytest.mark.parametrize("rotation", [r for r in Rotation if r is not Rotation.NONE])
def test_only_the_boxes_are_shown_on_the_display(rotation: Rotation) -> None:
    window = _opened(rotation)
    shown = pygame.display.get_surface()
    assert shown is not None
    window.surface.fill(BLUE)
    window.show([Box(0, 0, 480, 320)])
    window.surface.fill(RED)
    window.show([Box(30, 40, 50, 20), Box(200, 100, 10, 10)])
    width, height = shown.get_size()
    red = {
        window.locate((x, y))
        for x in range(width)
        for y in range(height)
        if tuple(shown.get_at((x, y)))[:3] == RED
    }
    wanted = {(x, y) for x in range(30, 80) for y in range(40, 60)}
    assert red == wanted | {(x, y) for x in range(200, 210) for y in range(100, 110)}


@pytest.mark.parametrize("rotation", Rotation)
def test_a_resized_window_is_painted_on_its_current_surface(rotation: Rotation) -> None:
    window = _opened(rotation)
    assert not window.follow()
    shown = pygame.display.set_mode((600, 400))  # as SDL does when a window manager resizes it
    assert window.follow()
    assert not window.follow()
    turned = rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
    assert window.size == window.surface.get_size() == ((400, 600) if turned else (600, 400))
    window.surface.fill(RED)
    window.show([Box(0, 0, *window.size)])
    assert {tuple(shown.get_at(at))[:3] for at in ((0, 0), (599, 0), (0, 399), (599, 399))} == {RED}


@pytest.mark.parametrize("rotation", Rotation)
def test_the_room_on_a_display_is_as_a_rotated_page_sees_it(
    rotation: Rotation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room(rotation) is None, "nobody sees the dummy driver's"
    monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1366, 768), (9999, 9999)])
    turned = rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
    assert room(rotation) == ((768, 1366) if turned else (1366, 768))


def test_there_is_no_room_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.raises(NoDisplay, match="none-such"):
        room(Rotation.NONE)


def test_a_missing_runtime_directory_causes_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libwayland writes to standard error if the variable is missing."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    _opened()
    assert os.environ["XDG_RUNTIME_DIR"] == NOWHERE


def test_a_driver_that_shows_nothing_is_no_display() -> None:
    with pytest.raises(NoDisplay, match="'dummy', which shows nothing"):
        Window((480, 320), Rotation.NONE, unseen=False)
    assert not pygame.display.get_init()


def test_a_missing_driver_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.raises(NoDisplay):
        _opened()
    assert not pygame.display.get_init()


def test_a_closed_window_releases_the_display() -> None:
    window = _opened()
    window.close()
    assert not pygame.display.get_init()


def test_the_window_has_a_title_and_shows_the_pointer_only_on_request() -> None:
    window = _opened()
    window.present_as("A name", pointer=False)
    assert pygame.display.get_caption()[0] == "A name"
    assert not pygame.mouse.get_visible()
    window.present_as("A name", pointer=True)
    assert pygame.mouse.get_visible()


@pytest.mark.parametrize(("driver", "asked"), [("KMSDRM", None), ("x11", "0")])
def test_opengl_is_avoided_only_if_there_is_another_way(
    monkeypatch: pytest.MonkeyPatch, driver: str, asked: str | None
) -> None:
    """On KMSDRM, SDL 2.32 returns no pixels at all without OpenGL."""
    monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION", raising=False)
    monkeypatch.setattr(pygame.display, "get_driver", lambda: driver)
    _opened()
    assert os.environ.get("SDL_FRAMEBUFFER_ACCELERATION") == asked
