"""Every page on every size of screen: complete, large enough, apart, and with contrast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from kiosk.checks.fitting import misfits
from kiosk.config.settings import Contrast
from kiosk.screen.layout.frame import Frame, frame
from kiosk.screen.layout.pages import PAGES, scene
from kiosk.screen.layout.widgets import BREATH_FRAMES, MOST_DOTS, LayoutContext
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Drawing, Fill, Item, Marker, Photo, Plate
from kiosk.screen.paint.ring import Ring
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.theme import THEME, THEMES, contrast
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View
from tests.screen.scene_measures import desk_of, frame_of, ground, ink, labels, lay_out, within
from tests.shipped_pages import page_of_kind, pages, shipped
from tests.surfaces import SIZES

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
    assert {view.page for view in pages().values()} == set(PageKind) == set(PAGES)


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
def test_every_text_is_large_enough(kind: PageKind, size: tuple[int, int]) -> None:
    for name, _, made in _of(kind, size):
        assert not list(misfits(made, frame(*size))), name


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
            if isinstance(item, Photo | Marker):
                assert item.box.meets(page)
                continue
            assert within(item.box, page, 0), (name, item)
        assert made[0] == Fill(page, THEME.paper)


@EVERY_SIZE
@EVERY_KIND
def test_soft_keys_are_side_by_side_at_the_foot(kind: PageKind, size: tuple[int, int]) -> None:
    boxes = frame_of(size).keys
    for name, view, made in _of(kind, size):
        plates = [item for item in made if isinstance(item, Plate) and item.box in boxes]
        assert [plate.box for plate in plates] == list(boxes), name
        for key, plate in zip(view.keys, plates, strict=True):
            assert plate.colour == (THEME.keys[key.key] if key.action else THEME.dim)
            shown = [label for label in labels(made) if within(label.box, plate.box, 0)]
            assert [" ".join(label.text.lines) for label in shown] == [key.label], name
        page = Box(0, 0, *size)
        assert all(within(box, page, 0) for box in boxes)
        assert not any(a.meets(b) for n, a in enumerate(boxes) for b in boxes[:n])
        others = [i for i in made[1:] if not any(within(i.box, key, 0) for key in boxes)]
        assert not [item for item in others if any(item.box.meets(key) for key in boxes)], name


@EVERY_SIZE
@EVERY_KIND
def test_picture_column_and_ring_do_not_overlap(kind: PageKind, size: tuple[int, int]) -> None:
    shared = frame_of(size)
    assert not shared.picture.meets(shared.column)
    for name, _, made in _of(kind, size):
        rings = [item for item in made if isinstance(item, Ring)]
        big = [i.box for i in made if isinstance(i, Photo) and i.box == shared.picture]
        for ring in rings:
            assert within(ring.box, Box(0, 0, *size), 0)
            assert not any(ring.box.meets(box) for box in big), name
            inside = [label for label in labels(made) if label.box.meets(ring.box)]
            assert len(inside) == 1, (name, "only the digits stand in the ring")


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
        idle = [THEMES[theme].keys[key.key] for key in view.keys if not key.action]
        for item, colour in _marks(made):
            if idle and within(item.box, made[0].box) and item.box.y >= frame_of((800, 480)).body.h:
                least = 3.0
            else:
                least = LEAST[theme]
            ratio = contrast(colour, ground(made, item, item.box))
            assert ratio >= least, (name, item, round(ratio, 2))
        for plate in (item for item in made if isinstance(item, Plate) and item.edge_colour):
            if plate.box in frame_of((800, 480)).keys and plate.edge_colour:
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
        shown = _texts(made).casefold()
        said = [view.word, *view.sentences, view.line, *(key.label for key in view.keys)]
        if view.countdown and kind is not PageKind.DONE:
            said.append(view.countdown.digits)
        if kind is PageKind.FIND:  # the word of this page is the point itself
            assert view.card is not None
            said[0] = view.card.point
        if kind is PageKind.ATTRACT and desk_of(size).minimum_text.text >= 5 * min(size) / 100:
            said.remove(view.sentences[0])  # the introduction says it, in letters large enough
        assert [text for text in said if text.casefold() not in shown] == [], name


@EVERY_SIZE
def test_the_warning_and_the_end_have_their_sign(size: tuple[int, int]) -> None:
    for kind in (PageKind.WARNING, PageKind.FINISH, PageKind.DONE):
        for _, _, made in _of(kind, size):
            assert any(isinstance(i, Drawing) and i.box.w >= 8 * min(size) / 100 for i in made)


@EVERY_SIZE
def test_the_points_are_marked_on_the_picture(size: tuple[int, int]) -> None:
    picture = frame_of(size).picture
    for kind in (PageKind.FIND, PageKind.PRESS, PageKind.RELEASE):
        for name, view, made in _of(kind, size):
            assert view.card is not None
            large = [m for m in made if isinstance(m, Marker) and m.radius >= 5.0]
            inside = [m for m in large if within(Box.about(m.x, m.y, m.radius), picture, 0)]
            assert len(inside) >= len(view.card.sides), name


def test_left_and_right_are_named_where_the_picture_says_they_are() -> None:
    view = pages()["press-bl23"]
    made = lay_out(view, (800, 480))
    picture = shipped().album.pictures[view.pictures[0]]
    left, right = (
        next(label.box.x for label in labels(made) if label.text.lines == (word,))
        for word in ("LEFT", "RIGHT")
    )
    assert picture.left is not None
    assert (left < right) is (picture.left.value == "left")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["lead-in-bl40", "lead-in-li4-left", "lead-in-lr3-right"])
def test_a_posture_is_shown_uncropped(name: str, size: tuple[int, int]) -> None:
    view = pages()[name]
    assert view.pictures[0].startswith("posture.")
    photos = (item for item in lay_out(view, size) if isinstance(item, Photo))
    photo = next(item for item in photos if item.name == view.pictures[0])
    assert photo.box == photo.whole


def test_a_missing_picture_gives_way_to_a_drawn_figure() -> None:
    view = replace(pages()["press-cv6"], pictures=("gone", "gone too"))
    made = lay_out(view, (800, 480))
    photos = [item for item in made if isinstance(item, Photo)]
    assert [(photo.name, photo.box) for photo in photos] == [("", frame_of((800, 480)).picture)]


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
def test_only_find_and_press_breathe(kind: PageKind) -> None:
    view = page_of_kind()[kind]
    moved = scene(view, _desk(False), 1.0) != scene(view, _desk(False), 2.0)
    assert moved is (kind in (PageKind.FIND, PageKind.PRESS))


def test_a_marker_breathes_slower_than_three_times_a_second() -> None:
    view, context = page_of_kind()[PageKind.PRESS], _desk(False)
    swells = []
    for frame_number in range(160):
        made = scene(view, context, frame_number / BREATH_FRAMES)
        swells.append(next(m.swell for m in made if isinstance(m, Marker)))
    turns = sum(
        (b - a) * (c - b) < 0 for a, b, c in zip(swells, swells[1:], swells[2:], strict=False)
    )
    assert 1 <= turns / 2 <= 160 / BREATH_FRAMES * 3.0
    assert max(swells) <= 1.0
    assert min(swells) >= 0.0


def test_the_ring_is_full_at_the_start_and_empty_at_the_end() -> None:
    view = page_of_kind()[PageKind.PRESS]
    assert view.countdown is not None
    length = view.countdown.length
    for left, wanted in ((length, 1.0), (length / 2, 0.5), (0.0, 0.0)):
        counted = replace(view, countdown=replace(view.countdown, left=left))
        made = lay_out(counted, (800, 480))
        (ring,) = (item for item in made if isinstance(item, Ring))
        assert ring.turn / ring.turns == wanted


def test_a_long_routine_shows_its_progress_in_numbers() -> None:
    view = replace(page_of_kind()[PageKind.PRESS], progress=29, steps=MOST_DOTS + 10)
    assert f"30 / {MOST_DOTS + 10}" in _texts(lay_out(view, (800, 480)))


def test_pause_has_a_shape_and_a_colour_of_its_own() -> None:
    assert len({THEME.keys[key] for key in Key}) == len(Key)


def test_pages_are_laid_out_without_opening_a_window() -> None:
    import pygame

    lay_out(page_of_kind()[PageKind.PRESS], (800, 480))
    assert pygame.display.get_surface() is None
    assert fonts.font(20, False) is fonts.font(20, False)


def test_frames_differ_between_landscape_and_portrait() -> None:
    wide: Frame = frame(1280, 720)
    tall: Frame = frame(720, 1280)
    assert wide.picture.right <= wide.column.x
    assert tall.picture.bottom <= tall.column.y
