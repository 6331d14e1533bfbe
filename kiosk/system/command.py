"""Name the kiosk's commands as a user types them here."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

NAME = "acupressure-kiosk"

BY_MAKE = "KIOSK_BY_MAKE"
"""The environment variable with which the Makefile says that ``make run`` was typed."""


_settings: list[Path] = []
"""The settings file that the running command was given, if any."""


def give_settings(file: Path | None) -> None:
    """Remember the settings file of the running command, which the commands it names need too."""
    _settings[:] = [file] if file else []


def typed(*words: str) -> str:
    """Return a command of the kiosk as it can be typed here, its words quoted where they must be.

    In a checkout it has its path, and after ``--settings FILE`` the same option.
    """
    return " ".join((_program(sys.argv[0]), *map(shlex.quote, words), *_options()))


def run_typed(*options: str) -> str:
    """Return the line that starts a simulated kiosk with other options."""
    if os.environ.get(BY_MAKE):
        return f'make run ARGS="{" ".join((*options, *_options()))}"'
    return typed("run", "--simulate", *options)


def _options() -> list[str]:
    return [f"--settings {shlex.quote(str(file))}" for file in _settings]


def _program(started: str) -> str:
    """Return the name, or the path of the program that was started if the name does not find it."""
    if Path(started).name != NAME:
        return NAME
    found = shutil.which(NAME)
    # A link in a folder of commands, such as pipx makes, is the program too.
    same = found and os.path.realpath(found) == os.path.realpath(started)
    return NAME if same else shlex.quote(started)
