from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.terminal.hand import Hand
from tests.recorder import Recorder
from tests.terminal.test_page import views

PAGES = views("en")


class Panel:
    """A panel that records the keys pressed."""

    def __init__(self) -> None:
        self.tap = Recorder()


Made = tuple[Hand, Panel, Manual]


@pytest.fixture
def made() -> Made:
    panel: Any = Panel()
    clock = Manual(100.0)
    return Hand(panel, 0.25, clock.now), panel, clock


def test_a_page_that_waits_is_left_by_one_press(made: Made) -> None:
    hand, panel, _ = made
    hand.see(PAGES["attract"])
    assert hand.press() is None
    assert panel.tap.calls == [Key.ADVANCE]
    hand.see(PAGES["attract"])
    assert hand.press() is None
    assert panel.tap.calls == [Key.ADVANCE]


@pytest.mark.parametrize("name", ["press-cv6", "lead-in-cv6", "still-there"])
def test_a_page_that_runs_by_itself_is_left_alone(made: Made, name: str) -> None:
    hand, panel, _ = made
    hand.see(PAGES[name])
    assert hand.press() is None
    assert panel.tap.calls == []


def test_a_button_that_does_nothing_yet_is_not_pressed(made: Made) -> None:
    hand, panel, _ = made
    screen = PAGES["screen-1"]
    hand.see(replace(screen, keys=tuple(replace(key, action=None) for key in screen.keys)))
    assert hand.press() is None
    assert panel.tap.calls == []
    hand.see(screen)
    hand.press()
    assert panel.tap.calls == [Key.ADVANCE]


def test_a_press_waits_until_the_panel_takes_a_second_one(made: Made) -> None:
    hand, panel, clock = made
    hand.see(PAGES["introduction-1"])
    hand.press()
    hand.see(PAGES["background-1"])
    clock.time += 0.1
    assert hand.press() == pytest.approx(0.15)
    assert len(panel.tap.calls) == 1
    clock.time += 0.15
    assert hand.press() is None
    assert len(panel.tap.calls) == 2
