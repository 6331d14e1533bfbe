"""Goals 1 to 3: the CPU time, the memory and the start of each contestant."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.contestants import Contestant, contestants
from benchmarks.picture import Scene, countdown
from benchmarks.process import Process, running
from benchmarks.xvfb import Display, display

LONGEST_START = 20.0
"""Seconds that a contestant has to show its picture."""


class Failed(Exception):
    """A contestant did not show its scene; the text names it, with the end of its output."""


@dataclass
class Runs:
    """All runs of one contestant at one size, a list for each measurement."""

    cpu: list[float] = field(default_factory=list)
    pss: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)

    def medians(self) -> tuple[float, float, float]:
        """Return the medians: percent of a core, megabytes, seconds to the first picture."""
        return median(self.cpu), median(self.pss), median(self.start)


@dataclass(frozen=True)
class Plan:
    """The size of each round and the seconds of each run."""

    rounds: tuple[tuple[int, int], ...]
    seconds: float


Results = dict[tuple[int, int], dict[str, Runs]]


def measure(plan: Plan) -> Iterator[tuple[tuple[int, int], str, Runs]]:
    """Run every contestant in turn in each round, and yield its runs so far after each run."""
    results: Results = {}
    for size in plan.rounds:
        scene = countdown(size)
        at_size = results.setdefault(size, {})
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for contestant in contestants(scene, Path(folder)):
                runs = at_size.setdefault(contestant.name, Runs())
                _run(contestant, scene, plan.seconds, Path(folder) / "log", runs)
                yield size, contestant.name, runs


def _run(contestant: Contestant, scene: Scene, seconds: float, log: Path, runs: Runs) -> None:
    with display(*scene.size) as shown:
        environment = {"DISPLAY": shown.name, **contestant.environment}
        with running(contestant.command, environment, log) as process:
            start = first_picture(process, shown, scene)
            if start is None:
                last = log.read_text("utf-8", "replace").splitlines()[-3:]
                raise Failed(f"{contestant.name} shows nothing: {' / '.join(last)}")
            time.sleep(contestant.settle)
            before, began = process.cpu_seconds(), time.monotonic()
            time.sleep(seconds)
            after, ended = process.cpu_seconds(), time.monotonic()
            runs.cpu.append((after - before) / (ended - began) * 100)
            runs.pss.append(process.pss())
            runs.start.append(start)
            if not process.runs:
                raise Failed(f"{contestant.name} ended by itself")


def first_picture(process: Process, shown: Display, scene: Scene) -> float | None:
    """Return the seconds from the start until the first soft key is visible."""
    while process.runs and time.monotonic() - process.started < LONGEST_START:
        if shown.pixel(*scene.probe) == scene.keys[0].colour:
            return time.monotonic() - process.started
        time.sleep(0.002)
    return None
