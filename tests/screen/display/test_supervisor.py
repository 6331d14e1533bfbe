"""The supervisor: displays that are missing, vanish, come back, and fail while drawing."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from kiosk.runtime.clock import Manual
from kiosk.screen.display.screensaver import AWAKE
from kiosk.screen.display.supervisor import LOOK, RETRY, DisplaySupervisor
from kiosk.screen.display.window import NoDisplay
from kiosk.session.view import PageKind, View

VIEW = View(page=PageKind.ATTRACT, word="words")


class Screen:
    """A display that can be unplugged and that records what it showed."""

    def __init__(self) -> None:
        self.shown: list[View] = []
        self.fails = self.closed = False

    def show(self, view: View, *_: Any) -> bool:
        if self.fails:
            raise pygame.error("Could not queue pageflip")
        self.shown.append(view)
        return True

    def next_change(self, view: View) -> float | None:
        return 0.25

    def close(self) -> None:
        self.closed = True


class Wall:
    """A place for a screen, which may be missing, unplugged and plugged in."""

    def __init__(self) -> None:
        self.clock, self.screens = Manual(), list[Screen]()
        self.missing, self.plugs = "", frozenset({"HDMI-A-1"})
        self.tries = 0
        make: Any = self._make
        self.supervisor = DisplaySupervisor(make, lambda: self.plugs, self.clock.now)

    def _make(self) -> Screen:
        self.tries += 1
        if self.missing:
            raise NoDisplay(self.missing)
        self.screens.append(Screen())
        return self.screens[-1]

    def show(self, after: float = 0.0) -> int:
        """Show a view some seconds later; return how many displays were opened in all."""
        self.clock.time += after
        self.supervisor.show(VIEW, self.clock.time, None, AWAKE)
        return sum(len(screen.shown) for screen in self.screens)


@pytest.fixture
def wall() -> Wall:
    return Wall()


def test_a_display_is_opened_once_and_shown_everything(wall: Wall) -> None:
    assert [wall.show(1.0) for _ in range(3)] == [1, 2, 3]
    assert wall.tries == 1


def test_a_display_missing_at_boot_is_retried_forever(wall: Wall) -> None:
    wall.missing = "No available video device"
    for _ in range(1000):
        wall.show(RETRY)
    assert wall.tries == 1000
    wall.missing = ""
    assert wall.show(RETRY) == 1


def test_it_is_not_retried_more_often_than_necessary(wall: Wall) -> None:
    wall.missing = "No available video device"
    for _ in range(100):
        wall.show(RETRY / 10)
    assert wall.tries == pytest.approx(100 / 10, abs=1)


def test_a_missing_display_is_logged_once_with_a_remedy_and_so_is_its_arrival(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    wall.missing = "No available video device"
    for _ in range(10):
        wall.show(RETRY)
    wall.missing = ""
    wall.show(RETRY)
    first, second = caplog.messages
    assert "No available video device" in first
    assert "groups video and render" in first
    assert "The kiosk continues without one" in first
    assert second == "There is a display now"


def test_a_display_that_fails_while_drawing_is_reopened(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    wall.show()
    wall.screens[0].fails = True
    wall.show(RETRY)
    assert wall.screens[0].closed
    assert wall.show(RETRY) == 2
    assert caplog.messages == [
        "The display is lost: Could not queue pageflip. The kiosk continues without it",
        "The display is back",
    ]


def test_a_display_that_always_fails_does_not_spin(wall: Wall) -> None:
    for _ in range(100):
        wall.show(RETRY / 10)
        for screen in wall.screens:
            screen.fails = True
    assert wall.tries <= 11


def test_an_unplugged_display_is_closed_although_sdl_reports_nothing(wall: Wall) -> None:
    wall.show()
    wall.missing, wall.plugs = "No available video device", frozenset()
    wall.show(LOOK)
    assert wall.supervisor.display is None
    assert wall.screens[0].closed


def test_a_display_plugged_in_again_shows_the_page_at_once(wall: Wall) -> None:
    wall.show()
    wall.missing, wall.plugs = "No available video device", frozenset()
    wall.show(LOOK)
    wall.missing, wall.plugs = "", frozenset({"HDMI-A-1"})
    wall.show(LOOK)
    assert wall.screens[-1].shown == [VIEW]


def test_a_different_display_is_reopened(wall: Wall) -> None:
    wall.show()
    wall.plugs = frozenset({"HDMI-A-2"})
    wall.show(LOOK)
    assert wall.screens[0].closed
    assert wall.supervisor.display is not None
    assert len(wall.screens[1].shown) == 1


def test_connectors_are_not_checked_more_often_than_necessary(wall: Wall) -> None:
    wall.show()
    wall.plugs = frozenset({"HDMI-A-2"})
    wall.show(0.9 * LOOK)
    assert not wall.screens[0].closed


def test_without_a_display_only_an_event_changes_the_view(wall: Wall) -> None:
    assert wall.supervisor.next_change(VIEW) is None
    wall.supervisor.next_figure()
    wall.show()
    assert wall.supervisor.next_change(VIEW) == 0.25


def test_opening_requires_a_display(wall: Wall) -> None:
    wall.missing = "No available video device"
    with pytest.raises(NoDisplay):
        wall.supervisor.open()
    wall.missing = ""
    wall.supervisor.open()
    assert wall.show() == 1
    assert wall.tries == 2


def test_a_bug_of_our_own_is_not_taken_for_a_missing_display(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall.show()

    def breaks(*_: Any) -> bool:
        raise RuntimeError("the drawing broke")

    monkeypatch.setattr(wall.screens[0], "show", breaks)
    with pytest.raises(RuntimeError):
        wall.show(1.0)


def test_closing_releases_the_display(wall: Wall) -> None:
    wall.show()
    wall.supervisor.close()
    wall.supervisor.close()
    assert wall.screens[0].closed
