from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pygame
import pytest

from kiosk.screen.display.wakeups import Wakeups
from tests.recorder import SAFETY_NET


@pytest.fixture(autouse=True)
def _display(_unseen: None) -> Iterator[None]:
    pygame.display.init()
    pygame.display.set_mode((32, 32))
    pygame.event.clear()
    yield
    pygame.display.quit()


def _key() -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a)


@pytest.mark.parametrize("window", [True, False])
def test_a_wake_up_from_another_thread_ends_the_wait(window: bool) -> None:
    events = Wakeups(window)
    waiting = threading.Timer(0, events.wake)
    waiting.start()
    events.wait(SAFETY_NET * 10)
    waiting.join()


@pytest.mark.parametrize("window", [True, False])
def test_a_wake_up_before_the_wait_is_not_lost(window: bool) -> None:
    events = Wakeups(window)
    events.wake()
    events.wait(SAFETY_NET * 10)


def test_a_window_s_events_are_returned_in_order() -> None:
    events = Wakeups(window=True)
    pygame.event.post(_key())
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    given = [event.type for event in events.wait(SAFETY_NET)]
    assert given == [pygame.KEYDOWN, pygame.QUIT]


def test_a_visitor_s_keyboard_has_no_effect_on_a_device() -> None:
    events = Wakeups(window=False)
    pygame.event.post(_key())
    events.wake()
    assert list(events.wait(SAFETY_NET)) == []
    assert not pygame.event.peek(pygame.KEYDOWN)


@pytest.mark.parametrize("window", [True, False])
def test_a_wake_up_ends_only_one_wait(window: bool) -> None:
    events = Wakeups(window)
    events.wake()
    events.wait(SAFETY_NET)
    assert list(events.wait(0.0)) == []


@pytest.mark.parametrize("window", [True, False])
def test_a_signal_handler_may_wake_at_any_line_of_the_wait(window: bool) -> None:
    """A handler may run between any two lines of the thread it interrupts: it takes no lock."""
    events, inside = Wakeups(window), False

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal inside
        if event == "line" and not inside:
            inside = True
            events.wake()
            inside = False
        return trace

    def wait() -> None:
        sys.settrace(trace)
        try:
            events.wait(0.05)
        finally:
            sys.settrace(None)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    thread.join(2.0)
    assert not thread.is_alive(), "the handler waits for a lock that its own thread holds"


@pytest.mark.parametrize("window", [True, False])
def test_without_a_display_only_a_wake_up_ends_the_wait(window: bool) -> None:
    pygame.display.quit()
    events = Wakeups(window)
    assert list(events.wait(0.0)) == []
    events.wake()
    assert list(events.wait(SAFETY_NET)) == []
