"""No hand on the buttons leads out of the guidance: fingers on real mock pins, as they come."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import gallery
from kiosk.clock import Manual
from kiosk.guide import Guide
from kiosk.panel.panel import Panel
from kiosk.panel.pins import mock_factory
from kiosk.panel.simulated import MockPanel
from kiosk.session import Key, Session
from kiosk.settings import Pins
from kiosk.view import PageKind, page_name, view
from tests.outer import hurry_goodbyes, settings_with, shipped

KNOWN = frozenset(gallery.pages(shipped()))
SETTINGS = settings_with(Pins(pause=16))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_goodbyes(monkeypatch)


fingers = st.frozensets(st.sampled_from(Key))
pauses = st.one_of(st.sampled_from([0.0, 0.3, 1.1, 4.0, 31.0, 70.0]), st.floats(0.0, 400.0))
moves = st.lists(st.tuples(fingers, pauses), max_size=60)


class Visitor:
    """A hand on four buttons, and the pages it comes to."""

    def __init__(self) -> None:
        self.factory, self.clock, self.keys = mock_factory(), Manual(), list[Key]()
        # gpiozero 1.6.2 shares mock pins among factories: leave none of the last visitor's.
        self.factory.reset()
        self.panel = Panel(SETTINGS, self.factory, self.keys.append, self.clock.now)
        self.hand = MockPanel(SETTINGS, self.factory)
        start = Session.begin(shipped().timeline, 0.0)
        self.guide = Guide(start, self.panel, self.clock)

    def move(self, down: frozenset[Key], wait: float) -> None:
        """Put fingers on these buttons and take them off all others, then wait."""
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

    def close(self) -> None:
        self.panel.close()
        self.factory.close()


@settings(max_examples=40)
@given(moves)
def test_any_fingers_on_any_buttons_at_any_time_stay_within_the_known_pages(
    moves: Sequence[tuple[frozenset[Key], float]],
) -> None:
    visitor = Visitor()
    try:
        for down, wait in moves:
            visitor.move(down, wait)
            session = visitor.guide.session
            assert page_name(session) in KNOWN
            assert view(session, visitor.clock.time).page in PageKind
            assert len(view(session, visitor.clock.time).keys) == 3
    finally:
        visitor.close()


def test_whoever_leaves_all_buttons_alone_is_back_at_the_first_page() -> None:
    visitor = Visitor()
    try:
        for key in (Key.ADVANCE, Key.SWITCH, Key.ADVANCE, Key.REPEAT, Key.ADVANCE):
            visitor.move(frozenset({key}), 1.5)
        visitor.move(frozenset(), 3600.0)
        assert page_name(visitor.guide.session) == "attract"
    finally:
        visitor.close()
