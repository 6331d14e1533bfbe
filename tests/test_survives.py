"""The whole kiosk on a device where something is missing, breaks, disappears or misbehaves."""

from __future__ import annotations

import builtins
import errno
import os
import re
import socket
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pygame
import pytest

from kiosk.config import paths
from kiosk.config.opening_hours import Hours
from kiosk.config.screen import Screen
from kiosk.config.settings import Factory, Pins
from kiosk.library import content, fallback
from kiosk.runtime import app
from kiosk.runtime.instance_lock import only_one
from kiosk.runtime.systemd import Watchdog
from kiosk.screen.display.display import Display
from kiosk.screen.display.supervisor import DisplaySupervisor
from kiosk.system.wall_clock import WallClock
from tests.mock_machine import DEVICE, Ear, Machine, end, record_shown
from tests.mock_wires import on_mock_pins
from tests.recorder import SAFETY_NET, Recorder
from tests.shipped_pages import shipped

pytestmark = pytest.mark.usefixtures("unseen")

BUZZER, ADVANCE = Pins().buzzer, Pins().advance


def record_beats(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """Record the threads that report to the watchdog."""
    beats, beat = Recorder(), Watchdog.beat

    def note(self: Watchdog, thread: str) -> None:
        beats(thread)
        beat(self, thread)

    monkeypatch.setattr(Watchdog, "beat", note)
    return beats


def tap(machine: Machine, pin: int = ADVANCE) -> None:
    machine.pins[pin].drive_low()
    machine.pins[pin].drive_high()


@pytest.mark.parametrize("how", ["no driver", "one that shows nothing"])
def test_without_a_display_at_boot_the_guidance_works_by_sound(
    how: str, machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if how == "no driver":
        monkeypatch.setenv("SDL_VIDEODRIVER", "none-such")
    ear, beats = Ear(machine), record_beats(monkeypatch)

    def press_and_end() -> None:
        tap(machine)
        ear.wait()
        beats.calls.clear()
        while set(beats.calls) != {"guide", "screen"}:
            beats.wait()  # the screen thread beats while it waits for a display
        end()()

    assert machine.run(on_mock_pins(shipped()), replace(DEVICE, unseen=False), press_and_end) == 0
    assert "There is no screen to draw on" in caplog.text
    assert not machine.pins[BUZZER].state


def test_the_screen_comes_back_by_itself(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("kiosk.screen.display.supervisor.RETRY", 0.0)
    shown, show, pulled = Recorder(), Display.show, threading.Event()

    def draw(self: Display, view: Any, *rest: Any) -> bool:
        if pulled.is_set():
            pulled.clear()
            raise pygame.error("Could not queue pageflip")
        shown(view.page.value)
        return show(self, view, *rest)

    def pull_out() -> None:
        shown.wait()
        pulled.set()
        while "The display is back" not in caplog.text:
            tap(machine)
            shown.wait()
        end()()

    caplog.set_level("INFO")
    monkeypatch.setattr(Display, "show", draw)
    assert machine.run(on_mock_pins(shipped()), DEVICE, pull_out) == 0
    assert "The display is lost: Could not queue pageflip" in caplog.text


def test_a_hanging_drawing_stops_neither_guide_nor_buzzer_but_no_longer_feeds_the_watchdog(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ear, hung, go_on = Ear(machine), threading.Event(), threading.Event()
    show, beats = DisplaySupervisor.show, record_beats(monkeypatch)

    def draw(self: DisplaySupervisor, view: Any, *rest: Any) -> None:
        if view.page.value != "attract":
            hung.set()
            assert go_on.wait(SAFETY_NET)
        show(self, view, *rest)

    def press_twice() -> None:
        tap(machine)
        assert hung.wait(SAFETY_NET)
        ear.wait()
        beats.calls.clear()
        tap(machine, Pins().switch)
        ear.wait()
        while not beats.calls:
            beats.wait()
        alive = set(beats.calls)
        end()()
        go_on.set()
        assert alive == {"guide"}, "the drawing thread does not beat while it hangs"

    monkeypatch.setattr(DisplaySupervisor, "show", draw)
    try:
        assert machine.run(on_mock_pins(shipped()), DEVICE, press_twice) == 0
    finally:
        go_on.set()


def test_a_running_kiosk_needs_neither_a_writable_file_nor_a_network(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, low, ear = builtins.open, os.open, Ear(machine)
    refused: list[object] = []

    def full(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if set(mode) & set("wax+"):
            refused.append(file)
            raise OSError(errno.ENOSPC, "No space left on device")
        return opens(file, mode, *rest, **named)

    def full_low(file: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            refused.append(file)
            raise OSError(errno.EROFS, "Read-only file system")
        return low(file, flags, *rest, **named)

    def unreachable(*_: Any) -> None:
        raise AssertionError("the kiosk needs no network")

    def press_and_end() -> None:
        monkeypatch.setattr(builtins, "open", full)
        monkeypatch.setattr(os, "open", full_low)
        for name in ("getaddrinfo", "create_connection"):
            monkeypatch.setattr(socket, name, unreachable)
        for pin in (Pins().advance, Pins().repeat, Pins().switch):
            tap(machine, pin)
        ear.wait()  # the first of several rhythms that cut each other short is certain to sound
        end()()

    assert machine.run(on_mock_pins(shipped()), DEVICE, press_and_end) == 0
    assert refused == []


def test_a_wall_clock_that_jumps_by_years_does_not_affect_the_guidance(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without opening hours only the log asks for the time of day."""
    ear, years = Ear(machine), iter(range(0, 10**9, 10_000_000))

    def jumps() -> float:
        return float(next(years))

    monkeypatch.setattr(time, "time", jumps)
    pages = record_shown(monkeypatch, lambda view, *_: view.page.value)

    def press_and_end() -> None:
        tap(machine)
        ear.wait()
        pages.until("text")
        end()()

    assert machine.run(on_mock_pins(shipped()), DEVICE, press_and_end) == 0
    assert list(dict.fromkeys(pages.calls)) == ["attract", "text"]


def test_no_module_of_the_guidance_reads_the_wall_clock() -> None:
    """The opening hours read it, and the counts may."""
    guides = ("session", "routine", "speech", "audio", "panel", "screen", "runtime")
    asks = re.compile(r"time\.time\(|\bdatetime\b|localtime|gmtime|strftime|\btime_ns\b")
    package = Path(app.__file__).parents[1]
    files = [file for name in guides for file in (package / name).rglob("*.py")]
    assert [file.name for file in files if asks.search(file.read_text("utf-8"))] == []
    assert asks.search((package / "system" / "wall_clock.py").read_text("utf-8"))


def test_a_second_kiosk_ends_and_the_first_continues(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kiosk.runtime.instance_lock import AlreadyRunning

    chip, ear = tmp_path / "gpiochip0", Ear(machine)
    chip.touch()
    monkeypatch.setattr(app, "header_chip", lambda: chip)

    def start_another() -> None:
        with pytest.raises(AlreadyRunning), only_one(chip):
            pass
        tap(machine)
        ear.wait()
        end()()

    assert shipped().settings.pins.factory is Factory.LGPIO
    assert machine.run(shipped(), DEVICE, start_another) == 0
    with only_one(chip), pytest.raises(AlreadyRunning):
        app.run(shipped(), DEVICE)
    assert machine.pins[BUZZER].function == "input", "the second has touched no pin"


def test_kiosks_on_mock_pins_do_not_exclude_each_other(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chip = tmp_path / "gpiochip0"
    chip.touch()
    monkeypatch.setattr(app, "header_chip", lambda: chip)
    with only_one(chip):
        assert machine.run(on_mock_pins(shipped()), DEVICE, end()) == 0


@pytest.mark.parametrize(
    "event",
    [
        pygame.event.Event(pygame.QUIT),
        pygame.event.Event(pygame.WINDOWCLOSE),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F4, mod=pygame.KMOD_ALT),
        pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a),
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(10, 310)),
    ],
    ids=["quit", "close", "Esc", "Alt+F4", "A", "mouse"],
)
def test_a_visitor_s_keyboard_does_nothing_on_a_device(
    event: pygame.event.Event, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = record_shown(monkeypatch, lambda view, *_: view.page.value)

    def type_and_end() -> None:
        pygame.event.post(event)
        drawn = len(pages.calls)
        tap(machine, Pins().repeat)  # has no effect either, but sounds and is drawn
        while len(pages.calls) < drawn + 1:
            pages.wait()
        assert set(pages.calls) == {"attract"}
        end()()

    assert machine.run(on_mock_pins(shipped()), DEVICE, type_and_end) == 0


def monday_3am(_: WallClock) -> datetime:
    return datetime(2026, 6, 1, 3)


def test_outside_the_hours_the_screen_is_dark_and_any_press_lights_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WallClock, "now", monday_3am)
    monkeypatch.setattr("kiosk.screen.display.screensaver.WAKING", 0.3)
    lights = record_shown(monkeypatch, lambda view, now, panel, saver: saver.light)

    def wait_and_press() -> None:
        while lights.calls[-1:] != [0.0]:
            lights.wait()
        seen = len(lights.calls)
        tap(machine, Pins().repeat)
        while 1.0 not in lights.calls[seen:]:
            lights.wait()
        end()()

    made = on_mock_pins(shipped())
    settings = replace(made.settings, opening_hours=Hours(monday="08:00-18:00"))
    assert machine.run(replace(made, settings=settings), DEVICE, wait_and_press) == 0


def test_the_screen_is_lit_at_any_hour_while_the_clock_was_never_set(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.system.wall_clock.evidence", lambda *_: "")
    monkeypatch.setattr("kiosk.screen.display.screensaver.WAKING", 0.0)
    lights = record_shown(monkeypatch, lambda view, now, panel, saver: saver.light)

    made = on_mock_pins(shipped())
    closed = replace(made, settings=replace(made.settings, opening_hours=Hours()))
    assert machine.run(closed, DEVICE, end()) == 0
    assert set(lights.calls) == {1.0}


def test_a_user_without_a_home_is_guided_and_not_counted(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def none() -> Path:
        raise paths.NoFolder("this user has no home")

    monkeypatch.setattr(app, "state_folder", none)
    assert machine.run(on_mock_pins(shipped()), DEVICE, end()) == 0
    assert "Sessions cannot be counted: this user has no home" in caplog.text


def test_broken_settings_are_reported_on_the_screen(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text("volume: 70\n")
    found = fallback.load(file, None)
    notices = record_shown(monkeypatch, lambda view, *_: view.notice)
    options = replace(DEVICE, notice=found.notice, wired=found.wired)
    assert machine.run(on_mock_pins(found.content), options, end()) == 0
    expected = "Settings faulty: shipped values replace the faulty ones. kiosk.yaml:1: volume"
    assert expected in notices.calls[0]


def test_the_buzzer_s_pin_is_left_alone_while_the_wiring_is_unknown(machine: Machine) -> None:
    functions = list[str]()

    def look() -> None:
        functions.append(machine.pins[BUZZER].function)
        end()()

    assert machine.run(on_mock_pins(shipped()), replace(DEVICE, wired=False), look) == 0
    assert functions == ["input"]


def test_missing_pictures_are_reported_once_and_drawn_instead(
    machine: Machine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from kiosk.screen.paint import photos

    photos._tell.cache_clear()
    made = on_mock_pins(shipped())
    albums = tuple(replace(album, folder=tmp_path) for album in made.albums)
    for _ in range(2):
        assert machine.run(replace(made, albums=albums), DEVICE, end()) == 0
    assert len([text for text in caplog.messages if "locator.front" in text]) == 1


def test_the_shipped_settings_dim_after_ten_minutes() -> None:
    made = content.load(paths.OWN_SETTINGS).settings
    assert made.screen == Screen(dim_after=600.0)
    assert made.opening_hours is None
