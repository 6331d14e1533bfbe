"""Writers that are killed at random moments: as near to a power cut as a test can come."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

KILLS = int(os.environ.get("KILLS", "12"))
"""How often a writer is killed; KILLS=500 for the power cut that docs/tools.md tells of."""


def killed(writer: str, file: Path) -> Iterator[int]:
    """Kill one writer after the other, and give how many writes each has told.

    :param writer: a program that writes the ``file`` it is given without end, a dot for each time
    """
    moments = random.Random(5)
    for _ in range(KILLS):
        command = [sys.executable, "-c", writer, str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            told = len(running.stdout.read(moments.randrange(1, 12)))
            running.send_signal(signal.SIGKILL)
            told += len(running.stdout.read())
        yield told
