"""The fleet's agent on the machine, with a broker beside it; after the tests of the kiosk.

The broker has the access list of docs/fleet.md.
"""

from __future__ import annotations

import json
import re
import time
from functools import cache
from typing import Any

from kiosk.exchange.wishes import SETTLED
from tests.fleet.broker import example
from tests.vm.conftest import measured
from tests.vm.device import Device

AGENT = "acupressure-kiosk-fleet.service"

EXPOSED = 1.3
"""The highest exposure of the agent, of 10."""

PASSWORD = "open sesame"

READER = "-u homeassistant -P home"

SOON = 120
"""Seconds in which an emulated machine must answer."""

STORM = 300

ATTRACT = ("attract", "attract-as-shipped")
"""With the settings of the test, or after the package was installed again."""


@cache
def _id(kiosk: Device) -> str:
    found = re.search(r"id: (\w{12})", kiosk.machine.ask("acupressure-kiosk-fleet check", SOON))
    assert found
    return found[1]


def _heard(kiosk: Device, topic: str) -> str:
    """Return the next message on a topic of the kiosk."""
    wanted = f"acupressure-kiosk/{_id(kiosk)}/{topic}"
    command = f"mosquitto_sub {READER} -C 1 -W {SOON} -t {wanted}"
    return kiosk.machine.ask(command, SOON + 30).strip()


def _until_state(kiosk: Device, key: str, value: object) -> None:
    until = time.monotonic() + SOON
    while (state := json.loads(_heard(kiosk, "state")))[key] != value:
        assert time.monotonic() < until, state
        time.sleep(1.0)


def _command(kiosk: Device, name: str, payload: str, times: int = 1) -> None:
    topic = f"acupressure-kiosk/{_id(kiosk)}/{name}/set"
    lines = f"yes {payload} | head -n {times}"
    kiosk.machine.ask(f"{lines} | mosquitto_pub {READER} -q 1 -l -t {topic}", SOON)


def _agent(kiosk: Device, *names: str) -> dict[str, str]:
    shown = kiosk.machine.ask(f"systemctl show {AGENT} -p {','.join(names)}")
    return dict(line.split("=", 1) for line in shown.splitlines())


def _process(kiosk: Device) -> dict[str, Any]:
    return kiosk.service("MainPID", "NRestarts")


def test_the_agent_is_installed_and_off_until_it_is_configured(kiosk: Device) -> None:
    kiosk.comes_up()
    deb = "/usr/lib/machine-test/acupressure-kiosk-fleet.deb"
    kiosk.machine.ask(f"apt-get install -y -q {deb}", 300)
    found = _agent(kiosk, "ActiveState", "ConditionResult", "UnitFileState")
    assert found == {
        "ActiveState": "inactive",
        "ConditionResult": "no",
        "UnitFileState": "enabled",
    }


def test_once_configured_it_reports_a_kiosk_that_is_well(kiosk: Device) -> None:
    access = example("/etc/mosquitto/kiosks.acl")
    kiosk.machine.ask(
        "mkdir -p /run/broker && cd /run/broker && touch users && chmod 600 users && "
        f"cat > access <<'END'\n{access}END\n"
        "printf '%s\\n' 'listener 1883 127.0.0.1' 'password_file /run/broker/users' "
        "'acl_file /run/broker/access' 'user root' > conf && "
        "echo 'broker: {host: 127.0.0.1, port: 1883, tls: false}' "
        "> /etc/acupressure-kiosk/fleet.yaml"
    )
    kiosk.machine.ask(
        f"cd /run/broker && mosquitto_passwd -b users {_id(kiosk)} '{PASSWORD}' && "
        "mosquitto_passwd -b users homeassistant home && "
        f"echo '{PASSWORD}' > /etc/acupressure-kiosk/fleet/password && "
        "chmod 600 /etc/acupressure-kiosk/fleet/password && "
        "systemd-run -q --unit broker mosquitto -c /run/broker/conf && "
        f"systemctl restart {AGENT}",
        SOON,
    )
    assert _heard(kiosk, "availability") == "online"
    _until_state(kiosk, "guidance", False)
    state = json.loads(_heard(kiosk, "state"))
    faults = ("button", "display", "settings", "power", "sound")
    assert {name: state[name] for name in faults} == dict.fromkeys(faults, False), state
    assert json.loads(_heard(kiosk, "days")) == []


def test_each_service_has_only_the_access_it_needs(kiosk: Device) -> None:
    said = kiosk.machine.ask(f"systemd-analyze security {AGENT} --no-pager | tail -n 1", SOON)
    score = re.search(r"[0-9]+\.[0-9]+", said)
    assert score, said
    measured(f"exposure of the agent: {score[0]} of 10")
    assert float(score[0]) <= EXPOSED
    assert kiosk.service("PrivateNetwork") == {"PrivateNetwork": "yes"}
    process = _agent(kiosk, "MainPID")["MainPID"]
    pss = kiosk.machine.ask(f"grep -oP '^Pss: *\\K[0-9]+' /proc/{process}/smaps_rollup")
    measured(f"the agent takes {int(pss) / 1024:.1f} MB of PSS")
    mode = kiosk.machine.ask("stat -c '%a %U %G' /run/acupressure-kiosk/status.json").strip()
    assert mode == "640 acupressure-kiosk acupressure-kiosk"


def test_quiet_is_wished_granted_and_reported(kiosk: Device) -> None:
    _command(kiosk, "quiet", "ON")
    _until_state(kiosk, "quiet", "ON")
    _command(kiosk, "quiet", "OFF")
    _until_state(kiosk, "quiet", "OFF")


def test_the_kiosk_restarts_by_a_wish(kiosk: Device) -> None:
    before = _process(kiosk)
    began = kiosk.service("ActiveEnterTimestampMonotonic")["ActiveEnterTimestampMonotonic"]
    age = float(kiosk.machine.ask("cut -d' ' -f1 /proc/uptime")) - int(began) / 1e6
    wait = max(0.0, SETTLED + 10.0 - age)
    kiosk.machine.ask(f"sleep {wait:.0f}", wait + SOON)
    _command(kiosk, "restart", "PRESS")
    until = time.monotonic() + SOON
    while _process(kiosk) == before:
        assert time.monotonic() < until, kiosk.log()
        time.sleep(1.0)
    kiosk.comes_up()
    kiosk.shows(*ATTRACT)
    assert "to be restarted at the fleet's request" in kiosk.log()


def test_a_storm_of_wishes_does_nothing(kiosk: Device) -> None:
    before = _process(kiosk)
    _command(kiosk, "restart", "PRESS", STORM)
    kiosk.machine.ask("sleep 20", SOON)
    assert _process(kiosk) == before
    kiosk.shows(*ATTRACT)
    log = kiosk.machine.ask(f"journalctl -u {AGENT} --no-pager | tail -n 60")
    assert "ignoring them until none comes" in log


def test_nonsense_in_place_of_wishes_does_nothing(kiosk: Device) -> None:
    before = _process(kiosk)
    kiosk.machine.ask("head -c 3000 /dev/urandom > /run/acupressure-kiosk-fleet/wishes.json")
    kiosk.machine.ask("sleep 10", SOON)
    assert _process(kiosk) == before
    assert "Wishes are ignored" in kiosk.log()


def test_a_killed_agent_is_offline_and_started_again(kiosk: Device) -> None:
    kiosk.machine.ask(f"systemctl kill -s KILL {AGENT}")
    assert _heard(kiosk, "availability") == "offline"
    until = time.monotonic() + SOON
    while _heard(kiosk, "availability") != "online":
        assert time.monotonic() < until
        time.sleep(1.0)


def test_purged_it_leaves_neither_password_nor_settings_and_the_kiosk_goes_on(
    kiosk: Device,
) -> None:
    before = _process(kiosk)
    kiosk.machine.ask("apt-get purge -y -q acupressure-kiosk-fleet", 200)
    left = kiosk.machine.ask("ls -d /etc/acupressure-kiosk/* /run/acupressure-kiosk*").split()
    assert left == ["/etc/acupressure-kiosk/kiosk.yaml", "/run/acupressure-kiosk"]
    assert _process(kiosk) == before
