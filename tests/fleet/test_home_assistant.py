"""A real Home Assistant shows a kiosk as one device; ``make fleet-test`` sets one up."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.config.fleet import Broker, Fleet
from kiosk.exchange.status import Day, Status, Trouble
from kiosk.fleet import discovery
from kiosk.fleet.report import Report, report
from kiosk.fleet.retire import forget
from kiosk.fleet.topics import Topics
from tests.fleet.agents import ID, Obeyed, fleet_of, running
from tests.fleet.broker import Mosquitto
from tests.fleet.home_assistant import HomeAssistant
from tests.recorder import wait_for

pytestmark = pytest.mark.slow

DAYS = (Day("2026-11-27", 3, 2), Day("2026-11-28", 7, 5))

HEALTHY = Status(0.0, __version__, days=DAYS)

PREFIX = f"kiosk_{ID}"

SHOWN = {
    f"binary_sensor.{PREFIX}_online": "on",
    **{
        f"binary_sensor.{PREFIX}_{fault}": "off"
        for fault in ("guidance", "button", "display", "settings", "power", "sound")
    },
    f"sensor.{PREFIX}_temperature": "45",
    f"sensor.{PREFIX}_version": __version__,
    f"sensor.{PREFIX}_notice": "-",
    f"sensor.{PREFIX}_started_on_the_last_full_day": "7",
    f"sensor.{PREFIX}_finished_on_the_last_full_day": "5",
    f"switch.{PREFIX}_quiet": "off",
    f"number.{PREFIX}_brightness": "100",
}

RESTART = f"button.{PREFIX}_restart"
"""Its state is when it was last pressed."""


class Kiosk:
    """A kiosk whose status a test changes."""

    def __init__(self) -> None:
        self.status: Status | None = HEALTHY
        self.obeyed = Obeyed()

    def report(self) -> Report:
        return report(self.status, 45, power=False)


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path_factory.mktemp("broker")) as made:
        yield made


@pytest.fixture(scope="module")
def program() -> Path:
    """Home Assistant's program, ``hass``, in an environment of its own."""
    if not (found := os.environ.get("HOME_ASSISTANT")):
        pytest.skip("NOT TESTED in Home Assistant: make fleet-test sets it up")
    return Path(found)


@pytest.fixture(scope="module")
def home(
    program: Path, tmp_path_factory: pytest.TempPathFactory, broker: Mosquitto
) -> Iterator[HomeAssistant]:
    folder = tmp_path_factory.mktemp("home") / "assistant"
    with HomeAssistant(program, folder, broker) as made:
        print(f"Home Assistant {made.version}")
        yield made


@pytest.fixture
def kiosk(broker: Mosquitto) -> Iterator[Kiosk]:
    made = Kiosk()
    with running(fleet_of(broker), reports=made.report, obey=made.obeyed):
        yield made


def test_its_own_schemas_accept_every_key_and_value(program: Path) -> None:
    fleet = Fleet(Broker("broker"))
    description = discovery.payload(fleet, Topics.of(fleet, ID))

    def faults() -> str:
        done = subprocess.run(
            [program.with_name("python"), "tests/fleet/ask-home-assistant"],
            input=json.dumps(description),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert faults() == ""
    description["cmps"]["online"]["payload_onn"] = "online"
    assert faults() == "online: extra keys not allowed @ data['payload_onn']\n"


def test_a_kiosk_is_one_device_with_its_entities_and_their_states(
    home: HomeAssistant, kiosk: Kiosk
) -> None:
    home.until_states(SHOWN)
    online = f"binary_sensor.{PREFIX}_online"
    listed = home.render(f"{{{{ device_entities(device_id('{online}')) | sort | list | tojson }}}}")
    assert listed == sorted([*SHOWN, RESTART])
    for attribute, value in (("name", f"Kiosk {ID}"), ("sw_version", __version__)):
        assert home.render(f"{{{{ device_attr('{online}', '{attribute}') }}}}") == value
    days = home.render(
        f"{{{{ state_attr('sensor.{PREFIX}_started_on_the_last_full_day', 'days') | tojson }}}}"
    )
    assert days[0] == {"day": "2026-11-27", "started": 3, "finished": 2}
    assert f"{PREFIX}" not in "".join(line for line in home.log.splitlines() if "ERROR" in line)


def test_faults_are_shown_and_end(home: HomeAssistant, kiosk: Kiosk) -> None:
    kiosk.status = replace(
        HEALTHY, faults=tuple(Trouble), buttons=("advance",), notice="The settings are faulty."
    )
    faults = {f"binary_sensor.{PREFIX}_{fault.value}": "on" for fault in Trouble}
    home.until_states({**faults, f"sensor.{PREFIX}_notice": "The settings are faulty."})
    kiosk.status = None
    home.until_states(
        {
            f"binary_sensor.{PREFIX}_guidance": "on",
            f"binary_sensor.{PREFIX}_button": "off",
            f"switch.{PREFIX}_quiet": "unknown",
            f"sensor.{PREFIX}_started_on_the_last_full_day": "unknown",
        }
    )
    kiosk.status = HEALTHY
    home.until_states(SHOWN)


def test_its_buttons_reach_the_kiosk(home: HomeAssistant, kiosk: Kiosk) -> None:
    home.until_states({f"binary_sensor.{PREFIX}_online": "on"})
    home.call("button/press", RESTART)
    home.call("switch/turn_on", f"switch.{PREFIX}_quiet")
    home.call("number/set_value", f"number.{PREFIX}_brightness", value=60)
    wait_for(lambda: len(kiosk.obeyed.commands) == 3)
    assert kiosk.obeyed.commands == [("restart", b"PRESS"), ("quiet", b"ON"), ("brightness", b"60")]
    assert kiosk.status
    kiosk.status = replace(kiosk.status, quiet=True, brightness=60)
    home.until_states({f"switch.{PREFIX}_quiet": "on", f"number.{PREFIX}_brightness": "60"})


def test_its_own_restart_loses_nothing(home: HomeAssistant, kiosk: Kiosk) -> None:
    home.until_states(SHOWN)
    home.stop()
    home.start()
    home.until_states(SHOWN)


def test_a_kiosk_that_is_gone_is_shown_off_and_a_forgotten_one_disappears(
    home: HomeAssistant, broker: Mosquitto
) -> None:
    with running(fleet_of(broker), reports=Kiosk().report):
        home.until_states(SHOWN)
    home.until_states(
        {f"binary_sensor.{PREFIX}_online": "off", f"sensor.{PREFIX}_version": "unavailable"}
    )
    forget(fleet_of(broker), Path("fleet.yaml"), ID, ID)
    wait_for(lambda: not [name for name in home.states() if PREFIX in name])


def test_nothing_in_its_log_complains_about_a_kiosk(home: HomeAssistant) -> None:
    lines = [line for line in home.log.splitlines() if "WARNING" in line or "ERROR" in line]
    assert [line for line in lines if "mqtt" in line.lower()] == []
