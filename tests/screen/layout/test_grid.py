"""The grid of each size: slots that are on the page, apart, and large enough for their letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.screen import Screen
from kiosk.screen.layout.grid import Grid, grid
from kiosk.screen.layout.legibility import MinimumTextSize, viewing_conditions
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from tests.screen.scene_measures import grid_of, within
from tests.surfaces import SIZES

SIDES = st.integers(320, 7680)
EVERY_SIZE = pytest.mark.parametrize("size", SIZES, ids=str)
AIR = 12
"""Pixels between letters and the edges."""


def slots(made: Grid) -> list[Box]:
    return [made.progress, made.segments, made.note, made.ring, made.word, made.sentence]


@given(SIDES, SIDES)
def test_all_slots_are_on_the_page_and_do_not_overlap(width: int, height: int) -> None:
    made = grid(width, height)
    page = Box(0, 0, width, height)
    assert made.page == page
    assert made.portrait is (height > width)
    for box in (made.body, made.picture, made.column, made.aside, made.beside, made.wide):
        assert within(box, made.body, 0), box
    assert not made.picture.meets(made.column)
    assert not made.aside.meets(made.beside)
    for key in made.keys:
        assert within(key, page, 0)
        assert not key.meets(made.body)
        assert key.h >= 30
    assert not any(a.meets(b) for n, a in enumerate(made.keys) for b in made.keys[:n])


@EVERY_SIZE
def test_the_slots_of_a_stage_lie_in_the_column_and_do_not_overlap(size: tuple[int, int]) -> None:
    made = grid_of(size)
    for number, box in enumerate(slots(made)):
        assert box.w > 0
        assert box.h > 0
        assert within(box, made.column, 0), box
        assert not any(box.meets(other) for other in slots(made)[:number]), box


@EVERY_SIZE
def test_letters_have_air_around_them(size: tuple[int, int]) -> None:
    made = grid_of(size)
    for box in (made.column, made.beside, made.wide):
        ink = box.y + round(0.2 * made.scale.small)  # above a capital its line has room
        assert min(size[0] - box.right, ink) >= AIR, box
    assert made.column.x - made.picture.right >= AIR or made.portrait


@EVERY_SIZE
def test_the_picture_bleeds_to_the_edges_and_is_large(size: tuple[int, int]) -> None:
    made = grid_of(size)
    assert made.picture[:2] == (0, 0)
    if made.portrait:
        assert made.picture.w == size[0]
        assert made.picture.h == pytest.approx(0.44 * size[1], rel=0.02)
    else:
        assert made.picture.h == made.body.h
        assert made.picture.w == pytest.approx(made.body.h, rel=0.13)


@EVERY_SIZE
def test_words_and_sentences_have_room_for_their_letters(size: tuple[int, int]) -> None:
    made = grid_of(size)
    scale = made.scale
    assert made.word.h >= fonts.LINE * scale.word - 1
    assert made.sentence.h >= scale.text * (fonts.LINE + fonts.LEADING * 2) - 1
    assert made.ring.w == made.ring.h
    digits = fonts.width("00", scale.word, True)
    assert digits < made.ring.w


@EVERY_SIZE
def test_three_sizes_of_letters_differ_clearly(size: tuple[int, int]) -> None:
    word, title, text, small = grid_of(size).scale
    assert word > title > text >= small
    assert word >= 1.2 * title
    assert title >= 1.05 * text  # bold and coloured, too


@pytest.mark.parametrize("size", [(800, 480), (1024, 600), (1280, 720), (1280, 800), (1920, 1080)])
def test_every_letter_on_the_usual_panel_is_high_enough(size: tuple[int, int]) -> None:
    minimum = viewing_conditions(Screen(), size).minimum_text
    scale = grid(*size, minimum).scale
    assert min(scale.text, scale.small, scale.title) >= minimum.text
    assert scale.word >= minimum.word


def test_letters_grow_no_larger_than_the_column_has_room_for() -> None:
    far = grid(800, 480, MinimumTextSize(300, 900))
    assert far.column.w / far.scale.text > 9
    assert far.column.w / far.scale.word > 5
    near = grid(480, 800, MinimumTextSize(300, 900))
    assert near.column.h / near.scale.text > 8.4


def test_at_800x480_the_picture_is_a_square_of_over_a_third_of_the_page() -> None:
    made = grid_of((800, 480))
    assert made.picture.w == made.picture.h
    assert made.picture.w >= 370
    assert made.column.w >= 362
