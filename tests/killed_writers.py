"""Writers killed at random moments, which is as close to a power cut as a test gets."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KILLS = int(os.environ.get("KILLS", "12"))
"""How often a writer is killed; KILLS=500 for the power cut that docs/develop.md describes."""


def killed(writer: str, file: Path) -> Iterator[int]:
    """Kill one writer after another, and yield the number of writes that each reported.

    :param writer: a program that writes ``file`` again and again and prints a dot each time
    """
    moments = random.Random(5)
    for _ in range(KILLS):
        command = [sys.executable, "-c", writer, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            writes = len(running.stdout.read(moments.randrange(1, 12)))
            running.send_signal(signal.SIGKILL)
            writes += len(running.stdout.read())
        yield writes
