from __future__ import annotations

import errno
import json
import os
import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.config import paths
from kiosk.config.faults import FaultyInput
from kiosk.config.language import ENGLISH
from kiosk.config.settings import Settings
from kiosk.library import fallback
from kiosk.library.fallback import WIRING_UNKNOWN, Found, recall, state_file
from kiosk.routine.model import Routine
from tests.killed_writers import killed
from tests.special_files import KINDS, put
from tests.yaml_inputs import ROUTINE_TEXT, SETTINGS_TEXT, swap

MINE = swap(SETTINGS_TEXT, "advance: 5", "advance: 17")
BROKEN = swap(MINE, "volume: 7", "volume: 70")
NECK = swap(ROUTINE_TEXT, "name: Ease your back pain", "name: Neck")
OWN_NECK = swap(
    swap(MINE, "routine: back-pain", "routine: neck"), "routines_folder: null", "routines_folder: ."
)

KNOWN_KEYS = [field.name for kind in (Settings, Routine) for field in fields(kind)]


class Wall:
    """A device: its settings file, its own routine, and its state file."""

    def __init__(self, folder: Path) -> None:
        self.file, self.routine = folder / "etc" / "kiosk.yaml", folder / "etc" / "neck.yaml"
        self.state = folder / "state" / "last-good.json"
        self.file.parent.mkdir()
        self.state.parent.mkdir()

    def boot(self, settings: str, routine: str | None = None) -> Found:
        self.file.write_text(settings, "utf-8")
        if routine is not None:
            self.routine.write_text(routine, "utf-8")
        return self.start()

    def start(self) -> Found:
        """Start as a device does, with whatever files exist."""
        return fallback.load(paths.settings_file(), self.state)

    def lose(self, place: str, what: str) -> None:
        """Remove the settings' file or folder, and put something else in its place."""
        gone = self.file if place == "file" else self.file.parent
        if place == "folder":
            shutil.rmtree(gone)
        else:
            gone.unlink()
        if what != "nothing":
            put(what, gone)


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall(tmp_path)
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", made.file)
    return made


def test_settings_without_a_fault_are_used_without_a_notice(
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


def test_the_notice_of_a_single_fault_mentions_no_more(wall: Wall) -> None:
    assert wall.boot(BROKEN).notice.endswith("volume: expected 0 to 10, not 70")


@pytest.mark.parametrize("text", ["", "{", "\0", "- a\n- b\n", "volume: 70\nvolume: 8\n"])
def test_whatever_the_file_holds_the_last_good_ones_are_used(text: str, wall: Wall) -> None:
    wall.boot(MINE)
    assert wall.boot(text).content.settings.pins.advance == 17


@pytest.mark.parametrize("text", ["# nothing\n", "---\n", "\n"])
def test_a_file_of_comments_means_the_shipped_settings(text: str, wall: Wall) -> None:
    wall.boot(MINE)
    found = wall.boot(text)
    assert found.content.settings.pins.advance == 5
    assert (found.notice, found.wired) == ("", True)
    wall.file.unlink()
    assert wall.start().content.settings.pins.advance == 5, "they are the last good ones now"


# Missing files.


@pytest.mark.parametrize("what", ["nothing", *KINDS])
@pytest.mark.parametrize("place", ["file", "folder"])
def test_missing_settings_give_way_to_the_last_good_ones(
    place: str, what: str, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    wall.boot(MINE)
    before = wall.state.read_bytes()
    wall.lose(place, what)
    for _ in range(2):
        found = wall.start()
        assert found.content.settings.pins.advance == 17
        assert found.wired
        assert found.notice.startswith("Settings faulty: the last good ones are in use. kiosk.yaml")
        assert "cannot be read" in found.notice
    assert str(wall.file) in caplog.text
    assert wall.state.read_bytes() == before


@pytest.mark.parametrize("what", ["nothing", "folder"])
@pytest.mark.parametrize("kept", ["", "{", '{"version": 0}'])
def test_if_the_last_good_settings_are_missing_too_no_output_is_driven(
    kept: str, what: str, wall: Wall
) -> None:
    wall.boot(MINE)
    wall.state.write_text(kept)
    wall.lose("folder", what)
    for _ in range(2):
        found = wall.start()
        assert not found.wired
        assert found.notice.startswith(WIRING_UNKNOWN)
    assert wall.state.read_text() == kept, "an unreadable state file is not overwritten"


def test_an_empty_folder_reports_missing_settings(wall: Wall) -> None:
    for _ in range(2):
        assert not wall.start().wired
    wall.lose("folder", "nothing")
    assert not wall.start().wired, "it has been a device with settings of its own"


def test_a_device_that_never_had_settings_of_its_own_starts_with_the_shipped_ones(
    wall: Wall,
) -> None:
    wall.lose("folder", "nothing")
    for _ in range(2):
        found = wall.start()
        assert (found.notice, found.wired) == ("", True)
    wall.file.parent.mkdir()
    assert wall.boot(MINE).content.settings.pins.advance == 17


@pytest.mark.parametrize("name", ["neck", "back-pain"])
@pytest.mark.parametrize("what", ["nothing", "pipe", "link to nowhere"])
@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_missing_user_routine_gives_way_to_the_last_good_one(
    place: str, what: str, name: str, wall: Wall
) -> None:
    """Not even a shipped one of the same name replaces it silently."""
    folder = wall.file.parent / "own"
    folder.mkdir()
    (folder / f"{name}.yaml").write_text(NECK, "utf-8")
    text = swap(OWN_NECK, "routine: neck", f"routine: {name}")
    text = swap(text, "routines_folder: .", "routines_folder: own")
    assert wall.boot(text).content.routine.name == "Neck"
    before = wall.state.read_bytes()
    gone = folder / f"{name}.yaml" if place == "file" else folder
    shutil.rmtree(folder) if place == "folder" else gone.unlink()
    if what != "nothing":
        put(what, gone)
    for _ in range(2):
        found = wall.start()
        assert found.content.routine.name == "Neck"
        assert found.notice.startswith("Routine faulty: the last good one is in use.")
    assert wall.state.read_bytes() == before


def test_a_shipped_routine_can_be_chosen_again(wall: Wall) -> None:
    text = swap(OWN_NECK, "routine: neck", "routine: back-pain")
    (wall.file.parent / "back-pain.yaml").write_text(NECK, "utf-8")
    assert wall.boot(text).content.routine.name == "Neck"
    found = wall.boot(swap(text, "routines_folder: .", "routines_folder: null"))
    assert found.content.routine.name == "Ease your back pain"
    assert found.notice == ""


def test_a_fallback_is_not_kept_as_good(wall: Wall) -> None:
    wall.boot(BROKEN)
    assert recall(wall.state).settings is None
    assert recall(wall.state).routine is not None


def test_without_last_good_settings_the_sound_ones_are_used(wall: Wall) -> None:
    found = wall.boot(BROKEN)
    assert found.content.settings.pins.advance == 17
    assert found.content.settings.volume == 7
    assert found.wired
    assert "shipped values replace the faulty ones" in found.notice


def test_a_list_in_place_of_settings_gives_way_to_the_shipped_ones(wall: Wall) -> None:
    found = wall.boot("- volume: 7\n")
    assert "Settings faulty: the shipped ones are in use" in found.notice


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
def test_if_the_wiring_is_unknown_no_output_is_driven(old: str, new: str, wall: Wall) -> None:
    found = wall.boot(swap(MINE, old, new))
    assert not found.wired
    assert found.notice.startswith(WIRING_UNKNOWN)


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
    assert found.content.routine.name == "Ease your back pain"
    assert "Routine faulty: the shipped one is in use" in found.notice


def test_good_settings_are_kept_beside_an_older_routine(wall: Wall) -> None:
    wall.boot(OWN_NECK, NECK)
    newer = swap(OWN_NECK, "volume: 7", "volume: 3")
    wall.boot(newer, "nonsense")
    found = wall.boot("nonsense", "nonsense")
    assert found.content.settings.volume == 3
    assert found.content.routine.name == "Neck"
    assert found.notice.count("faulty") == 2


def test_shipped_files_are_the_last_resort(wall: Wall) -> None:
    found = fallback.load(wall.file, None)
    assert found.content.settings.language == ENGLISH
    assert not found.wired


def test_a_broken_installation_is_reported(wall: Wall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.library.content.ILLUSTRATIONS", wall.file.parent)
    with pytest.raises(FaultyInput, match=r"points\.json"):
        wall.boot(MINE)


def _keeping(what: str, data: str, file: str = '"x.yaml"') -> str:
    kept = {"settings": "null", "routine": "null"} | {what: f'{{"file": {file}, "data": {data}}}'}
    return f'{{"version": 1, "settings": {kept["settings"]}, "routine": {kept["routine"]}}}'


ODD_DATA = (
    *("null", "5", "NaN", "-Infinity", "1e999", "9" * 400, "[]", "{}", '"\\ud800"', '"\\u0000"'),
    *('{"volume": NaN}', '{"volume": 1e999}', '{"\\ud800": 1}', '{"a\\u001b[2J": 1}'),
    *('{"routines_folder": "\\u0000"}', '{"screen": {"distance": ' + "9" * 400 + "}}"),
    *("[" * 60 + "]" * 60, '{"a": ' * 60 + "1" + "}" * 60, "[" * 99_999, '{"points": [{}]}'),
)


@pytest.mark.parametrize(
    "kept",
    [
        *(b"", b"{", b"[]", b"null", b"{}", b'{"version": 0}', b'{"version": 1, "settings": 5}'),
        *(b"[" * 99_999, b"\xff\xfe", b"\0" * 4096, b'{"version": NaN}', b"9" * 5000),
        *(b'{"version": 1, "settings": {}, "routine": {}}', b" " * (fallback.LARGEST_BYTES + 1)),
        *(_keeping("settings", data).encode() for data in ODD_DATA),
        *(_keeping("routine", data).encode() for data in ODD_DATA),
        *(
            _keeping("settings", '{"routines_folder": "."}', file).encode()
            for file in ("null", "5", '""', '"\\u0000"', '"\\ud800"', f'"{"x" * 9999}"', "[]")
        ),
    ],
    ids=lambda kept: ascii(kept[:60]),
)
def test_no_state_file_ever_stops_a_start(kept: bytes, wall: Wall) -> None:
    wall.state.write_bytes(kept)
    assert wall.boot(BROKEN, "nonsense").content.settings.volume == 7
    wall.state.write_bytes(kept)
    assert wall.boot(OWN_NECK, "nonsense").content.settings.pins.advance == 17
    assert recall(wall.state).settings is not None, "what is good is kept in its place"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KNOWN_KEYS) | st.text(), inner, max_size=3)
    ),
    max_leaves=12,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(settings=JSON, routine=JSON, file=st.text(max_size=5))
def test_no_data_that_json_can_hold_stops_a_start(
    settings: object, routine: object, file: str, wall: Wall
) -> None:
    kept = {name: {"file": file, "data": data} for name, data in [("settings", settings)]}
    kept["routine"] = {"file": file, "data": routine}
    wall.state.write_text(json.dumps({"version": 1, **kept}))
    wall.file.unlink(missing_ok=True)
    assert wall.start().content.routine.points


@pytest.mark.parametrize("what", KINDS)
@pytest.mark.parametrize("name", ["last-good.json", "last-good.new"])
def test_whatever_replaces_the_state_file_a_start_succeeds(
    name: str, what: str, wall: Wall, caplog: pytest.LogCaptureFixture
) -> None:
    put(what, wall.state.with_name(name))
    assert wall.boot(MINE).content.settings.pins.advance == 17
    assert not (wall.state.parent / "nowhere").exists(), "nothing is written through a link"
    if what == "folder":
        assert "Cannot save the last good settings to" in caplog.text
    else:
        kept = recall(wall.state).settings
        assert kept is not None
        assert kept.file == wall.file


def test_the_state_is_not_read_through_a_link(wall: Wall) -> None:
    wall.boot(MINE)
    wall.state.symlink_to(wall.state.rename(wall.state.with_name("elsewhere")))
    assert recall(wall.state).settings is None


def test_a_link_to_the_same_state_is_replaced_by_a_file(wall: Wall) -> None:
    wall.boot(MINE)
    wall.state.symlink_to(wall.state.rename(wall.state.with_name("elsewhere")))
    wall.boot(MINE)
    assert not wall.state.is_symlink()


def test_a_notice_shows_no_control_character(wall: Wall, caplog: pytest.LogCaptureFixture) -> None:
    found = wall.boot('volume: !a%1B%5B2J 7\n"x\\e[2J": 1\n')
    assert "\x1b" not in found.notice + caplog.text
    wall.boot('"x\\e[2J": 1\n')
    assert "x\\x1b[2J: unknown key" in caplog.text


def test_kept_settings_that_are_now_faulty_are_skipped(wall: Wall) -> None:
    wall.boot(MINE)
    data = json.loads(wall.state.read_text("utf-8"))
    data["settings"]["data"]["pins"]["advance"] = 99
    wall.state.write_text(json.dumps(data))
    found = wall.boot(BROKEN)
    assert found.content.settings.pins.advance == 17
    assert "shipped values replace the faulty ones. kiosk.yaml" in found.notice
    assert "volume: expected 0 to 10, not 70" in found.notice


def test_the_next_version_can_read_the_state_of_this_one(wall: Wall) -> None:
    wall.state.write_text(
        '{"version": 1, "settings": {"file": "kiosk.yaml", "data": {"volume": 3}}, "routine": null}'
    )
    assert wall.boot("nonsense").content.settings.volume == 3
    assert json.loads(wall.state.read_text("utf-8"))["version"] == 1


def test_the_state_is_human_readable(wall: Wall) -> None:
    wall.boot(OWN_NECK, swap(NECK, "name: Neck", "name: Nacken, 气海"))
    assert "Nacken, 气海" in wall.state.read_text("utf-8")


def test_an_unchanged_state_is_not_written_again(wall: Wall) -> None:
    wall.boot(MINE)
    before = wall.state.stat()
    wall.boot(MINE)
    after = wall.state.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def _fails(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at", ["open", "fsync", "replace"])
def test_a_full_disk_is_logged_and_the_old_state_stays_intact(
    at: str, wall: Wall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    wall.boot(MINE)
    before = wall.state.read_bytes()
    wall.file.write_text(swap(MINE, "volume: 7", "volume: 3"), "utf-8")
    opens = os.open

    def refuse(file: Any, flags: int, *rest: Any) -> int:
        return _fails() if flags & os.O_CREAT else opens(file, flags, *rest)

    with monkeypatch.context() as full:
        if at == "open":
            full.setattr(os, "open", refuse)
        else:
            full.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[at], _fails)
        found = fallback.load(wall.file, wall.state)
    assert found.content.settings.volume == 3
    assert found.notice == ""
    assert "No space left on device" in caplog.text
    assert wall.state.read_bytes() == before


def test_a_missing_state_folder_is_logged(wall: Wall, caplog: pytest.LogCaptureFixture) -> None:
    wall.state.parent.rmdir()
    assert wall.boot(MINE).notice == ""
    assert "Cannot save the last good settings to" in caplog.text


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


def test_the_shipped_settings_survive_unchanged(wall: Wall) -> None:
    found = fallback.load(paths.OWN_SETTINGS, wall.state)
    again = fallback.load(wall.file, wall.state)
    assert again.content.settings == found.content.settings
    assert again.content.routine == found.content.routine


# Several routines.

TWO = OWN_NECK.replace("routine: neck", "# routine: neck").replace(
    "routines: null", "routines: [back-pain, neck]"
)
BROKEN_NECK = swap(NECK, "hold: 60", "hold: 600")
BOTH = ["Ease your back pain", "Neck"]


def offered(wall: Wall, settings: str, neck: str | None) -> tuple[list[str], str]:
    """Return the routines that visitors choose from, and the notice; ``None`` if a file is gone."""
    wall.routine.unlink(missing_ok=True)
    found = wall.boot(settings, neck)
    return [each.routine.name for each in found.content.routines], found.notice


@pytest.mark.parametrize("neck", [BROKEN_NECK, None])
def test_one_of_two_broken_routines_is_shown_as_it_was_last_good(
    wall: Wall, neck: str | None
) -> None:
    offered(wall, TWO, NECK)
    names, notice = offered(wall, TWO, neck)
    assert names == BOTH
    assert notice.startswith("Routine neck faulty: the last good one is in use. neck.yaml")
    assert offered(wall, TWO, neck)[0] == BOTH


@pytest.mark.parametrize("neck", [BROKEN_NECK, None])
def test_a_routine_that_was_never_good_stops_no_other(wall: Wall, neck: str | None) -> None:
    names, notice = offered(wall, TWO, neck)
    assert names == BOTH[:1]
    assert notice.startswith("Routine neck faulty: it is not offered. ")
    assert offered(wall, TWO, NECK) == (BOTH, "")


def test_without_any_good_routine_the_shipped_one_is_in_use(wall: Wall) -> None:
    names, notice = offered(wall, swap(TWO, "[back-pain, neck]", "[arm, neck]"), BROKEN_NECK)
    assert names == BOTH[:1]
    assert notice.startswith("Routines faulty: the shipped one is in use. kiosk.yaml")
    assert "(and 1 more)" in notice


def test_a_copy_kept_before_there_were_several_is_still_used(wall: Wall) -> None:
    offered(wall, OWN_NECK, NECK)
    assert "others" not in wall.state.read_text("utf-8")
    assert offered(wall, TWO, BROKEN_NECK)[0] == BOTH


WRITER = """
import sys
from pathlib import Path
from kiosk.config.yaml_document import Document
from kiosk.library.fallback import Kept, keep
number = 0
while True:
    number += 1
    made = Document(Path("kiosk.yaml"), {"volume": number, "names": ["so long"] * 500}, {(): 1})
    keep(Kept(made, made), Path(sys.argv[1]))
    print(".", end="", flush=True)
"""


def test_the_state_is_the_old_or_the_new_one_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    state = tmp_path / "last-good.json"
    for written in killed(WRITER, state):
        kept = recall(state)
        assert kept.settings is not None
        assert kept.routine is not None
        assert kept.settings.data == kept.routine.data
        assert kept.settings.data["volume"] in (written, written + 1)
