from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks import survey
from kiosk.checks.survey import Entry, only
from kiosk.config import paths
from kiosk.config.faults import FaultyInput
from kiosk.library import new_routine
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, faults_of, only_fault, swap

START = new_routine.TEMPLATE.read_text("utf-8")
BROKEN = swap(START, "hold: 60", "hold: 6O")


def entries(file: Path) -> dict[str, Entry]:
    return {entry.name: entry for entry in survey.survey(file)}


def test_a_broken_draft_spoils_no_other_routine(write_settings: WriteSettings) -> None:
    found = entries(write_settings(broken=BROKEN, fine=START, nonsense="- a: b: c\n"))
    assert {name: len(entry.faults) for name, entry in found.items()} == {
        "back-pain": 0,
        "breathing": 0,
        "broken": 1,
        "fine": 0,
        "nonsense": 1,
    }


def test_a_routine_is_listed_with_title_length_and_languages(
    write_settings: WriteSettings,
) -> None:
    found = entries(write_settings(fine=START))
    assert found["fine"].title == "My routine"
    assert found["fine"].seconds is not None
    assert 120 < found["fine"].seconds < 600
    assert found["fine"].languages == ("en",)
    assert found["back-pain"].languages[:2] == ("en", "fr")
    assert [entry.name for entry in found.values() if entry.chosen] == ["back-pain"]


def test_a_broken_routine_has_neither_title_nor_length(write_settings: WriteSettings) -> None:
    entry = entries(write_settings(broken=BROKEN))["broken"]
    assert (entry.title, entry.seconds, entry.languages) == (None, None, ())
    assert entry.remark == "1 fault; see: acupressure-kiosk check broken"


def test_one_missing_text_is_enough_to_lack_a_language(write_settings: WriteSettings) -> None:
    shipped = (paths.ROUTINES / "back-pain.yaml").read_text("utf-8")
    name = shipped[shipped.index("\nname: ") :].split("\n")[1]
    changed = swap(shipped, name, "name: A name of my own")
    found = entries(write_settings(same=shipped, changed=changed))
    assert "de" in found["same"].languages
    assert found["changed"].languages == ("en",)


def test_only_the_named_routine_is_checked(write_settings: WriteSettings) -> None:
    file = write_settings(broken=BROKEN, fine=START)
    assert only(file, "fine")[1] == ()
    (fault,) = only(file, "broken")[1]
    assert Path(fault.file).name == "broken.yaml"
    assert fault.line == BROKEN[: BROKEN.index("6O")].count("\n") + 1


def test_a_routine_that_does_not_exist_is_reported_with_the_nearest(
    write_settings: WriteSettings,
) -> None:
    file = write_settings(fine=START)
    assert "did you mean fine?" in only_fault(lambda: only(file, "fime")).problem


def test_a_routine_for_one_hand_is_checked_for_one(write_settings: WriteSettings) -> None:
    both = swap(START, "sides: midline", "sides: both")
    one_handed = swap(SETTINGS_TEXT, "one_handed: false", "one_handed: true")
    assert only(write_settings(mine=both), "mine")[1] == ()
    (fault,) = only(write_settings(one_handed, mine=both), "mine")[1]
    assert "one_hand or two_hands" in fault.problem


def test_faulty_settings_are_reported_first(write_settings: WriteSettings) -> None:
    file = write_settings(swap(SETTINGS_TEXT, "volume: 7", "volume: 70"), fine=START)
    assert [fault.key for fault in faults_of(lambda: only(file, "fine"))] == ["volume"]
    with pytest.raises(FaultyInput):
        list(survey.survey(file))
