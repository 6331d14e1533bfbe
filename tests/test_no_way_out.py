"""No combination of button presses leads out of the guidance: random fingers on mock pins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.settings import Pins
from kiosk.library import all_pages
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide
from kiosk.session.keys import Key
from kiosk.session.presenter import page_name, view
from kiosk.session.state import Session
from tests.mock_wires import settings_with
from tests.shipped_pages import shipped

KNOWN = frozenset(all_pages.pages(shipped()))
SETTINGS = settings_with(Pins(pause=16, volume=17))


fingers = st.frozensets(st.sampled_from(Key))
pauses = st.one_of(st.sampled_from([0.0, 0.3, 1.1, 4.0, 31.0, 70.0]), st.floats(0.0, 400.0))
moves = st.lists(st.tuples(fingers, pauses), max_size=60)


class Wall:
    """Five buttons on mock pins, and the guide that they lead."""

    def __init__(self) -> None:
        self.factory, self.clock, self.keys = mock_factory(), Manual(), list[Key]()
        # gpiozero 1.6.2 shares mock pins among factories: drop those of other tests.
        self.factory.reset()
        self.panel = Panel(SETTINGS, self.factory, self.keys.append, self.clock.now)
        self.hand = MockPanel(SETTINGS, self.factory)
        self.next_visitor()

    def next_visitor(self) -> None:
        """Release all buttons, let an hour pass, and begin a session."""
        for key in Key:
            self.hand.release(key)
        self.keys.clear()
        self.clock.time += 3600.0
        start = Session.begin(shipped().timeline, self.clock.time)
        self.guide = Guide(start, self.panel, self.clock)

    def move(self, down: frozenset[Key], wait: float) -> None:
        """Hold these buttons down and no others, then wait."""
        for key in set(Key) - down:
            self.hand.release(key)
        for key in down:
            self.hand.press(key)
        for key in self.keys:
            self.guide.turn(key)
        self.keys.clear()
        self.clock.time += wait
        self.panel.look()
        self.guide.turn()


@pytest.fixture(scope="module")
def wall() -> Iterator[Wall]:
    made = Wall()
    yield made
    made.panel.close()
    made.factory.close()


@settings(max_examples=200)
@given(moves=moves)
def test_any_fingers_on_any_buttons_stay_on_known_pages_and_the_first_page_returns(
    wall: Wall, moves: Sequence[tuple[frozenset[Key], float]]
) -> None:
    wall.next_visitor()
    for down, wait in moves:
        wall.move(down, wait)
        session = wall.guide.session
        shown = view(session, wall.clock.time)
        assert page_name(session) in KNOWN
        assert [key.key for key in shown.keys] == [Key.ADVANCE, Key.REPEAT, Key.SWITCH]
    wall.move(frozenset(), 3600.0)
    assert page_name(wall.guide.session) == "attract"


def test_the_first_page_returns_when_nobody_presses_a_button(wall: Wall) -> None:
    wall.next_visitor()
    for key in (Key.ADVANCE, Key.SWITCH, Key.ADVANCE, Key.REPEAT, Key.ADVANCE):
        wall.move(frozenset({key}), 1.5)
    wall.move(frozenset(), 3600.0)
    assert page_name(wall.guide.session) == "attract"
