from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.config.faults import FaultyInput
from kiosk.library import new_routine
from kiosk.preview.draft import Draft, Follower
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, swap

START = new_routine.TEMPLATE.read_text("utf-8")


@pytest.fixture
def settings(write_settings: WriteSettings) -> Path:
    return write_settings(mine=START)


@pytest.fixture
def file(settings: Path) -> Path:
    return settings.parent / "mine" / "mine.yaml"


@pytest.fixture
def follower(settings: Path, tmp_path: Path) -> Follower:
    return Follower(settings, "mine", None, tmp_path / "missing.png", 600)


def read(follower: Follower) -> Draft:
    found = follower.read()
    assert found is not None
    return found


def test_the_pages_of_a_routine_without_faults_are_shown(follower: Follower) -> None:
    draft = read(follower)
    assert draft.faults == ()
    assert {"attract", "press-cv6", "finish"} <= draft.pages.keys()


def test_nothing_is_read_again_before_the_file_changes(follower: Follower) -> None:
    read(follower)
    assert follower.read() is None


def test_a_changed_file_is_read_again(follower: Follower, file: Path) -> None:
    before = read(follower)
    file.write_text(swap(START, "name: My routine", "name: Another"), "utf-8")
    after = read(follower)
    assert before.content
    assert after.content
    assert (before.content.routine.name, after.content.routine.name) == ("My routine", "Another")


def test_a_file_that_an_editor_replaces_is_followed(follower: Follower, file: Path) -> None:
    status = file.stat()
    read(follower)
    other = file.with_suffix(".new")
    other.write_text(swap(START, "name: My routine", "name: My rouTine"), "utf-8")
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(file)
    assert read(follower).content


def test_changed_settings_are_read_again(follower: Follower, settings: Path) -> None:
    read(follower)
    text = settings.read_text("utf-8")
    settings.write_text(swap(text, "language: en", "language: de"), "utf-8")
    found = read(follower)
    assert found.content
    assert found.content.settings.language == "de"


def test_faults_are_reported_beside_the_pages(follower: Follower, file: Path) -> None:
    file.write_text(swap(START, "hold: 60", "hold: 4"), "utf-8")
    draft = read(follower)
    assert [fault.key for fault in draft.faults] == ["points[1].stages[1].hold"]
    assert "press-cv6" in draft.pages


def test_a_file_that_cannot_be_read_keeps_the_pages_it_had(follower: Follower, file: Path) -> None:
    before = read(follower)
    file.write_text("a: b: c\n", "utf-8")
    after = read(follower)
    assert after.pages == before.pages
    assert len(after.faults) == 1
    file.write_text(START, "utf-8")
    assert read(follower).faults == ()


def test_a_file_that_is_gone_is_reported_once_and_found_again(
    follower: Follower, file: Path
) -> None:
    read(follower)
    file.unlink()
    assert "there is no routine 'mine'" in read(follower).faults[0].problem
    assert follower.read() is None
    file.write_text(START, "utf-8")
    assert read(follower).faults == ()


def test_another_language_than_the_settings_can_be_chosen(settings: Path, tmp_path: Path) -> None:
    follower = Follower(settings, "mine", "fr", tmp_path / "missing.png", 600)
    content = read(follower).content
    assert content
    assert content.language == "fr"


def test_a_routine_that_does_not_exist_is_reported_at_once(settings: Path, tmp_path: Path) -> None:
    follower = Follower(settings, "mime", None, tmp_path / "missing.png", 600)
    with pytest.raises(FaultyInput, match="did you mean mine"):
        follower.find()


def test_faulty_settings_are_reported_at_once(
    write_settings: WriteSettings, tmp_path: Path
) -> None:
    file = write_settings(swap(SETTINGS_TEXT, "volume: 7", "volume: 70"), mine=START)
    with pytest.raises(FaultyInput, match="volume"):
        Follower(file, "mine", None, tmp_path / "missing.png", 600).find()
