from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.doctor import counts
from kiosk.stats import store
from kiosk.stats.store import Row
from tests.doctor.expected import OK, WARNING, expect_one
from tests.doctor.fake_machine import Answers

COUNTS = Path("/var/lib/acupressure-kiosk/counts.sqlite")


@pytest.fixture
def counted(pi: Answers) -> Path:
    """The counts file of a Raspberry Pi with one day of sessions."""
    file = pi.machine.at(str(COUNTS))
    store.add(file, {Row("2026-11-30", "back-pain", "started", ""): 3})
    return file


def test_counts_are_reported_with_their_days(pi: Answers, counted: Path) -> None:
    expect_one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 1 days with sessions")


def test_without_any_counts_the_doctor_reports_ok(pi: Answers) -> None:
    expect_one(counts.counts(pi.machine, COUNTS), OK, f"{COUNTS}: 0 days with sessions")


def test_damaged_counts_are_a_warning(pi: Answers, counted: Path) -> None:
    counted.write_bytes(b"no counts, " * 500)
    expect_one(
        counts.counts(pi.machine, COUNTS), WARNING, f"{COUNTS} is damaged: file is", "restart"
    )


def test_counts_that_have_been_set_aside_are_reported(pi: Answers, counted: Path) -> None:
    store.set_aside(counted)
    aside, anew = counts.counts(pi.machine, COUNTS)
    expect_one(
        [aside], WARNING, f"started afresh; the old ones are kept in {COUNTS}.damaged", "sudo rm"
    )
    assert anew.level is OK


def test_counts_of_another_version_are_a_warning(pi: Answers, counted: Path) -> None:
    with closing(sqlite3.connect(counted)) as database:
        database.execute("PRAGMA user_version = 2")
    expect_one(counts.counts(pi.machine, COUNTS), WARNING, "has version 2", "move it away")
