from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.fake_commands import Commands

INSTALLED = 'case "$4" in {} ) echo installed ;; *) exit 1 ;; esac'
KNOWN = 'case "$2" in {} ) echo "Package: $2" ;; *) exit 100 ;; esac'


@pytest.fixture
def debian(tmp_path: Path) -> Commands:
    """A Debian with only make installed, used by root."""
    made = Commands(tmp_path)
    made.add("id", "echo 0")
    made.add("dpkg-query", INSTALLED.format("make"))
    made.add("apt-get")
    made.add("apt-cache", KNOWN.format("libglib2.0-0"))
    return made


def _apt(commands: Commands) -> list[str]:
    return [call for call in commands.calls if call.startswith(("sudo", "apt-get"))]


def test_an_installed_package_is_not_installed_again(debian: Commands) -> None:
    assert debian.run("need", "make").returncode == 0
    assert _apt(debian) == []


def test_root_installs_missing_packages(debian: Commands) -> None:
    assert debian.run("need", "make", "git").returncode == 0
    waiting = "apt-get -o DPkg::Lock::Timeout=120"
    assert _apt(debian) == [
        f"{waiting} update -q",
        f"{waiting} install -y -q --no-install-recommends git",
    ]


def test_a_user_installs_with_sudo(debian: Commands) -> None:
    debian.add("id", "echo 1000")
    debian.add("sudo")
    assert debian.run("need", "git").returncode == 0
    assert _apt(debian)[-1].startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get ")


def test_either_one_of_two_alternatives_suffices(debian: Commands) -> None:
    assert debian.run("need", "gmake|make").returncode == 0
    assert _apt(debian) == []


def test_the_alternative_that_the_release_has_is_installed(debian: Commands) -> None:
    assert debian.run("need", "libglib2.0-0t64|libglib2.0-0").returncode == 0
    assert _apt(debian)[-1].endswith(" libglib2.0-0")


def test_without_sudo_one_line_says_what_to_install(debian: Commands) -> None:
    debian.add("id", "echo 1000")
    done = debian.run("need", "make", "git", "libglib2.0-0t64|libglib2.0-0")
    assert done.returncode == 69
    (line,) = done.stderr.splitlines()
    assert line.endswith(": git libglib2.0-0")
    assert _apt(debian) == []


def test_sudo_that_asks_for_a_password_without_a_terminal_is_not_used(debian: Commands) -> None:
    debian.add("id", "echo 1000")
    debian.add("sudo", "echo 'sudo: a password is required' >&2; exit 1")
    done = debian.run("need", "git")
    assert done.returncode == 69
    assert len(done.stderr.splitlines()) == 1


def test_a_refused_password_is_not_a_failure_of_apt(debian: Commands) -> None:
    debian.add("id", "echo 1000")
    debian.add("sudo", '[ "$1" = -n ]')
    done = debian.run("need", "git")
    assert done.returncode == 69
    assert done.stderr.splitlines()[-1].startswith("sudo refused. ")
    assert "apt-get" not in done.stderr


def test_a_package_that_is_asked_for_twice_is_named_once(debian: Commands) -> None:
    done = debian.run("need", "git", "zip", "git")
    assert done.stdout == "Installing missing packages: git zip ...\n"


def test_without_apt_one_line_says_what_to_install(tmp_path: Path) -> None:
    done = Commands(tmp_path).run("need", "git")
    assert done.returncode == 69
    (line,) = done.stderr.splitlines()
    assert line.endswith(": git")


@pytest.mark.parametrize("step", ["update", "install"])
def test_when_apt_fails_one_line_says_what_to_install(step: str, debian: Commands) -> None:
    debian.add("apt-get", f'[ "$3" != {step} ]')
    done = debian.run("need", "git")
    assert done.returncode == 69
    assert done.stderr.splitlines()[-1].endswith(": git")
