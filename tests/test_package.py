"""The Debian package and the unit, without a machine; make vm-test covers the rest."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kiosk
from kiosk.config import paths
from kiosk.exchange.files import STATUS, WISHES

ROOT = paths.CONFIG.parent
UNIT = (ROOT / "systemd" / "acupressure-kiosk.service").read_text("utf-8")
FLEET = (ROOT / "systemd" / "acupressure-kiosk-fleet.service").read_text("utf-8")
INSTALLED = (ROOT / "debian" / "acupressure-kiosk.install").read_text("utf-8")
STATE = "/var/lib/acupressure-kiosk"
SILENCE = ROOT / "systemd" / "silence-buzzer"


def _after_the_end(folder: Path) -> tuple[int, list[str]]:
    """Run the unit's ExecStopPost; return its exit code and the arguments of gpioset."""
    arguments = folder / "arguments"
    gpioset = folder / "gpioset"
    gpioset.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {arguments}\n')
    gpioset.chmod(0o755)
    environment = {"PATH": f"{folder}:/usr/bin:/bin", "RUNTIME_DIRECTORY": str(folder)}
    code = subprocess.run([SILENCE], env=environment, check=False).returncode
    return code, arguments.read_text().splitlines() if arguments.exists() else []


def test_the_package_has_the_kiosk_s_version() -> None:
    newest = (ROOT / "debian" / "changelog").read_text("utf-8").splitlines()[0]
    assert newest.startswith(f"acupressure-kiosk ({kiosk.__version__}) ")


@pytest.mark.parametrize("name", ["README.md", "docs/install.md", "docs/cloud-init/user-data"])
def test_the_package_installs_no_desktop(name: str) -> None:
    commands = re.findall(
        r"^.*apt.*acupressure-kiosk.*\.deb.*$", (ROOT / name).read_text("utf-8"), re.M
    )
    assert commands
    assert all("--no-install-recommends" in line for line in commands)


def test_the_script_that_the_unit_runs_at_the_end_is_in_the_package() -> None:
    (program,) = re.findall(r"^ExecStopPost=\+(.+)$", UNIT, re.MULTILINE)
    folder, name = program.rsplit("/", 1)
    assert f"systemd/{name} {folder[1:]}\n" in INSTALLED
    assert (ROOT / "systemd" / name).stat().st_mode & 0o111


def test_the_unit_s_user_is_the_one_that_the_package_creates() -> None:
    (user,) = re.findall(r"^User=(.+)$", UNIT, re.MULTILINE)
    made = (ROOT / "debian" / "acupressure-kiosk.sysusers").read_text("utf-8")
    assert re.search(rf"^u {user} ", made, re.MULTILINE)


def test_a_noted_buzzer_is_silenced_after_the_end(tmp_path: Path) -> None:
    (tmp_path / "buzzer").write_text("gpiochip0 12=0\n")
    assert _after_the_end(tmp_path) == (0, ["--toggle", "0", "--chip", "gpiochip0", "12=0"])


@pytest.mark.parametrize(
    "note",
    ["", "gpiochip0", "gpiochip0 12=2", "/dev/mem 12=0", "gpiochip0 12=0 13=1", "--help 1=0"],
)
def test_a_note_with_other_content_is_refused(tmp_path: Path, note: str) -> None:
    (tmp_path / "buzzer").write_text(f"{note}\n")
    assert _after_the_end(tmp_path) == (65, [])


def test_a_note_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("gpiochip0 12=0\n")
    (tmp_path / "buzzer").symlink_to(tmp_path / "elsewhere")
    assert _after_the_end(tmp_path) == (0, [])


def test_without_a_note_no_line_is_touched(tmp_path: Path) -> None:
    assert _after_the_end(tmp_path) == (0, [])


@pytest.mark.parametrize(("kind", "module"), [("drm", "drm"), ("alsa", "snd")])
def test_the_unit_waits_for_the_modules_of_the_devices_it_allows(kind: str, module: str) -> None:
    assert re.search(rf"^DeviceAllow=char-{kind} rw$", UNIT, re.MULTILINE)
    for when in ("Wants", "After"):
        assert re.search(rf"^{when}=.*modprobe@{module}\.service", UNIT, re.MULTILINE)


def test_the_unit_starts_where_the_root_is_read_only() -> None:
    assert "StateDirectory=" not in re.sub("^#.*", "", UNIT, flags=re.MULTILINE)
    assert f"\nReadWritePaths=-{STATE}\n" in UNIT
    made = (ROOT / "debian" / "acupressure-kiosk.tmpfiles").read_text()
    assert re.search(rf"^d {STATE} 0755 acupressure-kiosk acupressure-kiosk -$", made, re.M)


def test_the_unit_runs_no_code_from_a_folder_that_the_kiosk_can_write() -> None:
    environment = " ".join(re.findall(r"^Environment=(.+)$", UNIT, re.MULTILINE)).split()
    given = dict(value.split("=", 1) for value in environment)
    assert given["HOME"] == given["STATE_DIRECTORY"] == STATE
    code = "import sys; print(sys.flags.no_user_site)"
    done = subprocess.run(
        ["/usr/bin/env", "-i", *environment, sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"


def test_a_kiosk_that_grows_ends_before_other_programs_do() -> None:
    (kept,) = re.findall(r"^OOMScoreAdjust=(.+)$", UNIT, re.MULTILINE)
    (share,) = re.findall(r"^MemoryMax=(\d+)%$", UNIT, re.MULTILINE)
    assert int(kept) < 0
    least, highest = 416, 97 + 83  # MB: of a Pi with 512 as the kernel counts; docs/performance.md
    assert highest < least * int(share) / 100 < least


def test_the_unit_writes_no_core_dump_with_answers_in_it() -> None:
    assert "\nLimitCORE=0\n" in UNIT


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize(
    ("unit", "highest"), [("acupressure-kiosk", 0.8), ("acupressure-kiosk-fleet", 1.3)]
)
def test_each_unit_has_a_low_exposure_level(unit: str, highest: float) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager"]
    done = subprocess.run(
        [*command, ROOT / "systemd" / f"{unit}.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    level = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    if level is None:
        pytest.skip("this systemd cannot examine a unit that is not installed")
    assert float(level[1]) <= highest


def test_the_kiosk_itself_has_no_network() -> None:
    assert "\nPrivateNetwork=yes\n" in UNIT
    assert "AF_INET" not in UNIT


@pytest.mark.parametrize(
    "setting",
    [
        "ConditionPathExists=/etc/acupressure-kiosk/fleet.yaml",
        "DynamicUser=yes",
        "SupplementaryGroups=acupressure-kiosk",
        "LoadCredential=fleet:/etc/acupressure-kiosk/fleet",
        "MemoryMax=64M",
        "Restart=always",
    ],
)
def test_the_agent_s_unit_is_off_until_configured_and_confined(setting: str) -> None:
    assert f"\n{setting}\n" in FLEET


def test_neither_unit_needs_the_other() -> None:
    for unit, other in ((UNIT, "acupressure-kiosk-fleet"), (FLEET, "acupressure-kiosk.service")):
        lines = [line for line in unit.splitlines() if other in line and "=" in line]
        assert not [
            line for line in lines if re.match("(Requires|BindsTo|PartOf|Wants|After)", line)
        ]


def test_the_agent_s_folders_are_those_of_the_units() -> None:
    for unit, file in ((UNIT, STATUS), (FLEET, WISHES)):
        assert f"\nRuntimeDirectory={file.parent.name}\n" in unit
        assert file.parent.parent == Path("/run")


@pytest.mark.parametrize("setting", ["Restart=always", "StartLimitIntervalSec=0", "Type=notify"])
def test_the_unit_restarts_the_kiosk_without_a_limit(setting: str) -> None:
    assert f"\n{setting}\n" in UNIT
