"""The apt repository: apt accepts it with its key, and nothing that was changed since."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.tools.fake_commands import ROOT

NEEDED = ("apt-get", "apt-ftparchive", "dpkg-deb", "gpg")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(map(shutil.which, NEEDED)), reason=f"not installed: one of {', '.join(NEEDED)}"
    ),
]

KEY = "kiosks@clinic.example"


class Clinic:
    """A folder with packages, a key, and a device's apt."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.repository = folder, folder / "apt"
        # A socket's path must be short.
        self.environment = {**os.environ, "DIST": str(folder / "dist"), "GNUPGHOME": str(folder)}
        folder.chmod(0o700)
        self.command(
            *("gpg", "--batch", "--quiet", "--passphrase", "", "--quick-generate-key"),
            *(KEY, "ed25519", "sign", "never"),
        )

    def command(self, *words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            list(map(str, words)),
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )

    def package(self, version: str) -> None:
        tree = self.folder / f"tree-{version}"
        (tree / "DEBIAN").mkdir(parents=True)
        (tree / "DEBIAN" / "control").write_text(
            f"Package: acupressure-kiosk\nVersion: {version}\nArchitecture: all\n"
            "Maintainer: nobody <nobody@localhost>\nDescription: stand-in\n"
        )
        dist = self.folder / "dist"
        shutil.rmtree(dist, ignore_errors=True)
        dist.mkdir()
        made = dist / f"acupressure-kiosk_{version}_all.deb"
        self.command("dpkg-deb", "--root-owner-group", "-b", tree, made)

    def publish(self, suite: str) -> subprocess.CompletedProcess[str]:
        return self.command("tools/make-apt-repo", self.repository, KEY, suite)

    def apt(self, suite: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run apt-get of a device that takes this suite and no other source."""
        device = self.folder / f"device-{suite}"
        for name in (
            "etc/apt.conf.d",
            "etc/preferences.d",
            "state/lists/partial",
            "cache/archives/partial",
        ):
            (device / name).mkdir(parents=True, exist_ok=True)
        key = self.repository / "acupressure-kiosk.gpg"
        (device / "etc" / "sources.list").write_text(
            f"deb [signed-by={key}] file:{self.repository} {suite} main\n"
        )
        (device / "status").touch()
        options = {
            "Dir::Etc": device / "etc",
            "Dir::Etc::sourceparts": "-",
            "Dir::State": device / "state",
            "Dir::State::status": device / "status",
            "Dir::Cache": device / "cache",
            "APT::Sandbox::User": "root",
            "Debug::NoLocking": "true",
        }
        chosen = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        return self.command("apt-get", *chosen, *words)

    def newest(self, suite: str) -> str:
        """Return what a device would install."""
        updated = self.apt(suite, "update", "-o", "APT::Update::Error-Mode=any")
        assert updated.returncode == 0, updated.stderr
        return self.apt(suite, "install", "--simulate", "acupressure-kiosk").stdout


@pytest.fixture
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    made = Clinic(tmp_path_factory.mktemp("c"))
    made.package("1.0")
    done = made.publish("stable")
    assert done.returncode == 0, done.stderr
    return made


def test_apt_accepts_the_repository_with_its_key(clinic: Clinic) -> None:
    assert "Inst acupressure-kiosk (1.0 acupressure-kiosk:stable [all])" in clinic.newest("stable")


def test_a_ring_gets_a_version_before_the_others(clinic: Clinic) -> None:
    clinic.package("1.1")
    assert clinic.publish("early").returncode == 0
    assert "(1.1 " in clinic.newest("early")
    assert "(1.0 " in clinic.newest("stable")


def test_older_packages_stay_so_that_a_device_can_be_set_back(clinic: Clinic) -> None:
    clinic.package("1.1")
    clinic.publish("stable")
    assert "(1.1 " in clinic.newest("stable")
    back = clinic.apt("stable", "install", "--simulate", "acupressure-kiosk=1.0")
    assert "(1.0 " in back.stdout


def test_a_repository_that_was_changed_is_refused(clinic: Clinic) -> None:
    file = clinic.repository / "dists" / "stable" / "InRelease"
    file.write_text(file.read_text().replace("Suite: stable", "Suite: forged"))
    done = clinic.apt("stable", "update", "-o", "APT::Update::Error-Mode=any")
    assert done.returncode != 0


def test_another_key_is_refused(clinic: Clinic, tmp_path: Path) -> None:
    (clinic.repository / "acupressure-kiosk.gpg").write_bytes(b"")
    done = clinic.apt("stable", "update", "-o", "APT::Update::Error-Mode=any")
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Usage: make apt-repo"),
        (("apt", "nobody@clinic.example"), "GnuPG has no secret key nobody@clinic.example"),
        (("apt", KEY, "../up"), "../up is no name of a suite"),
    ],
)
def test_a_mistake_is_told(
    words: tuple[str, ...], told: str, clinic: Clinic, tmp_path: Path
) -> None:
    names = [str(tmp_path / word) if word == "apt" else word for word in words]
    done = clinic.command("tools/make-apt-repo", *names)
    assert done.returncode in (2, 69)
    assert told in done.stderr


def test_without_packages_there_is_no_repository(clinic: Clinic) -> None:
    shutil.rmtree(clinic.folder / "dist")
    done = clinic.publish("stable")
    assert (done.returncode, "make deb" in done.stderr) == (69, True)
