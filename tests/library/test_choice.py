"""Several routines on one kiosk: found, checked, and started with whatever is good."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks.collect import collect
from kiosk.config import paths
from kiosk.config.faults import Fault
from kiosk.library import all_pages, choice, content, fallback, new_routine
from kiosk.library.fallback import Found
from kiosk.session.state import AudioOptions
from kiosk.session.view import PageKind
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, faults_of, swap

START = new_routine.TEMPLATE.read_text("utf-8")
NECK = swap(START, "name: My routine", "name: Neck")
BROKEN = swap(NECK, "language: en", "language: english")


def settings_of(*names: str, more: str = "") -> str:
    """Return settings with these routines to choose from."""
    line = next(line for line in SETTINGS_TEXT.splitlines() if line.startswith("routine: "))
    chosen = f"routines: [{', '.join(names)}]\n{more}"
    text = swap(SETTINGS_TEXT, line + "\n", "")
    unset = next(line for line in text.splitlines() if line.startswith("routines: "))
    return swap(text, unset + "\n", chosen)


BOTH = settings_of("back-pain", "neck")


def test_the_first_routine_knows_the_others_in_the_order_of_the_settings(
    write_settings: WriteSettings,
) -> None:
    made = content.load(write_settings(settings_of("neck", "back-pain"), neck=NECK))
    assert [each.name for each in made.routines] == ["neck", "back-pain"]
    assert [offer.name for offer in choice.begin(made, 0.0, AudioOptions()).offers] == [
        "neck",
        "back-pain",
    ]


def test_a_routine_named_by_a_command_is_shown_alone(write_settings: WriteSettings) -> None:
    made = content.load(write_settings(BOTH, neck=NECK), "neck")
    assert [each.name for each in made.routines] == ["neck"]


def test_a_page_speaks_and_translates_as_its_routine_does(write_settings: WriteSettings) -> None:
    made = content.load(write_settings(BOTH, neck=NECK))
    first, second = made.routines
    speakers = choice.speakers(made)
    assert (speakers[0, "en"], speakers[1, "en"]) == (first, second)
    assert (speakers[0, "de"], speakers[1, "de"]) == (first, first)


def test_render_has_the_pages_of_every_routine(write_settings: WriteSettings) -> None:
    made = content.load(write_settings(BOTH, neck=NECK))
    pages = all_pages.pages(made)
    assert pages["attract"].options == ("Ease your back pain", "Neck")
    assert pages["neck/attract"].chosen == 1
    assert pages["neck/finish"].routine == 1
    german = all_pages.pages(made.in_language("de"))
    assert german["neck/attract"].line == "In dieser Sprache nicht verfügbar"
    assert german["neck/finish"].language == "en"


def test_pages_of_one_routine_are_those_of_a_kiosk_without_others(
    write_settings: WriteSettings,
) -> None:
    several = content.load(write_settings(BOTH, neck=NECK))
    alone = content.load(write_settings(BOTH, neck=NECK), "back-pain")
    pages = all_pages.pages(several)
    for name, page in all_pages.pages(alone).items():
        assert page.page is PageKind.ATTRACT or pages[name] == page


# Faults


def test_every_unknown_routine_is_told_with_its_line_and_the_nearest_name(
    write_settings: WriteSettings,
) -> None:
    file = write_settings(settings_of("back-pian", "neck", "nekc"), neck=NECK)
    found = faults_of(lambda: content.load(file))
    assert [(fault.key, fault.problem) for fault in found] == [
        ("routines[1]", "there is no routine 'back-pian'; did you mean back-pain?"),
        ("routines[3]", "there is no routine 'nekc'; did you mean neck?"),
    ]
    assert all(fault.line for fault in found)


def test_unknown_and_doubled_routines_are_told_with_other_faults_at_once(
    write_settings: WriteSettings,
) -> None:
    text = swap(settings_of("neck", "nekc", "neck"), "volume: 7", "volume: 70")
    keys = {fault.key for fault in collect(write_settings(text, neck=NECK))}
    assert keys == {"routines[2]", "routines[3]", "volume"}


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        (settings_of(), "routines", "expected 1 to 4 entries, not 0"),
        (settings_of("a", "b", "c", "d", "e"), "routines", "expected 1 to 4 entries, not 5"),
        (
            settings_of("neck", "neck"),
            "routines[2]",
            "'neck' is listed already: delete it here",
        ),
        (
            settings_of("neck", more="routine: neck\n"),
            "routine",
            "expected routine or routines, not both: delete this line",
        ),
        (settings_of("neck/routine.yaml"), "routines[1]", "expected a name, not a path"),
    ],
)
def test_a_wrong_list_of_routines_says_what_to_change(
    write_settings: WriteSettings, text: str, key: str, problem: str
) -> None:
    (fault,) = faults_of(lambda: content.load(write_settings(text, neck=NECK)))
    assert (fault.key, fault.problem) == (key, problem)
    assert fault.line


def test_the_faults_of_every_routine_are_told_at_once(write_settings: WriteSettings) -> None:
    text = settings_of("arm", "neck")
    file = write_settings(text, neck=BROKEN, arm=swap(BROKEN, "Neck", "Arm"))
    found: list[Fault] = [*faults_of(lambda: content.load(file))]
    assert {Path(fault.file).stem for fault in found} == {"neck", "arm"}
    assert {fault.file for fault in collect(file)} >= {fault.file for fault in found}


# The last good copies


class Wall:
    """A device with two routines, one shipped and one of its own."""

    def __init__(self, folder: Path) -> None:
        self.file, self.state = folder / "kiosk.yaml", folder / "state" / "last-good.json"
        self.state.parent.mkdir()
        self.neck = folder / "neck.yaml"
        own = swap(BOTH, "routines_folder: null", "routines_folder: .")
        self.file.write_text(own, "utf-8")

    def start(self, neck: str | None) -> Found:
        """Start with the own routine as given; ``None`` if its file is gone."""
        self.neck.unlink(missing_ok=True)
        if neck is not None:
            self.neck.write_text(neck, "utf-8")
        return fallback.load(self.file, self.state)


@pytest.fixture
def wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall(tmp_path)
    monkeypatch.setattr(paths, "DEVICE_SETTINGS", made.file)
    return made


def names(found: Found) -> list[str]:
    """Return the routines that visitors choose from."""
    return [each.routine.name for each in found.content.routines]


def test_two_good_routines_start_without_a_notice(wall: Wall) -> None:
    found = wall.start(NECK)
    assert (names(found), found.notice) == (["Ease your back pain", "Neck"], "")


@pytest.mark.parametrize("neck", [BROKEN, None])
def test_a_broken_routine_is_shown_as_it_was_last_good(wall: Wall, neck: str | None) -> None:
    wall.start(NECK)
    found = wall.start(neck)
    assert names(found) == ["Ease your back pain", "Neck"]
    assert found.notice.startswith("Routine neck faulty: the last good one is in use. neck.yaml")
    assert names(wall.start(neck)) == ["Ease your back pain", "Neck"]


@pytest.mark.parametrize("neck", [BROKEN, None])
def test_a_routine_that_was_never_good_stops_no_other(wall: Wall, neck: str | None) -> None:
    found = wall.start(neck)
    assert names(found) == ["Ease your back pain"]
    assert found.notice.startswith("Routine neck faulty: it is not offered. ")
    assert names(wall.start(NECK)) == ["Ease your back pain", "Neck"]


def test_without_any_good_routine_the_shipped_one_is_in_use(wall: Wall) -> None:
    text = wall.file.read_text("utf-8")
    wall.file.write_text(swap(text, "[back-pain, neck]", "[arm, neck]"), "utf-8")
    found = wall.start(BROKEN)
    assert names(found) == ["Ease your back pain"]
    assert found.notice.startswith("Routines faulty: the shipped one is in use. kiosk.yaml")
    assert "(and 1 more)" in found.notice


def test_a_copy_kept_before_there_were_several_is_still_used(wall: Wall) -> None:
    own = wall.file.read_text("utf-8")
    wall.file.write_text(swap(own, "routines: [back-pain, neck]", "routine: neck"), "utf-8")
    wall.start(NECK)
    assert "others" not in wall.state.read_text("utf-8")
    wall.file.write_text(own, "utf-8")
    assert names(wall.start(BROKEN)) == ["Ease your back pain", "Neck"]
