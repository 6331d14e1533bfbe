from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.stats import store
from kiosk.stats.store import Row
from tests.killed import killed

STARTED = Row("2026-11-30", "back-pain", "started", "")
LEFT = Row("2026-12-01", "back-pain", "left", "BL23")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "counts.sqlite"


@dataclass
class Asked:
    """What SQLite is asked for: each statement, and each file's milliseconds of patience."""

    statements: list[str] = field(default_factory=list)
    patience: list[int] = field(default_factory=list)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Listen to every database that is opened from now on."""
    connect, heard = sqlite3.connect, Asked()

    def listened_to(*arguments: Any, **options: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **options)
        heard.patience += database.execute("PRAGMA busy_timeout").fetchone()
        database.set_trace_callback(heard.statements.append)
        return database

    monkeypatch.setattr(sqlite3, "connect", listened_to)
    return heard


def test_what_is_added_is_read_again(file: Path) -> None:
    store.add(file, {STARTED: 1, LEFT: 1})
    store.add(file, {STARTED: 2})
    assert store.read(file) == {STARTED: 3, LEFT: 1}


def test_nothing_counted_yet_reads_as_nothing_and_makes_no_file(file: Path) -> None:
    assert store.read(file) == {}
    assert not file.exists()


def test_reading_may_begin_at_a_day(file: Path) -> None:
    unknown = STARTED._replace(day=store.UNKNOWN)
    store.add(file, {STARTED: 1, LEFT: 1, unknown: 1})
    assert store.read(file, "2026-12-01") == {LEFT: 1, unknown: 1}


@pytest.mark.parametrize(
    "row",
    [
        STARTED._replace(day="2026-11-30 14:05"),
        STARTED._replace(day="yesterday"),
        STARTED._replace(day="2026-02-30"),
        STARTED._replace(event="pregnant"),
    ],
)
def test_the_table_itself_takes_no_times_and_nothing_but_known_events(row: Row, file: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.add(file, {STARTED: 1, row: 1})
    assert store.read(file) == {}


def test_the_table_has_no_column_but_day_routine_event_stage_and_count(file: Path) -> None:
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type != 'index'").fetchall()
        columns = database.execute("PRAGMA table_info(counts)").fetchall()
        assert tables == [("counts",)]
        assert [column[1] for column in columns] == ["day", "routine", "event", "stage", "count"]
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            database.execute("SELECT rowid FROM counts")  # it would tell the order of a day


def test_at_rest_there_is_one_file_alone(file: Path) -> None:
    store.add(file, {STARTED: 1})
    assert list(file.parent.iterdir()) == [file]


def test_a_write_ahead_log_is_given_up(file: Path) -> None:
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA journal_mode = WAL")
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_has_returned_is_on_the_disk_with_its_folder_s_entry(
    file: Path, asked: Asked
) -> None:
    store.add(file, {STARTED: 1})
    said = asked.statements
    assert said.index("PRAGMA synchronous = EXTRA") < said.index("BEGIN IMMEDIATE")


def test_another_program_is_waited_for_two_seconds(file: Path, asked: Asked) -> None:
    store.add(file, {STARTED: 1})
    store.read(file)
    assert asked.patience == [2000, 2000]


def test_a_file_of_another_version_is_left_alone_and_told(file: Path) -> None:
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 2")
    for access in (lambda: store.add(file, {STARTED: 1}), lambda: store.read(file)):
        with pytest.raises(sqlite3.DatabaseError, match="of version 2"):
            access()


def test_a_file_that_is_no_database_is_told_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"something else entirely, " * 100)
    for access in (lambda: store.add(file, {STARTED: 1}), lambda: store.read(file)):
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            access()
    assert file.read_bytes().startswith(b"something else")


WRITER = """
import sys
from pathlib import Path
from kiosk.stats import store
row = store.Row("2026-11-30", "back-pain", "started", "")
left = row._replace(event="left", stage="BL23")
while True:
    store.add(Path(sys.argv[1]), {row: 1, left: 1})
    print(".", end="", flush=True)
"""


def test_a_writer_killed_at_any_moment_harms_nothing_and_loses_nothing_it_had_written(
    file: Path,
) -> None:
    before = 0
    for told in killed(WRITER, file):
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        started, left = sorted(store.read(file).items(), key=lambda item: item[0].stage)
        assert started[1] == left[1], "a write is whole or not at all"
        assert before + told <= started[1] <= before + told + 1
        before = started[1]
