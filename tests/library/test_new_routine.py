from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.faults import FaultyInput
from kiosk.library import content, new_routine
from kiosk.library.new_routine import Unwritable, next_steps, target, write
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, swap


def test_the_start_of_a_routine_has_no_faults(write_settings: WriteSettings) -> None:
    settings = write_settings()
    file = target("my-neck", None, settings)
    write(file)
    made = content.load(settings, "my-neck")
    assert made.routine_file == file
    assert {stage.code for point in made.routine.points for stage in point.stages} == {
        "CV6",
        "LI4",
    }


def test_every_kind_of_stage_is_shown_by_example(write_settings: WriteSettings) -> None:
    settings = write_settings()
    write(target("my-neck", None, settings))
    stages = [s for p in content.load(settings, "my-neck").routine.points for s in p.stages]
    assert any(stage.hold for stage in stages)
    assert any(stage.cycles for stage in stages)
    assert any(stage.left and stage.right for stage in stages)


def test_a_new_routine_begins_with_the_schema_for_editors(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "new.yaml")
    first = (tmp_path / "deep" / "new.yaml").read_text("utf-8").split("\n")[0]
    assert first == f"# yaml-language-server: $schema={new_routine.SCHEMA}"
    assert new_routine.SCHEMA.is_file()


def test_a_routine_is_never_overwritten(write_settings: WriteSettings) -> None:
    settings = write_settings(mine="my work")
    with pytest.raises(Unwritable, match="is there already: choose another name"):
        target("mine", None, settings)
    write(target("other", None, settings))
    with pytest.raises(Unwritable, match="other is there already"):
        target("other", None, settings)
    with pytest.raises(FileExistsError):
        write(settings.parent / "mine" / "mine.yaml")


@pytest.mark.parametrize("name", ["", "a/b", "../a", ".hidden", "a\u200bb", "x" * 300])
def test_a_name_that_no_file_can_have_is_refused(name: str, write_settings: WriteSettings) -> None:
    with pytest.raises(Unwritable, match="cannot be a routine's name"):
        target(name, None, write_settings())


def test_the_ending_may_be_written_or_not(tmp_path: Path, write_settings: WriteSettings) -> None:
    settings = write_settings()
    assert target("a.yaml", tmp_path, settings) == target("a", tmp_path, settings)


def test_without_a_folder_in_the_settings_it_goes_here(tmp_path: Path) -> None:
    settings = tmp_path / "kiosk.yaml"
    settings.write_text(SETTINGS_TEXT, "utf-8")
    assert target("new", None, settings) == Path("new/routine.yaml")
    assert any(
        "routines_folder: " in step for step in next_steps(Path("new/routine.yaml"), settings)
    )


def test_the_next_steps_name_the_folder_only_if_it_is_not_set(
    write_settings: WriteSettings,
) -> None:
    settings = write_settings()
    steps = next_steps(target("new", None, settings), settings)
    assert not any("routines_folder" in step for step in steps)
    assert any("acupressure-kiosk check new" in step for step in steps)


def test_faulty_settings_are_reported(write_settings: WriteSettings) -> None:
    settings = write_settings(swap(SETTINGS_TEXT, "volume: 7", "volume: 70"))
    with pytest.raises(FaultyInput):
        target("new", None, settings)
