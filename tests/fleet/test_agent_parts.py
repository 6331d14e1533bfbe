"""The agent's parts without a broker: report, board, id, waits, wishes."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.exchange import files, status
from kiosk.exchange.status import Day, Status, Trouble
from kiosk.exchange.wishes import Brightness, Quiet, Restart, Wishes
from kiosk.fleet.backoff import Backoff
from kiosk.fleet.board import LONG, OFTEN, Board
from kiosk.fleet.identity import NoIdentity, kiosk_id
from kiosk.fleet.report import STALE, Report, Reporter
from kiosk.fleet.trouble import Patience
from kiosk.fleet.wishing import MOST, WINDOW, Flood, Gate, WishWriter
from tests.recorder import Recorder

STATUS = Status(
    1000.0,
    "0.1.0",
    (Trouble.DISPLAY,),
    notice="A notice.",
    days=(Day("2026-11-28", 7, 5),),
    quiet=True,
    brightness=60,
)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Device:
    """A kiosk's files below a folder, and the agent's eyes for them."""

    def __init__(self, folder: Path) -> None:
        self.root, self.file, self.clock = folder, folder / "status.json", Clock()
        self.board = Board(folder, self.clock)
        self.reporter = Reporter(self.file, self.board, self.clock)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def warm(self, degrees: float) -> None:
        self.write("sys/class/thermal/thermal_zone0/temp", f"{round(degrees * 1000)}\n")

    def after(self, seconds: float) -> Report:
        self.clock.now += seconds
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
    device.clock.now += STALE
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


def test_the_id_is_the_machine_s_and_does_not_reveal_it(tmp_path: Path) -> None:
    file = tmp_path / "machine-id"
    file.write_text("0123456789abcdef0123456789abcdef\n")
    one = kiosk_id(file)
    assert re.fullmatch("[0-9a-f]{12}", one)
    file.write_text("0123456789abcdef0123456789abcdee\n")
    assert kiosk_id(file) != one
    assert one not in "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize("text", ["", "uninitialized\n", "0123", "\xff" * 32])
def test_a_machine_without_an_id_has_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "machine-id"
    file.write_text(text, "latin-1")
    with pytest.raises(NoIdentity, match="systemd-machine-id-setup"):
        kiosk_id(file)
    with pytest.raises(NoIdentity, match="cannot be read"):
        kiosk_id(tmp_path / "none")


def test_the_wait_doubles_up_to_its_cap_and_starts_again_after_a_lasting_connection() -> None:
    backoff = Backoff(lasting=120.0, random=lambda: 1.0)
    assert [backoff.next(None, 20.0) for _ in range(6)] == [2, 4, 8, 16, 20, 20]
    assert backoff.next(1.0, 300.0) == 128, "a short connection is no success"
    assert [backoff.next(0.5, 300.0) for _ in range(3)] == [256, 300, 300]
    assert backoff.next(120.0, 300.0) == 2


def test_fifty_kiosks_do_not_come_back_in_the_same_moment() -> None:
    waits = {Backoff().next(None, Patience.SHORT.value) for _ in range(50)}
    assert len(waits) == 50
    assert all(1.0 <= wait <= 2.0 for wait in waits)


def test_commands_become_wishes_with_the_time_since_boot(tmp_path: Path) -> None:
    file = tmp_path / "wishes.json"
    clock = Clock()
    obey = WishWriter(file, clock)
    obey("quiet", b"ON")
    clock.now += 5.0
    obey("brightness", b"40")
    obey("restart", b"PRESS")
    assert files.read(file, Wishes) == Wishes(
        Restart(1005.0), Quiet(1000.0, True), Brightness(1005.0, 40)
    )
    assert file.stat().st_mode & 0o777 == 0o644


def test_wishes_that_cannot_be_written_are_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Gate(WishWriter(tmp_path / "no" / "wishes.json"))("quiet", b"ON", False)
    assert "A command cannot be handed to the kiosk: No such file" in caplog.text


def counted(flood: Flood) -> bool:
    """Count a command, and return whether there is a flood."""
    flood.count()
    return flood.present


def test_more_commands_than_a_person_gives_are_a_flood_until_they_end() -> None:
    clock = Clock()
    flood = Flood(clock)
    assert not any(counted(flood) for _ in range(MOST))
    assert counted(flood)
    for _ in range(100):
        clock.now += WINDOW / 2
        assert counted(flood)
    clock.now += WINDOW
    assert not counted(flood)


def test_a_person_who_is_slow_is_no_flood() -> None:
    clock = Clock()
    flood = Flood(clock)
    for _ in range(100):
        clock.now += WINDOW / MOST
        assert not counted(flood)


def test_a_retained_command_is_no_command(caplog: pytest.LogCaptureFixture) -> None:
    obey = Recorder()
    Gate(obey)("restart", b"PRESS", True)
    assert obey.calls == []
    assert "A retained command is ignored: restart" in caplog.text
