"""The fade between pages: short, only where they differ, and exact at its end."""

from __future__ import annotations

from dataclasses import replace

import pygame

from kiosk.config.screen import Rotation
from kiosk.screen.display.display import Display
from kiosk.screen.display.fade import FRAMES, SECONDS, Fade
from kiosk.screen.display.window import Window
from kiosk.screen.paint.box import Box
from kiosk.session.view import View
from tests.shipped_pages import pages, shipped
from tests.surfaces import rgb, same_picture

SIZE = (480, 320)
BOX = Box(2, 1, 4, 3)


def shown() -> Window:
    return Window(SIZE, Rotation.NONE, unseen=True)


def view(name: str) -> View:
    return pages()[name]


def alone(page: View, now: float) -> bytes:
    """Return a page as it looks without a fade."""
    window = shown()
    Display(window, [shipped().album], calm=False).show(page, now)
    return rgb(window.surface)


def test_a_fade_blends_from_the_old_picture_to_the_new_one() -> None:
    surface = pygame.Surface((10, 8))
    fade = Fade(surface, [BOX], 5.0)
    surface.fill((200, 200, 200), pygame.Rect(BOX))
    fade.take()
    levels = []
    for step in range(6):
        over = fade.paint(5.0 + step * SECONDS / 5)
        levels.append(surface.get_at(BOX.centre)[0])
        assert over is (levels[-1] == 200)
        assert surface.get_at((0, 0))[0] == 0, "only where the pages differ"
    assert levels == sorted(levels)
    assert 0 < levels[0] < levels[1] < 200, "the first frame answers the press"


def test_a_page_is_faded_in_and_then_looks_as_if_painted_at_once() -> None:
    wanted = alone(view("question-2"), 1.0)
    window = shown()
    display = Display(window, [shipped().album], calm=False)
    display.show(view("question-1"), 1.0)
    before = rgb(window.surface)
    seen = [before]
    for step in range(9):
        display.show(view("question-2"), 1.0 + step / FRAMES)
        seen.append(rgb(window.surface))
    assert seen[1] not in (before, wanted)
    assert same_picture(seen[-1], wanted)
    assert len(set(seen)) >= 5


def test_a_fade_takes_a_fifth_of_a_second() -> None:
    assert SECONDS == 0.2
    display = Display(shown(), [shipped().album], calm=False)
    display.show(view("question-1"), 1.0)
    display.show(view("question-2"), 2.0)
    assert display.next_change(view("question-2")) == 1 / FRAMES
    display.show(view("question-2"), 2.0 + SECONDS)
    assert display.next_change(view("question-2")) is None


def test_a_page_that_changes_during_a_fade_is_shown_at_once() -> None:
    wanted = alone(view("question-3"), 3.0)
    window = shown()
    display = Display(window, [shipped().album], calm=False)
    for number, now in ((1, 1.0), (2, 2.0), (3, 2.01)):
        display.show(view(f"question-{number}"), now)
    display.show(view("question-3"), 3.0)
    assert same_picture(rgb(window.surface), wanted)


def test_a_calm_display_does_not_fade() -> None:
    wanted = alone(view("question-2"), 2.0)
    window = shown()
    display = Display(window, [shipped().album], calm=True)
    display.show(view("question-1"), 1.0)
    display.show(view("question-2"), 2.0)
    assert same_picture(rgb(window.surface), wanted)


def test_a_running_countdown_is_no_new_page() -> None:
    press = view("press-cv6")
    assert press.countdown is not None
    later = replace(press, countdown=replace(press.countdown, left=press.countdown.left - 1))
    wanted = alone(later, 2.0)
    window = shown()
    display = Display(window, [shipped().album], calm=False)
    display.show(press, 1.0)
    display.show(later, 2.0)
    assert same_picture(rgb(window.surface), wanted)
