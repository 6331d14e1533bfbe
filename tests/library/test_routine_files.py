from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks import survey
from kiosk.library import content, fallback, new_routine, routine_files
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, only_fault, swap

START = new_routine.TEMPLATE.read_text("utf-8")
CHOSEN = swap(SETTINGS_TEXT, "routine: back-pain", "routine: neck")


@pytest.fixture
def folder(write_settings: WriteSettings) -> Path:
    """A folder of routines that holds one called neck, in a folder of its own."""
    mine = write_settings(CHOSEN).parent / "mine"
    (mine / "neck").mkdir()
    (mine / "neck" / "routine.yaml").write_text(START, "utf-8")
    return mine


def test_a_routine_may_be_a_folder(folder: Path) -> None:
    made = content.load(folder.parent / "kiosk.yaml")
    assert made.routine_file == folder / "neck" / "routine.yaml"
    assert made.name == "neck"


def test_a_plain_file_is_a_routine_too(write_settings: WriteSettings) -> None:
    assert content.load(write_settings(CHOSEN, neck=START)).name == "neck"


def test_folders_and_files_are_listed_together(folder: Path) -> None:
    (folder / "arm.yaml").write_text(START, "utf-8")
    (folder / ".neck.new" / "neck").mkdir(parents=True)
    (folder / ".neck.new" / "routine.yaml").write_text(START, "utf-8")
    found = {entry.name: entry.faults for entry in survey.survey(folder.parent / "kiosk.yaml")}
    assert found == {"arm": (), "back-pain": (), "breathing": (), "neck": ()}


def test_two_routines_of_one_name_are_refused(folder: Path) -> None:
    (folder / "neck.yaml").write_text(START, "utf-8")
    settings = folder.parent / "kiosk.yaml"
    fault = only_fault(lambda: content.load(settings))
    assert fault.file == str(folder / "neck.yaml")
    assert fault.problem.endswith("delete or rename one of them")
    (entry,) = (entry for entry in survey.survey(settings) if entry.name == "neck")
    assert entry.faults == (fault,)


def test_a_folder_without_its_file_is_reported_for_what_it_is(folder: Path) -> None:
    (folder / "neck" / "routine.yaml").rename(folder / "neck" / "Routine.yml")
    fault = only_fault(lambda: content.load(folder.parent / "kiosk.yaml"))
    assert fault.file == str(folder / "neck" / "routine.yaml")
    assert fault.problem == "cannot be read: No such file or directory"


def test_the_last_good_copy_outlives_a_folder_that_is_deleted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, state = folder.parent / "kiosk.yaml", tmp_path / "last-good.json"
    assert fallback.load(settings, state).notice == ""
    (folder / "neck" / "routine.yaml").unlink()
    (folder / "neck").rmdir()
    found = fallback.load(settings, state)
    assert found.content.name == "neck"
    assert found.notice.startswith("Routine faulty: the last good one is in use.")


@pytest.mark.parametrize(
    ("file", "name", "folder"),
    [("mine/neck.yaml", "neck", None), ("mine/neck/routine.yaml", "neck", Path("mine/neck"))],
)
def test_a_routine_has_the_name_of_its_file_or_folder(
    file: str, name: str, folder: Path | None
) -> None:
    assert routine_files.name_of(Path(file)) == name
    assert routine_files.folder_of(Path(file)) == folder
