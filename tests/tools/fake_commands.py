"""Stand-ins for a system's commands, so that a tool meets the machine a test describes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAIN = (
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
    "touch",
    "tr",
)


class Commands:
    """A folder of commands, the only ones a tool finds, and a record of those called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "commands"
        self.folder.mkdir()
        self._calls = folder / "calls"
        for name in PLAIN:
            found = shutil.which(name)
            assert found is not None, name
            (self.folder / name).symlink_to(found)

    def add(self, name: str, body: str = "") -> None:
        """Make a command of lines of shell; it records how it was called."""
        made = self.folder / name
        made.write_text(f'#!/bin/sh\necho "{name} $*" >> {self._calls}\n{body}\n')
        made.chmod(0o755)

    def run(self, tool: str, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run a tool of this checkout with standard input at its end."""
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
        """Every call so far, in order."""
        return self._calls.read_text("utf-8").splitlines() if self._calls.exists() else []
