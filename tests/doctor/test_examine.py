from __future__ import annotations

import grp
import json
import os
import pwd
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk.cli.main import main
from kiosk.config import paths
from kiosk.doctor import board, content
from kiosk.doctor import machine as machine_module
from kiosk.doctor.examine import examine
from kiosk.doctor.findings import Finding, Level, worst
from kiosk.doctor.machine import Machine, Room, installed, present_user, room, run_command
from tests.doctor.fake_machine import Answers
from tests.panel.fake_gpio_chip import INPUT, OUTPUT, USED
from tests.yaml_inputs import SETTINGS_TEXT, swap

AREAS = {
    *("board", "power", "pins", "display", "sound", "user", "service", "watchdog", "clock"),
    *("disk", "counts", "fonts", "settings", "routine", "pictures", "voices"),
}


@pytest.fixture(autouse=True)
def _sdl(dummy_screen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.doctor.display.sdl_drivers", lambda: ("KMSDRM", "dummy"))
    monkeypatch.setattr(content, "content", _examined)


_examine_content = content.content


@cache
def _examined(file: Path) -> tuple[Finding, ...]:
    """Load every picture once, not in every test."""
    return tuple(_examine_content(file))


@pytest.fixture
def healthy(pi: Answers) -> Answers:
    pi.chips.lines |= dict.fromkeys((5, 6, 26), (INPUT | USED, "lg"))
    pi.chips.lines[12] = (OUTPUT | USED, "lg")
    return pi


def test_a_healthy_kiosk_is_ok_in_every_area(healthy: Answers) -> None:
    found = list(examine(healthy.machine, paths.OWN_SETTINGS))
    assert worst(found) is Level.OK
    assert {item.area for item in found} == AREAS


def test_a_machine_that_reports_nothing_is_examined_without_a_fault(bare: Answers) -> None:
    found = list(examine(bare.machine, paths.OWN_SETTINGS))
    assert worst(found) is Level.WARNING


def test_an_area_that_breaks_hides_no_other(
    healthy: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_: Machine) -> None:
        raise ZeroDivisionError("never thought of")

    monkeypatch.setattr(board, "board", break_down)
    found = list(examine(healthy.machine, paths.OWN_SETTINGS))
    (broken,) = (item for item in found if item.level is not Level.OK)
    assert broken.area == "board"
    assert "ZeroDivisionError('never thought of')" in broken.text
    assert {item.area for item in found} == AREAS


def test_faulty_settings_are_reported_and_pins_are_not_guessed(
    healthy: Answers, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "advance: 5", "advance: 99"), "utf-8")
    found = list(examine(healthy.machine, file))
    problems = {item.area: item for item in found if item.level is not Level.OK}
    assert "pins.advance: expected 0 to 27" in problems["settings"].text
    for area in ("pins", "display", "sound"):
        assert "not examined: the settings are faulty" in problems[area].text


def test_a_user_without_a_home_is_reported_and_the_disk_examined(
    healthy: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> Path:
        raise paths.NoFolder("this user has no home")

    monkeypatch.setattr(paths, "state_folder", none)
    everything = list(examine(healthy.machine, paths.OWN_SETTINGS))
    assert not [item for item in everything if "Please report" in item.remedy]
    found = [item for item in everything if item.area == "disk"]
    assert [item.level for item in found] == [Level.WARNING, Level.OK]
    assert found[0].text == "this user has no home"


@pytest.mark.parametrize("garbage", [b"", b"\xff\xfe\x00", b"::::\n\n=\n", b"a" * 5000])
def test_the_doctor_survives_garbage_in_any_of_the_machine_s_files(
    garbage: bytes, healthy: Answers
) -> None:
    for file in [file for file in healthy.root.rglob("*") if file.is_file()]:
        file.write_bytes(garbage)
    healthy.commands = dict.fromkeys(healthy.commands, garbage.decode("latin-1"))
    found = list(examine(healthy.machine, paths.OWN_SETTINGS))
    assert [item.text for item in found if "cannot be examined" in item.text] == []


# The machine itself.


def test_a_missing_or_failing_command_returns_nothing() -> None:
    assert run_command(["no-such-command-anywhere"]) is None
    assert run_command(["sh", "-c", "exit 3"]) is None
    assert run_command(["echo", "well"]) == "well\n"


def test_the_present_user_has_a_name_and_groups() -> None:
    name, groups = present_user()
    assert name == pwd.getpwuid(os.geteuid()).pw_name
    assert grp.getgrgid(os.getegid()).gr_name in groups


def test_this_machine_has_room_to_be_told(tmp_path: Path) -> None:
    found = room(tmp_path)
    assert found.writable
    assert 0 < found.free < shutil.disk_usage(tmp_path).total
    assert room(tmp_path).writable
    with pytest.raises(FileNotFoundError):
        room(tmp_path / "nowhere")


def test_modules_are_found_without_being_loaded() -> None:
    assert installed("gpiozero")
    assert not installed("no_such_module_anywhere")


# The command.

Run = Callable[..., Result]


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, healthy: Answers) -> Run:
    monkeypatch.setattr(os, "nice", lambda by: by)
    monkeypatch.setattr(machine_module, "Machine", lambda: healthy.machine)

    def run(*args: str) -> Result:
        settings = ("--settings", str(paths.OWN_SETTINGS))
        result = CliRunner().invoke(main, ["doctor", *settings, *args])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def test_without_a_problem_the_exit_code_is_0(doctor: Run) -> None:
    result = doctor()
    assert result.exit_code == 0
    assert "ok       board     Raspberry Pi 4" in result.output


def test_warnings_are_exit_code_0_too(doctor: Run, healthy: Answers) -> None:
    healthy.room = Room(1_000_000, True)
    result = doctor()
    assert result.exit_code == 0
    assert "warning  disk" in result.output


def test_a_fault_is_exit_code_1(doctor: Run, healthy: Answers) -> None:
    healthy.unit("ActiveState=active", "ActiveState=failed")
    result = doctor()
    assert result.exit_code == 1
    assert "fault    service" in result.output


def test_findings_are_printed_as_json(doctor: Run) -> None:
    made = json.loads(doctor("--json").output)
    assert made["worst"] == "ok"
    assert {item["area"] for item in made["findings"]} == AREAS


def test_the_doctor_examines_this_machine_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(examine(Machine(), paths.OWN_SETTINGS))
    assert [item.text for item in found if "cannot be examined" in item.text] == []
