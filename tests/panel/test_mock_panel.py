from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.config.settings import Buttons, Buzzer, BuzzerKind, Factory, Pins, Pull, Settings
from kiosk.panel.buttons import lit
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.session.keys import Key
from tests.mock_wires import LIGHTS, closing, settings_with
from tests.recorder import Recorder


def test_mock_pins_are_named_whatever_the_settings_say() -> None:
    assert on_mock_pins(Settings()).pins.factory is Factory.MOCK


@pytest.mark.parametrize("pins", [Pins(), Pins(repeat_light=17)])
def test_the_lights_are_those_of_the_settings(pins: Pins) -> None:
    assert lit(on_mock_pins(settings_with(pins)).pins) == lit(pins)


def test_nothing_else_is_changed() -> None:
    given = settings_with(Pins(pause=16), Buttons(lockout=0.5), Buzzer(active_high=False))
    made = on_mock_pins(given)
    assert replace(made, pins=replace(made.pins, factory=given.pins.factory)) == given


@pytest.mark.parametrize("pull", Pull)
def test_a_finger_pulls_the_line_the_way_the_button_is_wired(pull: Pull) -> None:
    factory, settings = mock_factory(), settings_with(buttons=Buttons(pull=pull))
    with closing(factory):
        hand = MockPanel(settings, factory)
        hand.press(Key.ADVANCE)
        assert bool(factory.pin(5).state) is pull.pressed_level
        hand.release(Key.ADVANCE)
        assert bool(factory.pin(5).state) is not pull.pressed_level


def test_the_buttons_that_are_down_are_known() -> None:
    factory = mock_factory()
    with closing(factory):
        hand = MockPanel(Settings(), factory)
        hand.press(Key.ADVANCE)
        hand.press(Key.SWITCH)
        hand.release(Key.ADVANCE)
        assert hand.down == {Key.SWITCH}
        hand.tap(Key.SWITCH)
        assert hand.down == set()


def test_the_keys_are_those_that_are_wired() -> None:
    factory = mock_factory()
    with closing(factory):
        three = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
        assert MockPanel(Settings(), factory).keys == three
        assert MockPanel(settings_with(Pins(pause=16)), factory).keys == (*three, Key.PAUSE)


@pytest.mark.parametrize(
    "buzzer",
    [
        Buzzer(),
        Buzzer(active_high=False),
        Buzzer(BuzzerKind.PASSIVE),
        Buzzer(BuzzerKind.PASSIVE, active_high=False),
    ],
)
def test_an_ear_hears_the_buzzer_when_it_sounds_and_only_then(buzzer: Buzzer) -> None:
    factory, settings = mock_factory(), settings_with(buzzer=buzzer)
    with closing(factory), Panel(settings, factory, Recorder()) as panel:
        ear = MockPanel(settings, factory)
        heard = [ear.sounding]
        for level in (True, False):
            panel.sound(level)
            heard.append(ear.sounding)
        assert heard == [False, True, False]


def test_an_eye_sees_the_lights() -> None:
    factory, settings = mock_factory(), on_mock_pins(settings_with(Pins(**LIGHTS)))
    with closing(factory), Panel(settings, factory, Recorder()) as panel:
        eye = MockPanel(settings, factory)
        panel.light({Key.ADVANCE, Key.SWITCH})
        assert [eye.is_lit(key) for key in Key] == [True, False, True, False, False]


@pytest.mark.parametrize("pull", [Pull.EXTERNAL_UP, Pull.EXTERNAL_DOWN])
def test_a_mock_pin_pulls_itself_where_a_resistor_outside_would(pull: Pull) -> None:
    made = on_mock_pins(settings_with(buttons=Buttons(pull=pull)))
    factory = mock_factory()
    with Panel(made, factory, Recorder()) as panel:
        assert panel.aside == {}
    factory.close()
