"""A display for each run, whose pixels can be read from outside."""

from __future__ import annotations

import mmap
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.screen.paint.theme import Colour

WIDTH_FIELD, LINE_FIELD, COLOURS_FIELD = 4, 12, 19
"""Numbers of fields in a window dump's header. Source: X11/XWDFile.h."""


class Missing(Exception):
    """A program that the benchmarks need is not installed; the text names it."""


class Display:
    """A running Xvfb, with its name for DISPLAY and its picture."""

    def __init__(self, name: str, dump: mmap.mmap) -> None:
        self.name, self._dump = name, dump
        self._line = self._field(LINE_FIELD)
        self._start = self._field(0) + 12 * self._field(COLOURS_FIELD)

    def _field(self, number: int) -> int:
        return int.from_bytes(self._dump[number * 4 : number * 4 + 4], "big")

    def pixel(self, x: int, y: int) -> Colour:
        """Return the colour of a pixel."""
        at = self._start + y * self._line + x * 4
        blue, green, red = self._dump[at : at + 3]
        return red, green, blue


@contextmanager
def display(width: int, height: int) -> Iterator[Display]:
    """Run an Xvfb with a screen of that size until the context is left.

    :raises Missing: if there is no Xvfb
    """
    if shutil.which("Xvfb") is None:
        raise Missing("Xvfb is not installed: sudo apt install xvfb")
    with tempfile.TemporaryDirectory() as folder:
        ends = os.pipe()
        size = f"{width}x{height}x24"
        command = ["Xvfb", "-displayfd", str(ends[1]), "-screen", "0", size, "-br"]
        command += ["-fbdir", folder, "-nolisten", "tcp"]
        server = subprocess.Popen(
            command, pass_fds=[ends[1]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(ends[1])
        try:
            with os.fdopen(ends[0]) as output:
                number = output.readline().strip()
            if not number:
                raise Missing("Xvfb did not start")
            with (Path(folder) / "Xvfb_screen0").open("rb") as file:
                dump = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            yield Display(f":{number}", dump)
        finally:
            server.terminate()
            server.wait()
