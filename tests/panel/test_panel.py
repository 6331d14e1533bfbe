from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.config.settings import Buttons, Buzzer, BuzzerKind, Pins, Pull, Settings
from kiosk.panel.buttons import wired
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import NoPins, mock_factory
from kiosk.panel.stuck import Aside
from kiosk.routine.cues import Cue
from kiosk.runtime.clock import Manual
from kiosk.runtime.systemd import note_buzzer
from kiosk.session.keys import Key
from tests.mock_wires import Wire, changes, closing, settings_with, with_mock
from tests.recorder import Recorder

ACTIVE_HIGH = settings_with()
ACTIVE_LOW = settings_with(buzzer=Buzzer(active_high=False))
PASSIVE = settings_with(buzzer=Buzzer(BuzzerKind.PASSIVE))
EVERY_KIND = [ACTIVE_HIGH, ACTIVE_LOW, PASSIVE]
LIGHTS = settings_with(Pins(advance_light=22, repeat_light=23, switch_light=24))


@pytest.fixture
def factory() -> Iterator[Any]:
    made = mock_factory()
    yield made
    made.close()


class Played:
    """Plays cues on a panel with a manual clock, and records the pin."""

    def __init__(self, settings: Settings, panel: Panel, factory: Any) -> None:
        self.clock, self.player, self._panel = Manual(), RhythmPlayer(), panel
        pin = factory.pin(settings.pins.buzzer)
        self.wire = Wire(pin, self.clock, settings.buzzer.active_high)

    def until(self, end: float) -> None:
        while (edge := self.player.next_edge) is not None and edge <= end:
            self.to(edge)
        self.to(end)

    def to(self, time: float) -> None:
        self.clock.time = time
        self._panel.sound(self.player.advance(time))
        self.wire.look()


@pytest.mark.parametrize("settings", EVERY_KIND)
@pytest.mark.parametrize("cue", Cue)
def test_a_rhythm_is_at_the_pin_exactly_as_written(
    cue: Cue, settings: Settings, factory: Any
) -> None:
    with Panel(settings, factory, Recorder()) as panel:
        played = Played(settings, panel, factory)
        played.player.play(cue, 0.0)
        played.until(10.0)
        assert played.wire.changes == changes(cue)


@pytest.mark.parametrize("settings", EVERY_KIND)
def test_a_panel_just_opened_is_silent(settings: Settings, factory: Any) -> None:
    with Panel(settings, factory, Recorder()):
        assert not MockPanel(settings, factory).sounding


@pytest.mark.parametrize("settings", EVERY_KIND)
@pytest.mark.parametrize("leave", ["by the end", "by an exception", "by closing"])
def test_a_sounding_buzzer_is_silenced_however_the_panel_closes(
    leave: str, settings: Settings, factory: Any
) -> None:
    ear = MockPanel(settings, factory)
    wire = Wire(factory.pin(12), Manual(), settings.buzzer.active_high)
    panel = Panel(settings, factory, Recorder())
    panel.sound(True)
    assert ear.sounding
    wire.look()
    wire.changes.clear()
    if leave == "by closing":
        panel.close()
    elif leave == "by the end":
        with panel:
            pass
    else:
        with pytest.raises(KeyError), panel:
            raise KeyError
    wire.look()
    assert wire.changes[:1] == [(0.0, False)]


@pytest.mark.parametrize("high", [True, False], ids=["active high", "active low"])
@pytest.mark.parametrize("kind", BuzzerKind)
def test_a_silent_buzzer_s_line_is_at_the_level_that_is_noted_for_it(
    kind: BuzzerKind, high: bool, factory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The level that silences a killed kiosk must be the panel's silent one."""
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    settings = settings_with(buzzer=Buzzer(kind, high))
    note_buzzer(settings, SimpleNamespace(chip=0))
    noted = (tmp_path / "buzzer").read_text()
    with Panel(settings, factory, Recorder()) as panel:
        line = factory.pin(12)
        resting = [line.state]
        panel.sound(True)
        assert line.state != resting[0]
        panel.sound(False)
        resting.append(line.state)
    assert {f"gpiochip0 12={int(level)}\n" for level in resting} == {noted}


@pytest.mark.parametrize("settings", [ACTIVE_HIGH, PASSIVE])
def test_the_buzzer_s_line_is_low_after_the_panel_closes(settings: Settings, factory: Any) -> None:
    panel = Panel(settings, factory, Recorder())
    panel.sound(True)
    panel.close()
    assert not factory.pin(12).state
    assert factory.pin(12).function == "input"


def test_closing_twice_does_no_harm(factory: Any) -> None:
    for settings in EVERY_KIND:
        panel = Panel(settings, factory, Recorder())
        panel.close()
        panel.close()


@pytest.mark.parametrize("tone", [200, 440, 880, 2400, 3000, 5_000])
def test_a_passive_buzzer_sounds_with_the_tone_that_is_set(tone: int, factory: Any) -> None:
    settings = settings_with(buzzer=Buzzer(BuzzerKind.PASSIVE, tone=tone))
    with Panel(settings, factory, Recorder()) as panel:
        panel.sound(True)
        assert factory.pin(12).frequency == pytest.approx(tone)
        assert factory.pin(12).state == 0.5
        panel.sound(False)
        assert factory.pin(12).state == 0


@pytest.mark.parametrize("settings", EVERY_KIND)
def test_the_same_level_twice_changes_nothing_at_the_pin(settings: Settings, factory: Any) -> None:
    with Panel(settings, factory, Recorder()) as panel:
        panel.sound(True)
        before = list(factory.pin(12).states)
        panel.sound(True)
        assert factory.pin(12).states == before


def _subsets() -> list[frozenset[Key]]:
    three = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
    return [frozenset(k for n, k in enumerate(three) if bits >> n & 1) for bits in range(8)]


@pytest.mark.parametrize(("before", "after"), list(pairwise([*_subsets(), frozenset(Key)])))
def test_only_the_named_buttons_are_lit(
    before: frozenset[Key], after: frozenset[Key], factory: Any
) -> None:
    with Panel(LIGHTS, factory, Recorder()) as panel:
        eye = MockPanel(LIGHTS, factory)
        for wanted in (before, after):
            panel.light(wanted)
            assert {key for key in Key if eye.is_lit(key)} == wanted - {Key.PAUSE, Key.VOLUME}


def test_the_lights_are_out_after_the_panel_closes(factory: Any) -> None:
    panel = Panel(LIGHTS, factory, Recorder())
    panel.light(set(Key))
    panel.close()
    assert [factory.pin(pin).state for pin in (22, 23, 24)] == [0, 0, 0]


def test_a_panel_without_lights_accepts_light(factory: Any) -> None:
    with Panel(ACTIVE_HIGH, factory, Recorder()) as panel:
        panel.light(set(Key))
        assert factory.pin(22).function == "input"


def test_keys_and_stuck_buttons_come_from_the_button_row(factory: Any) -> None:
    heard = Recorder()
    with Panel(ACTIVE_HIGH, factory, heard, Manual().now) as panel:
        MockPanel(ACTIVE_HIGH, factory).tap(Key.ADVANCE)
        assert heard.calls == [Key.ADVANCE]
        assert panel.aside == {}


@pytest.mark.parametrize("pin", [12, 5, 22])
def test_a_pin_in_use_is_reported_with_a_remedy_and_the_others_are_released(
    pin: int, factory: Any
) -> None:
    from gpiozero import LED

    taken = LED(pin, pin_factory=factory)
    message = rf"Cannot open the GPIO pins: pin (GPIO)?{pin}\b.*\n\S"
    with pytest.raises(NoPins, match=message):
        Panel(LIGHTS, factory, Recorder())
    taken.close()
    with Panel(LIGHTS, factory, Recorder()):
        pass


def test_a_pin_the_header_does_not_have_is_reported(factory: Any) -> None:
    class Headerless:
        def __getattr__(self, name: str) -> Any:
            return getattr(factory, name)

        def pin(self, number: int, **_: object) -> Any:
            raise ValueError(f"{number} is no pin of this header")

    with pytest.raises(NoPins, match="is no pin of this header"):
        Panel(LIGHTS, Headerless(), Recorder())


class Worn:
    """A pin that cannot be driven while ``broken``."""

    def __init__(self, pin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken = False
        before = pin._set_state

        def drive(value: bool) -> None:
            if self.broken:
                raise OSError("the pin has gone")
            before(value)

        monkeypatch.setattr(pin, "_set_state", drive)


def test_a_buzzer_that_cannot_be_silenced_does_not_keep_the_other_pins(
    factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Panel(LIGHTS, factory, Recorder())
    panel.light(set(Key))
    worn = Worn(factory.pin(12), monkeypatch)
    worn.broken = True
    with pytest.raises(OSError, match="has gone"):
        panel.close()
    worn.broken = False
    assert [factory.pin(pin).state for pin in (22, 23, 24)] == [0, 0, 0]
    assert factory.pin(5).when_changed is None


def _lines_held_by(owners: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def held_by(pins: Collection[int]) -> dict[int, str]:
        return {pin: owner for pin, owner in owners.items() if pin in pins}

    monkeypatch.setattr("kiosk.panel.panel.held_by", held_by)


def test_a_pin_that_another_program_holds_is_reported_with_its_name_and_holder(
    factory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gpiozero import LED

    _lines_held_by({6: "gpioset", 12: "lg", 17: "w1"}, monkeypatch)
    with closing(LED(6, pin_factory=factory)), pytest.raises(NoPins) as caught:
        Panel(ACTIVE_HIGH, factory, Recorder())
    lines = str(caught.value).splitlines()
    assert "GPIO 6, set as pins.repeat, is held by 'gpioset'." in lines
    assert "GPIO 12, set as pins.buzzer, is held by 'lg'." in lines
    assert not any("17" in line for line in lines)


def test_no_owner_is_looked_for_on_mock_pins(factory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpiozero import LED

    _lines_held_by({6: "gpioset"}, monkeypatch)
    mock = settings_with(with_mock(Pins()))
    with closing(LED(6, pin_factory=factory)), pytest.raises(NoPins) as caught:
        Panel(mock, factory, Recorder())
    assert "gpioset" not in str(caught.value)


def test_unknown_wiring_is_not_driven(factory: Any) -> None:
    """If the wiring is unknown, another output may be wired to the buzzer's pin."""
    with Panel(LIGHTS, factory, Recorder(), drives=False) as panel:
        panel.sound(True)
        panel.light(set(Key))
        assert {factory.pin(pin).function for pin in (12, 22, 23, 24)} == {"input"}
        assert not any(factory.pin(pin).state for pin in (12, 22, 23, 24))


def test_buttons_are_heard_where_nothing_is_driven(factory: Any) -> None:
    heard = Recorder()
    with Panel(LIGHTS, factory, heard, drives=False):
        MockPanel(LIGHTS, factory).tap(Key.ADVANCE)
    assert heard.calls == [Key.ADVANCE]


def test_an_ignored_button_is_logged_by_name_and_so_is_its_return(
    factory: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    clock, hand = Manual(), MockPanel(ACTIVE_HIGH, factory)
    with Panel(ACTIVE_HIGH, factory, Recorder(), clock.now) as panel:
        hand.press(Key.SWITCH)
        clock.time += 30
        assert panel.look()
        assert panel.aside == {Key.SWITCH: Aside.HELD}
        assert not panel.look()
        hand.release(Key.SWITCH)
        clock.time += 5
        panel.look()
        clock.time += 5
        assert panel.look() or panel.aside == {}
    assert caplog.messages == [
        "Button switch is ignored: held down for 30 s",
        "Button switch works again",
    ]


@pytest.mark.parametrize("pull", [Pull.UP, Pull.DOWN])
def test_a_pull_that_does_not_fit_the_wiring_is_logged(
    pull: Pull, factory: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pin in map(factory.pin, wired(Pins()).values()):
        pressed = pin.drive_high if pull is Pull.DOWN else pin.drive_low
        monkeypatch.setattr(pin, "drive_low" if pull is Pull.DOWN else "drive_high", pressed)
    settings = settings_with(buttons=Buttons(pull=pull))
    with Panel(settings, factory, Recorder()) as panel:
        assert set(panel.aside) == set(wired(Pins()))
    assert "is buttons.pull right?" in caplog.text


def test_one_button_that_is_down_says_nothing_of_the_pull(
    factory: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = factory.pin(5)
    monkeypatch.setattr(pin, "drive_high", pin.drive_low)
    with Panel(ACTIVE_HIGH, factory, Recorder()) as panel:
        assert panel.aside == {Key.ADVANCE: Aside.AT_START}
    assert "buttons.pull" not in caplog.text
