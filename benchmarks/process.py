"""A program under measurement, with all its children, by the counters of the kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PROC = Path("/proc")

SCHEDULED = 2
"""The clock of a process that counts its run time. Source: linux/posix-timers.h."""


class Process:
    """A started program and every process below it."""

    def __init__(self, root: subprocess.Popen[bytes], started: float) -> None:
        self._root, self.started = root, started

    @property
    def runs(self) -> bool:
        """True if the program has not ended."""
        return self._root.poll() is None

    def _tree(self) -> list[int]:
        parents: dict[int, int] = {}
        for entry in PROC.iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    stat = (entry / "stat").read_text("utf-8", "replace")
                    parents[int(entry.name)] = int(stat.rpartition(")")[2].split()[1])
        found = [self._root.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def cpu_seconds(self) -> float:
        """Return the seconds that all threads have run, in user and kernel mode, in nanoseconds."""
        total = 0.0
        for pid in self._tree():
            with suppress(OSError):
                total += time.clock_gettime(~pid << 3 | SCHEDULED)
        return total

    def pss(self) -> float:
        """Proportional set size in megabytes, in which shared pages are divided among processes."""
        kilobytes = 0
        for pid in self._tree():
            with suppress(OSError):
                for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        kilobytes += int(line.split()[1])
        return kilobytes / 1024


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Process]:
    """Run a program in a process group of its own and end the group on exit.

    The environment of SDL in this process is not passed on.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
    with log.open("ab") as output:
        started = time.monotonic()
        root = subprocess.Popen(
            command,
            env={**own, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield Process(root, started)
        finally:
            for number in (signal.SIGTERM, signal.SIGKILL):
                with suppress(ProcessLookupError):
                    os.killpg(root.pid, number)
                with suppress(subprocess.TimeoutExpired):
                    root.wait(timeout=3)
