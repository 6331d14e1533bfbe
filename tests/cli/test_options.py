"""The options and output that the commands share."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from kiosk.cli.options import progress
from kiosk.config.paths import OWN_SETTINGS


class Terminal(io.StringIO):
    """A terminal, as far as what is written to it goes."""

    def isatty(self) -> bool:
        return True

    @property
    def line(self) -> str:
        """The visible part of its last line."""
        return self.getvalue().split("\r")[-1].strip()


def test_on_a_terminal_one_line_shows_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress() as show:
        for doing in ("Reading settings ...", "Reading ..."):
            show(doing)
            assert terminal.line == doing
    assert terminal.line == ""
    assert "\n" not in terminal.getvalue()


def test_a_longer_text_is_wiped_off_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress() as show:
        show("Reading settings")
        show("Done")
    assert f"\r{'':{len('Reading settings')}}\rDone" in terminal.getvalue()


def test_the_line_is_wiped_when_something_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    def divide() -> None:
        with progress() as show:
            show("Dividing")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        divide()
    assert terminal.line == ""


def test_without_a_terminal_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    with progress() as show:
        show("Reading")
    assert file.getvalue() == ""


def test_a_command_ends_quietly_when_nobody_reads_its_output() -> None:
    command = [sys.executable, "-m", "kiosk", "timeline", "--settings", str(OWN_SETTINGS)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing) as closed:
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
