from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.screen.paint.box import Box

BOXES = st.builds(Box, *(st.integers(-50, 50),) * 2, *(st.integers(0, 300),) * 2)
SHARES = st.lists(st.integers(1, 50), min_size=1, max_size=6)


def test_edges_and_middle() -> None:
    box = Box(10, 20, 30, 40)
    assert (box.right, box.bottom, box.centre) == (40, 60, (25, 40))


def test_a_margin_is_taken_off_every_side() -> None:
    assert Box(0, 0, 100, 50).inset(10) == Box(10, 10, 80, 30)
    assert Box(0, 0, 100, 50).inset(10, 0) == Box(10, 0, 80, 50)


def test_a_margin_too_wide_leaves_no_negative_size() -> None:
    assert Box(0, 0, 10, 10).inset(8)[2:] == (0, 0)


def test_rows_and_columns_are_in_proportion() -> None:
    assert Box(0, 0, 90, 60).rows(1, 2) == (Box(0, 0, 90, 20), Box(0, 20, 90, 40))
    assert Box(0, 0, 90, 60).columns(2, 1) == (Box(0, 0, 60, 60), Box(60, 0, 30, 60))


@given(BOXES, SHARES, st.integers(0, 5))
def test_columns_fill_the_box_but_for_their_gaps(box: Box, shares: list[int], gap: int) -> None:
    made = box.columns(*shares, gap=gap)
    assert made[0].x == box.x
    assert all(after.x - before.right == gap for before, after in pairwise(made))
    if box.w >= gap * len(shares) + sum(shares):
        assert made[-1].right == box.right
    assert all(column.h == box.h and column.w >= 0 for column in made)


@given(BOXES, SHARES, st.integers(0, 5))
def test_rows_are_columns_turned(box: Box, shares: list[int], gap: int) -> None:
    turned = Box(box.y, box.x, box.h, box.w)
    columns = [Box(c.y, c.x, c.h, c.w) for c in turned.columns(*shares, gap=gap)]
    assert list(box.rows(*shares, gap=gap)) == columns


def test_a_square_is_in_the_middle() -> None:
    assert Box(0, 0, 100, 40).square() == Box(30, 0, 40, 40)


@given(BOXES, BOXES)
def test_boxes_meet_where_they_have_a_pixel_in_common(one: Box, other: Box) -> None:
    common = one.common(other)
    sized = one.w and one.h and other.w and other.h
    if sized:
        assert one.meets(other) == other.meets(one) == bool(common.w and common.h)


@given(BOXES, BOXES)
def test_the_box_around_two_holds_both(one: Box, other: Box) -> None:
    around = one.around(other)
    for box in (one, other):
        assert (around.x <= box.x, around.y <= box.y) == (True, True)
        assert (around.right >= box.right, around.bottom >= box.bottom) == (True, True)
    assert around == other.around(one)


def test_boxes_side_by_side_do_not_meet() -> None:
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 10, 10))


def test_a_moved_box_keeps_its_size() -> None:
    assert Box(1, 2, 3, 4).moved(10, -2) == Box(11, 0, 3, 4)


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0, 50))
def test_the_box_about_a_circle_holds_it(x: float, y: float, radius: float) -> None:
    box = Box.about(x, y, radius)
    assert box.x <= x - radius
    assert box.y <= y - radius
    assert box.right >= x + radius
    assert box.bottom >= y + radius
