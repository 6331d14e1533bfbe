"""The counts on the disk: one table of day, routine, event, stage and how often.

The journal is SQLite's rollback journal, removed after each commit, with ``synchronous=EXTRA``: a
power cut leaves the state before or after a commit, and a commit that has returned stays, its
folder entry included. A write-ahead log would be quicker, but its files lie beside the table even
at rest, hold the order of past writes, and must be writable to whoever only reads. A handful of
writes a session need no speed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

VERSION = 1
"""Of the table, kept in SQLite's own ``user_version``."""

PATIENCE = 2.0
"""Seconds to wait for another program that has the file locked."""

UNKNOWN = "unknown"
"""The day while the clock has not been set."""

# Without row numbers, which would tell the order of a day's sessions.
TABLE = f"""
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL CHECK (day = '{UNKNOWN}' OR day IS date(day, '+0 days')),
    routine TEXT NOT NULL,
    event TEXT NOT NULL CHECK (event IN ('started', 'finished', 'left')),
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
    """What is counted together; ``stage`` is empty where an event belongs to none."""

    day: str
    routine: str
    event: str
    stage: str


def add(file: Path, counts: Mapping[Row, int]) -> None:
    """Add counts to the file, all or none; the file is made if it is not there.

    It is opened anew for each call: a disk that was full or read-only is used again once it can be.

    :raises sqlite3.Error: if it cannot be written, or was written by another version
    :raises OSError: if its folder cannot be made
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(_open(file, "rwc")) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("BEGIN IMMEDIATE")
        if _version(database) == 0:
            database.execute(TABLE)
            database.execute(f"PRAGMA user_version = {VERSION}")
        database.executemany(ADD, [(*row, count) for row, count in counts.items()])
        database.execute("COMMIT")


def read(file: Path, since: str = "") -> dict[Row, int]:
    """Give the counts from day ``since`` on (``2026-11-30``), those of no known day always.

    :raises sqlite3.Error: if it cannot be read, or was written by another version
    """
    if not file.exists():
        return {}
    # To be written, if it may be: what a power cut left half done is taken back on reading.
    with closing(_open(file, "rw")) as database:
        if _version(database) == 0:
            return {}
        found = database.execute(
            "SELECT day, routine, event, stage, count FROM counts"
            " WHERE day >= ? OR day = ? ORDER BY day, routine, event, stage",
            (since, UNKNOWN),
        )
        return {Row(*row): count for *row, count in found}


def _open(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"{file.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)


def _version(database: sqlite3.Connection) -> int:
    (found,) = database.execute("PRAGMA user_version").fetchone()
    if found not in (0, VERSION):
        raise sqlite3.DatabaseError(
            f"the file is of version {found}, and this kiosk knows version {VERSION}"
        )
    return int(found)
