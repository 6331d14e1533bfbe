from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session.keys import Key
from kiosk.terminal.keyboard import REPEATED, Keyboard, Other


def typed(*sent: bytes, by_line: bool = False) -> list[object]:
    """Return the keys pressed by bytes that arrive a second apart, and then nothing."""
    keyboard = Keyboard(by_line)
    pressed = [key for at, each in enumerate(sent) for key in keyboard.feed(each, float(at))]
    return [*pressed, *keyboard.lapse()]


@pytest.mark.parametrize(
    ("sent", "pressed"),
    [
        (b"a", Key.ADVANCE),
        (b"A", Key.ADVANCE),
        (b"r", Key.REPEAT),
        (b"s", Key.SWITCH),
        (b"p", Key.PAUSE),
        (b"v", Key.VOLUME),
        (b" ", Key.ADVANCE),
        (b"\r", Key.ADVANCE),
        (b"\n", Key.ADVANCE),
        (b"1", Key.ADVANCE),
        (b"2", Key.REPEAT),
        (b"3", Key.SWITCH),
        (b"\x1b", Other.QUIT),
        (b"\x04", Other.QUIT),
        (b"\x1b[B", Other.DOWN),
        (b"\x1bOB", Other.DOWN),
        (b"\x1b[6~", Other.DOWN),
        (b"\x1b[A", Other.UP),
        (b"\x1bOA", Other.UP),
        (b"\x1b[5~", Other.UP),
    ],
)
def test_a_key_is_recognised_by_what_the_terminal_sends(sent: bytes, pressed: object) -> None:
    assert typed(sent) == [pressed]


@pytest.mark.parametrize(
    "sent",
    [b"x", b"\x1b[1;5A", b"\x1b[3~", b"\x1bOP", b"\x1ba", b"\xc3\xa4", b"\x1b[", b"\x1b[200~", b""],
    ids=["x", "Ctrl-Up", "Delete", "F1", "Alt-a", "umlaut", "cut", "paste", "nothing"],
)
def test_no_other_key_presses_anything(sent: bytes) -> None:
    assert typed(sent) == []


def test_esc_is_recognised_only_when_nothing_follows() -> None:
    keyboard = Keyboard()
    assert list(keyboard.feed(b"\x1b", 0.0)) == []
    assert keyboard.pending
    assert list(keyboard.lapse()) == [Other.QUIT]
    assert not keyboard.pending


def test_esc_twice_is_esc() -> None:
    assert typed(b"\x1b\x1b") == [Other.QUIT]


def test_keys_that_come_together_are_all_pressed_in_order() -> None:
    assert typed(b"ars\x1b[Ba") == [Key.ADVANCE, Key.REPEAT, Key.SWITCH, Other.DOWN, Key.ADVANCE]


def test_a_key_held_down_is_pressed_once() -> None:
    keyboard, at, pressed = Keyboard(), 0.0, list[object]()
    for _ in range(100):
        pressed += keyboard.feed(b"a", at)
        at += REPEATED / 2
    assert pressed == [Key.ADVANCE]


def test_two_presses_of_a_finger_are_two() -> None:
    keyboard = Keyboard()
    pressed = [*keyboard.feed(b"r", 0.0), *keyboard.feed(b"r", 0.15)]
    assert pressed == [Key.REPEAT, Key.REPEAT]


def test_in_line_mode_enter_only_ends_a_line() -> None:
    assert typed(b"r\n", by_line=True) == [Key.REPEAT]


@given(st.binary(max_size=40))
def test_nothing_stays_pending_whatever_is_sent(
    sent: bytes,
) -> None:
    keyboard = Keyboard()
    list(keyboard.feed(sent, 0.0))
    list(keyboard.lapse())
    assert not keyboard.pending
    assert list(keyboard.feed(b"\x1b[B", 1.0)) == [Other.DOWN]


@given(st.lists(st.sampled_from([b"a", b"r", b"\x1b[A", b"\x1bOB", b"\x1b[6~", b"x"]), max_size=8))
def test_input_split_anywhere_presses_the_same_keys(tokens: list[bytes]) -> None:
    whole = b"".join(tokens)
    keyboard = Keyboard()
    apart = [key for byte in whole for key in keyboard.feed(bytes([byte]), 0.0)]
    assert apart == list(Keyboard().feed(whole, 0.0))
