"""Several routines on one kiosk: found, checked, and started with whatever is good."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks.collect import collect
from kiosk.config.faults import Fault
from kiosk.library import all_pages, choice, content, new_routine
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
