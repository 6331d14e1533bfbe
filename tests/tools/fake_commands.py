"""Fake commands of a system, so that a tool runs on the machine that a test describes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = (
    "bash",
    "sh",
    "basename",
    "cat",
    "env",
    "grep",
    "ln",
    "mkdir",
    "paste",
    "rm",
    "sed",
    "sort",
    "tee",
    "touch",
    "tr",
)


class Commands:
    """A folder with the only commands that a tool finds, and a record of their calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "commands"
        self.folder.mkdir()
        self._calls = folder / "calls"
        for name in REAL:
            found = shutil.which(name)
            assert found is not None, name
            (self.folder / name).symlink_to(found)

    def add(self, name: str, body: str = "") -> None:
        """Add a command with a body of shell; it records its calls."""
        command = self.folder / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >> {self._calls}\n{body}\n')
        command.chmod(0o755)

    def run(self, tool: str, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run a tool of this checkout with an empty standard input."""
        return subprocess.run(
            [str(ROOT / "tools" / tool), *words],
            env={**os.environ, "PATH": str(self.folder)},
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        """The calls so far, in order."""
        return self._calls.read_text("utf-8").splitlines() if self._calls.exists() else []
