"""The display: what it shows, when it changes, and which figure it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pygame
import pytest

from kiosk.config.screen import Rotation, Screen
from kiosk.screen.display.display import Display
from kiosk.screen.display.fade import SECONDS
from kiosk.screen.display.motion import PREVIEW
from kiosk.screen.display.screensaver import AWAKE, DIMMED, PATH, Screensaver
from kiosk.screen.display.window import Window
from kiosk.screen.layout import drawn_panel
from kiosk.screen.layout.drawn_panel import PanelView
from kiosk.screen.layout.elements import FRAMES
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.legibility import MinimumTextSize, viewing_conditions
from kiosk.screen.paint.theme import HIGH
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View
from tests.recorder import Recorder
from tests.screen.scene_measures import grid_of
from tests.shipped_pages import pages, shipped
from tests.surfaces import SIZES, rgb, same_picture

SIZE = (480, 320)


@pytest.fixture
def window() -> Iterator[Window]:
    made = Window(SIZE, Rotation.NONE, unseen=True)
    yield made
    made.close()


def page(kind: PageKind) -> View:
    return next(view for view in pages().values() if view.page is kind)


def picture(window: Window) -> bytes:
    return rgb(window.surface)


def settle(display: Display, view: View, saver: Screensaver = AWAKE, now: float = 1.0) -> None:
    """Show a page until its fade is over."""
    for _ in range(2):
        display.show(view, now, None, saver)
        now += SECONDS


def test_an_unchanged_view_is_not_drawn_again(window: Window) -> None:
    display = Display(window, [shipped().album], calm=False)
    attract = page(PageKind.ATTRACT)
    assert display.show(attract, 1.0)
    assert not display.show(attract, 1.0 + PREVIEW / 2)


def test_figures_take_turns_and_start_over(window: Window) -> None:
    album = shipped().album
    other = replace(album, pictures={})
    display = Display(window, [album, other], calm=False)
    attract = page(PageKind.ATTRACT)
    seen = []
    for _ in range(3):
        display.show(attract, 1.0)
        seen.append(picture(window))
        display.next_figure()
    assert seen[0] == seen[2] != seen[1]


@pytest.mark.parametrize("kind", [PageKind.QUESTION, PageKind.WARNING, PageKind.PAUSED])
def test_a_page_on_which_nothing_moves_waits_for_an_event(window: Window, kind: PageKind) -> None:
    assert Display(window, [shipped().album], calm=False).next_change(page(kind)) is None


def test_calm_pictures_change_with_the_seconds_only(window: Window) -> None:
    display = Display(window, [shipped().album], calm=True)
    press = page(PageKind.PRESS)
    assert press.countdown is not None
    change = display.next_change(press)
    assert change is not None
    assert change == pytest.approx(press.countdown.left % 1.0)
    assert display.next_change(page(PageKind.FIND)) is None


def test_high_contrast_and_large_letters_reach_the_screen(window: Window) -> None:
    large = viewing_conditions(Screen(), SIZE).minimum_text
    display = Display(
        window, [shipped().album], False, theme=HIGH, minimum_text=lambda pixels: large
    )
    display.show(page(PageKind.TEXT), 1.0)
    assert window.surface.get_at((SIZE[0] - 2, 1)) == pygame.Color(*HIGH.paper)
    assert display.grid == grid_of(SIZE)
    assert display.grid.body.h < Display(window, [shipped().album], False).grid.body.h


def test_a_dimmed_page_is_darker_everywhere(window: Window) -> None:
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    full = picture(window)
    settle(display, attract, Screensaver(light=DIMMED))
    dim = picture(window)
    assert all(abs(low - high * DIMMED) <= 2 for low, high in zip(dim, full, strict=True))


def test_a_page_that_wakes_looks_as_it_did(window: Window) -> None:
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    full = picture(window)
    for saver in (
        Screensaver(light=DIMMED),
        Screensaver(1, -1, DIMMED),
        Screensaver(light=0.0),
        Screensaver(),
    ):
        settle(display, attract, saver)
    assert same_picture(picture(window), full)


def test_a_dark_screen_is_black_except_for_a_desktop_s_panel() -> None:
    below = drawn_panel.height_for(*SIZE)
    window = Window((SIZE[0], SIZE[1] + below), Rotation.NONE, unseen=True)
    display = Display(window, [shipped().album], False, below)
    panel = PanelView((Key.ADVANCE,), frozenset(), frozenset(), False)
    display.show(page(PageKind.ATTRACT), 1.0, panel, Screensaver(light=0.0))
    shown = picture(window)
    assert not any(shown[: SIZE[0] * SIZE[1] * 3])
    assert any(shown[SIZE[0] * SIZE[1] * 3 :])


@pytest.mark.parametrize("rotation", Rotation)
@pytest.mark.parametrize("place", PATH)
def test_a_page_is_shifted_on_every_screen_without_a_trace(
    place: tuple[int, int], rotation: Rotation
) -> None:
    window = Window(SIZE, rotation, unseen=True)
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    settle(display, attract, Screensaver(*place))
    shifted = picture(window)
    other = Display(window, [shipped().album], calm=False)
    other.show(attract, 1.0, None, Screensaver(*place))
    assert same_picture(shifted, picture(window))


@pytest.mark.parametrize("size", SIZES)
def test_keys_and_texts_stay_on_a_shifted_page(size: tuple[int, int]) -> None:
    whole = grid(*size)
    for right, down in PATH:
        moved = whole.shifted(right, down)
        for box in (*moved.keys, moved.column):
            assert box.common(whole.page) == box


def test_a_resting_page_that_has_not_moved_is_not_drawn_again(window: Window) -> None:
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    assert display.show(attract, 1.0, None, Screensaver(1, 0, DIMMED))
    assert not display.show(attract, 1.0 + PREVIEW / 2, None, Screensaver(1, 0, DIMMED))


def resize(width: int, height: int) -> None:
    """Resize the window as a window manager does: SDL replaces its surface."""
    pygame.display.set_mode((width, height))


@pytest.mark.parametrize("rotation", Rotation)
@pytest.mark.parametrize("size", [(800, 480), (320, 400), (1, 1)])
def test_a_resized_window_is_laid_out_and_repainted_at_its_size(
    size: tuple[int, int], rotation: Rotation
) -> None:
    window = Window(SIZE, rotation, unseen=True)
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    resize(*size)
    assert display.show(attract, 1.0)
    turned = rotation in (Rotation.QUARTER, Rotation.THREE_QUARTERS)
    assert display.grid == grid(*(size[::-1] if turned else size))
    assert not display.show(attract, 1.0)
    resized = picture(window)
    fresh = Window(window.size, rotation, unseen=True)
    Display(fresh, [shipped().album], calm=False).show(attract, 1.0)
    assert same_picture(resized, picture(fresh))


def test_text_and_panel_follow_the_size_of_a_resized_window() -> None:
    def minimum_text(pixels: tuple[int, int]) -> MinimumTextSize:
        return viewing_conditions(Screen(), pixels).minimum_text

    below = drawn_panel.height_for(*SIZE)
    window = Window((SIZE[0], SIZE[1] + below), Rotation.NONE, unseen=True)
    display = Display(window, [shipped().album], False, below, minimum_text=minimum_text)
    assert display.panel == (0, SIZE[1], SIZE[0], below)
    resize(1280, 720 + below)
    display.show(page(PageKind.TEXT), 1.0)
    assert display.panel == (0, 720, 1280, below)
    assert display.grid == grid_of((1280, 720))
    resize(300, 200)
    display.show(page(PageKind.TEXT), 1.0)
    assert display.panel == (0, 150, 300, 50)


def test_an_uncovered_window_is_repainted_without_a_hole(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    brought = Recorder()
    monkeypatch.setattr(window, "show", brought)
    display.exposed()
    display.show(attract, 1.0)
    display.show(attract, 1.0)
    assert brought.calls == [[(0, 0, *SIZE)]]


def test_a_window_resized_and_uncovered_is_shown_once_it_is_painted(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    display, attract = Display(window, [shipped().album], calm=False), page(PageKind.ATTRACT)
    display.show(attract, 1.0)
    painted = []
    monkeypatch.setattr(window, "show", lambda boxes: painted.append(picture(window)))
    resize(1024, 600)
    display.exposed()
    display.show(attract, 1.0)
    assert painted == [picture(window)]


def test_a_page_shows_the_pictures_of_its_own_routine(window: Window) -> None:
    first, second = shipped().album, replace(shipped().album, pictures={})
    display = Display(window, [first], calm=False, others=[[second]])
    attract = page(PageKind.ATTRACT)
    seen = []
    for routine in (0, 1, 0):
        assert display.show(replace(attract, routine=routine), 1.0)
        seen.append(picture(window))
    assert seen[0] == seen[2] != seen[1]
    alone = Display(window, [second], calm=False)
    alone.show(attract, 1.0)
    assert picture(window) == seen[1]


def test_the_flower_at_the_end_moves_until_it_is_open_and_never_in_calm_motion(
    window: Window,
) -> None:
    begun = replace(page(PageKind.FINISH), since=1.0)
    for calm, change in ((False, 1 / FRAMES), (True, None)):
        display = Display(window, [shipped().album], calm)
        settle(display, begun)
        assert display.next_change(begun) == change
        assert display.next_change(replace(begun, since=60.0)) is None
