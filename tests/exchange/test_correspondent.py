from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import __version__
from kiosk.exchange import files
from kiosk.exchange.correspondent import RENEW, Correspondent, Health, Sources
from kiosk.exchange.status import Day, Status, Trouble
from kiosk.exchange.wishes import MODE, Brightness, Granted, Quiet, Restart, Wishes
from tests.recorder import Recorder, wait_for

START = 1000.0


class Post:
    """A correspondent whose clock and faults a test sets."""

    def __init__(self, folder: Path) -> None:
        self.now, self.health, self.today = START, Health(), date(2026, 11, 29)
        self.changed, self.days = Recorder(), Recorder(returns=(Day("2026-11-28", 7, 5),))
        self.status, self.wishes = folder / "status.json", folder / "wishes.json"
        sources = Sources(lambda: self.health, lambda: self.today, self.days, "A notice.")
        self.kiosk = Correspondent(
            self.status, self.wishes, sources, self.changed, lambda: self.now, poll=0.01
        )

    def turn(self, later: float = 0.0) -> None:
        self.now += later
        self.kiosk.turn()

    def reported(self) -> Status:
        found = files.read(self.status, Status)
        assert found
        return found

    def wish(self, wishes: Wishes) -> None:
        files.write(self.wishes, wishes, MODE)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


def test_the_status_holds_version_notice_and_full_days(post: Post) -> None:
    post.turn()
    assert post.reported() == Status(
        START, __version__, notice="A notice.", days=(Day("2026-11-28", 7, 5),)
    )


def test_an_unchanged_status_is_renewed_every_30_seconds_and_no_sooner(post: Post) -> None:
    post.turn()
    post.turn(RENEW - 0.1)
    assert post.reported().at == START
    post.turn(0.1)
    assert post.reported().at == START + 30.0


def test_a_fault_is_reported_at_once_when_it_begins_and_when_it_ends(post: Post) -> None:
    post.turn()
    post.health = Health([Trouble.SOUND, Trouble.BUTTON], ["repeat", "advance"])
    post.turn(2.0)
    found = post.reported()
    assert (found.faults, found.buttons) == (
        (Trouble.BUTTON, Trouble.SOUND),
        ("advance", "repeat"),
    )
    post.health = Health()
    post.turn(2.0)
    assert post.reported().faults == ()


def test_the_counts_are_read_once_a_day(post: Post) -> None:
    for _ in range(3):
        post.turn(60.0)
    assert post.days.calls == [post.today]
    post.today = date(2026, 11, 30)
    post.turn(60.0)
    assert post.days.calls == [date(2026, 11, 29), date(2026, 11, 30)]


def test_granted_wishes_are_reported(post: Post) -> None:
    post.turn()
    post.now += 400.0
    post.wish(Wishes(Restart(post.now), Quiet(post.now, True), Brightness(post.now, 60)))
    post.turn()
    assert post.kiosk.granted == Granted(True, True, 60)
    assert len(post.changed.calls) == 1
    assert (post.reported().quiet, post.reported().brightness) == (True, 60)


@pytest.mark.parametrize("raw", [b"", b"nonsense", b'{"quiet": 1}', None])
def test_unusable_or_missing_wishes_change_nothing_and_are_logged_once(
    raw: bytes | None, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.wish(Wishes(quiet=Quiet(START + 1, True)))
    post.turn(2.0)
    post.wishes.unlink()
    if raw is not None:
        post.wishes.write_bytes(raw)
    for _ in range(5):
        post.turn(2.0)
    assert post.kiosk.granted == Granted(quiet=True)
    assert len([line for line in caplog.messages if "Wishes are ignored" in line]) == (
        raw is not None
    )


@given(raw=st.binary(max_size=100))
def test_the_kiosk_survives_any_content_of_its_wishes(
    raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    post = Post(tmp_path_factory.mktemp("post"))
    post.wishes.write_bytes(raw)
    post.turn()
    assert post.kiosk.granted == Granted()
    assert post.reported().at == START


def test_a_status_that_cannot_be_written_is_logged_once_and_written_later(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.status.with_suffix(".new").mkdir()
    for _ in range(3):
        post.turn(1.0)
    assert caplog.text.count("The status cannot be reported") == 1
    post.status.with_suffix(".new").rmdir()
    post.turn()
    assert post.reported()


def test_a_fault_in_sensing_ends_nothing(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Health:
        raise ZeroDivisionError

    post.kiosk.sources = replace(post.kiosk.sources, health=broken)
    post.turn()
    assert "The status cannot be reported: ZeroDivisionError()" in caplog.text


def test_its_thread_reports_and_ends(post: Post) -> None:
    with post.kiosk:
        wait_for(post.status.exists)
        post.wish(Wishes(quiet=Quiet(START, True)))
        post.now += 1.0
        post.wish(Wishes(quiet=Quiet(START + 0.5, True)))
        wait_for(lambda: post.kiosk.granted.quiet)
    assert not post.kiosk._thread.is_alive()


def test_a_long_notice_is_cut_and_its_controls_are_escaped(tmp_path: Path) -> None:
    sources = Sources(Health, notice="\x1b[31m" + "x" * 5000)
    kiosk = Correspondent(tmp_path / "s.json", tmp_path / "w.json", sources, clock=lambda: 1.0)
    kiosk.turn()
    notice = json.loads((tmp_path / "s.json").read_text())["notice"]
    assert notice.startswith("\\x1b[31mxxx")
    assert len(notice) == 200
