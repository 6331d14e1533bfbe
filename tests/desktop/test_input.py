from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pygame
import pytest

from kiosk.config.screen import Rotation
from kiosk.config.settings import Pins, Settings
from kiosk.desktop.input import SHOWN_AT_LEAST, Desktop
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime.clock import Manual
from kiosk.screen.display.display import Display
from kiosk.screen.display.window import Window
from kiosk.screen.layout import drawn_panel
from kiosk.session.keys import Key
from tests.mock_wires import LIGHTS
from tests.recorder import Recorder
from tests.shipped_pages import pages, shipped

WIDE, HIGH = 480, 320


class Desk:
    """A desktop on an invisible window, with real buttons on mock pins."""

    def __init__(self, pins: Pins, rotation: Rotation = Rotation.NONE) -> None:
        below = drawn_panel.height_for(WIDE, HIGH)
        self.settings = on_mock_pins(replace(Settings(), pins=replace(pins, **LIGHTS)))
        self.factory, self.heard, self.clock = mock_factory(), Recorder(), Manual(100.0)
        self.panel = Panel(self.settings, self.factory, self.heard, self.clock.now)
        self.mock = MockPanel(self.settings, self.factory)
        self.window = Window((WIDE, HIGH + below), rotation, unseen=True)
        self.display = Display(self.window, [shipped().album], False, below)
        self.desktop = Desktop(self.mock, self.display, self.window.locate)

    def post(self, kind: int, **what: Any) -> None:
        """Send an event through SDL's own queue."""
        pygame.event.clear()
        pygame.event.post(pygame.event.Event(kind, **what))
        for event in pygame.event.get():
            self.desktop.handle(event)

    def click(self, place: tuple[int, int], button: int = 1) -> None:
        self.post(pygame.MOUSEBUTTONDOWN, pos=place, button=button)
        self.post(pygame.MOUSEBUTTONUP, pos=place, button=button)

    def cap(self, key: Key) -> tuple[int, int]:
        return drawn_panel.places(self.display.panel, self.mock.keys)[key].centre

    def close(self) -> None:
        self.panel.close()
        self.factory.close()
        self.window.close()


@pytest.fixture
def desk(quick_buttons: None, dummy_screen: None) -> Iterator[Desk]:
    made = Desk(Pins())
    yield made
    made.close()


@pytest.fixture
def four(quick_buttons: None, dummy_screen: None) -> Iterator[Desk]:
    made = Desk(Pins(pause=16))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("letter", "key"),
    [
        (pygame.K_a, Key.ADVANCE),
        (pygame.K_SPACE, Key.ADVANCE),
        (pygame.K_RETURN, Key.ADVANCE),
        (pygame.K_1, Key.ADVANCE),
        (pygame.K_r, Key.REPEAT),
        (pygame.K_2, Key.REPEAT),
        (pygame.K_s, Key.SWITCH),
        (pygame.K_3, Key.SWITCH),
    ],
)
def test_a_letter_presses_its_button_until_released(letter: int, key: Key, desk: Desk) -> None:
    desk.post(pygame.KEYDOWN, key=letter)
    assert desk.mock.down == {key}
    desk.post(pygame.KEYUP, key=letter)
    assert desk.mock.down == set()
    assert desk.heard.calls == [key]


RUSSIAN = {"ф": "a", "к": "r", "ы": "s", "з": "p"}
GREEK = {"\u03b1": "a", "\u03c1": "r", "\u03c3": "s", "\u03c0": "p"}
HEBREW = {"ש": "a", "ר": "r", "ד": "s", "פ": "p"}
ARABIC = {"ش": "a", "ق": "r", "س": "s", "ح": "p"}
FRENCH = {"q": "a", "&": "1", "é": "2", '"': "3", "a": "q"}
"""A layout's key, and the letter or digit in its place on a US keyboard."""


def typed(label: str, place: str) -> dict[str, int]:
    """Return SDL's description of a key with this label, at this place on a US keyboard."""
    return {"key": ord(label), "scancode": getattr(pygame, f"KSCAN_{place.upper()}")}


@pytest.mark.parametrize(
    ("label", "place"), [*RUSSIAN.items(), *GREEK.items(), *HEBREW.items(), *ARABIC.items()]
)
def test_without_latin_letters_a_button_is_pressed_by_the_place_of_its_key(
    label: str, place: str, four: Desk
) -> None:
    wanted = {"a": Key.ADVANCE, "r": Key.REPEAT, "s": Key.SWITCH, "p": Key.PAUSE}
    four.post(pygame.KEYDOWN, **typed(label, place))
    assert four.mock.down == {wanted[place]}
    four.post(pygame.KEYUP, **typed(label, place))
    assert four.heard.calls == [wanted[place]]


@pytest.mark.parametrize(
    ("label", "key"),
    [("a", Key.ADVANCE), ("q", None), ("&", Key.ADVANCE), ("é", Key.REPEAT), ('"', Key.SWITCH)],
)
def test_with_latin_letters_it_is_pressed_by_the_letter_on_its_key(
    label: str, key: Key | None, desk: Desk
) -> None:
    desk.post(pygame.KEYDOWN, **typed(label, FRENCH[label]))
    assert desk.mock.down == ({key} if key else set())


@pytest.mark.parametrize(("name", "wanted"), [("desk", []), ("four", [Key.PAUSE])])
def test_pause_has_a_letter_only_where_it_has_a_button(
    name: str, wanted: list[Key], request: pytest.FixtureRequest
) -> None:
    made: Desk = request.getfixturevalue(name)
    made.post(pygame.KEYDOWN, key=pygame.K_p)
    made.post(pygame.KEYUP, key=pygame.K_p)
    assert made.heard.calls == wanted


def test_other_letters_do_nothing(desk: Desk) -> None:
    for letter in (pygame.K_q, pygame.K_F1, pygame.K_LSHIFT):
        desk.post(pygame.KEYDOWN, key=letter)
    assert desk.mock.down == set()
    assert not desk.desktop.closed


@pytest.mark.parametrize("key", [Key.ADVANCE, Key.REPEAT, Key.SWITCH])
def test_a_click_on_a_drawn_button_presses_it(key: Key, desk: Desk) -> None:
    desk.click(desk.cap(key))
    assert desk.heard.calls == [key]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_click_on_a_soft_key_presses_the_button_under_it(number: int, desk: Desk) -> None:
    desk.click(desk.display.grid.keys[number].centre)
    assert desk.heard.calls == [list(Key)[number]]


@pytest.mark.parametrize("place", [(5, 5), (WIDE - 1, HIGH - 100), (0, HIGH + 60)])
def test_a_click_beside_the_buttons_does_nothing(place: tuple[int, int], desk: Desk) -> None:
    desk.click(place)
    assert desk.heard.calls == []


@pytest.mark.parametrize("button", [2, 3, 4, 5])
def test_only_the_left_mouse_button_counts(button: int, desk: Desk) -> None:
    desk.click(desk.cap(Key.ADVANCE), button)
    assert desk.heard.calls == []


def test_a_drawn_button_stays_down_while_the_mouse_is(desk: Desk) -> None:
    desk.post(pygame.MOUSEBUTTONDOWN, pos=desk.cap(Key.SWITCH), button=1)
    assert desk.desktop.look().down == {Key.SWITCH}
    desk.post(pygame.MOUSEBUTTONUP, pos=(0, 0), button=1)
    assert desk.desktop.look().down == frozenset()


def test_the_wheel_does_not_release_a_button(desk: Desk) -> None:
    desk.post(pygame.MOUSEBUTTONDOWN, pos=desk.cap(Key.REPEAT), button=1)
    desk.post(pygame.MOUSEBUTTONUP, pos=(0, 0), button=4)
    assert desk.mock.down == {Key.REPEAT}


def test_a_window_that_loses_the_keyboard_releases_every_button(desk: Desk) -> None:
    desk.post(pygame.KEYDOWN, key=pygame.K_a)
    desk.post(pygame.KEYDOWN, key=pygame.K_s)
    desk.post(pygame.WINDOWFOCUSLOST)
    assert desk.mock.down == set()


@pytest.mark.parametrize(
    ("kind", "what"), [(pygame.QUIT, {}), (pygame.KEYDOWN, {"key": pygame.K_ESCAPE})]
)
def test_esc_and_a_closed_window_end_it(kind: int, what: dict[str, int], desk: Desk) -> None:
    assert not desk.desktop.closed
    desk.post(kind, **what)
    assert desk.desktop.closed


def test_lit_buttons_and_a_sounding_buzzer_are_shown(desk: Desk) -> None:
    desk.panel.light({Key.ADVANCE, Key.SWITCH})
    desk.panel.sound(True)
    seen = desk.desktop.look()
    assert seen.keys == (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
    assert seen.lit == {Key.ADVANCE, Key.SWITCH}
    assert seen.sounding


def test_the_shortest_beep_is_seen_for_a_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = Manual(50.0)
    monkeypatch.setattr("time.monotonic", now.now)
    desk.desktop.buzzed(True)
    desk.desktop.buzzed(False)
    now.time += SHOWN_AT_LEAST / 2
    assert desk.desktop.look().sounding
    now.time += SHOWN_AT_LEAST
    assert not desk.desktop.look().sounding


def test_a_resized_window_is_clicked_where_it_is_seen(desk: Desk) -> None:
    pygame.display.set_mode((1024, 768))
    desk.display.show(pages()["attract"], 1.0, desk.desktop.look())
    assert desk.cap(Key.SWITCH)[0] > WIDE
    desk.click(desk.cap(Key.SWITCH))
    assert desk.heard.calls == [Key.SWITCH]


def test_a_window_exposed_again_is_repainted_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.display.show(pages()["attract"], 1.0, desk.desktop.look())
    brought = Recorder()
    monkeypatch.setattr(desk.window, "show", brought)
    desk.post(pygame.WINDOWEXPOSED)
    desk.display.show(pages()["attract"], 1.0, desk.desktop.look())
    assert brought.calls == [[(0, 0, *desk.window.size)]]


@pytest.mark.usefixtures("quick_buttons")
def test_a_turned_window_is_clicked_where_it_is_seen(dummy_screen: None) -> None:
    made = Desk(Pins(), Rotation.HALF)
    try:
        x, y = made.cap(Key.ADVANCE)
        width, height = made.window.surface.get_size()
        made.click((width - 1 - x, height - 1 - y))
        assert made.heard.calls == [Key.ADVANCE]
    finally:
        made.close()


def test_the_display_paints_only_what_is_new(desk: Desk) -> None:
    view, panel = pages()["attract"], desk.desktop.look()
    assert desk.display.show(view, 1.0, panel)
    assert not desk.display.show(view, 1.0, panel)
    desk.panel.light({Key.REPEAT})
    assert desk.display.show(view, 1.0, desk.desktop.look())
    assert desk.display.show(pages()["press-cv6"], 1.0, panel)
