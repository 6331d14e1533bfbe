from __future__ import annotations

import pytest

from kiosk.config.settings import Buttons, Buzzer, BuzzerKind, Pins, Pull, Settings
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.pin_factory import NoPins, mock_factory
from kiosk.panel.raw_panel import Edge, RawPanel
from kiosk.panel_test.mock_finger import BOUNCES, HOLD, Fingers
from kiosk.session.keys import Key
from tests.mock_wires import LIGHTS, closing, settings_with

KINDS = [
    Buzzer(),
    Buzzer(active_high=False),
    Buzzer(kind=BuzzerKind.PASSIVE),
]


@pytest.mark.parametrize("pull", Pull)
def test_every_edge_is_reported_without_debounce_or_lockout(pull: Pull) -> None:
    settings = settings_with(buttons=Buttons(pull=pull, debounce=0.2, lockout=2.0))
    factory, edges = mock_factory(), list[Edge]()
    with closing(factory), RawPanel(settings, factory, edges.append):
        mock = MockPanel(settings, factory)
        if pull.external:
            mock.release(Key.ADVANCE)  # the external resistor
            edges.clear()
        for _ in range(3):
            mock.tap(Key.ADVANCE)
    assert [(edge.key, edge.pressed) for edge in edges] == [
        (Key.ADVANCE, pressed) for _ in range(3) for pressed in (True, False)
    ]
    assert [edge.at for edge in edges] == sorted(edge.at for edge in edges)


def test_a_fourth_button_is_watched_too() -> None:
    settings = settings_with(Pins(pause=16))
    factory, edges = mock_factory(), list[Edge]()
    with closing(factory), RawPanel(settings, factory, edges.append):
        MockPanel(settings, factory).press(Key.PAUSE)
    assert [edge.key for edge in edges] == [Key.PAUSE]


@pytest.mark.parametrize("buzzer", KINDS, ids=["active", "active low", "passive"])
def test_closing_silences_the_buzzer_and_puts_out_the_lights(buzzer: Buzzer) -> None:
    settings = on_mock_pins(settings_with(Pins(**LIGHTS), buzzer=buzzer))
    factory = mock_factory()
    with closing(factory):
        with RawPanel(settings, factory, lambda edge: None) as made:
            mock = MockPanel(settings, factory)
            made.sound(True)
            made.light(set(Key))
            assert mock.sounding
            assert mock.is_lit(Key.SWITCH)
            pin = factory.pin(settings.pins.buzzer)
            seen = len(pin.states)
        assert [bool(state.state) for state in pin.states[seen:]][:1] == [
            buzzer.kind is BuzzerKind.ACTIVE and not buzzer.active_high
        ], "the first change is to silence"
        assert not mock.is_lit(Key.SWITCH)


def test_no_edge_is_reported_after_closing() -> None:
    settings, edges = Settings(), list[Edge]()
    factory = mock_factory()
    with closing(factory):
        with RawPanel(settings, factory, edges.append):
            pass
        factory.pin(settings.pins.advance).drive_high()
        factory.pin(settings.pins.advance).drive_low()
    assert edges == []


def test_a_pin_that_cannot_be_opened_is_reported_and_the_others_are_closed() -> None:
    from gpiozero import LED

    factory = mock_factory()
    settings = Settings()
    with closing(factory):
        taken = LED(settings.pins.buzzer, pin_factory=factory)
        with closing(taken), pytest.raises(NoPins) as caught:
            RawPanel(settings, factory, lambda edge: None)
        assert "Cannot open the GPIO pins" in str(caught.value)
        with RawPanel(settings, factory, lambda edge: None):
            pass  # the buttons' pins are free again


def test_simulated_fingers_bounce_and_release() -> None:
    settings, edges = Settings(), list[Edge]()
    factory = mock_factory()
    with closing(factory), RawPanel(settings, factory, edges.append):
        fingers = Fingers(MockPanel(settings, factory))
        fingers.press(Key.ADVANCE, 1.0)
        fingers.press(Key.PAUSE, 1.0)  # there is none
        assert [edge.pressed for edge in edges] == [True, False] * BOUNCES + [True]
        assert fingers.due == 1.0 + HOLD
        fingers.turn(1.0)
        assert edges[-1].pressed
        fingers.turn(1.0 + HOLD)
        assert [edge.pressed for edge in edges[-2:]] == [True, False]
        assert fingers.due is None
