"""Pictures on a page: what must be seen is seen, and names hide nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.config.language import LANGUAGES
from kiosk.library import all_pages
from kiosk.routine.illustrations import Landmark, Mark, Picture
from kiosk.screen.layout.pages import scene
from kiosk.screen.layout.pictures import ZOOM, contain, crop
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.fingers import Fingers
from kiosk.screen.paint.items import Drawing, Label, Marker, Photo, Plate
from kiosk.screen.paint.question_signs import SIGNS
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.strokes import Coordinate, Stroke
from kiosk.session.view import PageKind, View
from tests.screen.scene_measures import desk_of, grid_of, lay_out, within
from tests.shipped_pages import pages, shipped
from tests.surfaces import SIZES

FRAMES = [Box(10, 20, 375, 375), Box(0, 0, 480, 350), Box(0, 0, 230, 250), Box(0, 0, 900, 400)]
EVERY_SIZE = pytest.mark.parametrize(
    "size", [(480, 320), (800, 480), (1280, 720), (480, 800)], ids=str
)


def kept(picture: Picture, whole: Box) -> Box:
    assert picture.keep is not None
    x, y, w, h = picture.keep
    left, top = whole.x + x * whole.w, whole.y + y * whole.h
    return Box(round(left), round(top), round(w * whole.w), round(h * whole.h))


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_what_a_picture_must_keep_is_never_cut(frame: Box) -> None:
    for name, picture in shipped().album.pictures.items():
        if picture.keep:
            assert within(kept(picture, crop(picture, frame)), frame, 1), name


@pytest.mark.parametrize("frame", FRAMES, ids=str)
def test_a_crop_keeps_the_picture_s_shape_and_fills_the_frame_if_it_may(frame: Box) -> None:
    for name, picture in shipped().album.pictures.items():
        whole = crop(picture, frame)
        shape = picture.width / picture.height
        assert whole.w / whole.h == pytest.approx(shape, rel=0.01), name
        cover = max(frame.w / picture.width, frame.h / picture.height)
        assert whole.w <= ZOOM * cover * picture.width + 1, name
        cut = kept(picture, Box(0, 0, round(cover * picture.width), round(cover * picture.height)))
        if cut.w <= frame.w and cut.h <= frame.h:
            assert within(frame, whole, 1), (name, "no gap at the edges")


def test_a_picture_that_says_nothing_keeps_its_points() -> None:
    plain = replace(shipped().album.pictures["bl23.find"], keep=None)
    for frame in FRAMES:
        whole = crop(plain, frame)
        for mark in plain.points:
            x, y = whole.x + mark.x * whole.w, whole.y + mark.y * whole.h
            assert frame.x < x < frame.right
            assert frame.y < y < frame.bottom


def test_a_contained_picture_is_complete_and_keeps_its_shape() -> None:
    whole = contain(Picture("tall.png", 100, 200), Box(10, 20, 300, 200))
    assert whole == (110, 20, 100, 200)


def stages(kind: PageKind | None = None, language: str = "en") -> Iterator[tuple[str, View]]:
    shown = pages() if language == "en" else all_pages.pages(shipped().in_language(language))
    for name, view in shown.items():
        if view.card and kind in (None, view.page):
            yield name, view


def said(label: Label) -> str:
    return " ".join(label.text.lines)


def names(made: Scene, view: View, picture: Box) -> list[Label]:
    """Return the labels on the picture that name a landmark or a measure."""
    words = {*dict(view.landmarks).values(), *dict(view.measures).values(), view.third}
    labels = (item for item in made if isinstance(item, Label) and item.box.meets(picture))
    return [label for label in labels if said(label) in words]


@EVERY_SIZE
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_inside_the_picture_and_off_markers_and_other_names(
    language: str, size: tuple[int, int]
) -> None:
    picture = grid_of(size).picture
    for name, view in stages(PageKind.FIND, language):
        made = lay_out(view, size)
        labels = names(made, view, picture)
        markers = [item for item in made if isinstance(item, Marker) and item.box.meets(picture)]
        for number, label in enumerate(labels):
            assert within(label.box, picture, 0), (name, label.text.lines)
            for marker in markers:
                bare = Box.about(marker.x, marker.y, marker.radius)
                assert not label.box.meets(bare), (name, label.text.lines)
            for other in labels[:number]:
                assert not label.box.meets(other.box), (name, label.text, other.text)


@EVERY_SIZE
def test_a_line_leads_from_each_name_to_its_landmark(size: tuple[int, int]) -> None:
    picture = grid_of(size).picture
    for name, view in stages(PageKind.FIND):
        made = lay_out(view, size)
        landmarks = set(dict(view.landmarks).values())
        labels = [each for each in names(made, view, picture) if said(each) in landmarks]
        if not labels:
            continue  # a measure, or nothing, is named
        leaders = [item for item in made if isinstance(item, Stroke) and item.dot]
        assert len(leaders) == len(labels), name
        for label, leader in zip(labels, leaders, strict=True):
            x, y = leader.points[0]
            assert within(Box(round(x), round(y), 0, 0), label.box, 1), name


@EVERY_SIZE
@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_to_landmarks_do_not_cross(language: str, size: tuple[int, int]) -> None:
    for name, view in (*stages(PageKind.FIND, language), *stages(PageKind.LEAD_IN, language)):
        made = lay_out(view, size)
        leaders = [item.points for item in made if isinstance(item, Stroke) and item.dot]
        for number, one in enumerate(leaders):
            assert not any(cross(one, two) for two in leaders[:number]), name


def cross(one: Sequence[Coordinate], two: Sequence[Coordinate]) -> bool:
    """Return whether two lines have a place in common, by Cramer's rule."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = *one, *two
    area = (bx - ax) * (cy - dy) - (by - ay) * (cx - dx)
    if not area:
        return False
    along = ((cx - ax) * (cy - dy) - (cy - ay) * (cx - dx)) / area
    across = ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / area
    return 0 < along < 1 and 0 < across < 1


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("find-cv6-1", set()),
        ("find-cv6-2", {"2 fingers"}),
        ("find-bl53-2", {"flat bone"}),
        ("find-bl53-3", {"2 fingers"}),
        ("find-bl40-3", set()),
        ("find-gb30-1", {"hip bump", "top of tailbone"}),
        ("find-gb30-2", {"a third"}),
        ("find-bl39-1", {"crease", "firm tendon"}),
    ],
)
def test_a_page_names_what_its_instruction_is_about(page: str, named: set[str]) -> None:
    view, size = pages()[page], (800, 480)
    assert {said(label) for label in names(lay_out(view, size), view, grid_of(size).picture)} == (
        named
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_where_bones_meet_leaves_the_thumb_free(language: str) -> None:
    size, name = (800, 480), "find-li4-left-1"
    view = all_pages.pages(shipped().in_language(language))[name]
    made = lay_out(view, size)
    plain = (item for item in made if isinstance(item, Label) and not item.bold)
    (label,) = (each for each in plain if each.box.meets(grid_of(size).picture))
    line = next(item for item in made if isinstance(item, Stroke))
    assert label.box.x + label.box.w / 2 < line.points[-1][0], "the thumb is on the right"


def test_nothing_is_named_while_a_point_is_pressed() -> None:
    size = (800, 480)
    for view in pages().values():
        if view.page in (PageKind.PRESS, PageKind.RELEASE, PageKind.SETTLE):
            assert names(lay_out(view, size), view, grid_of(size).picture) == []


@EVERY_SIZE
def test_a_place_that_is_looked_for_is_seen_from_close_by_with_all_its_marks(
    size: tuple[int, int],
) -> None:
    for name, view in stages(PageKind.FIND):
        photo = next(item for item in lay_out(view, size) if isinstance(item, Photo))
        picture = shipped().album.pictures[photo.name]
        if not photo.name.endswith(".find"):
            continue
        assert photo.whole.w >= crop(picture, photo.box).w, name
        marks: tuple[Mark | Landmark, ...] = (*picture.points, *picture.landmarks)
        for mark in marks:
            x, y = photo.whole.x + mark.x * photo.whole.w, photo.whole.y + mark.y * photo.whole.h
            assert within(Box.about(x, y, 0.05 * photo.box.w), photo.box, 0), (name, mark)


@pytest.mark.parametrize(
    ("page", "count"), [("find-cv6-2", 2), ("find-bl52-1", 4), ("find-li4-left-2", 2)]
)
def test_as_many_fingers_lie_on_a_measure_as_it_is_wide(page: str, count: int) -> None:
    made = lay_out(pages()[page], (800, 480))
    assert [len(item.tips) for item in made if isinstance(item, Fingers)] == [count]


@EVERY_SIZE
def test_a_question_shows_the_place_it_asks_about_or_a_sign(size: tuple[int, int]) -> None:
    asked = {n: v for n, v in pages().items() if n.startswith("question-")}
    assert len(asked) > 20
    missing = []
    for name, view in asked.items():
        shown = [item for item in lay_out(view, size) if isinstance(item, (Photo, Drawing))]
        signs = [each.sign for each in shown if isinstance(each, Drawing)]
        photos = [each.name for each in shown if isinstance(each, Photo)]
        if photos != list(view.pictures) and SIGNS.get(view.pictures[0]) not in signs:
            missing.append(name)
    assert len(missing) <= 1, "only very many words need the room of a picture"


@EVERY_SIZE
def test_the_numbers_of_the_points_do_not_overlap(size: tuple[int, int]) -> None:
    made = lay_out(pages()["attract"], size)
    picture = grid_of(size).picture
    plates = [i.box for i in made if isinstance(i, Plate) and within(i.box, picture, 0)]
    digits = [i for i in made if isinstance(i, Label) and i.box in plates]
    assert {label.text.lines[0] for label in digits} == set("123456")
    for number, box in enumerate(plates):
        assert not any(box.meets(other) for other in plates[:number])


def test_the_posture_is_shown_whole_when_it_is_told() -> None:
    told = [(n, v) for n, v in stages() if v.pictures and v.pictures[0].startswith("posture.")]
    assert told
    for size in SIZES:
        for name, view in told:
            made = lay_out(view, size)
            photo = next(item for item in made if isinstance(item, Photo))
            assert photo.name == view.pictures[0]
            picture = shipped().album.pictures[photo.name]
            assert within(kept(picture, photo.whole), photo.box, 1), name


@EVERY_SIZE
def test_each_point_has_a_number_beside_the_figure_with_a_line_to_its_nearest_place(
    size: tuple[int, int],
) -> None:
    for clinic in ("", "A clinic whose name takes up two lines of a narrow strip"):
        made = lay_out(replace(pages()["attract"], clinic=clinic), size)
        frame = grid_of(size).picture
        discs = [i.box for i in made if isinstance(i, Plate) and within(i.box, frame, 0)]
        lines = [item for item in made if isinstance(item, Stroke)]
        places = [(item.x, item.y) for item in made if isinstance(item, Marker)]
        assert len(lines) == len(discs) == 6, clinic
        assert all(not one.meets(other) for one, other in combinations(discs, 2)), clinic
        for line, disc in zip(lines, discs, strict=True):
            start, end = line.points
            assert math.dist(start, disc.centre) <= disc.w / 2 + 1
            assert min(math.dist(end, place) for place in places) <= disc.w / 4
            assert not any(math.dist(place, disc.centre) < disc.w / 2 for place in places)


def test_more_points_than_have_room_beside_the_figure_are_only_marked() -> None:
    shown = pages()["attract"]
    figure = shipped().album.pictures["locator.front"]
    many = [replace(figure.points[0], code=f"X{n}", y=n / 40) for n in range(40)]
    points = {(mark.code, mark.side): number for number, mark in enumerate(many, 1)}
    crowded = replace(figure, points=tuple(many))
    desk = desk_of((800, 480))
    desk = replace(desk, album=replace(desk.album, pictures={"locator.front": crowded}))
    made = scene(replace(shown, points=points), desk, 1.0)
    assert sum(isinstance(item, Marker) for item in made) == len(many)
    assert not any(isinstance(item, Stroke) for item in made)
