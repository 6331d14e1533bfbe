from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from gpiozero import Button
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.settings import Buttons, Pins, Pull
from kiosk.panel import buttons as module
from kiosk.panel.buttons import HOLD_SECONDS, ButtonRow, lit, wired
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.pin_factory import mock_factory
from kiosk.panel.stuck import HELD, QUIET, Aside
from kiosk.runtime.clock import Manual
from kiosk.session.keys import Key
from kiosk.session.state import CHORD
from tests.mock_wires import settings_with
from tests.recorder import Recorder

FOUR = Pins(pause=16)
ALL = Pins(pause=16, volume=17)


class Bench:
    """A row of buttons on mock pins, with a hand, a record of keys and a clock."""

    def __init__(self, pins: Pins, buttons: Buttons, down: tuple[Key, ...] = ()) -> None:
        self.clock, self.heard, self.factory = Manual(100.0), Recorder(), mock_factory()
        self.hand = MockPanel(settings_with(pins, buttons), self.factory)
        with _held_down(self.factory, pins, down, buttons.pull):
            self.row = ButtonRow(pins, buttons, self.factory, self.heard, self.clock.now)

    @property
    def keys(self) -> list[Any]:
        return self.heard.calls

    def close(self) -> None:
        self.row.close()
        self.factory.close()


@contextmanager
def _held_down(factory: Any, pins: Pins, down: tuple[Key, ...], pull: Pull) -> Iterator[None]:
    """Keep buttons pressed while gpiozero switches their resistors on."""
    held = {}
    for key in down:
        pin = factory.pin(wired(pins)[key])
        held[pin] = pin.drive_high, pin.drive_low
        pressed, let_go = (1, 0) if pull.pressed_level else (0, 1)
        if let_go == 1:
            pin.drive_high = pin.drive_low
        else:
            pin.drive_low = pin.drive_high
        held[pin][1 - pressed]()
    yield
    for pin, (high, low) in held.items():
        pin.drive_high, pin.drive_low = high, low


@contextmanager
def row(
    pins: Pins | None = None, buttons: Buttons | None = None, down: tuple[Key, ...] = ()
) -> Iterator[Bench]:
    bench = Bench(pins or Pins(), buttons or Buttons(), down)
    try:
        yield bench
    finally:
        bench.close()


@pytest.mark.parametrize("pull", Pull)
@pytest.mark.parametrize("key", [Key.ADVANCE, Key.SWITCH])
def test_a_press_is_heard_once_whatever_the_wiring(pull: Pull, key: Key) -> None:
    with row(buttons=Buttons(pull=pull)) as bench:
        if pull.external:  # the external resistor keeps the line at rest
            pin = bench.factory.pin(wired(Pins())[key])
            (pin.drive_low if pull.pressed_level else pin.drive_high)()
            bench.clock.time += QUIET
            bench.keys.clear()
        bench.hand.press(key)
        assert bench.keys == [key]
        bench.hand.release(key)
        assert bench.keys == [key]


@pytest.mark.parametrize(
    ("pull", "resistor"),
    [
        (Pull.UP, "up"),
        (Pull.DOWN, "down"),
        (Pull.EXTERNAL_UP, "floating"),
        (Pull.EXTERNAL_DOWN, "floating"),
    ],
)
def test_the_pi_s_own_resistor_is_set_as_the_settings_say(pull: Pull, resistor: str) -> None:
    with row(buttons=Buttons(pull=pull)) as bench:
        assert {bench.factory.pin(pin).pull for pin in wired(Pins()).values()} == {resistor}


def test_the_debounce_time_is_passed_to_gpiozero() -> None:
    with row(buttons=Buttons(debounce=0.03)) as bench:
        assert bench.factory.pin(Pins().advance).bounce == 0.03
    with row(buttons=Buttons(debounce=0.0)) as bench:
        assert bench.factory.pin(Pins().advance).bounce is None


def test_a_worn_contact_is_heard_once() -> None:
    with row() as bench:
        for _ in range(5):
            bench.hand.tap(Key.ADVANCE)
            bench.clock.time += 0.01
        assert bench.keys == [Key.ADVANCE]


@pytest.mark.parametrize("key", [Key.ADVANCE, Key.REPEAT, Key.SWITCH])
@given(st.lists(st.tuples(st.floats(0.3, 2.0), st.floats(0.1, 0.7)), min_size=2, max_size=5))
@settings(max_examples=30)
def test_every_press_0_3_s_after_the_last_is_heard(
    key: Key, gaps: list[tuple[float, float]]
) -> None:
    """REPEAT too, which acts on release: two presses of it pause."""
    with row() as bench:
        for gap, down in gaps:
            bench.hand.press(key)
            bench.clock.time += gap * down
            bench.hand.release(key)
            bench.clock.time += gap * (1 - down)
        assert bench.keys == [key] * len(gaps)


def test_repeat_acts_on_release() -> None:
    with row() as bench:
        bench.hand.press(Key.REPEAT)
        assert bench.keys == []
        bench.hand.release(Key.REPEAT)
        assert bench.keys == [Key.REPEAT]


def test_repeat_held_pauses_once_and_does_not_repeat_on_release(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "HOLD_SECONDS", 0.0)
    with row() as bench:
        bench.hand.press(Key.REPEAT)
        bench.heard.wait()
        assert bench.keys == [Key.PAUSE]
        bench.hand.release(Key.REPEAT)
        assert bench.keys == [Key.PAUSE]


def test_repeat_is_held_for_a_second_to_pause() -> None:
    assert HOLD_SECONDS == 1.0
    with row() as bench:
        (repeat,) = (b for key, b in bench.row._buttons.items() if key is Key.REPEAT)
        assert (repeat.hold_time, repeat.hold_repeat) == (1.0, False)


def test_only_repeat_can_be_held() -> None:
    with row() as bench:
        holds = {key for key, made in bench.row._buttons.items() if isinstance(made, Button)}
        assert holds == {Key.REPEAT}
        assert bench.row._buttons[Key.REPEAT].when_held


def test_with_a_pause_button_repeat_acts_at_once_and_holding_it_does_nothing() -> None:
    with row(FOUR) as bench:
        bench.hand.press(Key.REPEAT)
        assert bench.keys == [Key.REPEAT]
        assert not isinstance(bench.row._buttons[Key.REPEAT], Button)
        bench.hand.release(Key.REPEAT)
        assert bench.keys == [Key.REPEAT]


def test_a_hold_that_began_with_a_bounce_does_nothing() -> None:
    with row() as bench:
        bench.hand.tap(Key.REPEAT)
        bench.hand.press(Key.REPEAT)  # within the lockout
        bench.row._buttons[Key.REPEAT]._fire_held()
        bench.hand.release(Key.REPEAT)
        assert bench.keys == [Key.REPEAT]


@pytest.mark.parametrize("pull", [Pull.UP, Pull.DOWN])
@pytest.mark.parametrize("key", [Key.ADVANCE, Key.REPEAT, Key.SWITCH])
def test_a_button_stuck_at_the_start_is_reported_and_ignored_until_released(
    pull: Pull, key: Key
) -> None:
    with row(buttons=Buttons(pull=pull), down=(key,)) as bench:
        assert bench.row.down_at_start == (key,)
        assert bench.keys == []
        if key is Key.REPEAT:
            bench.row._buttons[key]._fire_held()
        assert bench.keys == []
        bench.hand.release(key)
        assert bench.keys == []
        bench.clock.time += QUIET
        bench.hand.tap(key)
        assert bench.keys == [key]


def test_a_button_stuck_at_the_start_must_rest_before_it_counts() -> None:
    with row(down=(Key.ADVANCE,)) as bench:
        bench.hand.release(Key.ADVANCE)
        bench.clock.time += QUIET - 0.1
        bench.hand.tap(Key.ADVANCE)
        assert bench.keys == []


def test_every_stuck_button_is_reported() -> None:
    with row(down=(Key.ADVANCE, Key.SWITCH)) as bench:
        assert bench.row.down_at_start == (Key.ADVANCE, Key.SWITCH)


def test_a_button_held_too_long_in_use_is_set_aside_and_the_others_are_not() -> None:
    with row() as bench:
        bench.hand.press(Key.ADVANCE)
        bench.clock.time += HELD
        assert bench.row.look()[Key.ADVANCE] is Aside.HELD
        bench.hand.tap(Key.SWITCH)
        assert bench.keys == [Key.ADVANCE, Key.SWITCH]
        bench.hand.release(Key.ADVANCE)
        bench.clock.time += 1
        bench.hand.tap(Key.ADVANCE)
        assert bench.keys == [Key.ADVANCE, Key.SWITCH]
        bench.clock.time += QUIET
        assert bench.row.look()[Key.ADVANCE] is None
        bench.hand.tap(Key.ADVANCE)
        assert bench.keys == [Key.ADVANCE, Key.SWITCH, Key.ADVANCE]


def test_a_repeat_button_that_sticks_does_not_repeat_when_it_comes_free() -> None:
    with row() as bench:
        bench.hand.press(Key.REPEAT)
        bench.clock.time += HELD
        bench.row.look()
        bench.hand.release(Key.REPEAT)
        assert bench.keys == []


@pytest.mark.parametrize("key", [Key.ADVANCE, Key.REPEAT, Key.SWITCH])
def test_a_storm_on_one_button_is_cut_off_and_the_others_count(key: Key) -> None:
    other = Key.SWITCH if key is Key.ADVANCE else Key.ADVANCE
    with row(buttons=Buttons(lockout=0.0)) as bench:
        for _ in range(500):
            bench.hand.tap(key)
            bench.clock.time += 0.05
        assert bench.row.look() == {**dict.fromkeys(wired(Pins())), key: Aside.STORM}
        assert len(bench.keys) <= 20
        bench.keys.clear()
        bench.hand.tap(other)
        assert bench.keys == [other]


def test_a_level_whose_report_was_lost_is_read_again() -> None:
    with row() as bench:
        pin = bench.factory.pin(Pins().advance)
        pin.when_changed = None  # the kernel drops edges that come too fast
        bench.hand.press(Key.ADVANCE)
        bench.row.look()
        bench.clock.time += HELD
        assert bench.row.look()[Key.ADVANCE] is Aside.HELD


def test_closing_releases_every_pin() -> None:
    with row(FOUR) as bench:
        bench.row.close()
        again = ButtonRow(FOUR, Buttons(), bench.factory, bench.heard)
        again.close()


def test_nothing_is_heard_after_closing() -> None:
    with row() as bench:
        bench.row.close()
        bench.hand.tap(Key.ADVANCE)
        assert bench.keys == []


def test_buttons_already_opened_are_released_when_one_cannot_be_opened() -> None:
    from gpiozero import LED

    factory, heard = mock_factory(), Recorder()
    taken = LED(Pins().switch, pin_factory=factory)
    with pytest.raises(Exception, match="26"):
        ButtonRow(Pins(), Buttons(), factory, heard)
    taken.close()
    row_of_all = ButtonRow(Pins(), Buttons(), factory, heard)
    row_of_all.close()
    factory.close()


def test_only_wired_buttons_have_a_pin() -> None:
    assert wired(Pins()) == {Key.ADVANCE: 5, Key.REPEAT: 6, Key.SWITCH: 26}
    assert wired(FOUR) == {**wired(Pins()), Key.PAUSE: 16}


def test_only_wired_lights_have_a_pin() -> None:
    assert lit(Pins()) == {}
    pins = replace(Pins(), advance_light=22, switch_light=24)
    assert lit(pins) == {Key.ADVANCE: 22, Key.SWITCH: 24}
    assert lit(replace(pins, repeat_light=23))[Key.REPEAT] == 23


@pytest.mark.parametrize("other", [Key.ADVANCE, Key.SWITCH])
@pytest.mark.parametrize("repeat_first", [True, False])
def test_repeat_pressed_together_with_another_button_acts_at_once(
    other: Key, repeat_first: bool
) -> None:
    """So the screening gets both in time to count neither."""
    pair = [Key.REPEAT, other] if repeat_first else [other, Key.REPEAT]
    with row() as bench:
        bench.hand.press(pair[0])
        bench.clock.time += CHORD / 2
        bench.hand.press(pair[1])
        assert bench.keys == pair
        bench.row._buttons[Key.REPEAT]._fire_held()
        bench.clock.time += 0.2
        bench.hand.release(Key.REPEAT)
        assert bench.keys == pair


@pytest.mark.parametrize("other", [Key.ADVANCE, Key.SWITCH])
def test_repeat_pressed_a_while_after_another_button_acts_on_release(other: Key) -> None:
    with row() as bench:
        bench.hand.press(other)
        bench.clock.time += CHORD + 0.001
        bench.hand.press(Key.REPEAT)
        assert bench.keys == [other]
        bench.hand.release(Key.REPEAT)
        assert bench.keys == [other, Key.REPEAT]


@pytest.mark.parametrize("held", Key)
@pytest.mark.parametrize("pressed", Key)
def test_no_two_buttons_pressed_together_do_anything_but_what_each_does(
    held: Key, pressed: Key
) -> None:
    if held is pressed:
        return
    with row(ALL) as bench:
        bench.hand.press(held)
        bench.clock.time += 1
        bench.hand.press(pressed)
        bench.clock.time += 1
        bench.hand.release(held)
        bench.hand.release(pressed)
        assert bench.keys == [held, pressed]
