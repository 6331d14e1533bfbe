"""The processor's time to the first picture, beside a bare window's.

python -m benchmarks.start [RUNS]
"""

from __future__ import annotations

import compileall
import os
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

import kiosk
from benchmarks.contestants import contestants
from benchmarks.picture import countdown
from benchmarks.process import running
from benchmarks.running import first_picture
from benchmarks.xvfb import display

SIZE = (800, 480)
OURS, BARE = "kiosk, attract page", "bare window"


def main() -> None:
    """Start both in turn, and print the medians of their user and system seconds."""
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    compileall.compile_dir(Path(kiosk.__file__).parent, quiet=1)  # as in an installed package
    scene = countdown(SIZE)
    seconds: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        compared = [each for each in contestants(scene, Path(folder)) if each.name in (OURS, BARE)]
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 15):
            for each in compared:
                with (
                    display(*SIZE) as shown,
                    running(
                        each.command,
                        {"DISPLAY": shown.name, **each.environment},
                        Path(folder) / "log",
                    ) as process,
                ):
                    if first_picture(process, shown, scene) is None:
                        sys.exit(f"{each.name} shows nothing")
                    seconds[each.name].append(process.cpu_seconds())
    ours, bare = median(seconds[OURS]), median(seconds[BARE])
    print(f"{OURS} {ours:.3f} s, {BARE} {bare:.3f} s: {ours / bare:.2f} x")


if __name__ == "__main__":
    main()
