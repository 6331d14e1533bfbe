from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.config.fields import homes
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import parse
from kiosk.library import all_pages, new_routine
from kiosk.library.content import Content
from kiosk.preview.stand_ins import CODE, HOLD, TEXT, routine_of, with_pictures
from kiosk.routine.checks import check_routine
from kiosk.routine.model import Routine, Sides
from tests.shipped_pages import shipped
from tests.yaml_inputs import FILE, swap

START = new_routine.TEMPLATE.read_text("utf-8")


def made(text: str) -> Routine:
    return routine_of(parse(text.encode(), FILE).data)


def test_a_routine_without_faults_is_shown_as_it_is() -> None:
    document = parse(START.encode(), FILE)
    assert routine_of(document.data).name == check_routine(document).name
    assert routine_of(document.data).screening == check_routine(document).screening


def test_a_missing_text_is_three_dots() -> None:
    assert (
        made(swap(START, "place: Two fingers below the navel", "")).points[0].stages[0].place
        == TEXT
    )


def test_a_text_that_is_too_long_is_shown() -> None:
    long = "word " * 20 + "end"
    assert made(swap(START, "My routine ", f"{long} ")).name == long


def test_a_number_out_of_range_becomes_the_nearest() -> None:
    assert made(swap(START, "hold: 60", "hold: 600")).points[0].stages[0].hold == 600
    assert made(swap(START, "hold: 60", "hold: none")).points[0].stages[0].hold == HOLD


def test_an_unknown_code_becomes_the_one_that_was_meant() -> None:
    assert made(swap(START, "code: LI4", "code: li 4")).points[1].stages[0].code == "LI4"
    assert made(swap(START, "code: LI4", "code: XX9")).points[1].stages[0].code == CODE


def test_both_sides_are_told_what_one_is_told() -> None:
    text = START[: START.index("        right:\n")] + START[START.index("# The last page") :]
    stage = made(text).points[1].stages[0]
    assert stage.sides is Sides.LEFT_THEN_RIGHT
    assert stage.right == stage.left


def test_a_stage_without_duration_is_held() -> None:
    assert made(swap(START, "hold: 60", "")).points[0].stages[0].hold == HOLD


def test_a_missing_picture_has_a_stand_in_and_the_others_stay() -> None:
    album = shipped().album
    routine = made(swap(START, "picture: cv6", "picture: mine"))
    shown = with_pictures(album, routine, Path("/tmp/missing.png"), 600)
    assert shown.file("mine.find") == Path("/tmp/missing.png")
    assert shown.file("li4.left.find") == album.file("li4.left.find")
    assert album.pictures.keys() < shown.pictures.keys()


def test_one_picture_that_serves_for_a_whole_stage_has_no_stand_in() -> None:
    routine = made(swap(START, "picture: cv6", "picture: posture.sitting"))
    shown = with_pictures(shipped().album, routine, Path("/tmp/missing.png"), 600)
    assert not [name for name in shown.pictures if name.startswith("posture.sitting.")]


KEYS = st.sampled_from(sorted(homes(Routine)))
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30)
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6)
)


@settings(deadline=None, max_examples=150)
@given(ANYTHING)
def test_every_page_of_any_data_can_be_made(data: object) -> None:
    content = Content(Settings(), shipped().albums, routine_of(data), FILE)
    assert "attract" in all_pages.pages(content)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_page_of_a_routine_with_one_wrong_value_can_be_made(data: st.DataObject) -> None:
    written = parse(START.encode(), FILE).data
    place = written
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            place[key] = data.draw(ANYTHING)
            break
        place = inner
    one_handed = replace(Settings(), one_handed=data.draw(st.booleans()))
    assert all_pages.pages(Content(one_handed, shipped().albums, routine_of(written), FILE))


@pytest.mark.parametrize("data", [None, [], "words", 5, {}])
def test_no_routine_at_all_has_pages_too(data: object) -> None:
    assert routine_of(data).name == TEXT
