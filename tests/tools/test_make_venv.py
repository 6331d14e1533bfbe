from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools.fake_commands import Commands

PIP = """cat <<'OUTPUT'
Obtaining file:///somewhere
  Installing build dependencies: started
  Installing build dependencies: finished with status 'done'
Collecting gpiozero>=1.6.2 (from acupressure-kiosk==0.1.0)
  Downloading gpiozero-2.0.1-py3-none-any.whl.metadata (4.6 kB)
Collecting pygame>=2.1.2 (from acupressure-kiosk==0.1.0)
  Using cached pygame-2.6.1-cp313-cp313-manylinux_2_17_x86_64.whl (14.0 MB)
Processing /srv/wheels/types_PyYAML-6.0.12-py3-none-any.whl (from acupressure-kiosk==0.1.0)
Downloading sdnotify-0.3.2.tar.gz (2.5 kB)
Installing collected packages: sdnotify, pygame
Successfully installed pygame-2.6.1 sdnotify-0.3.2
OUTPUT
"""


@pytest.fixture
def machine(tmp_path: Path) -> Commands:
    """A machine whose pip prints the lines of a real one, and whose pygame lacks no library."""
    made = Commands(tmp_path)
    made.add(
        "python3",
        'case "$*" in "-m venv .venv") mkdir -p .venv/bin\n'
        f"ln -s {made.folder}/pip {made.folder}/python .venv/bin/ ;; esac",
    )
    made.add("pip", PIP)
    made.add("ldd")
    _missing(made, "")
    made.add("dpkg-query", "exit 1")
    return made


def _missing(machine: Commands, names: str) -> None:
    """Let the environment's Python print the folder of pygame and the missing libraries."""
    machine.add("python", f'[ "$1" = -c ] && echo /pygame || echo {names}')


def test_progress_is_reported_in_short_lines(machine: Commands, tmp_path: Path) -> None:
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1:] == [
        "  preparing",
        "  looking up gpiozero",
        "  looking up pygame",
        "  downloading pygame 2.6.1 (14.0 MB)",
        "  taking types_PyYAML 6.0.12",
        "  downloading sdnotify 0.3.2 (2.5 kB)",
        "  installing sdnotify, pygame",
    ]
    assert done.returncode == 0
    assert (tmp_path / ".venv" / ".ready").exists()


def test_an_environment_is_not_ready_if_pip_fails(machine: Commands, tmp_path: Path) -> None:
    machine.add("pip", "echo 'ERROR: no network' >&2; exit 1")
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    assert done.stderr.startswith("ERROR: no network\npip could not set up .venv")
    assert not (tmp_path / ".venv" / ".ready").exists()


@pytest.mark.parametrize("told", ["NewConnectionError", "ConnectTimeoutError", "ProxyError"])
def test_without_a_network_the_last_line_says_so(
    told: str, machine: Commands, tmp_path: Path
) -> None:
    machine.add("pip", f"echo 'WARNING: Retrying after connection broken by {told}' >&2; exit 1")
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    assert done.stderr.splitlines()[-1] == "PyPI was not reached: is this machine on the network?"


def test_other_faults_of_pip_are_not_blamed_on_the_network(
    machine: Commands, tmp_path: Path
) -> None:
    machine.add("pip", "echo 'ERROR: no space left on device' >&2; exit 1")
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert "PyPI" not in done.stderr


def test_an_unsupported_python_is_refused(machine: Commands, tmp_path: Path) -> None:
    machine.add("python3", 'case "$1" in --version) echo Python 3.10.1 ;; *) exit 1 ;; esac')
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    assert done.stderr.startswith("Python 3.10.1 is not supported")


def test_libraries_that_pygame_lacks_are_installed(machine: Commands, tmp_path: Path) -> None:
    machine.add("ldd", "printf '\tlibgthread-2.0.so.0 => not found\n\tlibc.so.6 => /lib/c (0x1)\n'")
    _missing(machine, "libX11.so.6")
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    (line,) = done.stderr.splitlines()
    assert set(line.rpartition(": ")[2].split()) == {"libglib2.0-0t64", "libx11-6"}
    assert not (tmp_path / ".venv" / ".ready").exists()


def test_a_library_of_an_unknown_package_is_named(machine: Commands, tmp_path: Path) -> None:
    machine.add("ldd", "printf '\tlibnew.so.1 => not found\n'")
    done = machine.run("make-venv", "python3", ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    assert "needs the library libnew.so.1" in done.stderr


@pytest.mark.parametrize(
    ("python", "package"), [("python3", "python3-venv"), ("python3.12", "python3.12-venv")]
)
def test_a_python_without_venv_needs_its_own_package(
    python: str, package: str, machine: Commands, tmp_path: Path
) -> None:
    machine.add(python, 'case "$2" in *ensurepip*) exit 1 ;; esac')
    done = machine.run("make-venv", python, ".venv", ".", cwd=tmp_path)
    assert done.returncode == 69
    assert done.stderr.endswith(f": {package}\n")
