"""TLS, passwords and access lists: what is refused, and what the log says about it.

The broker has the settings and the access list of docs/fleet.md.
"""

from __future__ import annotations

import logging
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config.fleet import Broker, Fleet
from kiosk.fleet.retire import NotCleared, forget
from kiosk.fleet.topics import Topics
from tests.fleet.agents import ID, Obeyed, running
from tests.fleet.broker import Mosquitto, Spy, example, free_port
from tests.fleet.certificates import Authority
from tests.recorder import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("impatient")]

PASSWORDS = {ID: "open sesame", "0123456789ab": "other", "homeassistant": "home"}

TOPICS = Topics(ID, "acupressure-kiosk", "homeassistant")


class Clinic:
    """A broker as docs/fleet.md sets it up, and the files of one kiosk."""

    def __init__(self, folder: Path, authority: Authority, *dates: str, host: str = "127.0.0.1"):
        self.authority, self.file = authority, folder / "fleet.yaml"
        certificate, key = authority.sign("broker", host, *dates)
        users, access = folder / "users", folder / "access"
        users.touch(mode=0o600)
        for user, password in PASSWORDS.items():
            subprocess.run(["mosquitto_passwd", "-b", users, user, password], check=True)
        access.write_text(example("/etc/mosquitto/kiosks.acl"))
        access.chmod(0o600)
        text = example("/etc/mosquitto/conf.d/kiosks.conf")
        for there, here in (
            ("/etc/mosquitto/certs/ca.crt", authority.file),
            ("/etc/mosquitto/certs/broker.crt", certificate),
            ("/etc/mosquitto/certs/broker.key", key),
            ("/etc/mosquitto/kiosks.passwd", users),
            ("/etc/mosquitto/kiosks.acl", access),
        ):
            assert there in text
            text = text.replace(there, str(here))
        self.port = free_port()
        text = text.replace("listener 8883", f"listener {self.port} 127.0.0.1")
        text = text.replace("persistence true\n", "").replace("autosave_interval 60\n", "")
        self.plain = Mosquitto(folder, *text.splitlines())
        self.secrets = folder / "fleet"
        self.secrets.mkdir()
        self.trust(authority)
        self.know(PASSWORDS[ID])

    def trust(self, authority: Authority) -> None:
        (self.secrets / "ca.crt").write_bytes(authority.file.read_bytes())

    def know(self, password: str) -> None:
        (self.secrets / "password").write_text(f"{password}\n")

    @property
    def fleet(self) -> Fleet:
        return Fleet(Broker("127.0.0.1", self.port, ca="ca.crt"))


@pytest.fixture
def clinic(tmp_path: Path, authority: Authority) -> Iterator[Clinic]:
    made = Clinic(tmp_path, authority)
    with made.plain:
        yield made


@pytest.fixture
def home(clinic: Clinic) -> Iterator[Spy]:
    """Home Assistant's user, on a listener of the same broker without TLS."""
    with Spy(clinic.plain, "homeassistant", PASSWORDS["homeassistant"]) as spy:
        yield spy


@pytest.fixture(autouse=True)
def _all_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


def the_log_of(clinic: Clinic, caplog: pytest.LogCaptureFixture, fleet: Fleet | None = None) -> str:
    """Let an agent try several times, and return its one warning."""
    with running(fleet or clinic.fleet, clinic.file):
        wait_for(lambda: warnings(caplog))
        time.sleep(0.5)
    (line,) = warnings(caplog)
    return line


def test_a_kiosk_with_its_password_reports_by_tls_and_obeys_home_assistant(
    clinic: Clinic, home: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    obeyed = Obeyed()
    with running(clinic.fleet, clinic.file, obey=obeyed):
        home.until_heard("/availability", "online")
        home.say(TOPICS.command("restart"), "PRESS")
        wait_for(lambda: obeyed.commands)
    assert {message.topic for message in home.heard} >= set(TOPICS.retained)
    assert warnings(caplog) == []


def test_a_wrong_password_is_one_line_in_the_log(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.know("wrong")
    assert the_log_of(clinic, caplog) == (
        f"Not connected: the broker refuses the user {ID}: Not authorized"
    )


def test_a_password_that_is_put_right_is_used_without_a_restart(
    clinic: Clinic, home: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.know("wrong")
    with running(clinic.fleet, clinic.file):
        wait_for(lambda: warnings(caplog))
        clinic.know(PASSWORDS[ID])
        home.until_heard("/availability", "online")


@pytest.mark.parametrize("name", ["ca.crt", "password"])
def test_a_missing_secret_is_one_line_in_the_log_and_used_once_it_is_there(
    name: str, clinic: Clinic, home: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    (clinic.secrets / name).rename(clinic.file.with_name("away"))
    with running(clinic.fleet, clinic.file):
        wait_for(lambda: warnings(caplog))
        time.sleep(0.3)
        clinic.file.with_name("away").rename(clinic.secrets / name)
        home.until_heard("/availability", "online")
    (line,) = warnings(caplog)
    assert line.endswith(f"fleet/{name} cannot be read: No such file or directory")


def test_a_broker_of_another_authority_is_refused(
    clinic: Clinic, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clinic.trust(Authority(tmp_path, "stranger"))
    assert "certificate is not signed by the authority in ca.crt" in the_log_of(clinic, caplog)


def test_without_an_authority_of_its_own_the_system_s_count(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    fleet = Fleet(replace(clinic.fleet.broker, ca=None))
    line = the_log_of(clinic, caplog, fleet)
    assert "not signed by an authority that this system knows" in line


def test_a_ca_file_without_a_certificate_is_one_line_in_the_log(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    (clinic.secrets / "ca.crt").write_text("-----BEGIN CERTIFICATE-----\nnonsense\n")
    assert "ca.crt holds no certificate" in the_log_of(clinic, caplog)


def test_a_certificate_for_another_name_is_refused(
    tmp_path: Path, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    clinic = Clinic(tmp_path, authority, host="broker.clinic.example")
    with clinic.plain:
        line = the_log_of(clinic, caplog)
    assert "the broker's certificate is for another name than 127.0.0.1" in line


@pytest.mark.parametrize(
    ("year", "start", "end", "problem"),
    [
        (1970, "20990101000000Z", "21000101000000Z", "the clock is not set (it shows 1970), so no"),
        (2026, "20990101000000Z", "21000101000000Z", "certificate is not yet valid"),
        (2026, "20200101000000Z", "20210101000000Z", "certificate has expired"),
    ],
)
def test_a_certificate_of_another_time_is_refused_and_a_clock_at_1970_is_blamed(
    year: int,
    start: str,
    end: str,
    problem: str,
    tmp_path: Path,
    authority: Authority,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.gmtime", lambda: time.struct_time((year, 1, 1, 0, 0, 0, 3, 1, 0)))
    clinic = Clinic(tmp_path, authority, start, end)
    with clinic.plain:
        assert problem in the_log_of(clinic, caplog)


def test_a_port_without_tls_is_not_spoken_to(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    fleet = Fleet(replace(clinic.fleet.broker, port=clinic.plain.port))
    assert re.search(
        r"no TLS connection|Connection reset|EOF|timed out", the_log_of(clinic, caplog, fleet)
    )


def test_a_host_that_is_not_known_is_one_line_in_the_log(
    clinic: Clinic, caplog: pytest.LogCaptureFixture
) -> None:
    fleet = Fleet(replace(clinic.fleet.broker, host="nowhere.invalid"))
    assert "nowhere.invalid cannot be looked up" in the_log_of(clinic, caplog, fleet)


def test_no_kiosk_can_speak_for_another(
    clinic: Clinic, home: Spy, caplog: pytest.LogCaptureFixture
) -> None:
    with running(clinic.fleet, clinic.file, kiosk="0123456789ab"):
        wait_for(lambda: "refuses the user 0123456789ab" in caplog.text)
    caplog.clear()
    as_itself = Fleet(replace(clinic.fleet.broker, user=ID))
    with running(as_itself, clinic.file, kiosk="0123456789ab"):
        wait_for(lambda: "access list forbids 0123456789ab to publish" in caplog.text)
    assert home.heard == []


def test_no_kiosk_can_forget_another(clinic: Clinic, home: Spy) -> None:
    with running(clinic.fleet, clinic.file):
        home.until_heard("/availability", "online")
    with pytest.raises(NotCleared, match="access list forbids this user to clear homeassistant/"):
        forget(clinic.fleet, clinic.file, "0123456789ab", ID)
    assert forget(clinic.fleet, clinic.file, ID, ID) == TOPICS.retained
    home.until_heard("/days", "")
