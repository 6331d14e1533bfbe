from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import paths
from kiosk.config.faults import FaultyInput
from kiosk.config.fleet import Broker, Fleet, load, secret


def loaded(folder: Path, text: str) -> Fleet:
    file = folder / "fleet.yaml"
    file.write_text(text, "utf-8")
    return load(file)


def test_a_host_is_enough_and_the_example_shows_every_default(tmp_path: Path) -> None:
    least = loaded(tmp_path, "broker: {host: broker.clinic.example}")
    assert least == Fleet(Broker("broker.clinic.example"))
    assert load(paths.CONFIG / "fleet.yaml") == least
    text = (paths.CONFIG / "fleet.yaml").read_text("utf-8")
    for kind in (Fleet, Broker):
        assert all(f"{name}:" in text for name in kind.__dataclass_fields__)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# nothing", "expected the keys broker"),
        ("name: Ward 3", "broker: is missing"),
        ("broker: {}", "broker.host: is missing"),
        ("broker: {host: 5}", "broker.host: expected words, not 5; put it in quotes"),
        ("broker: {host: 'mqtts://broker'}", "broker.host: expected a host name or an address"),
        ("broker: {host: 'a b'}", "broker.host: expected a host name or an address"),
        ("broker: {host: b, port: 0}", "broker.port: expected 1 to 65535, not 0"),
        ("broker: {host: b, pasword: x}", "unknown key; did you mean password?"),
        ("broker: {host: b, password: /etc/shadow}", "password: expected a name, not a path"),
        ("broker: {host: b, ca: ../ca.crt}", "broker.ca: expected a name, not a path"),
        ("broker: {host: b}\nheartbeat: 1", "heartbeat: expected 10 to 600 s, not 1.0"),
        ("broker: {host: b}\ntopic: a/+/b", "topic: expected a topic without wildcards"),
        ("broker: {host: b}\ntopic: a//b", "topic: expected a topic without wildcards"),
        ("broker: {host: b}\ndiscovery: '#'", "discovery: expected a topic without wildcards"),
        ('broker: {host: b}\nname: "a\\u0007"', "name: expected plain words on one line"),
    ],
)
def test_a_fault_is_told_with_its_key(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(FaultyInput) as raised:
        loaded(tmp_path, text)
    assert fault in str(raised.value)


def test_secrets_are_credentials_of_systemd_or_beside_the_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = Path("/etc/acupressure-kiosk/fleet.yaml")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    assert secret(file, "password") == Path("/etc/acupressure-kiosk/fleet/password")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/unit")
    assert secret(file, "password") == Path("/run/credentials/unit/fleet_password")
