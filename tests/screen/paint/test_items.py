from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pygame
import pytest

from kiosk.routine.model import Finger, Hands
from kiosk.screen.paint import flower, fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.breath import Breath
from kiosk.screen.paint.fingers import Fingers
from kiosk.screen.paint.items import Canvas, Disc, Drawing, Fill, Item, Label, Marker, Photo, Plate
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.question_signs import SIGNS
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.strokes import Stroke
from kiosk.screen.paint.theme import HIGH, THEME
from kiosk.session.keys import Action, Key
from tests.shipped_pages import shipped

SIDE = 120
PAGE = Box(0, 0, SIDE, SIDE)
BOX = Box(20, 30, 60, 50)
GROUND = (10, 200, 30)


def _painted(item: Item, clip: Box | None = None) -> pygame.Surface:
    surface = pygame.Surface((SIDE, SIDE), 0, 32)
    surface.fill(GROUND)
    if clip:
        surface.set_clip(pygame.Rect(clip))
    item.paint(Canvas(surface, Photos(shipped().album)))
    return surface


def _at(surface: pygame.Surface, x: int, y: int) -> tuple[int, ...]:
    return tuple(surface.get_at((x, y)))[:3]


def _ink(surface: pygame.Surface) -> set[tuple[int, int]]:
    return {(x, y) for x in range(SIDE) for y in range(SIDE) if _at(surface, x, y) != GROUND}


EVERY: list[Item] = [
    Fill(BOX, THEME.ink),
    Plate(BOX, THEME.ink, 8, 2, THEME.press),
    Disc(BOX.square(), THEME.ink),
    Label(BOX, fonts.FittedText(14, ("two", "lines")), True, THEME.ink),
    Photo(BOX, "cv6.find", BOX),
    Photo(BOX, "", BOX),
    Marker.at(50.5, 55.25, 9.0, 1.0, False),
    Marker.at(50.5, 55.25, 9.0, 0.5, True),
    Ring(BOX, 6, THEME.press, THEME.line, 20, 60),
    Marker.at(50.5, 55.25, 9.0, 0.0, False, HIGH),
    Breath(BOX.square(), THEME.press, GROUND, 0.8),
    Stroke.through(((40.0, 60.0), (70.0, 62.0)), 3.0, THEME.ink, THEME.card, dot=5.0),
    Stroke.through(((25.0, 40.0), (70.0, 62.0)), 2.0, THEME.ink, THEME.card, dashed=True),
    *(Drawing(BOX, sign, THEME.ink) for sign in icons.KEYS.values()),
    *(Drawing(BOX, sign, THEME.ink) for sign in (*icons.ACTIONS.values(), icons.warning)),
    Drawing(BOX, icons.hands((Finger.THUMB, Finger.INDEX), (), Hands.ONE), THEME.ink),
    Drawing(BOX, icons.hands((Finger.MIDDLE,), (Finger.INDEX,), Hands.BOTH), THEME.ink),
    Drawing(BOX, icons.gauge(2, 3), THEME.ink),
    *(Drawing(BOX, sign, THEME.ink) for sign in SIGNS.values()),
    Fingers.between((30.0, 40.0), (34.0, 62.0), 2, THEME),
    Fingers.between((60.0, 50.0), (30.0, 52.0), 4, HIGH),
    Drawing(BOX, flower.flower((1.0, 0.5, 0.0), (True, False, True)), THEME.ink),
    Drawing(BOX, icons.segments(2, 6), THEME.ink),
    Drawing(BOX, icons.segments(2, 6, 1, 2), THEME.ink),
    Drawing(BOX, icons.segments(200, 300), THEME.ink),
]
EACH = pytest.mark.parametrize("item", EVERY, ids=lambda item: type(item).__name__)


@EACH
def test_an_item_paints_something_inside_its_box(item: Item) -> None:
    box = item.box.common(PAGE)
    ink = _ink(_painted(item, box))
    assert ink
    assert all(box.x <= x < box.right and box.y <= y < box.bottom for x, y in ink)


@EACH
def test_an_item_paints_nothing_outside_the_clip(item: Item) -> None:
    clip = Box(35, 40, 20, 15)
    assert all(35 <= x < 55 and 40 <= y < 55 for x, y in _ink(_painted(item, clip)))


@EACH
def test_a_clip_of_no_size_paints_nothing(item: Item) -> None:
    assert _ink(_painted(item, Box(0, 0, 0, 0))) == set()


@EACH
def test_equal_items_look_the_same(item: Item) -> None:
    one, other = (_painted(made).get_buffer().raw for made in (item, replace(item)))
    assert item == replace(item)
    assert one == other


@EACH
def test_a_change_is_painted_over_both_boxes(item: Item) -> None:
    moved = replace(item, box=item.box.moved(7, 0))
    assert moved.damage(item) == (moved.box.around(item.box),)


def test_a_plate_has_round_corners_and_an_edge() -> None:
    shown = _painted(Plate(BOX, THEME.ink, 12, 3, THEME.press))
    assert _at(shown, 20, 30) == GROUND
    assert _at(shown, 50, 30) == THEME.press
    assert _at(shown, 50, 55) == THEME.ink


@pytest.mark.parametrize(("across", "left"), [(0.0, True), (1.0, False)])
def test_words_are_aligned_to_their_side(across: float, left: bool) -> None:
    label = Label(BOX, fonts.FittedText(14, ("I",)), True, THEME.ink, across)
    columns = {x for x, _ in _ink(_painted(label))}
    assert (min(columns) - BOX.x <= 4) is left
    assert (BOX.right - 1 - max(columns) <= 4) is not left


def test_a_capital_is_in_the_middle_of_its_box() -> None:
    rows = [y for _, y in _ink(_painted(Label(BOX, fonts.FittedText(30, ("H",)), True, THEME.ink)))]
    assert abs((min(rows) + max(rows) + 1) / 2 - (BOX.y + BOX.h / 2)) <= 1


def _angles(ring: Ring) -> tuple[bool, ...]:
    """Return whether the ring is coloured at twelve, three, six and nine o'clock."""
    shown = _painted(ring)
    side, middle = min(ring.box.w, ring.box.h), ring.box.centre
    reach = side // 2 - 1 - ring.wide // 2
    places = [(0, -reach), (reach, 0), (0, reach), (-reach, 0)]
    return tuple(_at(shown, middle[0] + x, middle[1] + y) == ring.colour for x, y in places)


@pytest.mark.parametrize(
    ("turn", "seen"),
    [
        (60, (True, True, True, True)),
        (40, (True, True, True, False)),
        (25, (True, True, False, False)),
        (10, (True, False, False, False)),
        (0, (False, False, False, False)),
    ],
)
def test_a_ring_shows_what_is_left_from_the_top_clockwise(
    turn: int, seen: tuple[bool, ...]
) -> None:
    assert _angles(Ring(Box(20, 20, 80, 80), 8, THEME.press, THEME.line, turn, 60)) == seen


@pytest.mark.parametrize("swell", [0.0, 1.0])
def test_the_finger_is_visible_through_the_ring_of_a_covered_point(swell: float) -> None:
    covered, plain = (_painted(Marker.at(60, 60, 20, swell, c)) for c in (True, False))
    assert _at(covered, 60, 60) == GROUND
    assert _at(plain, 60, 60) == THEME.marker


def test_a_halo_swells() -> None:
    sizes = [len(_ink(_painted(Marker.at(60, 60, 15, swell, False)))) for swell in (0, 0.5, 1)]
    assert sizes == sorted(set(sizes))


def test_every_button_has_a_shape_of_its_own() -> None:
    shapes = {frozenset(_ink(_painted(Drawing(BOX, icons.KEYS[key], THEME.ink)))) for key in Key}
    assert len(shapes) == len(Key)


def test_a_warning_and_an_end_have_signs_that_differ_in_more_than_colour() -> None:
    signs = (icons.warning, icons.buzzer)
    pixels = {_painted(Drawing(BOX, sign, THEME.ink)).get_buffer().raw for sign in signs}
    assert len(pixels) == len(signs)


ALIKE = (
    {Action.START, Action.START_NOW, Action.CONTINUE, Action.RESUME, Action.NEXT},
    {Action.NO, Action.NONE_OF_THESE},
    {Action.AGAIN, Action.START_OVER, Action.LAST_AGAIN},
    {Action.STAY, Action.TAKE_LANGUAGE},
    {Action.NEXT_LANGUAGE, Action.NEXT_ROUTINE},
)
"""Actions that do the same to a person, and so have the same sign."""


def test_every_action_has_a_sign_that_no_other_function_has() -> None:
    painted = {
        action: frozenset(_ink(_painted(Drawing(BOX, icons.ACTIONS[action], THEME.ink))))
        for action in Action
    }
    for one, other in combinations(Action, 2):
        together = any({one, other} <= group for group in ALIKE)
        assert (painted[one] == painted[other]) is together, (one, other)
        if not together:  # seen apart even by somebody who sees little
            apart = len(painted[one] ^ painted[other])
            assert apart > 0.12 * len(painted[one] | painted[other]), (one, other)


@pytest.mark.parametrize("covered", [False, True])
def test_a_marker_in_high_contrast_is_a_diamond(covered: bool) -> None:
    diamond = _painted(Marker.at(60, 60, 15, 0.0, covered, HIGH))
    seen_through = _at(diamond, 60, 60) == GROUND
    assert seen_through is covered
    for x, y in ((60, 39), (60, 81), (39, 60), (81, 60)):
        assert _at(diamond, x, y) == HIGH.marker, "its corners reach out"
    for x, y in ((42, 42), (78, 78)):
        assert _at(diamond, x, y) == GROUND, "its sides are straight"


def test_a_breath_grows() -> None:
    sizes = []
    for size in (0.0, 0.5, 1.0):
        shown = _painted(Breath(BOX.square(), THEME.press, GROUND, size))
        row = [_at(shown, x, BOX.centre[1]) for x in range(BOX.x, BOX.right)]
        sizes.append(row.count(_at(shown, *BOX.square().centre)))
    assert sizes == sorted(set(sizes))


def test_signs_with_equal_parameters_are_equal() -> None:
    assert icons.gauge(1, 2) is icons.gauge(1, 2)
    assert flower.flower((0.5,), (True,)) is flower.flower((0.5,), (True,))
    one = icons.hands((Finger.THUMB,), (), Hands.ONE)
    assert one is icons.hands((Finger.THUMB,), (), Hands.ONE)
    assert one is not icons.hands((Finger.INDEX,), (), Hands.ONE)


def test_the_gauge_is_full_up_to_the_pressure() -> None:
    amounts = []
    for step in (1, 2, 3, 4):
        shown = _painted(Drawing(BOX, icons.gauge(step, step), THEME.ink))
        amounts.append(sum(_at(shown, x, y) == THEME.ink for x, y in _ink(shown)))
    assert amounts == sorted(set(amounts))
