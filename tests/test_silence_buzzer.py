"""The script that silences the buzzer of a killed kiosk, with a fake gpioset."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.config.paths import ASSETS

SCRIPT = ASSETS.parent / "systemd" / "silence-buzzer"
FAULTY_NOTE = 65


@dataclass
class Unit:
    """The unit's runtime folder, and the arguments that gpioset was called with."""

    folder: Path

    @property
    def note(self) -> Path:
        return self.folder / "buzzer"

    def stop(self) -> tuple[int, str]:
        """Run the script; return its exit code and its output."""
        gpioset = self.folder / "gpioset"
        gpioset.write_text('#!/bin/sh\necho "$@"\n', "ascii")
        gpioset.chmod(0o755)
        environment = {"RUNTIME_DIRECTORY": str(self.folder), "PATH": f"{self.folder}:{os.defpath}"}
        run = subprocess.run(
            ["/bin/sh", SCRIPT], env=environment, capture_output=True, text=True, check=False
        )
        return run.returncode, run.stdout + run.stderr


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    return Unit(tmp_path)


@pytest.mark.parametrize(
    ("note", "called"),
    [
        ("gpiochip0 12=0\n", "--toggle 0 --chip gpiochip0 12=0\n"),
        ("gpiochip4 12=1\n", "--toggle 0 --chip gpiochip4 12=1\n"),
        ("gpiochip10 27=0", "--toggle 0 --chip gpiochip10 27=0\n"),
    ],
    ids=["active high", "active low", "without a newline"],
)
def test_the_line_of_the_note_is_set_to_its_silent_level(
    note: str, called: str, unit: Unit
) -> None:
    unit.note.write_text(note, "ascii")
    assert unit.stop() == (0, called)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n gpiochip0 12=0\n",
        "12=0\n",
        "gpiochip0\n",
        "gpiochip0 12\n",
        "gpiochip0 12=2\n",
        "gpiochip0 =0\n",
        "gpiochip 12=0\n",
        "gpiochip0 1:2=0\n",
        "gpiochip0 12=0 13=1\n",
        "gpiochip0 12=0; reboot\n",
        "gpiochip0/1=1 2=0\n",
        "gpiochip$(reboot) 12=0\n",
        "../mem 12=0\n",
        "12 5=0\n",
        pytest.param(f"gpiochip{'1' * 200_000} 12=0\n", id="a number longer than any line's"),
    ],
)
def test_a_note_with_other_content_calls_nothing_and_is_reported(note: str, unit: Unit) -> None:
    unit.note.write_text(note, "ascii")
    code, said = unit.stop()
    assert (code, said) == (
        FAULTY_NOTE,
        f"{unit.note} does not contain a GPIO chip, a line and its level\n",
    )


def test_without_a_note_there_is_nothing_to_silence(unit: Unit) -> None:
    assert unit.stop() == (0, "")


def test_a_link_is_not_a_note(unit: Unit) -> None:
    (unit.folder / "elsewhere").write_text("gpiochip0 12=0\n", "ascii")
    unit.note.symlink_to(unit.folder / "elsewhere")
    assert unit.stop() == (0, "")


def test_a_fifo_is_not_a_note(unit: Unit) -> None:
    os.mkfifo(unit.note)
    assert unit.stop() == (0, "")
