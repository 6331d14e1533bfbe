from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Key
from kiosk.session.transitions import moves
from kiosk.stats import store
from kiosk.stats.counter import Counter, day_of
from kiosk.stats.store import Row
from tests.recorder import SAFETY_NET
from tests.stats.test_store import DAMAGE
from tests.walk import Walk, offer

TODAY = date(2026, 11, 30)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "counts.sqlite"


class Counting:
    """A session whose moves are counted."""

    def __init__(self, file: Path, today: date | None = TODAY) -> None:
        self.walk = Walk()
        self.walk.session = replace(self.walk.session, offers=(offer("back-pain"),))
        self.counter = Counter(file, lambda: today)

    def step(self, key: Key | None, seconds: float = 0.0) -> None:
        session = self.walk.session
        for after, _ in moves(session, key, session.now + seconds):
            self.counter(session, after)
            session = after
        self.walk.session = session

    def advance_to(self, index: int) -> None:
        """Press ADVANCE until a segment shows, each time after the guard of its page."""
        for _ in range(50):
            if self.walk.session.running.index == index:
                return
            self.step(Key.ADVANCE, 2.0)
        raise AssertionError(f"ADVANCE never led to segment {index}")

    def at(self, kind: SegmentKind) -> bool:
        return self.walk.kind is kind


def row(event: str, stage: str = "", day: str = "2026-11-30") -> Row:
    return Row(day, "back-pain", event, stage)


def test_all_events_are_in_the_file_once_the_counter_closes(file: Path) -> None:
    made = Counting(file)
    with made.counter:
        made.step(Key.ADVANCE)
        made.step(None, 1000.0)
    assert store.read(file) == {row("started"): 1, row("left"): 1}


@pytest.mark.parametrize(
    ("today", "written"),
    [
        (None, "unknown"),
        (TODAY, "2026-11-30"),
        (datetime(2025, 1, 1, 23, 59), "2025-01-01"),
    ],
)
def test_the_day_is_unknown_while_the_clock_is_not_set(
    today: date | None, written: str, file: Path
) -> None:
    assert day_of(today) == written
    made = Counting(file, today)
    with made.counter:
        made.step(Key.ADVANCE)
    assert store.read(file) == {row("started", day=written): 1}


def test_the_guide_is_not_kept_waiting_by_a_disk_that_hangs(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, released = threading.Event(), threading.Event()

    def hang(*_: object) -> None:
        hanging.set()
        assert released.wait(SAFETY_NET)

    monkeypatch.setattr(store, "add", hang)
    made = Counting(file)
    with made.counter:
        made.step(Key.ADVANCE)
        assert hanging.wait(SAFETY_NET)
        made.step(None, 1000.0)  # returns although the disk does not
        assert made.at(SegmentKind.ATTRACT)
        released.set()


def test_the_clock_is_not_read_on_the_guide_s_thread(file: Path) -> None:
    read_on = []

    def today() -> date:
        read_on.append(threading.current_thread().name)
        return TODAY

    made = Counting(file)
    made.counter = Counter(file, today)
    with made.counter:
        made.step(Key.ADVANCE)
    assert read_on == ["counter"]


class Disk:
    """A disk that refuses the first writes."""

    def __init__(self, error: Exception, refusals: int) -> None:
        self.error, self.refusals = error, refusals
        self._add = store.add

    def add(self, file: Path, counts: Mapping[Row, int]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise self.error
        self._add(file, counts)


@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("attempt to write a readonly database"),
        PermissionError(13, "Permission denied"),
    ],
)
def test_a_refusing_disk_is_logged_once_and_the_counts_are_written_later(
    error: Exception,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(store, "add", Disk(error, refusals=3).add)
    made = Counting(file)
    with caplog.at_level(logging.INFO), made.counter:
        for _ in range(2):
            made.step(Key.ADVANCE)
            made.step(None, 1000.0)
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert f"Sessions cannot be counted in {file}: {error}" in caplog.text
    assert store.read(file) == {row("started"): 2, row("left"): 2}


def test_a_folder_that_cannot_be_made_is_a_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "taken").touch()
    made = Counting(tmp_path / "taken" / "counts.sqlite")
    with made.counter:
        made.step(Key.ADVANCE)
    assert "Sessions cannot be counted" in caplog.text


@pytest.mark.parametrize("how", DAMAGE)
def test_damaged_counts_are_set_aside_at_the_start(
    how: str, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.add(file, {row("finished"): 5})
    DAMAGE[how](file)
    made = Counting(file)
    with made.counter:
        made.step(Key.ADVANCE)
    assert store.read(file) == {row("started"): 1}
    (line,) = caplog.messages
    assert line.startswith(f"The counts in {file} are damaged: ")
    assert line.endswith(f". Moved them to {store.damaged_copy(file)} and started a new file")
    assert line.isprintable()


@pytest.mark.parametrize("how", ["garbage", "a folder", "a FIFO", "a link to nothing"])
def test_counts_damaged_in_use_are_set_aside_and_no_event_is_lost(
    how: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []

    def add(to: Path, counts: Mapping[Row, int]) -> None:
        real(to, counts)
        written.append(len(counts))
        if len(written) == 1:
            DAMAGE[how](file)

    real = store.add
    monkeypatch.setattr(store, "add", add)
    made = Counting(file)
    with made.counter:
        made.step(Key.ADVANCE)
        made.step(None, 1000.0)
    assert store.read(file) == {row("left"): 1}
    assert os.path.lexists(store.damaged_copy(file)), "earlier counts are kept"


@pytest.mark.parametrize(
    "error", [ValueError("year 10000 is out of range"), MemoryError(), KeyError("x")]
)
def test_no_exception_ends_the_counter(
    error: Exception, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "add", Disk(error, refusals=2).add)
    made = Counting(file)
    with made.counter:
        for _ in range(2):
            made.step(Key.ADVANCE)
            made.step(None, 1000.0)
    assert store.read(file) == {row("started"): 2, row("left"): 2}


def test_a_file_that_cannot_be_set_aside_is_logged_and_tried_again(
    file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refused: list[Path] = []

    def set_aside(of: Path) -> Path:
        if len(refused) < 2:
            refused.append(of)
            raise OSError(30, "Read-only file system")
        return kept(of)

    kept = store.set_aside
    monkeypatch.setattr(store, "set_aside", set_aside)
    file.mkdir()
    made = Counting(file)
    with made.counter:
        for _ in range(2):
            made.step(Key.ADVANCE)
            made.step(None, 1000.0)
    assert [message.split(":")[0] for message in caplog.messages] == [
        f"Sessions cannot be counted in {file}",
        f"The counts in {file} are damaged",
    ]
    assert store.read(file) == {row("started"): 2, row("left"): 2}


@hypothesis_settings(max_examples=15)
@given(moves=st.lists(st.one_of(st.sampled_from(Key), st.floats(0.0, 200.0)), max_size=60))
def test_nothing_is_kept_but_day_routine_event_or_stage_and_a_count(
    moves: list[Key | float], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("kept") / "counts.sqlite"
    made = Counting(file)
    plan = made.walk.session.plan
    codes = {step.stage.code for step in plan.steps}
    with made.counter:
        made.step(Key.ADVANCE)
        for move in moves:
            made.step(*((move,) if isinstance(move, Key) else (None, move)))
    events = {("started", ""), ("finished", ""), ("left", "")}
    allowed = events | {("left", code) for code in codes}
    for kept in store.read(file):
        assert kept[:2] == ("2026-11-30", "back-pain")
        assert (kept.event, kept.stage) in allowed


def test_the_bytes_of_the_file_hold_no_word_of_the_screening(file: Path) -> None:
    """The file is the same whichever rule is answered yes."""
    left: set[bytes] = set()
    segments = Walk().session.timeline.segments
    rules = Walk().session.plan.routine.screening.rules
    stops = [number for number, rule in enumerate(rules) if rule.stop]
    assert len(stops) > 1
    for number in stops:
        asked = Walk().session.timeline.index_of(SegmentKind.QUESTION, number)
        pages = [i for i in range(asked) if segments[i].kind is SegmentKind.SCREEN]
        file.unlink(missing_ok=True)
        made = Counting(file)
        with made.counter:
            made.advance_to(pages[-1])
            made.step(Key.SWITCH, 2.0)
            made.advance_to(asked)
            made.step(Key.SWITCH, 2.0)
            assert made.at(SegmentKind.STOP)
            made.step(Key.ADVANCE)
        left.add(file.read_bytes())
    assert len(left) == 1


def test_a_session_counts_for_the_routine_that_was_chosen(file: Path) -> None:
    made = Counting(file)
    offers = (offer("back-pain"), offer("breathing"))
    made.walk.session = replace(made.walk.session, offers=offers)
    with made.counter:
        made.step(Key.SWITCH)
        made.step(Key.ADVANCE)
        made.step(Key.SWITCH, 2.0)
        made.step(Key.ADVANCE, 2.0)
    started = row("started")
    assert store.read(file) == {
        started: 1,
        started._replace(routine="breathing"): 1,
        row("left")._replace(routine="breathing"): 1,
    }
