"""Change the kiosk's core in many places, one at a time, and count the changes its tests notice.

    make mutants                                 # a sample of every module
    make mutants ARGS="--sample 0 speech.scheduler config.opening_hours" # all of two modules

Mutated code exists only in the memory of a forked process; no file is written.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType

import pytest

from tools.mutation.equivalent import EQUIVALENT
from tools.mutation.mutate import Change, changes

TESTS = {
    **dict.fromkeys(
        ("session.state", "session.actions", "session.transitions"),
        (
            "session/transitions",
            "session/pause",
            "session/choice",
            "routine/one_hand",
            "session/screening",
            "speech/scheduler",
            "languages",
            "session_properties",
        ),
    ),
    "routine.timeline": (
        "routine/timeline",
        "session/screening",
        "session/transitions",
        "routine/one_hand",
    ),
    "session.screening": (
        "session/screening",
        "session/transitions",
        "session_properties",
        "routine/kinds",
    ),
    "audio.rhythm_player": ("audio/rhythm_player",),
    "speech.scheduler": ("speech/scheduler", "speech/script"),
    "config.opening_hours": ("config/opening_hours", "config/settings"),
    "panel.stuck": ("panel/stuck",),
    "panel.lockout": ("panel/lockout", "panel/buttons"),
    "library.fallback": ("library/fallback",),
    "stats.store": ("stats/store", "stats/counter"),
    "config.schema": ("config/schema", "config/settings", "routine/checks"),
    "config.structure": ("config/schema", "config/settings", "routine/checks", "routine/mistakes"),
}
"""The tests that have to notice a change, by module."""

WANTED = 0.95
"""Share of the mutants that the tests have to notice."""

MEMORY = 3 << 30
"""Bytes for a mutant, which may allocate without end."""

FORK = get_context("fork")


@dataclass(frozen=True)
class Mutant:
    """A change in a module, with its number."""

    module: str
    number: int
    change: Change

    @property
    def what(self) -> tuple[str, str]:
        """The changed line and the change, without a line number."""
        line = source(self.module).decode().splitlines()[self.change.line - 1].strip()
        before, after = (" ".join(text.split()) for text in (self.change.before, self.change.after))
        return line, f"{before} -> {after}"

    def __str__(self) -> str:
        line, change = self.what
        return f"{_file(self.module)}:{self.change.line}: {change}    in: {line}"


class Changed(importlib.machinery.SourceFileLoader):
    """A loader that applies one change to a module."""

    number: int

    def get_code(self, fullname: str) -> CodeType:
        """Return the code of the changed tree."""
        tree = ast.parse(source(fullname.removeprefix("kiosk.")))
        next(islice(changes(tree), self.number, None))
        # Without the __future__ imports of this module.
        return compile(tree, self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """A finder of the one module that is changed."""

    def __init__(self, mutant: Mutant) -> None:
        self._name = f"kiosk.{mutant.module}"
        self._loader = Changed(self._name, str(_file(mutant.module).resolve()))
        self._loader.number = mutant.number

    def find_spec(
        self, fullname: str, path: object, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the changed module."""
        if fullname != self._name:
            return None
        return importlib.util.spec_from_file_location(fullname, loader=self._loader)


@cache
def source(module: str) -> bytes:
    """Return the source of a module, read once so that edits during the run have no effect."""
    return _file(module).read_bytes()


def _file(module: str) -> Path:
    return Path("kiosk", *module.split(".")).with_suffix(".py")


def _tests(module: str) -> list[str]:
    paths = (Path("tests", name) for name in TESTS[module])
    return [str(path.with_name(f"test_{path.name}.py")) for path in paths]


def _pytest(*arguments: str) -> int:
    return pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", "not killed", *arguments])


def _try(module: str, mutant: Mutant | None) -> None:
    """Run a module's tests on the mutant and exit the process with their result."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if mutant:
        sys.meta_path.insert(0, Finder(mutant))
    with tempfile.TemporaryDirectory() as folder:
        found = _pytest(*_tests(module), f"--basetemp={folder}/pytest")
    os._exit(int(found))


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def _start(module: str, mutant: Mutant | None = None) -> ForkProcess:
    def run() -> None:
        _silence()
        _try(module, mutant)

    process = FORK.Process(target=run, daemon=True)
    process.start()
    return process


def _all(module: str) -> Iterator[Mutant]:
    tree = ast.parse(source(module))
    for number, change in enumerate(changes(tree)):
        mutant = Mutant(module, number, change)
        if mutant.what not in EQUIVALENT.get(module, {}):
            yield mutant


def _load_libraries(modules: Iterable[str]) -> None:
    """Import the libraries of the tests once for all mutants, and unload our own modules."""
    tests = (test for module in modules for test in _tests(module))
    with contextlib.redirect_stdout(io.StringIO()):
        _pytest("--collect-only", *tests)
    for name in list(sys.modules):
        if name.partition(".")[0] in ("kiosk", "tests"):
            del sys.modules[name]


def _limits(modules: Iterable[str]) -> dict[str, float]:
    """Run each module's tests without a change; return the seconds that a mutant may take."""
    limits = {}
    for module in modules:
        begun = time.monotonic()
        process = _start(module)
        process.join()
        if process.exitcode:
            raise SystemExit(f"the tests of {module} fail without any change: {_tests(module)}")
        limits[module] = 20 + 4 * (time.monotonic() - begun)
    return limits


def _survivors(mutants: list[Mutant], limits: dict[str, float], jobs: int) -> Iterator[Mutant]:
    waiting, running = mutants[::-1], dict[int, tuple[ForkProcess, Mutant, float]]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            process = _start(mutant.module, mutant)
            until = time.monotonic() + limits[mutant.module]
            running[process.sentinel] = process, mutant, until
        soonest = min(until for _, _, until in running.values()) - time.monotonic()
        connection.wait(list(running), max(0.0, soonest))
        for sentinel, (process, mutant, until) in list(running.items()):
            if process.exitcode is None and time.monotonic() < until:
                continue
            if process.exitcode is None:
                assert process.pid is not None
                os.killpg(process.pid, signal.SIGKILL)
                process.join()
            del running[sentinel]
            if process.exitcode == 0:
                yield mutant
            left = len(waiting) + len(running)
            print(f"\r{len(mutants) - left} of {len(mutants)} ", end="", file=sys.stderr)


def main() -> int:
    """Print each mutant that no test noticed and the rate of the others; return the exit code."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"all, or some of: {', '.join(TESTS)}")
    parser.add_argument("--sample", type=int, default=400, help="mutants to try; 0 for all (400)")
    parser.add_argument("--seed", type=int, default=12, help="seed of the sample (12)")
    parser.add_argument("--jobs", type=int, default=2, help="number of processes (2)")
    args = parser.parse_args()
    if unknown := set(args.modules) - set(TESTS):
        parser.error(f"unknown modules: {', '.join(sorted(unknown))}")
    modules = args.modules or list(TESTS)
    mutants = [mutant for module in modules for mutant in _all(module)]
    if 0 < args.sample < len(mutants):
        mutants = random.Random(args.seed).sample(mutants, args.sample)
    _load_libraries(modules)
    limits = _limits(modules)
    survived = []
    for mutant in _survivors(mutants, limits, args.jobs):
        survived.append(mutant)
        print(f"\r{mutant}", flush=True)
    rate = 1 - len(survived) / len(mutants)
    print(f"\r{len(mutants) - len(survived)} of {len(mutants)} mutants died: {rate:.1%}")
    return int(rate < WANTED)


if __name__ == "__main__":
    raise SystemExit(main())
