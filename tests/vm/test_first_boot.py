"""The first boot of a card with the package and our cloud-init file on its boot partition.

The tests build on each other; ``make vm-first-boot`` makes the card and runs them.
"""

from __future__ import annotations

from typing import Any

import yaml

from kiosk.config.paths import CONFIG
from tests.vm.conftest import measured
from tests.vm.device import Device

USER_DATA = CONFIG.parent / "docs" / "cloud-init" / "user-data"


def _written() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(USER_DATA.read_text("utf-8"))
    return read


def test_after_the_first_boot_the_kiosk_runs_and_waits_for_a_visitor(fresh: Device) -> None:
    fresh.machine.starts_anew()
    fresh.comes_up()
    fresh.shows("attract-as-shipped")
    measured(f"the kiosk was there {fresh.machine.age:.0f} s after the machine was switched on")


def test_cloud_init_accepts_the_file(fresh: Device) -> None:
    said = fresh.machine.ask("cloud-init schema --config-file /boot/firmware/user-data", 120)
    assert "Valid schema" in said


def test_the_machine_has_the_settings_of_the_file(fresh: Device) -> None:
    (settings,) = _written()["write_files"]
    assert fresh.machine.ask(f"cat {settings['path']}") == settings["content"]


def test_the_key_of_the_file_lets_its_administrator_log_in(fresh: Device) -> None:
    (user,) = _written()["users"]
    keys = fresh.machine.ask(f"cat /home/{user['name']}/.ssh/authorized_keys").splitlines()
    assert keys == user["ssh_authorized_keys"]
    assert set(user["groups"]) <= set(fresh.machine.ask(f"id -nG {user['name']}").split())


def test_no_text_covers_the_picture_during_the_boot(fresh: Device) -> None:
    (line,) = fresh.machine.ask("cat /boot/firmware/cmdline.txt").splitlines()
    assert line.endswith(" quiet loglevel=3 vt.global_cursor_default=0 logo.nologo")


def test_no_unit_has_failed(fresh: Device) -> None:
    assert fresh.machine.ask("systemctl --failed --no-legend").strip() == ""
    assert "errors: []" in fresh.machine.ask("cloud-init status --long", 120)
