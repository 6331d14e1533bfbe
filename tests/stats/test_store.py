from __future__ import annotations

import fcntl
import os
import random
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kiosk.routine.acupoints import key_of
from kiosk.stats import snapshot, store
from kiosk.stats.store import Damaged, Row
from tests.killed_writers import killed

STARTED = Row("2026-11-30", "back-pain", "started", "")
LEFT = Row("2026-12-01", "back-pain", "left", "BL23")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "counts.sqlite"


@dataclass
class Asked:
    """The statements that SQLite gets, and the busy timeout of each file in milliseconds."""

    statements: list[str] = field(default_factory=list)
    patience: list[int] = field(default_factory=list)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Record the use of every database opened from now on."""
    connect, heard = sqlite3.connect, Asked()

    def listened_to(*arguments: Any, **options: Any) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **options)
        heard.patience += database.execute("PRAGMA busy_timeout").fetchone()
        database.set_trace_callback(heard.statements.append)
        return database

    monkeypatch.setattr(sqlite3, "connect", listened_to)
    return heard


def test_added_counts_are_read_back(file: Path) -> None:
    store.add(file, {STARTED: 1, LEFT: 1})
    store.add(file, {STARTED: 2})
    assert store.read(file) == {STARTED: 3, LEFT: 1}


@pytest.mark.parametrize("stage", ["Side bend", "Étirement (1)", "4-7-8", "BL23"])
def test_a_session_left_at_any_kind_of_stage_is_read_back(stage: str, file: Path) -> None:
    row = LEFT._replace(stage=key_of(stage))
    store.add(file, {row: 1})
    assert store.read(file) == {row: 1}


def test_nothing_counted_yet_reads_as_nothing_and_makes_no_file(file: Path) -> None:
    assert store.read(file) == {}
    assert not file.exists()


def test_every_missing_folder_above_the_file_is_created(file: Path) -> None:
    deep = file.parent / "of" / "its" / "own" / file.name
    store.add(deep, {STARTED: 1})
    assert store.read(deep) == {STARTED: 1}


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
def test_the_table_itself_refuses_times_and_unknown_events(row: Row, file: Path) -> None:
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
            database.execute("SELECT rowid FROM counts")  # it would reveal the order of a day


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


def test_the_definitions_in_a_file_are_not_trusted_while_they_are_read(
    file: Path, asked: Asked
) -> None:
    store.add(file, {STARTED: 1})
    said = asked.statements
    assert said.index("PRAGMA trusted_schema = OFF") < said.index("SELECT sql FROM sqlite_schema")


def test_a_lock_of_another_program_is_waited_for_two_seconds(file: Path, asked: Asked) -> None:
    store.add(file, {STARTED: 1})
    store.read(file)
    assert asked.patience == [2000, 2000]


def test_a_file_of_another_version_is_left_alone_and_reported(file: Path) -> None:
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA user_version = 2")
    for access in (lambda: store.add(file, {STARTED: 1}), lambda: store.read(file)):
        with pytest.raises(
            sqlite3.DatabaseError, match="has version 2, but this kiosk expects version 1"
        ):
            access()


def test_a_file_that_is_no_database_is_left_alone_and_reported(file: Path) -> None:
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


def test_a_writer_killed_at_any_moment_damages_and_loses_nothing(
    file: Path,
) -> None:
    before = 0
    for reported in killed(WRITER, file):
        assert len(set(store.read(file).values())) <= 1, "a half-written change is not read"
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        started, left = sorted(store.read(file).items(), key=lambda item: item[0].stage)
        assert started[1] == left[1], "a write is complete or absent"
        assert before + reported <= started[1] <= before + reported + 1
        before = started[1]


# Something else in the file's place, or in the file.


def _link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


def _instead(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(file: Path) -> None:
        file.unlink()
        make(file)

    return replace


def _sql(*statements: str) -> Callable[[Path], None]:
    def run(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.execute("PRAGMA ignore_check_constraints = ON")
            for statement in statements:
                database.execute(statement)

    return run


def _schema(sql: str) -> Callable[[Path], None]:
    return _sql("PRAGMA writable_schema = ON", f"UPDATE sqlite_schema SET sql = {sql}")


ANY_ROW = "INSERT INTO counts VALUES "


def _half_a_session(file: Path) -> None:
    """Write a count that is not whole, while the table is not strict about types."""
    _schema("replace(sql, 'STRICT, ', '')")(file)
    _sql(f"{ANY_ROW} ('2026-11-30', 'neck', 'left', '', 1.5)")(file)
    _schema("replace(sql, 'WITHOUT', 'STRICT, WITHOUT')")(file)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "garbage": lambda file: file.write_bytes(random.Random(4).randbytes(9000)),
    "text": lambda file: file.write_bytes(b"no counts, " * 500),
    "cut short": lambda file: os.truncate(file, 5000),
    "a page of zeros": lambda file: file.write_bytes(file.read_bytes()[:4096] + bytes(4096)),
    "too large": lambda file: os.truncate(file, snapshot.LARGEST_BYTES + 1),
    "a folder": _instead(Path.mkdir),
    "a FIFO": _instead(os.mkfifo),
    "a link": _link,
    "a link to nothing": _instead(lambda file: file.symlink_to("nowhere")),
    "a journal that is a FIFO": lambda file: os.mkfifo(f"{file}-journal"),
    "a journal that is a folder": lambda file: Path(f"{file}-journal").mkdir(),
    "an absurd version": _sql("PRAGMA user_version = 1000"),
    "a negative version": _sql("PRAGMA user_version = -1"),
    "no version": _sql("PRAGMA user_version = 0"),
    "no table": _sql("DROP TABLE counts"),
    "another table too": _sql("CREATE TABLE visitors (name UNIQUE)"),
    "other columns": _sql("ALTER TABLE counts RENAME COLUMN stage TO answer"),
    "another condition": _schema("replace(sql, 'count > 0', 'count > 1')"),
    "a definition that is no UTF-8": _schema(
        "replace(sql, 'day', CAST(x'2F2AFF2A2F' AS TEXT) || 'day')"
    ),
    "a view": _sql("ALTER TABLE counts RENAME TO c", "CREATE VIEW counts AS SELECT * FROM c"),
    "a trigger": _sql(
        "CREATE TRIGGER t AFTER INSERT ON counts BEGIN DELETE FROM counts; END",
    ),
    "no definition": _schema("'CREATE nothing \x1b[31m'"),
    "no definition, and a name that is no UTF-8": _schema("'nothing', name = CAST(x'ff' AS TEXT)"),
    "an unknown event": _sql(f"{ANY_ROW} ('2026-11-30', 'back-pain', 'pregnant', '', 1)"),
    "a day that is none": _sql(f"{ANY_ROW} ('2026-02-30', 'back-pain', 'left', '', 1)"),
    "a day written otherwise": _sql(f"{ANY_ROW} ('2026-W48-1', 'back-pain', 'left', '', 1)"),
    "a stage that is none": _sql(f"{ANY_ROW} ('2026-11-30', 'back-pain', 'left', 'Side bend', 1)"),
    "text that is no UTF-8": _sql(f"{ANY_ROW} ('2026-11-30', CAST(x'ff' AS TEXT), 'left', '', 1)"),
    "an escape": _sql(f"{ANY_ROW} ('2026-11-30', 'a' || char(27), 'left', '', 1)"),
    "a negative count": _sql(f"{ANY_ROW} ('2026-11-30', 'back-pain', 'left', '', -1)"),
    "a count of zero": _sql(f"{ANY_ROW} ('2026-11-30', 'back-pain', 'left', '', 0)"),
    "a count that is not whole": _half_a_session,
    "a count without room": _sql(f"{ANY_ROW} ('2026-11-30', 'a', 'left', '', {2**63 - 1})"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_every_kind_of_damage_is_distinguished_from_a_refusing_disk(how: str, file: Path) -> None:
    store.add(file, {STARTED: 1})
    DAMAGE[how](file)
    with pytest.raises(Damaged):
        store.read(file)
    with pytest.raises(Damaged) as caught:
        store.verify(file)
    assert str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_set_aside_and_only_one_is_kept(how: str, file: Path) -> None:
    for count in (1, 2):
        store.add(file, {STARTED: count})
        DAMAGE[how](file)
        assert store.set_aside(file) == store.damaged_copy(file)
        assert not os.path.lexists(file)
    store.add(file, {LEFT: 1})
    assert store.read(file) == {LEFT: 1}
    names = {path.name for path in file.parent.iterdir()}
    assert names <= {
        file.name,
        *(store.damaged_copy(file).name + end for end in store.COMPANIONS),
    } | {"elsewhere"}


def test_a_damaged_file_is_kept_unchanged_beside_the_good_one(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no counts")
    store.set_aside(file)
    assert (file.parent / "counts.sqlite.damaged").read_bytes() == b"no counts"


def test_a_damaged_file_is_kept_without_the_journal_of_an_earlier_one(file: Path) -> None:
    store.add(file, {STARTED: 1})
    old = Path(f"{store.damaged_copy(file)}-journal")
    old.touch()
    store.set_aside(file)
    assert not old.exists()


def test_a_damaged_file_is_kept_in_place_of_a_folder_with_anything_in_it(file: Path) -> None:
    store.add(file, {STARTED: 1})
    (store.damaged_copy(file) / "more").mkdir(parents=True)
    store.set_aside(file)
    assert store.read(store.damaged_copy(file)) == {STARTED: 1}


def test_a_link_among_the_damaged_files_is_replaced_without_following_it(file: Path) -> None:
    store.add(file, {STARTED: 1})
    store.damaged_copy(file).symlink_to(file.parent)
    store.set_aside(file)
    assert store.read(store.damaged_copy(file)) == {STARTED: 1}


def test_a_file_that_is_not_one_of_counts_is_reported_with_the_reason(file: Path) -> None:
    file.mkdir(parents=True)
    with pytest.raises(Damaged, match="it is not a file of counts: it is not a regular file"):
        store.read(file)


def test_a_count_of_a_billion_is_read_and_a_greater_one_is_damage(file: Path) -> None:
    store.add(file, {STARTED: 1_000_000_000})
    assert store.read(file) == {STARTED: 1_000_000_000}
    store.add(file, {STARTED: 1})
    with pytest.raises(Damaged, match="it holds a row that no kiosk writes"):
        store.read(file)


def test_no_mutation_of_the_file_raises_an_unexpected_exception(file: Path) -> None:
    chance = random.Random(12)
    rows = [STARTED._replace(day=f"2026-{month:02}-{day:02}") for month in (1, 2) for day in (1, 9)]
    store.add(file, {row._replace(routine="x" * 900): 7 for row in rows} | {LEFT: 3})
    good, others = file.read_bytes(), list[str]()
    for _ in range(300):
        made = bytearray(good)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(chance.choice((100, 300, len(made))))
            made[at] = chance.randrange(256)
        file.write_bytes(made[: chance.choice((len(made), len(made), chance.randrange(len(made))))])
        for access in (lambda: store.read(file), lambda: store.verify(file)):
            try:
                access()
            except Damaged:
                pass
            except sqlite3.DatabaseError as error:
                others.append(str(error))
    assert all("has version" in other for other in others)


def test_an_empty_file_counts_as_new(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    assert store.read(file) == {}
    store.add(file, {STARTED: 1})
    assert store.read(file) == {STARTED: 1}


# Reading as root what belongs to the kiosk's user.


def _journal_that_names(file: Path, other: Path) -> bytes:
    """Return a hot journal of the file that ends with the name of a super-journal."""
    pages = file.stat().st_size // 4096
    head = snapshot.MAGIC + struct.pack(">5I", 0, 0, pages, 512, 4096)
    name = bytes(other)
    tail = struct.pack(">I", 1) + name + struct.pack(">2I", len(name), sum(name))
    return head.ljust(512, b"\0") + tail + snapshot.MAGIC


def test_reading_obeys_no_foreign_journal(file: Path, tmp_path: Path) -> None:
    store.add(file, {STARTED: 1})
    victim = tmp_path / "victim"
    victim.write_text("dear\0")
    Path(f"{file}-journal").write_bytes(_journal_that_names(file, victim))
    with pytest.raises(Damaged, match="its journal was not written by the kiosk"):
        store.read(file)
    assert victim.exists()


def test_reading_changes_nothing_beside_the_file(file: Path) -> None:
    store.add(file, {STARTED: 1})
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE counts SET count = 9")
        (journal,) = (path for path in file.parent.iterdir() if path != file)
        written = journal.read_bytes()
    journal.write_bytes(written)  # as a power cut leaves it
    before = {path: path.read_bytes() for path in file.parent.iterdir()}
    assert len(before) == 2
    assert store.read(file) == {STARTED: 1}
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == before


def _interrupted(file: Path) -> None:
    """Leave a half-written change: the new page is on disk, and a complete journal holds the old.

    Before the change, ``STARTED`` is 1.
    """
    store.add(file, {STARTED: 1})
    good = file.read_bytes()
    store.add(file, {STARTED: 1, LEFT: 5})
    pages = len(good) // 4096
    nonce, records = 7, b""
    for number in range(pages):
        page = good[number * 4096 : (number + 1) * 4096]
        checksum = (nonce + sum(page[at] for at in range(4096 - 200, 0, -200))) & 0xFFFFFFFF
        records += struct.pack(">I", number + 1) + page + struct.pack(">I", checksum)
    head = snapshot.MAGIC + struct.pack(">5I", pages, nonce, pages, 512, 4096)
    Path(f"{file}-journal").write_bytes(head.ljust(512, b"\0") + records)


def test_reading_rolls_back_a_half_written_change(file: Path) -> None:
    _interrupted(file)
    assert store.read(file) == {STARTED: 1}


def test_verifying_rolls_a_half_written_change_back_on_disk(file: Path) -> None:
    _interrupted(file)
    store.verify(file)
    assert list(file.parent.iterdir()) == [file]


def test_reading_waits_for_a_writer_but_not_for_ever(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(file, {STARTED: 1})
    asked: list[int] = []

    def busy(descriptor: int, *_: object) -> None:
        asked.append(descriptor)
        if len(asked) < 3:
            raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(snapshot, "STEP", 0.0)
    monkeypatch.setattr(fcntl, "lockf", busy)
    assert store.read(file) == {STARTED: 1}
    assert len(asked) == 3
    asked.clear()
    monkeypatch.setattr(snapshot, "PATIENCE", -1.0)
    with pytest.raises(BlockingIOError):
        store.read(file)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act in another user's folder")
def test_root_writes_nothing_into_another_user_s_folder(file: Path) -> None:
    store.add(file, {STARTED: 1})
    os.chown(file.parent, 65534, 65534)
    with pytest.raises(PermissionError, match="Root does not write to a folder of user 65534"):
        store.add(file, {STARTED: 1})
    assert store.read(file) == {STARTED: 1}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_another_user_than_root_may_write_where_the_system_allows_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add(file, {STARTED: 1})
    os.chown(file.parent, 65534, 65534)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    store.add(file, {STARTED: 1})
    assert store.read(file) == {STARTED: 2}
