from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.exchange import files, status
from kiosk.exchange.status import Day, Status, Trouble
from kiosk.fleet.board import LONG, OFTEN, Board
from kiosk.fleet.report import STALE, Report, Reporter
from kiosk.runtime.clock import Manual

STATUS = Status(
    1000.0,
    "0.1.0",
    (Trouble.DISPLAY,),
    notice="A notice.",
    days=(Day("2026-11-28", 7, 5),),
    quiet=True,
    brightness=60,
)


class Device:
    """A kiosk's files below a folder, and the agent's eyes for them."""

    def __init__(self, folder: Path) -> None:
        self.root, self.file, self.clock = folder, folder / "status.json", Manual(1000.0)
        self.board = Board(folder, self.clock.now)
        self.reporter = Reporter(self.file, self.board, self.clock.now)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def warm(self, degrees: float) -> None:
        self.write("sys/class/thermal/thermal_zone0/temp", f"{round(degrees * 1000)}\n")

    def after(self, seconds: float) -> Report:
        self.clock.time += seconds
        return self.reporter()


@pytest.fixture
def device(tmp_path: Path) -> Device:
    made = Device(tmp_path)
    files.write(made.file, STATUS, status.MODE)
    return made


def test_a_report_holds_the_status_and_the_board(device: Device) -> None:
    device.warm(43.2)
    device.write("sys/devices/platform/soc/soc:firmware/get_throttled", "50005\n")
    found = device.after(0.0)
    assert json.loads(found.state) == {
        "guidance": False,
        "button": False,
        "display": True,
        "settings": False,
        "sound": False,
        "power": True,
        "buttons": [],
        "notice": "A notice.",
        "version": "0.1.0",
        "temperature": 45,
        "quiet": "ON",
        "brightness": 60,
    }
    assert json.loads(found.days) == [{"day": "2026-11-28", "started": 7, "finished": 5}]


def test_a_kiosk_that_restarts_is_no_fault_and_one_that_stays_away_is(device: Device) -> None:
    before = device.after(0.0)
    device.file.unlink()
    assert device.after(STALE - 1) == before
    state = json.loads(device.after(1.0).state)
    assert state["guidance"] is True
    assert state["version"] == __version__
    assert (state["quiet"], state["brightness"]) == (None, None)


@pytest.mark.parametrize("at", [0.0, 909.0, 1001.0, 1e9])
def test_a_status_from_another_time_does_not_count(device: Device, at: float) -> None:
    device.after(STALE)
    files.write(device.file, replace(STATUS, at=at + STALE), status.MODE)
    assert json.loads(device.after(0.0).state)["guidance"] is True


def test_a_machine_that_starts_has_no_fault_until_its_kiosk_had_time_to_start(
    tmp_path: Path,
) -> None:
    device = Device(tmp_path)
    state = json.loads(device.after(STALE - 1).state)
    assert (state["guidance"], state["notice"], state["quiet"]) == (False, "", None)
    state = json.loads(device.after(1.0).state)
    assert (state["guidance"], state["notice"]) == (True, "The kiosk does not run.")


def test_a_faulty_status_is_logged_once(device: Device, caplog: pytest.LogCaptureFixture) -> None:
    device.file.write_text('{"at": "now"}')
    device.clock.time += STALE
    for _ in range(3):
        assert json.loads(device.after(1.0).state)["guidance"] is True
    assert caplog.text.count("The kiosk's status in") == 1


def test_the_temperature_is_the_highest_of_an_hour_in_steps_of_five_degrees(
    device: Device,
) -> None:
    seen = []
    for degrees in (41.0, 52.0, 47.0):  # one of them in a session
        device.warm(degrees)
        seen.append(json.loads(device.after(OFTEN).state)["temperature"])
    assert seen == [45, 45, 45]
    device.warm(41.0)
    assert json.loads(device.after(LONG).state)["temperature"] == 55


@pytest.mark.parametrize("flags", [None, "0", "50000", "nonsense"])
def test_power_that_was_limited_before_is_no_fault_now(flags: str | None, device: Device) -> None:
    if flags:
        device.write("sys/devices/platform/soc/soc:firmware/get_throttled", flags)
    state = json.loads(device.after(0.0).state)
    assert (state["power"], state["temperature"]) == (False, None)
