from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.layout.frame import MOST_CROPPED, frame
from kiosk.screen.paint.box import Box
from tests.screen.scene_measures import within
from tests.surfaces import SIZES

SIDES = st.integers(320, 7680)


@given(SIDES, SIDES)
def test_all_parts_are_on_the_page_and_do_not_overlap(width: int, height: int) -> None:
    made = frame(width, height)
    page = Box(0, 0, width, height)
    assert made.page == page
    assert made.portrait is (height > width)
    for box in (made.body, made.picture, made.column, *made.keys):
        assert within(box, page, 0), box
    assert not made.picture.meets(made.column)
    for key in made.keys:
        assert not key.meets(made.body)
        assert key.h >= 30
    assert max(key.w for key in made.keys) - min(key.w for key in made.keys) <= 1
    assert not any(a.meets(b) for n, a in enumerate(made.keys) for b in made.keys[:n])
    assert made.unit * 100 == pytest.approx(min(width, height))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_picture_is_as_large_as_possible_and_not_cropped_too_much(
    size: tuple[int, int],
) -> None:
    made = frame(*size)
    picture = made.picture
    assert picture.w * picture.h >= 0.36 * size[0] * size[1]
    cropped = 1 - min(picture.w, picture.h) / max(picture.w, picture.h)
    assert cropped <= MOST_CROPPED + 0.01


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_column_has_room_for_words(size: tuple[int, int]) -> None:
    column = frame(*size).column
    assert column.w >= 0.35 * size[0]
    assert column.h >= 0.3 * size[1]
