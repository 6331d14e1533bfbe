from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kiosk.config import paths
from kiosk.config.settings import Pins, Settings
from kiosk.doctor.machine import installed
from kiosk.panel.mock_panel import on_mock_pins
from kiosk.panel.pin_factory import NoPins, mock_factory
from kiosk.panel_test import run as panel_test
from kiosk.panel_test import script as showing
from tests.doctor.fake_machine import Answers
from tests.mock_wires import LIGHTS, settings_with
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, PULL_UP, USED
from tests.recorder import SAFETY_NET

BUZZER = Pins().buzzer


class Desk:
    """A panel test on mock pins, with lines typed on the reading thread."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.factory = mock_factory()
        self.printed: list[str] = []
        self._news = threading.Condition()
        monkeypatch.setattr(panel_test, "open_factory", lambda kind: self.factory)
        monkeypatch.setattr(showing, "PAUSE", 0.0)
        monkeypatch.setattr(showing, "duration", lambda cue: 0.0)
        monkeypatch.setattr(showing, "LIGHT_SECONDS", 0.0)

    def tell(self, line: str) -> None:
        with self._news:
            self.printed.append(line)
            self._news.notify_all()

    def wait_for(self, start: str) -> None:
        """Wait until a line that begins with ``start`` is printed."""

        def printed() -> bool:
            return any(line.startswith(start) for line in self.printed)

        with self._news:
            assert self._news.wait_for(printed, SAFETY_NET), f"{start} was not printed"

    def run(self, lines: Callable[[], Iterator[str]], settings: Settings | None = None) -> None:
        panel_test.run(settings or Settings(), True, self.tell, lines)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(monkeypatch)


def test_everything_is_shown_and_the_test_ends_with_its_input(desk: Desk) -> None:
    desk.run(lambda: iter(()), on_mock_pins(settings_with(Pins(**LIGHTS))))
    shown = [line.split(": ")[0] for line in desk.printed if line.startswith(("rhythm", "light"))]
    assert shown[:3] == ["light   ADVANCE", "light   REPEAT", "light   SWITCH SIDES"]
    assert len(shown) == 3 + 10
    assert "GPIO5, pin 29: ADVANCE button" in desk.printed


def test_on_mock_pins_too_only_the_lights_that_the_settings_name_are_shown(desk: Desk) -> None:
    desk.run(lambda: iter(()))
    assert "lights  none are wired by these settings" in desk.printed
    assert not [line for line in desk.printed if line.startswith("light ") or "GPIO22" in line]


@pytest.mark.parametrize(
    ("pins", "names"),
    [(Pins(), "advance, repeat, switch"), (Pins(pause=16), "advance, repeat, switch, pause")],
)
def test_the_buttons_that_the_settings_name_can_be_typed(
    pins: Pins, names: str, desk: Desk
) -> None:
    desk.run(lambda: iter(["quit"]), on_mock_pins(settings_with(pins)))
    assert any(line.endswith(f" A button's name presses it: {names}.") for line in desk.printed)


def test_a_press_goes_through_the_mock_pin_and_is_reported(desk: Desk) -> None:
    def lines() -> Iterator[str]:
        yield "repeat"
        desk.wait_for("REPEAT        up")

    desk.run(lines)
    (down,) = (line for line in desk.printed if line.startswith("REPEAT        down"))
    assert "5 edges within" in down
    assert any(line.startswith("REPEAT        1 press, longest bounce") for line in desk.printed)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_the_middle_of_a_rhythm_ends_it_with_the_buzzer_low(
    number: signal.Signals, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sounding = threading.Event()
    pin = desk.factory.pin(BUZZER)
    drive = pin._set_state

    def listen(value: Any) -> None:
        drive(value)
        if value:
            sounding.set()

    monkeypatch.setattr(pin, "_set_state", listen)
    before = signal.getsignal(number)

    def lines() -> Iterator[str]:
        yield "press"
        assert sounding.wait(SAFETY_NET)
        os.kill(os.getpid(), number)

    desk.run(lines)
    assert [bool(state.state) for state in pin.states][-2:] == [True, False]
    assert not any(desk.factory.pin(light).state for light in (22, 23, 24))
    assert signal.getsignal(number) is before


def test_quit_ends_it_at_once(desk: Desk) -> None:
    desk.run(lambda: iter(["quit"]))
    assert not any(line.startswith("rhythm  not available") for line in desk.printed)


# Busy pins.


def refused(answers: Answers, settings: Settings | None = None) -> str:
    with pytest.raises(NoPins) as caught:
        panel_test.refuse_if_busy(answers.machine, settings or Settings())
    return str(caught.value)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_panel_is_being_opened_leaves_its_pins_free(
    number: signal.Signals, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strike(*_: object) -> None:
        os.kill(os.getpid(), number)

    def nothing_typed() -> Iterator[str]:
        yield from ()

    monkeypatch.setattr(showing.PanelTest, "show_rhythms", strike)
    before = signal.getsignal(number)
    desk.run(nothing_typed)
    assert signal.getsignal(number) is before
    assert not desk.factory.pin(BUZZER).state
    assert desk.factory.pin(BUZZER).function == "input"


def test_while_the_service_runs_its_pins_are_left_alone_and_named(pi: Answers) -> None:
    pi.chips.lines[5] = (INPUT | PULL_UP | USED, "lg")
    message = refused(pi)
    assert "The kiosk is running as a service" in message
    assert "GPIO5, pin 29, ADVANCE button: input, pulled up, held by lg" in message
    assert "sudo systemctl stop acupressure-kiosk" in message


def test_pins_of_another_program_are_left_alone_and_named(pi: Answers) -> None:
    pi.unit("ActiveState=active", "ActiveState=inactive")
    pi.chips.lines[12] = (OUTPUT | USED, "gpioset")
    message = refused(pi)
    assert "GPIO12, pin 32, buzzer: output, held by gpioset" in message
    assert "Stop the program" in message


def test_free_pins_can_be_used_once_the_service_is_stopped(pi: Answers) -> None:
    pi.unit("ActiveState=active", "ActiveState=inactive")
    panel_test.refuse_if_busy(pi.machine, Settings())


def test_a_running_service_does_not_hold_mock_pins(pi: Answers) -> None:
    from dataclasses import replace

    from kiosk.config.settings import Factory

    settings = Settings(pins=replace(Pins(), factory=Factory.MOCK))
    panel_test.refuse_if_busy(pi.machine, settings)
    assert pi.run == []


# The command.


def command(*args: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    made = [sys.executable, "-m", "kiosk", "test-panel", "--settings", str(paths.OWN_SETTINGS)]
    environment = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    return subprocess.run(
        [*made, *args], input=typed, capture_output=True, text=True, env=environment, check=False
    )


def test_the_command_takes_its_presses_from_standard_input() -> None:
    done = command("--simulate", typed="advance\nquit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "GPIO26, pin 37: SWITCH SIDES button" in done.stdout


def test_without_pins_the_error_names_the_remedy() -> None:
    if installed("lgpio"):
        pytest.skip("lgpio is installed here")
    done = command()
    assert done.returncode == 69
    assert "python3-lgpio" in done.stderr
