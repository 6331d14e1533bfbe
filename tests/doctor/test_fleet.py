from __future__ import annotations

import pytest

from kiosk.doctor.findings import Level
from kiosk.doctor.fleet import agent
from tests.doctor.fake_machine import Answers

SETTINGS = "broker: {host: broker.clinic.example}\n"


@pytest.fixture
def configured(pi: Answers) -> Answers:
    """A Pi whose agent runs."""
    pi.write("/etc/acupressure-kiosk/fleet.yaml", SETTINGS)
    pi.write("/etc/acupressure-kiosk/fleet/password", "secret\n")
    (pi.root / "etc/acupressure-kiosk/fleet/password").chmod(0o600)
    show = "LoadState=loaded\nActiveState=active\nSubState=running\n"
    pi.commands["systemctl show acupressure-kiosk-fleet.service"] = show
    return pi


def told(answers: Answers) -> list[tuple[Level, str]]:
    return [(found.level, found.text) for found in agent(answers.machine)]


def test_without_settings_nothing_is_said_or_asked(pi: Answers) -> None:
    assert told(pi) == []
    assert pi.run == []


def test_an_agent_that_runs_is_ok(configured: Answers) -> None:
    ((level, text),) = told(configured)
    assert level is Level.OK
    assert "journalctl -u acupressure-kiosk-fleet" in text


def test_faulty_settings_are_faults_with_their_key(configured: Answers) -> None:
    configured.write("/etc/acupressure-kiosk/fleet.yaml", "broker: {hots: b}\n")
    found = told(configured)
    assert {level for level, _ in found} == {Level.FAULT}
    assert any("broker.hots: unknown key; did you mean host?" in text for _, text in found)


def test_a_password_that_others_may_read_is_a_warning(configured: Answers) -> None:
    (configured.root / "etc/acupressure-kiosk/fleet/password").chmod(0o644)
    assert told(configured)[0] == (
        Level.WARNING,
        "/etc/acupressure-kiosk/fleet/password may be read by others",
    )


def test_a_missing_password_is_a_fault_unless_none_is_wanted(configured: Answers) -> None:
    configured.remove("/etc/acupressure-kiosk/fleet/password")
    assert told(configured)[0][0] is Level.FAULT
    configured.write("/etc/acupressure-kiosk/fleet.yaml", "broker: {host: b, password: null}\n")
    assert [level for level, _ in told(configured)] == [Level.OK]


def test_a_missing_authority_is_a_fault_and_everybody_may_read_it(configured: Answers) -> None:
    configured.write("/etc/acupressure-kiosk/fleet.yaml", "broker: {host: b, ca: ca.crt}\n")
    missing = "/etc/acupressure-kiosk/fleet/ca.crt cannot be read: No such file or directory"
    assert told(configured)[0] == (Level.FAULT, missing)
    configured.write("/etc/acupressure-kiosk/fleet/ca.crt", "certificate\n")
    (configured.root / "etc/acupressure-kiosk/fleet/ca.crt").chmod(0o644)
    assert [level for level, _ in told(configured)] == [Level.OK]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("LoadState=not-found\n", "there are settings, but no agent is installed"),
        (
            "LoadState=loaded\nActiveState=activating\nSubState=auto-restart\n",
            "the agent does not run: activating (auto-restart)",
        ),
    ],
)
def test_an_agent_that_does_not_run_is_a_fault(configured: Answers, shown: str, text: str) -> None:
    configured.commands["systemctl show acupressure-kiosk-fleet.service"] = shown
    assert told(configured) == [(Level.FAULT, text)]
