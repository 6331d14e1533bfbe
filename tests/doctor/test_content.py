from __future__ import annotations

import json
from pathlib import Path

from kiosk.config import paths
from kiosk.doctor import content
from tests.doctor.expected import FAULT, OK, expect_one, worse
from tests.yaml_inputs import SETTINGS_TEXT, swap


def test_the_shipped_files_have_no_fault() -> None:
    found = list(content.content(paths.OWN_SETTINGS))
    assert worse(found) == []
    assert {item.area for item in found} == {"settings", "routine", "pictures"}


def test_every_fault_in_the_settings_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(swap(SETTINGS_TEXT, "volume: 7", "volume: 70\nvolumme: 3"), "utf-8")
    found = list(content.content(file))
    assert [item.level for item in found] == [FAULT, FAULT]
    assert any("did you mean volume?" in item.text for item in found)
    assert {item.area for item in found} == {"settings"}


def test_unreadable_settings_are_reported_with_two_remedies(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    expect_one(
        content.content(file),
        FAULT,
        "cannot be read: No such file",
        "leave a file with only comments",
    )
    expect_one(content.content(file), FAULT, str(file), "sudo chmod -R a+rX")


def test_of_very_many_faults_the_first_and_the_number_of_the_rest_are_reported(
    tmp_path: Path,
) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(f"languages: [{'x, ' * 500}]\n")
    found = list(content.content(file))
    assert len(found) == 101
    assert found[-1].text == "and 402 more faults"


def test_a_missing_face_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").touch()
    expect_one(content.fonts(tmp_path, ("a.ttf",)), OK, "1 font files")
    expect_one(content.fonts(tmp_path, ("a.ttf", "b.ttf")), FAULT, "b.ttf not found", "reinstall")


def test_voices_are_checked_against_their_index(tmp_path: Path) -> None:
    expect_one(content.voices(tmp_path), OK, "none installed")
    (tmp_path / "en").mkdir()
    clips = {"Press.": {"file": "1.opus", "seconds": 1}, "Stop.": {"file": "2.opus", "seconds": 1}}
    index = {"made_by": "somebody", "clips": clips}
    (tmp_path / "en" / "index.json").write_text(json.dumps(index))
    (tmp_path / "en" / "1.opus").touch()
    expect_one(content.voices(tmp_path), FAULT, "there is no file 2.opus")
    (tmp_path / "en" / "2.opus").touch()
    expect_one(content.voices(tmp_path), OK, "en: 2 clips")
    (tmp_path / "en" / "index.json").write_text("{")
    expect_one(content.voices(tmp_path), FAULT, "cannot be read")
