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


def typed(words: str) -> str:
    """Return a command of the kiosk as it can be typed here, in a checkout with its path."""
    return f"{_program(sys.argv[0])} {words}"


def run_typed(options: str) -> str:
    """Return the line that starts a simulated kiosk with other options."""
    if os.environ.get(BY_MAKE):
        return f'make run ARGS="{options}"'
    return typed(f"run --simulate {options}")


def _program(started: str) -> str:
    """Return the name, or the path of the program that was started if the name does not find it."""
    if Path(started).name != NAME:
        return NAME
    found = shutil.which(NAME)
    # A link in a folder of commands, such as pipx makes, is the program too.
    same = found and os.path.realpath(found) == os.path.realpath(started)
    return NAME if same else shlex.quote(started)
