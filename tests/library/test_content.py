from __future__ import annotations

from kiosk.config import paths
from kiosk.library import content
from tests.conftest import WriteSettings
from tests.yaml_inputs import ROUTINE_TEXT, SETTINGS_TEXT, line_of, only_fault, swap

NECK = swap(ROUTINE_TEXT, "name: Ease your back pain", "name: Neck")


def test_shipped_files_are_loaded_together() -> None:
    made = content.load(paths.OWN_SETTINGS)
    assert made.routine_file == paths.ROUTINES / "back-pain.yaml"
    assert len(made.timeline.steps) == 11
    assert set(made.album.pictures) > {"cv6.find", "locator.back"}


def test_a_user_routine_is_found_beside_the_settings(write_settings: WriteSettings) -> None:
    file = write_settings(neck=NECK)
    assert content.load(file, "neck").routine.name == "Neck"
    chosen = write_settings(swap(SETTINGS_TEXT, "routine: back-pain", "routine: neck"), neck=NECK)
    assert content.load(chosen).routine.name == "Neck"


def test_a_user_routine_replaces_a_shipped_one_of_its_name(
    write_settings: WriteSettings,
) -> None:
    assert content.load(write_settings(**{"back-pain": NECK})).routine.name == "Neck"


def test_a_shipped_routine_stays_available_beside_user_routines(
    write_settings: WriteSettings,
) -> None:
    assert content.load(write_settings(neck=NECK)).routine.name == "Ease your back pain"


def test_an_unknown_routine_is_reported_at_its_line_with_the_nearest_name(
    write_settings: WriteSettings,
) -> None:
    file = write_settings(swap(SETTINGS_TEXT, "routine: back-pain", "routine: nekc"), neck=NECK)
    fault = only_fault(lambda: content.load(file))
    assert (fault.file, fault.key) == (str(file), "routine")
    assert fault.line == line_of(SETTINGS_TEXT, "routine:")
    assert "did you mean neck?" in fault.problem
