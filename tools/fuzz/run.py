"""Runs of the loaders on damaged files, in processes that may hang or die."""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from random import Random
from types import FrameType

from tools.fuzz.kind import Kind
from tools.fuzz.kinds import KINDS

SECONDS = 5.0
"""Limit of a file in processor time, which does not depend on the load of the machine."""

SLOW = f"takes more than {SECONDS:g} s"

SILENT = 60.0
"""Seconds without a result after which a process counts as hung."""

MEGABYTES = 500
"""Limit of a file in memory, including the interpreter and its modules."""

FORK = get_context("fork")


class TooSlow(BaseException):
    """A file takes too long; no ``except Exception`` catches this."""


@dataclass(frozen=True)
class Result:
    """The outcome of a file; ``failure`` is empty unless the kiosk misbehaved."""

    number: int
    accepted: bool = False
    seconds: float = 0.0
    megabytes: int = 0
    failure: str = ""


def kind_of(number: int) -> Kind:
    """Return the kind of the file of a number: the kinds take turns."""
    return KINDS[number % len(KINDS)]


def make(seed: int, number: int) -> bytes:
    """Return the file of a number, the same in each run."""
    return kind_of(number).make(Random(f"{seed}/{number}"))


def try_one(seed: int, number: int, out: Path) -> bool:
    """Write the file of a number to ``out`` and load it; no exception is caught."""
    data = make(seed, number)
    file = stored(out, seed, number, data)
    print(f"{len(data)} bytes, written to {file}")
    with _quiet(), tempfile.TemporaryDirectory() as folder:
        return kind_of(number).load(data, Path(folder))


def stored(out: Path, seed: int, number: int, data: bytes) -> Path:
    """Write a file to ``out`` under its seed, number and kind, and return its path."""
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{seed}-{number}.{kind_of(number).name}"
    file.write_bytes(data)
    return file


@dataclass
class Worker:
    """A process that loads the files of ``numbers``, of which the first is in progress.

    :ivar heard: time of its last result
    """

    process: ForkProcess
    results: Connection
    numbers: range
    heard: float

    @classmethod
    def start(cls, seed: int, numbers: range, out: Path) -> Worker:
        """Start a process."""
        ours, theirs = FORK.Pipe(duplex=False)
        process = FORK.Process(target=_work, args=(seed, numbers, out, theirs))
        process.start()
        theirs.close()
        return cls(process, ours, numbers, time.monotonic())

    def received(self) -> Iterator[Result]:
        """Yield the results that it has sent."""
        with contextlib.suppress(EOFError):
            while self.results.poll():
                yield self.results.recv()
                self.numbers, self.heard = self.numbers[1:], time.monotonic()

    def ended(self) -> bool:
        """Kill the process if it hangs; return whether it has ended."""
        if time.monotonic() - self.heard > SILENT:
            self.process.kill()
            self.process.join()
        return not self.process.is_alive()


def run(seed: int, count: int, jobs: int, out: Path) -> Iterator[Result]:
    """Load ``count`` files and yield the outcome of each as soon as it is known.

    A process that hangs or dies is replaced, and the file in progress has failed.
    """
    workers = [Worker.start(seed, range(job, count, jobs), out) for job in range(jobs)]
    while workers:
        connection.wait([worker.results for worker in workers], timeout=1.0)
        for worker in list(workers):
            ended = worker.ended()
            yield from worker.received()
            if not ended:
                continue
            workers.remove(worker)
            worker.results.close()
            left = worker.numbers
            if left and worker.process.exitcode:
                yield _lost(seed, left[0], worker.process.exitcode, out)
                left = left[1:]
            if left:
                workers.append(Worker.start(seed, left, out))


def _lost(seed: int, number: int, code: int, out: Path) -> Result:
    stored(out, seed, number, make(seed, number))
    return Result(number, failure=f"the process hung or died: exit code {code}")


def _work(seed: int, numbers: range, out: Path, results: Connection) -> None:
    """Load file after file; exit early, with 0, after one that took too much memory."""
    signal.signal(signal.SIGPROF, _too_slow)
    limit = megabytes() + 4 * MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    with _quiet():
        for number in numbers:
            result = _loaded(seed, number, out)
            results.send(result)
            if result.megabytes > MEGABYTES:
                break
    os._exit(0)


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def _loaded(seed: int, number: int, out: Path) -> Result:
    data, accepted, failure, trace = make(seed, number), False, "", ""
    begun = _processor()
    with tempfile.TemporaryDirectory() as folder:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            accepted = kind_of(number).load(data, Path(folder))
        except TooSlow:
            failure = SLOW
        except BaseException as error:
            failure, trace = _place(error), traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = _processor() - begun
    if not failure and seconds > SECONDS:
        failure = SLOW
    if not failure and megabytes() > MEGABYTES:
        failure = f"takes more than {MEGABYTES} MB"
    if failure:
        file = stored(out, seed, number, data)
        file.with_name(f"{file.name}.txt").write_text(f"{failure}\n{trace}", "utf-8", "replace")
    return Result(number, accepted and not failure, seconds, megabytes(), failure)


def _place(error: BaseException) -> str:
    """Return the name of an error and its place in the kiosk or the fuzzer."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/kiosk/" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    message = ascii(str(error))[1:61] if type(error).__module__.startswith("tools.") else ""
    return f"{type(error).__name__} at {place} {message}".strip()


def _processor() -> float:
    """Return the seconds of processor time of this process and its children."""
    return sum(os.times()[:4])


def megabytes() -> int:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Drop the thousands of expected warnings, but format each to find those that cannot be."""

    class Formatted(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.getMessage()

    root, handler = logging.getLogger(), Formatted()
    before, root.handlers = root.handlers, [handler]
    try:
        yield
    finally:
        root.handlers = before
