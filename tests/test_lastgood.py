from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kiosk import lastgood, paths
from kiosk.faults import FaultyInput
from kiosk.language import ENGLISH
from kiosk.lastgood import UNKNOWN, Found, recall, state_file
from tests.helpers import ROUTINE_TEXT, SETTINGS_TEXT, swap
from tests.killed import killed

MINE = swap(SETTINGS_TEXT, "advance: 5", "advance: 17")
BROKEN = swap(MINE, "volume: 7", "volume: 70")
NECK = swap(ROUTINE_TEXT, "name: Back pain", "name: Neck")
OWN_NECK = swap(
    swap(MINE, "routine: back-pain", "routine: neck"), "routines_folder: null", "routines_folder: ."
)


class Wall:
    """A device: its settings file, its own routine, and where its state is kept."""

    def __init__(self, folder: Path) -> None:
        self.file, self.routine = folder / "kiosk.yaml", folder / "neck.yaml"
        self.state = folder / "state" / "last-good.json"
        self.state.parent.mkdir()

    def boot(self, settings: str, routine: str | None = None) -> Found:
        self.file.write_text(settings, "utf-8")
        if routine is not None:
            self.routine.write_text(routine, "utf-8")
        return lastgood.load(self.file, self.state)


@pytest.fixture
def wall(tmp_path: Path) -> Wall:
    return Wall(tmp_path)


def test_settings_without_a_fault_are_used_and_nothing_is_said(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    found = wall.boot(MINE)
    assert found.content.settings.pins.advance == 17
    assert (found.notice, found.wired) == ("", True)
    assert caplog.messages == []


def test_broken_settings_give_way_to_the_last_good_ones(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    wall.boot(MINE)
    found = wall.boot(swap(BROKEN, "advance: 17", "advance: nowhere"))
    assert found.content.settings.pins.advance == 17
    assert found.wired
    assert found.notice.startswith("Settings faulty: the last good ones are in use. kiosk.yaml:")
    assert found.notice.endswith("(and 1 more)")
    assert "volume: expected 0 to 10, not 70" in caplog.text
    assert "pins.advance: expected a whole number, not 'nowhere'" in caplog.text


@pytest.mark.parametrize("text", ["", "{", "\0", "- a\n- b\n", "volume: 70\nvolume: 8\n"])
def test_whatever_the_file_holds_the_last_good_ones_are_used(text: str, wall: Wall) -> None:
    wall.boot(MINE)
    assert wall.boot(text).content.settings.pins.advance == 17


def test_a_file_that_has_gone_gives_way_too(wall: Wall) -> None:
    wall.boot(MINE)
    wall.file.unlink()
    assert lastgood.load(wall.file, wall.state).content.settings.pins.advance == 17


def test_what_stood_in_is_not_kept_as_good(wall: Wall) -> None:
    wall.boot(BROKEN)
    assert recall(wall.state).settings is None
    assert recall(wall.state).routine is not None


def test_broken_settings_are_not_kept(wall: Wall) -> None:
    wall.boot(MINE)
    before = wall.state.read_bytes()
    wall.boot(BROKEN)
    assert wall.state.read_bytes() == before


def test_without_last_good_ones_what_is_not_faulty_is_used(wall: Wall) -> None:
    found = wall.boot(BROKEN)
    assert found.content.settings.pins.advance == 17
    assert found.content.settings.volume == 7
    assert found.wired
    assert "what is faulty is as shipped" in found.notice


def test_an_unknown_figure_gives_way_to_all_of_them(wall: Wall) -> None:
    found = wall.boot(swap(MINE, "figure: null", "figure: nobody"))
    assert len(found.content.albums) > 1
    assert found.content.settings.pins.advance == 17


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("advance: 17", "advance: 28"),
        ("pull: up", "pull: sideways"),
        ("kind: active", "kind: loud"),
        ("pins: ", "pinns: "),
        ("pins: ", "pins: ["),
    ],
)
def test_where_the_wiring_is_not_known_nothing_is_to_be_driven(
    old: str, new: str, wall: Wall
) -> None:
    found = wall.boot(swap(MINE, old, new))
    assert not found.wired
    assert found.notice.startswith(UNKNOWN)


def test_a_broken_routine_gives_way_to_the_last_good_one(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    assert wall.boot(OWN_NECK, NECK).content.routine.name == "Neck"
    found = wall.boot(OWN_NECK, swap(NECK, "hold: 60", "hold: 600"))
    assert found.content.routine.name == "Neck"
    assert found.notice.startswith("Routine faulty: the last good one is in use. neck.yaml:")
    assert found.wired
    assert "neck.yaml" in caplog.text


def test_without_a_last_good_routine_the_shipped_one_is_used(wall: Wall) -> None:
    found = wall.boot(OWN_NECK, "nonsense")
    assert found.content.routine.name == "Back pain"
    assert "Routine faulty: the shipped one is in use" in found.notice


def test_good_settings_are_kept_beside_an_older_routine(wall: Wall) -> None:
    wall.boot(OWN_NECK, NECK)
    newer = swap(OWN_NECK, "volume: 7", "volume: 3")
    wall.boot(newer, "nonsense")
    found = wall.boot("nonsense", "nonsense")
    assert found.content.settings.volume == 3
    assert found.content.routine.name == "Neck"
    assert found.notice.count("faulty") == 2


def test_what_is_shipped_is_there_when_nothing_else_is(wall: Wall) -> None:
    found = lastgood.load(wall.file, None)
    assert found.content.settings.language == ENGLISH
    assert not found.wired


def test_a_broken_installation_is_told(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.content.ILLUSTRATIONS", wall.file.parent)
    with pytest.raises(FaultyInput, match=r"points\.json"):
        wall.boot(MINE)


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "null", "{}", '{"version": 0}', '{"version": 1, "settings": 5}', "[" * 99_999],
)
def test_kept_files_that_cannot_be_understood_are_as_none(kept: str, wall: Wall) -> None:
    wall.state.write_text(kept)
    assert wall.boot(BROKEN).content.settings.pins.advance == 17
    assert recall(wall.state).settings is None


def test_kept_settings_that_are_faulty_by_now_are_passed_over(wall: Wall) -> None:
    wall.boot(MINE)
    data = json.loads(wall.state.read_text("utf-8"))
    data["settings"]["data"]["pins"]["advance"] = 99
    wall.state.write_text(json.dumps(data))
    found = wall.boot(BROKEN)
    assert found.content.settings.pins.advance == 17
    assert "as shipped" in found.notice


def test_what_a_kiosk_of_today_keeps_can_be_read_by_the_next_version(wall: Wall) -> None:
    wall.state.write_text(
        '{"version": 1, "settings": {"file": "kiosk.yaml", "data": {"volume": 3}}, "routine": null}'
    )
    assert wall.boot("nonsense").content.settings.volume == 3
    assert json.loads(wall.state.read_text("utf-8"))["version"] == 1


def test_what_is_kept_can_be_read_by_a_person(wall: Wall) -> None:
    wall.boot(OWN_NECK, swap(NECK, "name: Neck", "name: Nacken, 气海"))
    assert "Nacken, 气海" in wall.state.read_text("utf-8")


def test_what_is_kept_already_is_not_written_again(wall: Wall) -> None:
    wall.boot(MINE)
    before = wall.state.stat()
    wall.boot(MINE)
    after = wall.state.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def _fails(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at", ["open", "fsync", "replace"])
def test_a_full_disk_is_a_line_in_the_log_and_the_older_stays_whole(
    at: str, wall: Wall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wall.boot(MINE)
    before = wall.state.read_bytes()
    places = {"open": (Path, "open"), "fsync": (os, "fsync"), "replace": (Path, "replace")}
    wall.file.write_text(swap(MINE, "volume: 7", "volume: 3"), "utf-8")
    with monkeypatch.context() as full:
        if at == "open":
            opens = Path.open

            def refuse(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
                return _fails() if "w" in mode else opens(self, mode, *rest, **named)

            full.setattr(Path, "open", refuse)
        else:
            full.setattr(*places[at], _fails)
        found = lastgood.load(wall.file, wall.state)
    assert found.content.settings.volume == 3
    assert found.notice == ""
    assert "No space left on device" in caplog.text
    assert wall.state.read_bytes() == before


def test_a_state_folder_that_is_not_there_is_a_line_in_the_log(
    wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    wall.state.parent.rmdir()
    assert wall.boot(MINE).notice == ""
    assert "cannot be kept" in caplog.text


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", None),
        ("/var/lib/kiosk", Path("/var/lib/kiosk/last-good.json")),
        ("/var/lib/kiosk:/var/lib/other", Path("/var/lib/kiosk/last-good.json")),
    ],
)
def test_the_state_is_kept_where_systemd_says(
    said: str, wanted: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", said)
    assert state_file() == wanted


def test_the_shipped_settings_go_through_unchanged(wall: Wall) -> None:
    found = lastgood.load(paths.OWN_SETTINGS, wall.state)
    again = lastgood.load(wall.file, wall.state)
    assert again.content.settings == found.content.settings
    assert again.content.routine == found.content.routine


WRITER = """
import sys
from pathlib import Path
from kiosk.document import Document
from kiosk.lastgood import Kept, keep
number = 0
while True:
    number += 1
    made = Document(Path("kiosk.yaml"), {"volume": number, "names": ["so long"] * 500}, {(): 1})
    keep(Kept(made, made), Path(sys.argv[1]))
    print(".", end="", flush=True)
"""


def test_what_is_kept_is_the_old_or_the_new_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    state = tmp_path / "last-good.json"
    for told in killed(WRITER, state):
        kept = recall(state)
        assert kept.settings is not None
        assert kept.routine is not None
        assert kept.settings.data == kept.routine.data
        assert kept.settings.data["volume"] in (told, told + 1)
