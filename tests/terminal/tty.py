"""A kiosk in its own process, on a terminal that a test types on and reads."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pyte

from tests.yaml_inputs import SETTINGS_TEXT, swap

LONGEST_SILENCE = 60.0
"""Seconds without output after which the kiosk counts as dead: only a safety net."""

ROOT = Path(__file__).parents[2]
KIOSK = [sys.executable, "-m", "kiosk"]
OWN_SCREEN, FORMER_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"


def quick(folder: Path) -> list[str]:
    """Write settings for quick hands on a slow machine; return the options of a fast kiosk."""
    settings = folder / "kiosk.yaml"
    text = swap(SETTINGS_TEXT, "lockout: 0.25", "lockout: 0")
    settings.write_text(swap(text, "idle: 120 ", "idle: 3600 "), "utf-8")
    return ["--settings", str(settings), "--speed", "100"]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a machine without a display."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    fixed = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": ""}
    return kept | {"XDG_RUNTIME_DIR": kept.get("TMPDIR", "/tmp")} | fixed | more


class Tty:
    """A terminal with a kiosk on it.

    :param shell: what a shell with job control does with the kiosk, its ``"$@"``
    """

    def __init__(
        self, options: list[str], shell: str = "", columns: int = 80, rows: int = 24, **env: str
    ) -> None:
        self.master, self.slave = pty.openpty()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        if "PYTHONIOENCODING" in env:  # pyte supports two: UTF-8 and ISO-8859-1
            self._stream.select_other_charset("@")
        self.sent = bytearray()
        self._advancing = cycle([b"a", b" "])
        self.resize(columns, rows)
        self.modes = self.now()
        kiosk = [*KIOSK, "run", "--simulate", *options]
        self.process = subprocess.Popen(
            [*(["bash", "-mc", shell, "bash"] if shell else []), *kiosk],
            env=environment(**env),
            cwd=ROOT,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # as a login would
        )

    def now(self) -> list[Any]:
        """Return the modes of the terminal."""
        return termios.tcgetattr(self.slave)

    def resize(self, columns: int, rows: int) -> None:
        """Resize the terminal; the kernel signals the kiosk."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def advance(self) -> None:
        """Press ADVANCE by alternating keys: one key repeated so fast would count as held."""
        self.type(next(self._advancing))

    @property
    def seen(self) -> str:
        """The text on the screen."""
        return "\n".join(row.rstrip() for row in self.screen.display).rstrip()

    def look(self) -> bool:
        """Wait for new output; return whether there may be more."""
        ready = select.select([self.master], [], [], LONGEST_SILENCE)[0]
        assert ready, f"nothing came:\n{self.seen}"
        try:
            new = os.read(self.master, 65_536)
        except OSError:
            return False
        self.sent += new
        # pyte has no alternate screen, and needs none.
        self._stream.feed(new.replace(OWN_SCREEN, b"").replace(FORMER_SCREEN, b""))
        return bool(new)

    def until(self, seen: Callable[[str], bool] | str) -> None:
        """Wait until the screen shows something."""
        wanted = seen if callable(seen) else lambda screen: seen in screen
        while not wanted(self.seen):
            self.look()

    def until_sent(self, what: bytes) -> None:
        """Wait until these bytes have arrived since the last call."""
        while what not in self.sent:
            self.look()
        del self.sent[: self.sent.index(what) + len(what)]

    def quit(self) -> None:
        """Press Esc, which ends the kiosk and restores the terminal."""
        self.type(b"\x1b")
        assert self.end() == 0
        assert self.now() == self.modes

    def end(self) -> int:
        """Wait for the kiosk to end; return its exit code."""
        code = None
        while code is None:
            if select.select([self.master], [], [], 0.05)[0]:
                self.look()
            code = self.process.poll()
        while select.select([self.master], [], [], 0)[0] and self.look():
            pass
        return code

    def close(self) -> None:
        """Kill the kiosk and close the terminal."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        for file in (self.master, self.slave):
            os.close(file)
