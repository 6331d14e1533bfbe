from __future__ import annotations

import signal
import threading
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from kiosk.config.screen import DisplaySize, Rotation, Screen, Size
from kiosk.config.settings import Buttons, Factory, Pins, Speech
from kiosk.library.content import Content
from kiosk.panel.mock_panel import MockPanel
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import NoPins
from kiosk.runtime import app
from kiosk.runtime.app import Options
from kiosk.runtime.outputs import TeeOutputs
from kiosk.screen.display.display import Display
from kiosk.screen.display.window import NoDisplay
from kiosk.screen.layout.drawn_panel import height_for
from kiosk.session.keys import Key
from kiosk.stats import store
from kiosk.stats.counter import FILE
from kiosk.system.errors import BROKEN
from tests.mock_machine import DESKTOP, DEVICE, SIGNALS, Ear, Machine, end, record_shown
from tests.mock_wires import on_mock_pins
from tests.recorder import SAFETY_NET, Recorder
from tests.shipped_pages import shipped

pytestmark = pytest.mark.usefixtures("unseen")

BUZZER = Pins().buzzer


@pytest.mark.parametrize("options", [DESKTOP, DEVICE], ids=["desktop", "device"])
@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_kiosk_in_good_order(
    number: signal.Signals, options: Options, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    code = machine.run(on_mock_pins(shipped()), options, end(number))
    assert code == 0
    machine.systemd.until("STOPPING=1")
    assert not machine.pins[BUZZER].state
    assert f"Received {number.name}, stopping" in caplog.text


def test_systemd_is_notified_of_ready_alive_and_stopping(machine: Machine) -> None:
    def end_once_alive() -> None:
        machine.systemd.until("WATCHDOG=1")
        end()()

    machine.run(on_mock_pins(shipped()), DEVICE, end_once_alive)
    machine.systemd.until("STOPPING=1")
    said = [word for word in machine.systemd.heard if word != "WATCHDOG=1"]
    assert said == ["READY=1", "STOPPING=1"]


def test_a_sounding_buzzer_is_silent_after_the_end(machine: Machine) -> None:
    ear, pin = Ear(machine), machine.pins[BUZZER]

    def press_and_end() -> None:
        machine.pins[Pins().advance].drive_low()
        ear.wait()
        end()()

    assert machine.run(on_mock_pins(shipped()), DEVICE, press_and_end) == 0
    assert not pin.state
    assert [bool(state.state) for state in pin.states][-2:] == [True, False]


@pytest.mark.parametrize(
    "event",
    [
        pygame.event.Event(pygame.QUIT),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE),
    ],
    ids=["closed", "Esc"],
)
def test_a_closed_window_or_esc_ends_the_kiosk_on_a_desktop(
    event: pygame.event.Event, machine: Machine
) -> None:
    def post() -> None:
        pygame.event.post(event)

    assert machine.run(shipped(), DESKTOP, post) == 0


def test_a_key_of_the_keyboard_goes_through_the_pins_to_a_new_page(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = record_shown(monkeypatch, lambda view, *_: view.page.value)

    def press_and_end() -> None:
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a))
        shown.until("text")
        end()()

    assert machine.run(shipped(), DESKTOP, press_and_end) == 0
    assert shown.calls[0] == "attract"


def test_a_language_chosen_from_the_list_shows_the_first_page_in_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = record_shown(
        monkeypatch, lambda view, *_: (view.page.value, view.language, view.chosen)
    )

    def press_and_end() -> None:
        for key, wanted in (
            (pygame.K_s, ("languages", "en", 0)),
            (pygame.K_s, ("languages", "en", 1)),
            (pygame.K_a, ("attract", "fr", 0)),
        ):
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key))
            pygame.event.post(pygame.event.Event(pygame.KEYUP, key=key))
            shown.until(wanted)
        end()()

    made = shipped()
    made = replace(made, settings=replace(made.settings, buttons=Buttons(lockout=0.0)))
    assert machine.run(made, DESKTOP, press_and_end) == 0
    assert shown.calls[0] == ("attract", "en", 0)


def test_a_failing_guide_ends_the_kiosk_with_its_code(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the guide broke")

    def press() -> None:
        monkeypatch.setattr("kiosk.runtime.guide.RhythmPlayer.play", fail)
        machine.pins[Pins().advance].drive_low()

    assert machine.run(on_mock_pins(shipped()), DEVICE, press) == BROKEN == 70
    machine.systemd.until("STOPPING=1")
    assert "the guide broke" in caplog.text
    assert not machine.pins[BUZZER].state


def test_an_exception_while_drawing_leaves_the_buzzer_silent(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise RuntimeError("the drawing broke")

    monkeypatch.setattr(Display, "show", fail)
    with pytest.raises(RuntimeError, match="the drawing broke"):
        app.run(on_mock_pins(shipped()), DEVICE)
    assert not machine.pins[BUZZER].state
    assert machine.pins[BUZZER].function == "input"


def test_the_first_picture_waits_for_no_voice_and_no_count(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = record_shown(monkeypatch, lambda view, *_: view.page.value)

    def fail(*_: object) -> None:
        raise RuntimeError("nothing else loaded")

    monkeypatch.setattr(Content, "voice", fail)
    monkeypatch.setattr(app, "_counter", fail)
    with pytest.raises(RuntimeError, match="nothing else loaded"):
        app.run(on_mock_pins(shipped()), DEVICE)
    assert shown.calls == ["attract"]


def test_on_a_desktop_a_display_that_shows_nothing_is_no_display(machine: Machine) -> None:
    with pytest.raises(NoDisplay, match="shows nothing"):
        app.run(on_mock_pins(shipped()), replace(DESKTOP, unseen=False))
    assert machine.pins[BUZZER].function == "input"


def test_on_a_desktop_an_unknown_sdl_driver_is_no_display(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    with pytest.raises(NoDisplay, match="none-such"):
        app.run(on_mock_pins(shipped()), DESKTOP)


def test_without_a_pin_driver_there_are_no_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "gpiozero.pins.lgpio", None)
    with pytest.raises(NoPins, match="lgpio is not installed"):
        app.run(shipped(), DEVICE)


def test_a_device_opens_the_pins_that_the_settings_name(machine: Machine) -> None:
    machine.run(on_mock_pins(shipped()), DEVICE, end())
    machine.run(shipped(), DESKTOP, end())
    machine.run(shipped(), DEVICE, end())
    assert machine.opened == [Factory.MOCK, Factory.MOCK, Factory.LGPIO]


def test_a_stuck_button_is_named_in_the_log_and_on_the_page(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pin = machine.pins[Pins().advance]
    monkeypatch.setattr(pin, "drive_high", pin.drive_low)  # a finger holds it down
    notices = record_shown(monkeypatch, lambda view, *_: view.notice)
    machine.run(on_mock_pins(shipped()), DEVICE, end())
    assert notices.calls[0] == "Ignored until released and at rest: advance."
    assert "Button advance is ignored: down since the start" in caplog.text


@pytest.mark.parametrize("rotation", Rotation)
def test_the_kiosk_runs_however_its_screen_is_turned(rotation: Rotation, machine: Machine) -> None:
    made = on_mock_pins(shipped())
    settings = replace(made.settings, screen=Screen(Size(480, 320), rotation))
    assert machine.run(replace(made, settings=settings), Options(unseen=True), end()) == 0


def _window_of(machine: Machine, made: Content, options: Options) -> tuple[int, int]:
    """Return the size of the window that a kiosk opens, which is then ended."""
    opened = list[tuple[int, int]]()

    def look_and_end() -> None:
        shown = pygame.display.get_surface()
        assert shown is not None
        opened.append(shown.get_size())
        end()()

    machine.run(made, options, look_and_end)
    return opened[0]


def test_a_desktop_window_too_large_for_the_display_shrinks_with_a_warning(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kiosk.runtime.graphical.room", lambda rotation: (1366, 768))
    width, height = _window_of(machine, shipped(), replace(DESKTOP, size=(1920, 1080)))
    assert width <= 1366
    assert height <= 768
    (warning,) = [line for line in caplog.messages if "does not fit" in line]
    assert warning.startswith(
        "1920x1080 with the drawn panel below does not fit the display of 1366x768"
    )
    assert warning.endswith("render PAGE --size 1920x1080")


@pytest.mark.parametrize(
    ("screen", "page"),
    [
        (Screen(display="touch-display-2-7"), (720, 1280)),
        (Screen(panel=DisplaySize(90, 154)), (600, 1024)),
    ],
)
def test_a_desktop_window_has_the_page_of_the_display_in_the_settings(
    screen: Screen, page: tuple[int, int], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.runtime.graphical.room", lambda rotation: (3840, 2160))
    made = shipped()
    settings = replace(made.settings, screen=screen)
    opened = _window_of(machine, replace(made, settings=settings), replace(DESKTOP, size=None))
    assert opened == (page[0], page[1] + height_for(*page))


@pytest.mark.parametrize("rotation", Rotation)
def test_on_a_desktop_a_turned_display_stands_as_the_visitor_sees_it(
    rotation: Rotation, machine: Machine
) -> None:
    made = shipped()
    settings = replace(made.settings, screen=Screen(Size(320, 480), rotation))
    opened = _window_of(machine, replace(made, settings=settings), replace(DESKTOP, size=None))
    assert opened == (320, 480 + height_for(320, 480))


def test_a_listener_hears_what_the_panel_does() -> None:
    class Silent:
        def __init__(self) -> None:
            self.told = list[object]()

        def sound(self, level: bool) -> None:
            self.told.append(level)

        def light(self, keys: Collection[Key]) -> None:
            self.told.append(keys)

    panel, one, two = Silent(), Recorder(), Recorder()
    made = TeeOutputs(panel, one, two)
    made.sound(True)
    made.sound(False)
    made.light({Key.ADVANCE})
    assert panel.told == [True, False, {Key.ADVANCE}]
    assert one.calls == two.calls == [True, False]


@pytest.mark.parametrize("enabled", [True, False])
def test_a_press_on_the_first_page_is_answered_in_words_where_there_is_a_sound_card(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, enabled: bool
) -> None:
    said = Recorder()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: True)
    monkeypatch.setattr("kiosk.audio.speech_player.SpeechPlayer.say", said)
    made = on_mock_pins(shipped())
    made = replace(made, settings=replace(made.settings, speech=Speech(enabled)))

    def press_and_end() -> None:
        MockPanel(made.settings, machine.factory).tap(Key.REPEAT)
        if enabled:
            said.wait()
        end()()

    assert machine.run(made, DEVICE, press_and_end) == 0
    assert [words[0].text for words in said.calls[:1]] == (
        ["Ease your back pain"] if enabled else []
    )
    assert pygame.mixer.get_init() is None


def test_a_sound_card_connected_later_speaks_the_page_and_lights_repeat(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    played, lit = Recorder(), Recorder()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr("kiosk.audio.speech_player.SpeechPlayer._say", lambda *what: played(what))
    monkeypatch.setattr(Panel, "light", lambda _, keys: lit(frozenset(keys)))
    made = on_mock_pins(shipped())

    def press_and_end() -> None:
        monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: True)
        MockPanel(made.settings, machine.factory).tap(Key.REPEAT)
        played.wait()
        while Key.REPEAT not in lit.calls[-1]:
            lit.wait()
        end()()

    assert machine.run(made, DEVICE, press_and_end) == 0
    assert played.calls[0][2].utterance.text == "Ease your back pain"
    assert Key.REPEAT not in lit.calls[0], "at the start there was no card"


@pytest.mark.parametrize("counted", [True, False])
def test_sessions_are_counted_if_the_settings_say_so(
    counted: bool, machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path / "state"))
    content = on_mock_pins(shipped())
    content = replace(
        content, settings=replace(content.settings, statistics=counted, languages=("en",))
    )
    lit = threading.Event()

    def light(_: Panel, keys: Collection[Key]) -> None:
        if len(keys) > 1:  # more buttons do something than at the attract page
            lit.set()

    monkeypatch.setattr(Panel, "light", light)

    def start_and_end() -> None:
        machine.pins[Pins().advance].drive_low()
        assert lit.wait(SAFETY_NET)
        end()()

    assert machine.run(content, DEVICE, start_and_end) == 0
    written = list(store.read(tmp_path / "state" / FILE).items())
    assert [(row.event, count) for row, count in written] == [("started", 1)] * counted
