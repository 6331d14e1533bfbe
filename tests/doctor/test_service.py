from __future__ import annotations

import pytest

from kiosk.doctor import service
from kiosk.doctor.findings import Finding, Level
from tests.doctor.expected import FAULT, OK, WARNING, expect_one, worse
from tests.doctor.fake_machine import Answers


def unit_findings(answers: Answers) -> list[Finding]:
    return list(service.service(answers.machine, service.ask(answers.machine)))


def test_a_running_service_is_ok(pi: Answers) -> None:
    expect_one(unit_findings(pi), OK, "active (running)")


@pytest.mark.parametrize(
    ("old", "new", "level", "said", "remedy"),
    [
        ("LoadState=loaded", "LoadState=not-found", WARNING, "is not installed", "docs/install.md"),
        ("ActiveState=active", "ActiveState=inactive", WARNING, "is not running", "start"),
        ("ActiveState=active", "ActiveState=failed", FAULT, "failed", "journalctl"),
        ("ActiveState=active", "ActiveState=activating", FAULT, "activating", "journalctl"),
        ("FileState=enabled", "FileState=disabled", WARNING, "not start at boot", "enable"),
        ("NRestarts=0", "NRestarts=7", WARNING, "restarted 7 times", "journalctl"),
    ],
)
def test_a_service_with_a_problem_is_reported(
    old: str, new: str, level: Level, said: str, remedy: str, pi: Answers
) -> None:
    pi.unit(old, new)
    expect_one(worse(unit_findings(pi)), level, said, remedy)


def test_a_service_that_is_starting_is_not_a_fault(pi: Answers) -> None:
    pi.unit("ActiveState=active\nSubState=running", "ActiveState=activating\nSubState=start")
    expect_one(worse(unit_findings(pi)), WARNING, "the kiosk is starting", "Run the doctor again")


def test_a_machine_without_systemd_is_reported(bare: Answers) -> None:
    expect_one(unit_findings(bare), WARNING, "systemd does not respond")


def dogs(answers: Answers) -> list[Finding]:
    return list(service.watchdog(answers.machine, service.ask(answers.machine)))


def test_both_watchdogs_are_reported_with_their_patience(pi: Answers) -> None:
    texts = [found.text for found in dogs(pi)]
    assert texts == [
        "a kiosk that hangs is restarted after 20s",
        "a machine that hangs is restarted after 14s",
    ]


def test_a_unit_without_a_watchdog_is_a_fault(pi: Answers) -> None:
    pi.unit("WatchdogUSec=20s", "WatchdogUSec=0")
    expect_one(worse(dogs(pi)), FAULT, "a kiosk that hangs is not restarted", "WatchdogSec=")


def test_a_board_s_watchdog_that_is_off_is_reported(pi: Answers) -> None:
    pi.commands["systemctl show --property=RuntimeWatchdogUSec"] = "RuntimeWatchdogUSec=0\n"
    expect_one(
        worse(dogs(pi)), WARNING, "machine that hangs is not restarted", "RuntimeWatchdogSec=14"
    )


def test_a_board_without_its_watchdog_is_reported(pi: Answers) -> None:
    pi.remove("/sys/class/watchdog/watchdog0/identity")
    (pi.root / "sys/class/watchdog/watchdog0").rmdir()
    expect_one(worse(dogs(pi)), WARNING, "the board's own watchdog is missing", "dtparam=watchdog")
