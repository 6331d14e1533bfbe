"""Every page on every size of screen: complete, large enough, apart, and with contrast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pygame
import pytest

from kiosk.checks.fitting import misfits
from kiosk.config.language import LANGUAGES
from kiosk.config.screen import Contrast
from kiosk.library import all_pages
from kiosk.routine.breathing import EXHALE, INHALE
from kiosk.screen.layout.elements import FRAMES, OPTIONAL, LayoutContext, swell
from kiosk.screen.layout.grid import grid
from kiosk.screen.layout.pages import DESIGNS, blooms, scene
from kiosk.screen.paint import flower, fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.breath import Breath
from kiosk.screen.paint.items import Drawing, Fill, Item, Label, Marker, Photo, Plate
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.strokes import Stroke
from kiosk.screen.paint.theme import THEME, THEMES, contrast
from kiosk.session.keys import Key
from kiosk.session.view import Countdown, PageKind, View
from tests.screen.scene_measures import desk_of, grid_of, ground, ink, labels, lay_out, within
from tests.shipped_pages import page_of_kind, pages, shipped

SIZES = ((480, 320), (800, 480), (1280, 720), (1920, 1080), (480, 800), (720, 1280))

Laid = tuple[str, View, Scene]


@cache
def _laid(size: tuple[int, int]) -> tuple[Laid, ...]:
    return tuple((name, view, lay_out(view, size)) for name, view in pages().items())


def _of(kind: PageKind, size: tuple[int, int]) -> list[Laid]:
    found = [laid for laid in _laid(size) if laid[1].page is kind]
    assert found
    return found


EVERY_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EVERY_KIND = pytest.mark.parametrize("kind", PageKind, ids=lambda kind: kind.value)


def test_every_kind_of_page_occurs_in_a_session() -> None:
    assert {view.page for view in pages().values()} == set(PageKind) == set(DESIGNS)


@EVERY_SIZE
@EVERY_KIND
def test_every_text_fits_its_box(kind: PageKind, size: tuple[int, int]) -> None:
    for name, _, made in _of(kind, size):
        for label in labels(made):
            for line in ink(label):
                slack = 1 + round(label.text.px * 0.03)
                assert within(line, label.box, slack), (name, label.text.lines, line, label.box)


@EVERY_SIZE
@EVERY_KIND
def test_every_text_has_its_size_in_the_scale(kind: PageKind, size: tuple[int, int]) -> None:
    for name, _, made in _of(kind, size):
        found = [misfit.problem for misfit in misfits(made, grid_of(size))]
        assert not found, (name, found)


@EVERY_SIZE
@EVERY_KIND
def test_no_two_texts_overlap(kind: PageKind, size: tuple[int, int]) -> None:
    for name, _, made in _of(kind, size):
        lines = [(label, line) for label in labels(made) for line in ink(label)]
        for number, (one, box) in enumerate(lines):
            for other, its in lines[:number]:
                clash = box.meets(its)
                assert not clash, (name, one.text.lines, other.text.lines)


@EVERY_SIZE
@EVERY_KIND
def test_nothing_leaves_the_page(kind: PageKind, size: tuple[int, int]) -> None:
    page = Box(0, 0, *size)
    for name, _, made in _of(kind, size):
        for item in made:
            if isinstance(item, Marker | Stroke):
                assert item.box.meets(page)
                continue
            assert within(item.box, page, 0), (name, item)
        assert made[0] == Fill(page, THEME.paper)


@EVERY_SIZE
@EVERY_KIND
def test_soft_keys_are_side_by_side_at_the_foot(kind: PageKind, size: tuple[int, int]) -> None:
    boxes = grid_of(size).keys
    for name, view, made in _of(kind, size):
        plates = [item for item in made if isinstance(item, Plate) and item.box in boxes]
        assert [plate.box for plate in plates] == list(boxes), name
        for key, plate in zip(view.keys, plates, strict=True):
            idle = THEME.dim if key.label else THEME.paper
            bold = THEME.paper if key.action in OPTIONAL else THEME.keys[key.key]
            assert plate.colour == (bold if key.action and key.label else idle)
            shown = [label for label in labels(made) if within(label.box, plate.box, 0)]
            words = {" ".join(label.text.lines) for label in shown}
            assert words == {key.label, key.twice} - {""}, name
            signs = [i.sign for i in made if isinstance(i, Drawing) and within(i.box, plate.box, 0)]
            wanted = icons.ACTIONS[key.action] if key.action else icons.KEYS[key.key]
            assert signs == [wanted] * bool(key.label), name
        others = [i for i in made[1:] if not any(within(i.box, key, 0) for key in boxes)]
        assert not [item for item in others if any(item.box.meets(key) for key in boxes)], name


@EVERY_SIZE
def test_what_is_on_every_page_of_a_stage_holds_still(size: tuple[int, int]) -> None:
    made_of = grid_of(size)
    for name, view, made in _laid(size):
        if view.card is None:
            continue
        photo = next(item for item in made if isinstance(item, Fill) and item is not made[0])
        assert photo.box == made_of.picture, name
        for ring in (item for item in made if isinstance(item, Ring)):
            assert ring.box == made_of.ring.square(), name
        boxes = [label.box for label in labels(made)]
        assert made_of.word in boxes, name
        if not (view.page is PageKind.FIND and view.line):  # which needs a line more
            assert made_of.sentence[:3] in [box[:3] for box in boxes], name
        assert made_of.progress in boxes, name
        assert any(isinstance(i, Drawing) and i.box == made_of.segments for i in made), name


@EVERY_SIZE
@EVERY_KIND
def test_only_digits_and_the_guide_to_breathing_are_in_the_ring(
    kind: PageKind, size: tuple[int, int]
) -> None:
    for name, view, made in _of(kind, size):
        for ring in (item for item in made if isinstance(item, Ring)):
            inside = [i for i in made[made.index(ring) + 1 :] if i.box.meets(ring.box)]
            guide = [Breath] if view.since is not None else []
            assert [type(item) for item in inside] == [*guide, Label], name


@cache
def _coloured(contrast: Contrast) -> tuple[Laid, ...]:
    theme, size = THEMES[contrast], (800, 480)
    return tuple((name, view, lay_out(view, size, 1.0, theme)) for name, view in pages().items())


EVERY_CONTRAST = pytest.mark.parametrize("theme", Contrast, ids=lambda theme: theme.value)


@EVERY_CONTRAST
@EVERY_KIND
def test_every_text_stands_out_from_its_ground(kind: PageKind, theme: Contrast) -> None:
    for name, _, made in (laid for laid in _coloured(theme) if laid[1].page is kind):
        for label in labels(made):
            place = label.box.common(made[0].box)
            ratio = contrast(label.colour, ground(made, label, place))
            assert ratio >= 7.0, (name, label.text.lines, round(ratio, 2))


def _marks(made: Scene) -> Iterator[tuple[Item, tuple[int, int, int]]]:
    for item in made:
        if isinstance(item, Drawing | Ring):
            yield item, item.colour


LEAST = {Contrast.NORMAL: 3.0, Contrast.HIGH: 7.0}
"""Minimum contrast of marks. Source of the first: WCAG 2.2, 1.4.11."""


@EVERY_CONTRAST
@EVERY_KIND
def test_every_mark_stands_out_from_its_ground(kind: PageKind, theme: Contrast) -> None:
    for name, view, made in (laid for laid in _coloured(theme) if laid[1].page is kind):
        idle = [key for key in view.keys if key.label and not key.action]
        for item, colour in _marks(made):
            if idle and within(item.box, made[0].box) and item.box.y >= grid_of((800, 480)).body.h:
                least = 3.0
            else:
                least = LEAST[theme]
            ratio = contrast(colour, ground(made, item, item.box))
            assert ratio >= least, (name, item, round(ratio, 2))
        for plate in (item for item in made if isinstance(item, Plate) and item.edge_colour):
            if plate.colour in (THEMES[theme].dim, *THEMES[theme].keys.values()):
                assert plate.edge_colour is not None
                ratio = contrast(plate.edge_colour, ground(made, plate, plate.box))
                assert ratio >= 3.0, (name, "a soft key's outline", round(ratio, 2))


@EVERY_CONTRAST
def test_a_marker_stands_out_from_its_own_rim(theme: Contrast) -> None:
    colours = THEMES[theme]
    assert contrast(colours.marker, colours.rim) >= LEAST[theme]


def test_in_high_contrast_a_marker_stands_out_from_any_skin() -> None:
    """Against any background, its rim or its middle has enough contrast."""
    high = THEMES[Contrast.HIGH]
    for grey in range(256):
        skin = (grey, grey, grey)
        best = max(contrast(high.marker, skin), contrast(high.rim, skin))
        assert best >= 3.0, grey


@EVERY_CONTRAST
def test_the_rest_of_a_ring_stands_out_from_its_track(theme: Contrast) -> None:
    for name, _, made in _coloured(theme):
        for ring in (item for item in made if isinstance(item, Ring)):
            assert contrast(ring.colour, ring.track) >= 3.0, name


# What the pages say.


def _texts(made: Scene) -> str:
    return " ".join(" ".join(label.text.lines) for label in labels(made))


@EVERY_SIZE
@EVERY_KIND
def test_all_texts_of_the_view_are_on_the_page(kind: PageKind, size: tuple[int, int]) -> None:
    for name, view, made in _of(kind, size):
        shown = _texts(made)
        # On the first page the key says how to start where there is no room for the line.
        line = "" if kind is PageKind.ATTRACT else view.line
        said = [view.word, line, *view.sentences, *(key.label for key in view.keys)]
        said += [key.twice for key in view.keys]
        said += [view.number, view.duration, *view.options]
        if view.progress:
            said.append(view.progress.text)
        if view.countdown and kind is not PageKind.SETTLE:  # which shows the flower
            said.append(view.countdown.digits)
        assert [text for text in said if text not in shown] == [], name


@EVERY_SIZE
def test_the_emergency_number_is_the_largest_text_of_its_page(size: tuple[int, int]) -> None:
    for name, view, made in _of(PageKind.STOP, size):
        if view.number:
            largest = max(labels(made), key=lambda label: label.text.px)
            assert largest.text.lines == (view.number,), name
            assert largest.text.px >= grid_of(size).scale.word


def test_a_round_is_told_in_words() -> None:
    view = page_of_kind()[PageKind.RELEASE]
    assert view.part is not None
    for size in SIZES:
        assert view.part.text in _texts(lay_out(view, size))


@EVERY_SIZE
def test_a_page_of_several_has_a_segment_for_each_above_its_title(size: tuple[int, int]) -> None:
    for name, view in pages().items():
        if view.part and not view.card:
            made = lay_out(view, size)
            sign = icons.segments(view.part.number, view.part.of)
            (segments,) = (i for i in made if isinstance(i, Drawing) and i.sign is sign)
            heading = next(label for label in labels(made) if label.bold)
            assert segments.box.bottom <= heading.box.y, name
            assert segments.box.x == heading.box.x, name


def test_fingers_and_pressure_have_words_where_there_is_room_and_signs_everywhere() -> None:
    view = pages()["press-cv6"]
    assert view.card is not None
    for size in SIZES:
        made, card = lay_out(view, size), view.card
        signs = {item.sign for item in made if isinstance(item, Drawing)}
        assert icons.gauge(card.softest, card.hardest) in signs
        assert icons.hands(card.fingers, card.fingers_or, card.hands) in signs
    assert view.card.pressure_text in _texts(lay_out(view, (800, 480)))
    large = _texts(lay_out(view, (1920, 1080)))
    assert view.card.fingers_text in large
    assert view.card.pressure_text in large


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pressure_is_told_in_words_before_it_is_given(language: str) -> None:
    for name, view in all_pages.pages(shipped().in_language(language)).items():
        if view.page is PageKind.COUNT_IN and view.card:
            words = _texts(lay_out(view, (800, 480))).lower()
            assert view.card.pressure_text.lower() in words, name


def test_the_chosen_language_is_marked_by_more_than_colour() -> None:
    view = pages()["languages"]
    for chosen in range(len(view.options)):
        made = lay_out(replace(view, chosen=chosen), (800, 480))
        names = [label for label in labels(made) if label.text.lines[0] in view.options]
        assert [label.bold for label in names] == [n == chosen for n in range(len(view.options))]


def test_many_languages_are_in_two_columns() -> None:
    view = replace(pages()["languages"], options=tuple(f"Language {n}" for n in range(9)))
    made = lay_out(view, (800, 480))
    names = [label.box for label in labels(made) if label.text.lines[0].startswith("Language ")]
    assert len(names) == 9
    assert len({box.x for box in names}) == 2
    assert not any(a.meets(b) for n, a in enumerate(names) for b in names[:n])


@EVERY_SIZE
def test_the_points_are_marked_on_the_picture(size: tuple[int, int]) -> None:
    picture = grid_of(size).picture
    for kind in (PageKind.FIND, PageKind.PRESS):
        for name, view, made in _of(kind, size):
            assert view.card is not None
            if view.pictures[0].startswith("posture."):
                continue
            large = [m for m in made if isinstance(m, Marker) and m.radius >= 5.0]
            inside = [m for m in large if within(Box.about(m.x, m.y, m.radius), picture, 0)]
            assert len(inside) >= len(view.card.sides), name


@EVERY_SIZE
@pytest.mark.parametrize("kind", [PageKind.RELEASE, PageKind.SETTLE])
def test_nothing_is_marked_when_the_hands_let_go(kind: PageKind, size: tuple[int, int]) -> None:
    for name, _, made in _of(kind, size):
        assert not [item for item in made if isinstance(item, Marker)], name


def test_left_and_right_are_named_where_the_picture_says_they_are() -> None:
    view = next(view for name, view in pages().items() if name == "find-bl23-2")
    made = lay_out(view, (800, 480))
    picture = shipped().album.pictures[view.pictures[0]]
    left, right = (
        next(label.box.x for label in labels(made) if label.text.lines == (word,))
        for word in ("left", "right")
    )
    assert picture.left is not None
    assert (left < right) is (picture.left.value == "left")


def test_a_point_on_the_middle_line_has_no_sides() -> None:
    for name, view in pages().items():
        if "cv6" in name:
            shown = {label.text.lines for label in labels(lay_out(view, (800, 480)))}
            assert not shown & {("left",), ("right",)}, name


def test_a_missing_picture_gives_way_to_a_drawn_figure() -> None:
    view = replace(pages()["press-cv6"], pictures=("gone", "gone too"))
    made = lay_out(view, (800, 480))
    photos = [item for item in made if isinstance(item, Photo)]
    assert [(photo.name, photo.box) for photo in photos] == [("", grid_of((800, 480)).picture)]


def test_the_second_best_picture_is_shown_if_the_best_is_missing() -> None:
    view = replace(pages()["press-cv6"], pictures=("gone", "cv6.find"))
    made = lay_out(view, (800, 480))
    assert "cv6.find" in {item.name for item in made if isinstance(item, Photo)}


def test_a_notice_is_shown_while_nobody_is_there() -> None:
    notice = "The button advance is stuck: it does not count until it is let go."
    for size in SIZES:
        made = lay_out(replace(pages()["attract"], notice=notice), size)
        (label,) = (label for label in labels(made) if " ".join(label.text.lines) == notice)
        assert all(within(line, label.box) for line in ink(label))
        assert contrast(label.colour, ground(made, label, label.box)) >= 7.0
    assert notice not in _texts(lay_out(pages()["attract"], (800, 480)))


# Motion.


def _desk(calm: bool) -> LayoutContext:
    return desk_of((800, 480), calm)


@EVERY_KIND
def test_calm_pages_look_the_same_a_moment_later(kind: PageKind) -> None:
    view = page_of_kind()[kind]
    assert scene(view, _desk(True), 1.0) == scene(view, _desk(True), 1.4)


@EVERY_KIND
def test_only_the_markers_of_a_point_to_find_breathe(kind: PageKind) -> None:
    named = [(name, view) for name, view in pages().items() if view.page is kind]
    view = next(view for name, view in named if kind is not PageKind.FIND or name == "find-cv6-2")
    moved = scene(view, _desk(False), 1.0) != scene(view, _desk(False), 2.0)
    assert moved is (kind is PageKind.FIND)


def _held(since: float | None) -> View:
    return replace(pages()["press-cv6"], since=since)


def _breaths(view: View, calm: bool = False) -> list[Breath]:
    return [item for item in scene(view, _desk(calm), 1.0) if isinstance(item, Breath)]


def test_the_guide_to_breathing_grows_for_four_seconds_and_shrinks_for_six() -> None:
    assert (INHALE, EXHALE) == (4.0, 6.0)
    sizes = [swell(step / FRAMES) for step in range(10 * FRAMES + 1)]
    top = 4 * FRAMES
    assert sizes[: top + 1] == sorted(sizes[: top + 1])
    assert sizes[top:] == sorted(sizes[top:], reverse=True)
    assert sizes[0] == sizes[-1] == min(sizes)
    assert max(sizes) == sizes[top] == 1.0


@EVERY_SIZE
def test_the_guide_to_breathing_fills_the_ring_and_its_words_the_foot(
    size: tuple[int, int],
) -> None:
    grid = grid_of(size)
    for name, view, made in _of(PageKind.PRESS, size):
        discs = [item for item in made if isinstance(item, Breath)]
        assert len(discs) == (view.since is not None), name
        assert all(within(disc.box, grid.ring, 0) for disc in discs), name
        words = [each for each in labels(made) if each.text.lines[0] in view.breathing]
        assert all(each.box.bottom == grid.sentence.bottom for each in words), name


def test_the_guide_to_breathing_says_in_and_out() -> None:
    for breath, words in ((0.0, "Breathe in"), (3.9, "Breathe in"), (4.0, "Breathe out")):
        held = replace(_held(breath), breathing=("Breathe in", "Breathe out"))
        assert words in _texts(scene(held, _desk(False), 1.0))


def test_a_guide_says_nothing_where_the_page_s_word_does() -> None:
    held = replace(_held(2.0), line="Your belly rises.", breathing=("", ""))
    assert len(_breaths(held)) == 1
    assert "Breathe in" not in _texts(scene(held, _desk(False), 1.0))


def _petals(view: View, calm: bool = False) -> Drawing:
    frame = grid_of((800, 480)).picture
    drawn = (i for i in scene(view, _desk(calm), 1.0) if isinstance(i, Drawing))
    return next(item for item in drawn if within(item.box, frame, 0))


def test_the_flower_at_the_end_opens_petal_by_petal_and_then_rests() -> None:
    ended = pages()["finish"]
    signs = [_petals(replace(ended, since=step / FRAMES)).sign for step in range(10 * FRAMES)]
    assert len(set(signs)) > 20
    assert signs[-1] is flower.flower((1.0,) * 6, (True,) * 6)
    assert blooms(replace(ended, since=1.0))
    assert not blooms(ended)


def test_a_calm_flower_is_open_at_once() -> None:
    begun = replace(pages()["finish"], since=0.0)
    assert _petals(begun, calm=True).sign is flower.flower((1.0,) * 6, (True,) * 6)


def test_a_point_left_out_has_a_pale_petal() -> None:
    ended = pages()["finish"]
    left = {key: number for key, number in ended.points.items() if number != 2}
    pressed = (True, False, True, True, True, True)
    sign = _petals(replace(ended, points=left)).sign
    assert sign is flower.flower((1.0,) * 6, pressed)


def test_a_routine_without_points_ends_with_a_whole_flower() -> None:
    assert _petals(replace(pages()["finish"], points={})).sign is flower.whole


def test_calm_pages_and_short_presses_have_no_guide_to_breathing() -> None:
    assert _breaths(_held(2.0), calm=True) == []
    assert _breaths(_held(None)) == []


def test_the_ring_is_full_at_the_start_and_empty_at_the_end() -> None:
    view = page_of_kind()[PageKind.PRESS]
    assert view.countdown is not None
    length = view.countdown.length
    for left, wanted in ((length, 1.0), (length / 2, 0.5), (0.0, 0.0)):
        counted = replace(view, countdown=replace(view.countdown, left=left))
        made = lay_out(counted, (800, 480))
        (ring,) = (item for item in made if isinstance(item, Ring))
        assert ring.ticks_left / ring.ticks == pytest.approx(wanted, abs=0.02)


def test_a_page_keeps_its_layout_while_its_countdown_runs() -> None:
    view = page_of_kind()[PageKind.PRESS]
    boxes = set()
    for left in (60.0, 31.5, 9.0, 0.1):
        counted = replace(view, countdown=Countdown(left, 60.0), since=60.0 - left)
        boxes.add(tuple(item.box for item in lay_out(counted, (800, 480))))
    assert len(boxes) == 1


@EVERY_SIZE
@pytest.mark.parametrize("length", [60.0, 120.0, 600.0])
def test_the_digits_of_any_hold_stay_inside_the_ring(length: float, size: tuple[int, int]) -> None:
    counted = replace(page_of_kind()[PageKind.PRESS], countdown=Countdown(length, length))
    made = lay_out(counted, size)
    (ring,) = (item for item in made if isinstance(item, Ring))
    (digits,) = (label for label in labels(made) if label.text.lines == (f"{length:.0f}",))
    px = digits.text.px
    across = fonts.width(digits.text.lines[0], px, True) / 2 - 0.05 * px  # without side bearings
    down = fonts.CAPITAL * px / 2
    assert (across**2 + down**2) ** 0.5 < ring.box.w / 2 - ring.wide


@EVERY_SIZE
def test_a_long_word_of_an_exercise_is_a_title_and_not_shrunk(size: tuple[int, int]) -> None:
    pressed = page_of_kind()[PageKind.PRESS]
    assert pressed.card
    view = replace(pressed, word="Hold your breath", card=replace(pressed.card, code=""))
    small = [
        " ".join(each.label.text.lines) for each in misfits(lay_out(view, size), grid_of(size))
    ]
    assert "Hold your breath" not in small


def test_pause_has_a_shape_and_a_colour_of_its_own() -> None:
    assert len({THEME.keys[key] for key in Key}) == len(Key)


def test_pages_are_laid_out_without_opening_a_window() -> None:
    lay_out(page_of_kind()[PageKind.PRESS], (800, 480))
    assert pygame.display.get_surface() is None
    assert fonts.font(20, False) is fonts.font(20, False)


def test_grids_differ_between_landscape_and_portrait() -> None:
    wide, tall = grid(1280, 720), grid(720, 1280)
    assert wide.picture.right <= wide.column.x
    assert tall.picture.bottom <= tall.column.y


def test_a_petal_opens_after_the_last_place_of_a_point_and_not_before() -> None:
    def petals(name: str, since: float) -> set[Drawing]:
        made = scene(replace(pages()[name], since=since), _desk(False), 1.0)
        return {item for item in made if isinstance(item, Drawing)}

    assert petals("settle-bl52", 0.2) != petals("settle-bl52", 2.0)
    assert petals("settle-bl23", 0.2) == petals("settle-bl23", 2.0)
