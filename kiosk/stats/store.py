"""The counts on disk: one table of day, routine, event, stage and count.

It uses SQLite's rollback journal, deleted after each commit, with ``synchronous=EXTRA``: a power
cut leaves the state before or after a commit, and a commit that has returned is durable, including
its folder entry. A write-ahead log would be faster, but its files stay beside the table, keep the
order of past writes, and must be writable even for readers. A few writes a session need no speed.

Anything else in the file or in its place is :class:`Damaged`: a row that no kiosk writes as well
as a page that SQLite cannot read.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kiosk.config.characters import odd
from kiosk.config.faults import plain
from kiosk.routine.acupoints import key_of
from kiosk.session.outcomes import What
from kiosk.stats.snapshot import JOURNAL, PATIENCE, ForeignJournal, beside, private_copy

VERSION = 1
"""The table's version, kept in SQLite's ``user_version``."""

NO_VERSION = 1000
"""A version from here on is damage; a lower one that is not ours is another version's of this
program."""

UNKNOWN = "unknown"
"""The day while the clock is not set."""

MOST = 1_000_000_000
"""An upper limit of any count: more than a kiosk can reach in a day."""

COMPANIONS = ("", JOURNAL, "-wal", "-shm")
"""The suffixes of the files that SQLite looks for."""

PASSING = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_CONSTRAINT,
}
"""Errors that do not mean damage: another attempt may succeed."""

# Without row numbers, which would reveal the order of a day's sessions.
TABLE = f"""
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL CHECK (day = '{UNKNOWN}' OR day IS date(day, '+0 days')),
    routine TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ({", ".join(f"'{what.value}'" for what in What)})),
    stage TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, routine, event, stage)
) STRICT, WITHOUT ROWID
"""

ADD = """
INSERT INTO counts VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count
"""


class Row(NamedTuple):
    """The key of one count; ``stage`` is empty for an event without one."""

    day: str
    routine: str
    event: str
    stage: str


class Damaged(sqlite3.DatabaseError):
    """The file is not one that a kiosk has written."""


def damaged_copy(file: Path) -> Path:
    """Return the path at which to keep one damaged file, beside the good one."""
    return beside(file, ".damaged")


def set_aside(file: Path) -> Path:
    """Rename the file, whatever it is, with its companions, and return its new path.

    :raises OSError: if it cannot be renamed
    """
    kept = damaged_copy(file)
    for suffix in COMPANIONS:
        old, now = beside(kept, suffix), beside(file, suffix)
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink(missing_ok=True)
        if os.path.lexists(now):
            now.rename(old)
    return kept


def add(file: Path, counts: Mapping[Row, int]) -> None:
    """Add counts to the file, all or none, creating the file if necessary.

    Each call opens it anew, so that a disk that was full or read-only is used again once it can be.

    :raises Damaged: if the file holds anything but counts
    :raises sqlite3.Error: if it cannot be written, or was written by another version
    :raises OSError: if its folder cannot be created, or root would write to another user's folder
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    _look(file)
    with _opened(file, "rwc") as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("BEGIN IMMEDIATE")
        if not _begun(database):
            database.execute(TABLE)
            database.execute(f"PRAGMA user_version = {VERSION}")
        database.executemany(ADD, [(*row, count) for row, count in counts.items()])
        database.execute("COMMIT")


def verify(file: Path) -> None:
    """Roll back what a power cut interrupted, and check the whole file, if any.

    :raises Damaged: if the file holds anything but counts
    :raises sqlite3.Error, OSError: as :func:`add` does
    """
    if os.path.lexists(file):
        add(file, {})
        read(file)


def read(file: Path, since: str = "") -> dict[Row, int]:
    """Return the counts from day ``since`` on (``2026-11-30``) and those of unknown days.

    Nothing in the file's folder changes.

    :raises Damaged: if the file holds anything but counts
    :raises sqlite3.Error: if it cannot be read, or was written by another version
    :raises OSError: if it cannot be read
    """
    try:
        with private_copy(file) as copy, _opened(copy, "rw") as database:
            if not _begun(database):
                return {}
            found = database.execute("SELECT day, routine, event, stage, count FROM counts")
            counts = dict(sorted(map(_checked, found)))
    except FileNotFoundError:
        return {}
    except ForeignJournal as error:
        raise Damaged(str(error)) from error
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EINVAL, errno.EFBIG, errno.ENXIO):
            raise Damaged(f"it is not a file of counts: {error.strerror}") from error
        raise
    return {row: n for row, n in counts.items() if row.day == UNKNOWN or row.day >= since}


def _look(file: Path) -> None:
    """Check the type and owner of the file and its companions before SQLite opens them."""
    if os.geteuid() == 0 and (owner := file.parent.stat().st_uid) != 0:
        problem = f"Root does not write to a folder of user {owner}"
        raise PermissionError(errno.EPERM, problem, str(file.parent))
    for suffix in COMPANIONS:
        path = beside(file, suffix)
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise Damaged(f"{path.name} is not a regular file")


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    try:
        with closing(
            sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        ) as database:
            database.text_factory = bytes  # so that invalid text raises Damaged in _checked()
            yield database
    except UnicodeDecodeError as error:  # from a message of SQLite that quotes the file
        raise Damaged("it holds text that is not UTF-8") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or code & 0xFF in PASSING:
            raise
        raise Damaged(plain(str(error))) from error


def _begun(database: sqlite3.Connection) -> bool:
    """Return True if the file holds only our table, False if it is empty.

    :raises Damaged: if it holds anything else
    :raises sqlite3.DatabaseError: if another version wrote it
    """
    database.execute("PRAGMA trusted_schema = OFF")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version != VERSION and 0 < version < NO_VERSION:
        raise sqlite3.DatabaseError(
            f"the file has version {version}, but this kiosk expects version {VERSION}"
        )
    found = [_words(sql) for (sql,) in database.execute("SELECT sql FROM sqlite_schema")]
    if (version, found) not in ((0, []), (VERSION, [_words(TABLE)])):
        raise Damaged("it holds something other than counts")
    return bool(version)


def _words(sql: str | bytes | None) -> list[str]:
    """Return the words of a table's definition as SQLite keeps it."""
    text = sql.decode("utf-8", "replace") if isinstance(sql, bytes) else sql or ""
    return text.replace("IF NOT EXISTS ", "").split()


def _checked(values: tuple[Any, ...]) -> tuple[Row, int]:
    """Return what was read as a row and its count.

    :raises Damaged: if no kiosk writes such a row
    """
    *raw, count = values
    try:
        row = Row(*(bytes.decode(value, "utf-8") for value in raw))
        day = row.day == UNKNOWN or date.fromisoformat(row.day).isoformat() == row.day
        What(row.event)
    except (TypeError, ValueError) as error:
        raise Damaged("it holds a row that no kiosk writes") from error
    stage = row.stage == key_of(row.stage)
    if not (day and stage and type(count) is int and 0 < count <= MOST) or odd(row.routine):
        raise Damaged("it holds a row that no kiosk writes")
    return row, count
