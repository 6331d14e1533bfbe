"""A kiosk that reports its status and is asked to restart, to be quiet or darker."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk.config.settings import Pins, Speech
from kiosk.exchange import files
from kiosk.exchange.correspondent import Correspondent
from kiosk.exchange.status import Status, Trouble
from kiosk.exchange.wishes import MODE, Brightness, Quiet, Restart, Wishes
from kiosk.library.content import Content
from kiosk.panel.mock_panel import MockPanel
from kiosk.runtime import app
from kiosk.runtime.outputs import MutableSpeech
from kiosk.runtime.remote import health
from kiosk.session.keys import Key
from kiosk.speech.clips import Utterance
from tests.mock_machine import DESKTOP, DEVICE, Machine, end, record_shown
from tests.mock_wires import on_mock_pins
from tests.recorder import Recorder, wait_for
from tests.shipped_pages import shipped

pytestmark = pytest.mark.usefixtures("unseen")


class Service:
    """A kiosk run by a fake systemd, with the agent's folder beside its own."""

    def __init__(self, machine: Machine, folder: Path, content: Content) -> None:
        self.machine, self.content = machine, content
        self.status, self.wishes = folder / "status.json", folder / "wishes.json"

    def run(self, act: Callable[[], None], options: app.Options = DEVICE) -> int:
        return self.machine.run(self.content, options, act)

    def wish(self, **wishes: Any) -> None:
        files.write(self.wishes, Wishes(**wishes), MODE)

    def reported(self) -> Status:
        """Wait for a status and return it."""
        wait_for(self.status.exists)
        found = files.read(self.status, Status)
        assert found
        return found


@pytest.fixture
def service(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    monkeypatch.setattr(files, "WISHES", tmp_path / "wishes.json")
    monkeypatch.setattr("kiosk.runtime.remote.Correspondent", partial(Correspondent, poll=0.05))
    monkeypatch.setattr("kiosk.exchange.wishes.SETTLED", 0.0)
    monkeypatch.setattr(app, "UNDISTURBED", 0.0)
    monkeypatch.setattr(app, "LONGEST_WAIT", 0.1)
    return Service(machine, tmp_path, on_mock_pins(shipped()))


def test_a_device_reports_its_status_to_its_group(service: Service) -> None:
    def look_and_end() -> None:
        # Speech is on, and there is no sound card; the display is open once it is ready.
        wait_for(lambda: service.reported().faults == (Trouble.SOUND,))
        assert service.status.stat().st_mode & 0o777 == 0o640
        end()()

    assert service.run(look_and_end) == 0


def test_settings_that_are_not_in_force_are_reported(service: Service) -> None:
    def look_and_end() -> None:
        found = service.reported()
        assert Trouble.SETTINGS in found.faults
        assert found.notice == "kiosk.yaml:3: is faulty"
        end()()

    options = replace(DEVICE, notice="kiosk.yaml:3: is faulty")
    assert service.run(look_and_end, options) == 0


def test_a_button_that_is_set_aside_is_reported_by_name(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = service.machine.pins[Pins().repeat]
    monkeypatch.setattr(pin, "drive_high", pin.drive_low)  # a finger holds it down

    def look_and_end() -> None:
        wait_for(lambda: Trouble.BUTTON in service.reported().faults)
        assert service.reported().buttons == ("repeat",)
        end()()

    assert service.run(look_and_end) == 0


@pytest.mark.parametrize("options", [DESKTOP, DEVICE], ids=["desktop", "by hand"])
def test_a_kiosk_that_is_no_service_writes_nothing(
    options: app.Options, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    if options is DEVICE:
        monkeypatch.delenv("RUNTIME_DIRECTORY")
    assert service.run(end(), options) == 0
    assert not service.status.exists()


def test_a_restart_that_is_wished_ends_the_kiosk_at_the_attract_page(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assert service.run(lambda: service.wish(restart=Restart(files.boottime()))) == 0
    assert "to be restarted at the fleet's request" in caplog.text


def test_a_restart_that_is_wished_in_a_session_waits_for_its_end(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    shown = record_shown(monkeypatch, lambda view, *_: view.page.value)

    def press_wish_and_end() -> None:
        hand = MockPanel(service.content.settings, service.machine.factory)
        hand.tap(Key.ADVANCE)
        shown.until("text")
        service.wish(restart=Restart(files.boottime()))
        time.sleep(1.0)
        assert "at the fleet's request" not in caplog.text
        end()()

    assert service.run(press_wish_and_end) == 0
    assert "at the fleet's request" not in caplog.text


def test_any_content_of_the_wishes_leaves_the_kiosk_running(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.wishes.write_bytes(b'{"restart": {"at": "now"}}\xff')

    def look_and_end() -> None:
        wait_for(lambda: "Wishes are ignored" in caplog.text)
        wait_for(lambda: service.reported().faults == (Trouble.SOUND,))
        end()()

    assert service.run(look_and_end) == 0


def test_the_screen_is_as_bright_as_wished(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    lights = record_shown(monkeypatch, lambda view, now, panel, rest: rest.light)

    def wish_and_end() -> None:
        service.wish(brightness=Brightness(files.boottime(), 60))
        lights.until(0.6)
        end()()

    assert service.run(wish_and_end) == 0
    assert lights.calls[0] == 1.0


def test_a_kiosk_that_is_wished_quiet_says_nothing_and_speaks_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Recorder()
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: True)
    monkeypatch.setattr("kiosk.audio.speech_player.SpeechPlayer.say", said)
    settings = replace(service.content.settings, speech=Speech(True))
    service.content = replace(service.content, settings=settings)
    hushed = Recorder()
    monkeypatch.setattr("kiosk.panel.panel.Panel.light", lambda _, keys: hushed(Key.REPEAT in keys))

    def press_and_end() -> None:
        hand = MockPanel(settings, service.machine.factory)
        service.wish(quiet=Quiet(files.boottime(), True))
        while hushed.calls[-1:] != [False]:  # REPEAT, which would speak the page, is dark
            hushed.wait()
        hand.tap(Key.REPEAT)
        time.sleep(0.3)
        assert said.calls == []
        service.wish(quiet=Quiet(files.boottime(), False))
        while hushed.calls[-1:] != [True]:
            hushed.wait()
        hand.tap(Key.REPEAT)
        said.wait()
        os.kill(os.getpid(), signal.SIGTERM)

    assert service.run(press_and_end) == 0
    assert said.calls[0][0].text == "Ease your back pain"


def test_muted_speech_can_still_be_hushed() -> None:
    class Output:
        said, hushed = Recorder(), Recorder()

        def say(self, utterance: Utterance, preroll: float, volume: int) -> None:
            self.said(utterance)

        def hush(self) -> None:
            self.hushed()

    output = Output()
    speech = MutableSpeech(output)
    speech.muted = True
    speech.say(Utterance("Ease your back pain", "en", 1.0), 0.0, 7)
    speech.hush()
    assert (len(output.said.calls), len(output.hushed.calls)) == (0, 1)


def test_each_fault_has_its_name() -> None:
    well = {"display_lost": False, "silent": False, "not_in_force": False}
    assert not health([], **well).faults
    for name, fault in (
        ("display_lost", Trouble.DISPLAY),
        ("silent", Trouble.SOUND),
        ("not_in_force", Trouble.SETTINGS),
    ):
        assert list(health([], **{**well, name: True}).faults) == [fault]
    assert health([Key.ADVANCE], **well).buttons == ["advance"]
