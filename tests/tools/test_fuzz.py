"""The fuzzer itself: it finds the faults that it looks for."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tools.fuzz import damage
from tools.fuzz import run as fuzz
from tools.fuzz.__main__ import failures
from tools.fuzz.kind import Kind, Wrong, check_printable
from tools.fuzz.kinds import KINDS
from tools.fuzz.run import Result

SEED = 1
SECOND = Random(f"{SEED}/1").randbytes(8)
Load = Callable[[bytes, Path], bool]

# Python 3.12 and later warn of a fork beside threads, which other tests may have left.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")


def _accepts(data: bytes, folder: Path) -> bool:
    return True


def _raises(data: bytes, folder: Path) -> bool:
    raise ZeroDivisionError


def _never_ends(data: bytes, folder: Path) -> bool:
    while True:
        pass


def _takes(data: bytes, folder: Path) -> bool:
    return bool(bytearray(fuzz.MEGABYTES + 1 << 20))  # on top of what the process has


def _dies(data: bytes, folder: Path) -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    return True


def _prints_control_characters(data: bytes, folder: Path) -> bool:
    check_printable("cannot be read: \x1b[2J")
    return True


def fuzzed(load: Load, monkeypatch: pytest.MonkeyPatch, out: Path, count: int = 3) -> list[Result]:
    """Fuzz a loader that runs ``load`` on its second file and accepts the others."""

    def second(data: bytes, folder: Path) -> bool:
        return (load if data == SECOND else _accepts)(data, folder)

    kind = Kind("planted", lambda random: random.randbytes(8), second)
    monkeypatch.setattr(fuzz, "KINDS", (kind,))
    return list(fuzz.run(SEED, count, 1, out))


@pytest.mark.parametrize(
    ("load", "failure"),
    [
        (_raises, "ZeroDivisionError at test_fuzz.py"),
        (_never_ends, "takes more than 0.2 s"),
        (_takes, "takes more than "),
        (_dies, "the process hung or died: exit code -9"),
        (_prints_control_characters, "Wrong at kind.py"),
    ],
)
def test_a_planted_fault_is_found_and_its_file_is_kept(
    load: Load, failure: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    monkeypatch.setattr(fuzz, "SLOW", "takes more than 0.2 s")
    monkeypatch.setattr(fuzz, "MEGABYTES", fuzz.megabytes() + 100)
    results = fuzzed(load, monkeypatch, tmp_path)
    assert [bool(result.failure) for result in results] == [False, True, False]
    assert results[1].failure.startswith(failure)
    assert (tmp_path / "1-1.planted").read_bytes() == SECOND


def test_nothing_is_kept_without_a_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    results = fuzzed(_accepts, monkeypatch, tmp_path)
    assert [(result.accepted, result.failure) for result in results] == [(True, "")] * 3
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_reported_once_with_the_command_that_reproduces_it() -> None:
    report = failures(
        [Result(1, failure="KeyError"), Result(1 + len(KINDS), failure="KeyError"), Result(2)], 12
    )
    assert report == f"2 x {KINDS[1].name}: KeyError\n    make fuzz ARGS='--seed 12 --only 1'"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_same_seed_makes_the_same_files_and_few_of_them_are_alike(kind: Kind) -> None:
    once, again = ([kind.make(Random(number)) for number in range(12)] for _ in range(2))
    assert once == again
    assert len(set(once)) > 9


@pytest.mark.parametrize("write", [damage.as_json, damage.as_yaml])
def test_data_nested_too_deep_to_write_become_a_deep_file(
    write: Callable[[Random, object], bytes],
) -> None:
    tree: list[object] = []
    for _ in range(5000):
        tree = [tree]
    assert b"[[[[" in write(Random(SEED), damage.edited(Random(SEED), {"points": tree}))


@pytest.mark.parametrize("text", ["Qìhǎi 气海", "Appuyez\u00a0!", "one\ntwo"])
def test_printable_text_passes(text: str) -> None:
    check_printable(text)


@pytest.mark.parametrize("text", ["\x1b[2J", "a\tb", "\x85", "\u202e", "\ud800", "\0", "a\rb"])
def test_control_characters_do_not_pass(text: str) -> None:
    with pytest.raises(Wrong):
        check_printable(text)
