from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kiosk.fleet import commands
from kiosk.fleet.identity import NoIdentity
from tests.fleet.agents import ID
from tests.fleet.broker import Mosquitto, Spy, kept
from tests.recorder import wait_for


@pytest.fixture(autouse=True)
def _id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "kiosk_id", lambda: ID)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "fleet.yaml"
    file.write_text("broker: {host: broker.clinic.example}\n")
    (tmp_path / "fleet").mkdir()
    (tmp_path / "fleet" / "password").write_text("secret\n")
    (tmp_path / "fleet" / "password").chmod(0o600)
    return file


def of(broker: Mosquitto) -> Path:
    file = broker.folder / "fleet.yaml"
    file.write_text(
        f"broker: {{host: 127.0.0.1, port: {broker.port}, tls: false, password: null}}\n"
    )
    return file


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(commands.main, list(map(str, arguments)))


def test_check_prints_the_id_and_every_topic(settings: Path) -> None:
    done = invoke("check", "--settings", settings)
    assert done.exit_code == 0
    assert f"id: {ID}" in done.output
    assert f"broker: broker.clinic.example:8883, user {ID}" in done.output
    assert f"publishes: homeassistant/device/{ID}/config" in done.output
    assert "warning" not in done.output


def test_check_refuses_faulty_settings(settings: Path) -> None:
    settings.write_text("broker: {hots: b}\n")
    done = invoke("check", "--settings", settings)
    assert done.exit_code == 78
    assert "broker.hots: unknown key; did you mean host?" in done.output


def test_check_warns_of_secrets_that_are_missing_or_open_and_of_clear_text(settings: Path) -> None:
    settings.write_text("broker: {host: b, tls: false, ca: ca.crt}\n")
    (settings.parent / "fleet" / "password").chmod(0o644)
    done = invoke("check", "--settings", settings)
    assert done.exit_code == 0
    assert "password may be read by others: sudo chmod 600" in done.output
    assert "ca.crt cannot be read: No such file or directory" in done.output
    assert "sends the password and everything else readable" in done.output


def test_check_accepts_settings_in_an_image_that_has_no_id_yet(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> str:
        raise NoIdentity("/etc/machine-id holds no id")

    monkeypatch.setattr(commands, "kiosk_id", none)
    done = invoke("check", "--settings", settings)
    assert done.exit_code == 0
    assert "no faults found\nwarning: /etc/machine-id holds no id\n" in done.output
    assert invoke("check", "--connect", "--settings", settings).exit_code == 69


def test_check_connects_if_asked(broker: Mosquitto) -> None:
    assert invoke("check", "--connect", "--settings", of(broker)).output.endswith("connected\n")
    broker.kill()
    done = invoke("check", "--connect", "--settings", of(broker))
    assert done.exit_code == 69
    assert "Not connected: 127.0.0.1" in done.output


@pytest.mark.slow
def test_mock_kiosks_are_seen_and_leave_nothing_behind(broker: Mosquitto) -> None:
    seen = dict[str, str]()

    def look() -> None:
        wait_for(lambda: seen.update(kept(broker)) or len(seen) == 3 * 4)

    thread = threading.Thread(target=look)
    thread.start()
    done = invoke("simulate", "3", "--seconds", "1.5", "--settings", of(broker))
    thread.join()
    assert done.exit_code == 0
    assert '"button": true' in seen["acupressure-kiosk/mock-003/state"]
    assert kept(broker) == {}


def test_forget_takes_the_id_of_another_kiosk(broker: Mosquitto) -> None:
    with Spy(broker) as spy:
        spy.say("acupressure-kiosk/0123456789ab/state", "{}", retain=True)
    done = invoke("forget", "0123456789ab", "--settings", of(broker))
    assert done.exit_code == 0
    assert "cleared: acupressure-kiosk/0123456789ab/state" in done.output
    assert kept(broker) == {}


def test_without_the_client_a_command_says_what_to_install(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("paho"):
            raise ImportError(name)
        return there(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    done = invoke("run", "--settings", settings)
    assert done.exit_code == 69
    assert "sudo apt install acupressure-kiosk-fleet" in done.output


@pytest.mark.slow
def test_the_agent_runs_as_a_service_and_ends_with_a_goodbye(
    broker: Mosquitto, spy: Spy, tmp_path: Path
) -> None:
    made = subprocess.Popen(
        [sys.executable, "-m", "kiosk.fleet", "run", "--settings", of(broker)],
        env={**os.environ, "RUNTIME_DIRECTORY": str(tmp_path)},
        stderr=subprocess.PIPE,
    )
    spy.until_heard("/availability", "online")
    topic = next(message.topic for message in spy.heard if message.topic.endswith("/state"))
    spy.say(topic.replace("/state", "/quiet/set"), "ON")
    spy.until(lambda: (tmp_path / "wishes.json").exists())
    made.send_signal(signal.SIGTERM)
    spy.until_heard("/availability", "offline")
    _, log = made.communicate(timeout=20)
    assert made.returncode == 0
    assert b"Connected to 127.0.0.1" in log
