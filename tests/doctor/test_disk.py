from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.doctor import disk
from kiosk.doctor.findings import Finding
from kiosk.doctor.machine import Room
from tests.doctor.expected import OK, WARNING, expect_one
from tests.doctor.fake_machine import Answers


def disk_findings(answers: Answers) -> list[Finding]:
    return list(disk.disk(answers.machine, Path("/var/lib/acupressure-kiosk")))


def test_free_space_is_reported(pi: Answers) -> None:
    expect_one(disk_findings(pi), OK, "/: 9.0 GB free")
    (pi.root / "var/lib/acupressure-kiosk").mkdir(parents=True)
    assert len(disk_findings(pi)) == 2


@pytest.mark.parametrize(
    ("left", "said", "remedy"),
    [
        (Room(99_000_000, True), "0.1 GB free", "Free some space"),
        (Room(9_000_000_000, False), "/ is read-only", "runs without it"),
    ],
)
def test_a_disk_that_is_full_or_read_only_is_reported(
    left: Room, said: str, remedy: str, pi: Answers
) -> None:
    pi.room = left
    expect_one(disk_findings(pi), WARNING, said, remedy)
