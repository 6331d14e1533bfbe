from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.exchange import files
from kiosk.exchange.wishes import Brightness, Quiet, Restart, Wishes
from kiosk.fleet.wishing import MOST, WINDOW, Flood, Gate, WishWriter
from kiosk.runtime.clock import Manual
from tests.recorder import Recorder


def test_commands_become_wishes_with_the_time_since_boot(tmp_path: Path) -> None:
    file = tmp_path / "wishes.json"
    clock = Manual(1000.0)
    obey = WishWriter(file, clock.now)
    obey("quiet", b"ON")
    clock.time += 5.0
    obey("brightness", b"40")
    obey("restart", b"PRESS")
    assert files.read(file, Wishes) == Wishes(
        Restart(1005.0), Quiet(1000.0, True), Brightness(1005.0, 40)
    )
    assert file.stat().st_mode & 0o777 == 0o644


def test_wishes_that_cannot_be_written_are_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Gate(WishWriter(tmp_path / "no" / "wishes.json"))("quiet", b"ON", False)
    assert "A command cannot be handed to the kiosk: No such file" in caplog.text


def counted(flood: Flood) -> bool:
    """Count a command, and return whether there is a flood."""
    flood.count()
    return flood.present


def test_more_commands_than_a_person_gives_are_a_flood_until_they_end() -> None:
    clock = Manual(1000.0)
    flood = Flood(clock.now)
    assert not any(counted(flood) for _ in range(MOST))
    assert counted(flood)
    for _ in range(100):
        clock.time += WINDOW / 2
        assert counted(flood)
    clock.time += WINDOW
    assert not counted(flood)


def test_a_person_who_is_slow_is_no_flood() -> None:
    clock = Manual(1000.0)
    flood = Flood(clock.now)
    for _ in range(100):
        clock.time += WINDOW / MOST
        assert not counted(flood)


def test_a_retained_command_is_no_command(caplog: pytest.LogCaptureFixture) -> None:
    obey = Recorder()
    Gate(obey)("restart", b"PRESS", True)
    assert obey.calls == []
    assert "A retained command is ignored: restart" in caplog.text
