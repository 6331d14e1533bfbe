"""Runs the loaders on damaged files, in processes that may hang or die."""

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
"""Of processor time that a file may take, so that a busy machine changes nothing."""

SLOW = f"takes more than {SECONDS:g} s"

SILENT = 60.0
"""Seconds without a word after which a process hangs."""

MEGABYTES = 500
"""Memory that a file may take, the interpreter and what it has loaded included."""

FORK = get_context("fork")


class TooSlow(BaseException):
    """A file takes too long; no ``except Exception`` holds it up."""


@dataclass(frozen=True)
class Result:
    """What became of a file; ``failure`` is empty unless the kiosk did what it must not."""

    number: int
    accepted: bool = False
    seconds: float = 0.0
    megabytes: int = 0
    failure: str = ""


def kind_of(number: int) -> Kind:
    """Return the kind of the file of that number: they take turns."""
    return KINDS[number % len(KINDS)]


def made(seed: int, number: int) -> bytes:
    """Make the file of that number, always the same."""
    return kind_of(number).make(Random(f"{seed}/{number}"))


def try_one(seed: int, number: int, out: Path) -> bool:
    """Write the file of that number to ``out`` and load it; let every error through."""
    data = made(seed, number)
    file = stored(out, seed, number, data)
    print(f"{len(data)} bytes, written to {file}")
    with _quiet(), tempfile.TemporaryDirectory() as folder:
        return kind_of(number).load(data, Path(folder))


def stored(out: Path, seed: int, number: int, data: bytes) -> Path:
    """Write a file to ``out``, named by seed, number and kind."""
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{seed}-{number}.{kind_of(number).name}"
    file.write_bytes(data)
    return file


@dataclass
class Worker:
    """A process on its way through numbers, the first of which it is loading.

    :ivar heard: when it last told something
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

    def told(self) -> Iterator[Result]:
        """Yield what it has told."""
        with contextlib.suppress(EOFError):
            while self.results.poll():
                yield self.results.recv()
                self.numbers, self.heard = self.numbers[1:], time.monotonic()

    def ended(self) -> bool:
        """End it if it hangs; return whether it has ended."""
        if time.monotonic() - self.heard > SILENT:
            self.process.kill()
            self.process.join()
        return not self.process.is_alive()


def run(seed: int, count: int, jobs: int, out: Path) -> Iterator[Result]:
    """Load the files from 0 to ``count``, and yield what became of each, as it is known.

    A process that hangs or dies is replaced; the file it had begun has failed.
    """
    workers = [Worker.start(seed, range(job, count, jobs), out) for job in range(jobs)]
    while workers:
        connection.wait([worker.results for worker in workers], timeout=1.0)
        for worker in list(workers):
            ended = worker.ended()
            yield from worker.told()
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
    stored(out, seed, number, made(seed, number))
    return Result(number, failure=f"the process hangs or dies: exit code {code}")


def _work(seed: int, numbers: range, out: Path, tell: Connection) -> None:
    """Load file after file; leave early, with 0, once too much memory was taken."""
    signal.signal(signal.SIGPROF, _too_slow)
    limit = megabytes() + 4 * MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    with _quiet():
        for number in numbers:
            result = _loaded(seed, number, out)
            tell.send(result)
            if result.megabytes > MEGABYTES:
                break
    os._exit(0)


def _too_slow(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def _loaded(seed: int, number: int, out: Path) -> Result:
    data, accepted, failure, told = made(seed, number), False, "", ""
    begun = _processor()
    with tempfile.TemporaryDirectory() as folder:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            accepted = kind_of(number).load(data, Path(folder))
        except TooSlow:
            failure = SLOW
        except BaseException as error:
            failure, told = _place(error), traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = _processor() - begun
    if not failure and seconds > SECONDS:
        failure = SLOW
    if not failure and megabytes() > MEGABYTES:
        failure = f"takes more than {MEGABYTES} MB"
    if failure:
        file = stored(out, seed, number, data)
        file.with_name(f"{file.name}.txt").write_text(f"{failure}\n{told}", "utf-8", "replace")
    return Result(number, accepted and not failure, seconds, megabytes(), failure)


def _place(error: BaseException) -> str:
    """Name an error and the place in the kiosk, or in the fuzzer, that it comes from."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/kiosk/" in frame.filename] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    said = ascii(str(error))[1:61] if type(error).__module__.startswith("tools.") else ""
    return f"{type(error).__name__} at {place} {said}".strip()


def _processor() -> float:
    """Return the seconds of processor time of this process and those it has run."""
    return sum(os.times()[:4])


def megabytes() -> int:
    """Return the most memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Drop what would be logged: it is thousands of warnings, as it should be.

    Each is formatted, as the log does, so that one that cannot be is found.
    """

    class Formatted(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            record.getMessage()

    root, handler = logging.getLogger(), Formatted()
    before, root.handlers = root.handlers, [handler]
    try:
        yield
    finally:
        root.handlers = before
