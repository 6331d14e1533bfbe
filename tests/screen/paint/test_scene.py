from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import pygame
import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.screen.layout import drawn_panel
from kiosk.screen.layout.drawn_panel import PanelView
from kiosk.screen.layout.pages import scene
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Canvas, Disc, Fill, Item, Label, Marker, Plate
from kiosk.screen.paint.photos import Photos
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.scene import Scene, damage, merged, paint
from kiosk.screen.paint.theme import THEME
from kiosk.session.keys import Key
from kiosk.session.view import View
from tests.screen.scene_measures import desk_of
from tests.shipped_pages import pages, shipped
from tests.surfaces import same_picture
from tests.walk import Walk

PAGE = Box(0, 0, 200, 100)
BOXES = st.builds(Box, *(st.integers(0, 40),) * 2, *(st.integers(1, 30),) * 2)


# Boxes.


def test_boxes_apart_stay_apart() -> None:
    boxes = [Box(0, 0, 10, 10), Box(10, 0, 10, 10), Box(30, 30, 5, 5)]
    assert merged(boxes) == boxes


def test_boxes_that_meet_become_one() -> None:
    assert merged([Box(0, 0, 10, 10), Box(9, 9, 10, 10)]) == [Box(0, 0, 19, 19)]


def test_a_box_that_joins_two_makes_one_of_three() -> None:
    boxes = [Box(0, 0, 10, 10), Box(20, 0, 10, 10), Box(5, 0, 20, 10)]
    assert merged(boxes) == [Box(0, 0, 30, 10)]


@given(st.lists(BOXES, max_size=12))
def test_merged_boxes_never_meet_and_cover_all_they_were_made_of(boxes: list[Box]) -> None:
    made = merged(boxes)
    assert not any(a.meets(b) for n, a in enumerate(made) for b in made[:n])
    assert all(any(other.around(box) == other for other in made) for box in boxes)


# Damage of small scenes.


def _disc(x: int, colour: tuple[int, int, int] = THEME.press) -> Disc:
    return Disc(Box(x, 10, 20, 20), colour)


GROUND = Fill(PAGE, THEME.paper)


def test_the_same_scene_has_no_damage() -> None:
    made: Scene = (GROUND, _disc(10))
    assert damage(made, (GROUND, _disc(10))) == []


def test_new_items_are_painted() -> None:
    assert damage((GROUND,), (GROUND, _disc(10))) == [Box(10, 10, 20, 20)]


def test_removed_items_are_painted_over() -> None:
    assert damage((GROUND, _disc(10)), (GROUND,)) == [Box(10, 10, 20, 20)]


def test_a_moved_item_is_painted_where_it_was_and_where_it_is() -> None:
    boxes = damage((GROUND, _disc(10)), (GROUND, _disc(100)))
    assert sorted(boxes) == [Box(10, 10, 20, 20), Box(100, 10, 20, 20)]


def test_the_first_scene_is_painted_completely() -> None:
    assert damage((), (GROUND, _disc(10))) == [PAGE]


def test_a_running_ring_is_painted_only_at_its_end() -> None:
    ring = Ring(Box(10, 10, 80, 80), 8, THEME.press, THEME.line, 30, 60)
    (box,) = damage((GROUND, ring), (GROUND, replace(ring, ticks_left=29)))
    assert box.w * box.h < 80 * 80 / 8


def test_a_ring_that_jumps_is_painted_completely() -> None:
    ring = Ring(Box(10, 10, 80, 80), 8, THEME.press, THEME.line, 60, 60)
    assert damage((GROUND, ring), (GROUND, replace(ring, ticks_left=10))) == [ring.box]


def test_a_ring_in_another_colour_is_painted_completely() -> None:
    ring = Ring(Box(10, 10, 80, 80), 8, THEME.press, THEME.line, 60, 60)
    assert damage((GROUND, ring), (GROUND, replace(ring, colour=THEME.ready))) == [ring.box]


def _surface(size: tuple[int, int] = (200, 100)) -> pygame.Surface:
    return pygame.Surface(size, 0, 32)


def _painted(made: Scene, size: tuple[int, int] = (200, 100)) -> pygame.Surface:
    surface = _surface(size)
    canvas = Canvas(surface, Photos(shipped().album))
    paint(made, canvas, [Box(0, 0, *size)])
    return surface


def _pixels(surface: pygame.Surface) -> bytes:
    return surface.get_buffer().raw


def test_nothing_outside_the_boxes_is_painted() -> None:
    surface = _surface()
    surface.fill((1, 2, 3))
    paint((GROUND,), Canvas(surface, Photos(shipped().album)), [Box(50, 20, 10, 10)])
    ground = [(x, y) for x in range(200) for y in range(100) if surface.get_at((x, y))[0] != 1]
    assert ground == [(x, y) for x in range(50, 60) for y in range(20, 30)]


def test_no_item_leaves_its_own_box() -> None:
    long = Label(Box(10, 10, 20, 10), fonts.FittedText(30, ("far too long",)), True, THEME.ink)
    surface = _painted((GROUND, long))
    assert _pixels(_painted((GROUND,))) != _pixels(surface)
    surface.fill(THEME.paper, pygame.Rect(long.box))
    assert _pixels(_painted((GROUND,))) == _pixels(surface)


def test_the_clip_is_reset_after_painting() -> None:
    surface = _painted((GROUND, _disc(10)))
    assert surface.get_clip() == surface.get_rect()


def test_items_are_painted_from_back_to_front() -> None:
    over = Plate(Box(10, 10, 20, 20), THEME.warning, 0)
    shown = _painted((GROUND, _disc(10), over)).get_at((20, 20))
    assert tuple(shown)[:3] == THEME.warning


def test_items_whose_order_changes_are_repainted() -> None:
    under, over = _disc(10), _disc(15, THEME.warning)
    before, after = (GROUND, under, over), (GROUND, over, under)
    _assert_damage_is_enough(before, after, (200, 100))


# Damage of pages: painting it yields the same pixels as painting everything.


def _assert_damage_is_enough(before: Scene, after: Scene, size: tuple[int, int]) -> None:
    surface = _painted(before, size)
    paint(after, Canvas(surface, _photos()), damage(before, after))
    wanted = _painted(after, size)
    if not same_picture(_pixels(surface), _pixels(wanted)):
        raise AssertionError(_differing(surface, wanted))


@cache
def _photos() -> Photos:
    return Photos(shipped().album)


def _differing(one: pygame.Surface, other: pygame.Surface) -> str:
    width, height = one.get_size()
    found = [
        (x, y)
        for y in range(height)
        for x in range(width)
        if one.get_at((x, y)) != other.get_at((x, y))
    ]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    worst = max(
        max(abs(a - b) for a, b in zip(one.get_at(at), other.get_at(at), strict=True))
        for at in found
    )
    return (
        f"{len(found)} pixels differ, by up to {worst}, from ({min(xs)}, {min(ys)})"
        f" to ({max(xs)}, {max(ys)})"
    )


@dataclass(frozen=True)
class Moment:
    """A view and the time at which it is drawn."""

    view: View
    now: float


@cache
def _moments() -> tuple[Moment, ...]:
    """Views of a walk through a whole session, fractions of a second apart, with pauses."""
    from kiosk.routine.timeline import SegmentKind
    from kiosk.session.presenter import view

    walk, found = Walk(), []

    def look() -> None:
        found.append(Moment(view(walk.session, walk.now), walk.now))

    while walk.kind is not SegmentKind.FINISH:
        look()
        if walk.session.running.length is None:
            walk.wait(0.7)
            look()
            walk.press(Key.ADVANCE)
        else:
            walk.wait(2.3125)
    look()
    return tuple(found)


SMALL = ((480, 320), (320, 480))


@hypothesis_settings(max_examples=60)
@given(st.data(), st.sampled_from(SMALL))
def test_painting_the_damage_of_any_change_of_page_is_enough(
    data: st.DataObject, size: tuple[int, int]
) -> None:
    number = st.integers(0, len(_moments()) - 1)
    one, other = (_moments()[data.draw(number)] for _ in range(2))
    before = scene(one.view, desk_of(size), one.now)
    after = scene(other.view, desk_of(size), other.now)
    _assert_damage_is_enough(before, after, size)


@hypothesis_settings(max_examples=60)
@given(st.data(), st.sampled_from(SMALL), st.booleans())
def test_painting_the_damage_of_a_moment_later_is_enough(
    data: st.DataObject, size: tuple[int, int], calm: bool
) -> None:
    number = data.draw(st.integers(0, len(_moments()) - 2))
    one, other = _moments()[number], _moments()[number + 1]
    before = scene(one.view, desk_of(size, calm), one.now)
    after = scene(other.view, desk_of(size, calm), other.now)
    _assert_damage_is_enough(before, after, size)


PRESSING = tuple(
    name for name in pages() if name.startswith(("press-", "lead-in-", "release-", "still"))
)


@hypothesis_settings(max_examples=60)
@given(
    st.sampled_from(PRESSING),
    st.floats(0, 1),
    st.sampled_from([1 / 16, 0.25, 0.9, 3.0]),
    st.sampled_from([*SMALL, (1280, 720)]),
)
@example("press-cv6", 1.0, 1 / 16, (1280, 720))
@example("press-cv6", 0.001, 1 / 16, (1280, 720))
def test_painting_the_damage_of_a_countdown_is_enough(
    name: str, share: float, seconds: float, size: tuple[int, int]
) -> None:
    made = []
    counted = pages()[name]
    assert counted.countdown is not None
    left = counted.countdown.length * share
    for later in (0.0, seconds):
        countdown = replace(counted.countdown, left=max(0.0, left - later))
        seen = replace(counted, countdown=countdown)
        made.append(scene(seen, desk_of(size), 100.0 - left + later))
    _assert_damage_is_enough(made[0], made[1], size)


PANELS = st.builds(
    PanelView,
    st.just((Key.ADVANCE, Key.REPEAT, Key.SWITCH)),
    st.frozensets(st.sampled_from(Key)),
    st.frozensets(st.sampled_from(Key)),
    st.booleans(),
)


@hypothesis_settings(max_examples=30)
@given(PANELS, PANELS)
def test_painting_the_damage_of_the_drawn_panel_is_enough(one: PanelView, other: PanelView) -> None:
    size = (800, 100)
    before, after = (drawn_panel.items(Box(0, 0, *size), panel) for panel in (one, other))
    _assert_damage_is_enough(before, after, size)


@pytest.mark.parametrize("swell", [0.0, 0.3, 1.0])
def test_a_marker_keeps_to_its_box_however_far_it_swells(swell: float) -> None:
    marker: Item = Marker.at(60.3, 50.7, 12.0, swell, False)
    wide = _painted((GROUND, replace(marker, box=PAGE)))
    assert _pixels(wide) == _pixels(_painted((GROUND, marker)))
