"""The machine as the doctor sees it: files below a root, commands, the kernel's chips.

Every query goes through this seam, so that a test can stand in for any machine.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.panel.gpio_lines import Ask, ask_kernel
from kiosk.system.wall_clock import kernel_synchronized

PATIENCE = 10.0
"""Seconds before a command is given up."""


def run_command(command: Sequence[str]) -> str | None:
    """Return a command's output; ``None`` if it is missing, fails or takes too long."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=True, errors="replace"
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def installed(module: str) -> bool:
    """Return whether a Python module is installed, without loading it."""
    return importlib.util.find_spec(module) is not None


@dataclass(frozen=True)
class Room:
    """A file system's free space in bytes, and whether it is writable."""

    free: int
    writable: bool


def room(folder: Path) -> Room:
    """Return the free space of a folder's file system.

    :raises OSError: if the folder does not exist
    """
    read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    return Room(shutil.disk_usage(folder).free, not read_only)


def present_user() -> tuple[str, frozenset[str]]:
    """Return the current user's name and groups; a number where there is no name."""
    import grp
    import pwd

    def group(number: int) -> str:
        try:
            return grp.getgrgid(number).gr_name
        except KeyError:
            return str(number)

    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        name = str(os.geteuid())
    return name, frozenset(map(group, {os.getegid(), *os.getgroups()}))


@dataclass(frozen=True)
class Machine:
    """A machine to query; by default, the one this runs on."""

    root: Path = Path("/")
    run: Callable[[Sequence[str]], str | None] = run_command
    ask: Ask = ask_kernel
    has_module: Callable[[str], bool] = installed
    room: Callable[[Path], Room] = room
    user: Callable[[], tuple[str, frozenset[str]]] = present_user
    synchronized: Callable[[], bool] = kernel_synchronized

    def at(self, path: str) -> Path:
        """Return the location of a path such as ``/proc/asound/cards`` on this machine."""
        return self.root / path.lstrip("/")

    def read(self, path: str) -> str | None:
        """Return a small kernel file's text; ``None`` if it cannot be read."""
        try:
            raw = self.at(path).read_bytes()
        except OSError:
            return None
        return raw.rstrip(b"\0\n").decode("utf-8", "replace")

    def find(self, pattern: str) -> Iterator[Path]:
        """Yield the paths that match a pattern, sorted."""
        yield from sorted(self.root.glob(pattern.lstrip("/")))

    @property
    def model(self) -> str | None:
        """The Raspberry Pi's model; ``None`` on another machine."""
        name = self.read("/proc/device-tree/model")
        return name if name and name.startswith("Raspberry Pi") else None
