"""The plate as a workshop gets it: nothing overlaps, all lies on it, in reach, below its key."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest

from kiosk.config import displays
from kiosk.config.displays import Extent, Offset
from kiosk.config.language import LANGUAGES, translator
from kiosk.config.screen import DisplaySize, Screen
from kiosk.config.settings import Pins
from kiosk.faceplate.files import plate_of
from kiosk.faceplate.mounting import Fitting, NoPlate, chosen, mounted
from kiosk.faceplate.plate import APART_LEAST, DOT, Area, Hole, Lead, label
from kiosk.faceplate.sheet import LEAD_WIDTH
from kiosk.session.keys import Key
from tests.faceplate.plates import FIVE, PLATES, kiosk, made

WEB = 2.0
"""Millimetres of plate that must be left between two cuts, and to its edge."""


def outside(hole: Hole, area: Area) -> float:
    """Return how far a hole's middle lies outside an area; 0 within."""
    dx = max(area.x - hole.x, 0, hole.x - area.x - area.width)
    dy = max(area.y - hole.y, 0, hole.y - area.y - area.height)
    return math.hypot(dx, dy)


def test_no_two_holes_meet() -> None:
    for plate in PLATES:
        for one, other in combinations(plate.holes, 2):
            apart = math.dist((one.x, one.y), (other.x, other.y))
            assert apart - (one.diameter + other.diameter) / 2 >= WEB - 1e-6, (one, other)


def test_no_hole_meets_the_window_and_no_button_or_screw_the_display() -> None:
    for plate in PLATES:
        for hole in plate.holes:
            assert outside(hole, plate.window) - hole.diameter / 2 >= WEB, hole
            assert outside(hole, plate.outline) - hole.diameter / 2 >= WEB, hole
        for button in plate.buttons:
            assert outside(button.hole, plate.outline) >= button.rim / 2 + WEB


def test_everything_lies_on_the_plate() -> None:
    for plate in PLATES:
        for x, y, reach in (
            *((hole.x, hole.y, hole.diameter / 2) for hole in plate.holes),
            *((button.hole.x, button.hole.y, button.rim / 2) for button in plate.buttons),
            *((dot.x, dot.y, dot.diameter / 2) for dot in plate.dots),
        ):
            assert reach + WEB <= x <= plate.width - reach - WEB
            assert reach + WEB <= y <= plate.height - reach - WEB
        for area in (plate.window, plate.outline, *(button.field for button in plate.buttons)):
            assert min(area.x, area.y) >= WEB
            assert area.x + area.width <= plate.width - WEB
            assert area.y + area.height <= plate.height - WEB


def test_the_window_shows_all_that_lights_up_and_lies_on_the_display() -> None:
    for plate in PLATES:
        window, outline, active = plate.window, plate.outline, plate.display.active
        assert window.width == pytest.approx(active.width + 1)
        assert window.height == pytest.approx(active.height + 1)
        assert outline.x <= window.x
        assert outline.y <= window.y
        assert window.x + window.width <= outline.x + outline.width
        assert window.y + window.height <= outline.y + outline.height


def test_rims_are_as_far_apart_as_the_standard_asks() -> None:
    for plate in PLATES:
        assert plate.apart >= APART_LEAST
        for one, other in combinations(plate.buttons, 2):
            apart = math.dist((one.hole.x, one.hole.y), (other.hole.x, other.hole.y))
            assert apart - (one.rim + other.rim) / 2 >= APART_LEAST


def test_labels_cover_neither_each_other_nor_a_rim() -> None:
    for plate in PLATES:
        for one, other in combinations([button.field for button in plate.buttons], 2):
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or above
        for button in plate.buttons:
            for other_button in plate.buttons:
                assert outside(button.hole, other_button.field) >= button.rim / 2 + WEB
            assert outside(button.hole, plate.outline) > outside(button.hole, button.field)


def test_one_two_and_three_dots_stand_beside_the_main_buttons() -> None:
    for plate in PLATES:
        for number, button in enumerate(plate.buttons, 1):
            dots = [dot for dot in plate.dots if dot.key is button.key]
            assert len(dots) == (number if number <= 3 else 0)
            for dot in dots:
                own = math.dist((dot.x, dot.y), (button.hole.x, button.hole.y)) - button.rim / 2
                others = [
                    math.dist((dot.x, dot.y), (other.hole.x, other.hole.y)) - other.rim / 2
                    for other in plate.buttons
                    if other is not button
                ]
                assert dot.x < button.hole.x
                assert own - DOT / 2 >= 5, "a finger that feels the dot does not press"
                assert min(others) > own + 2, "the dot is felt to belong to its button"


def test_a_plate_hung_at_either_end_of_its_range_has_every_button_in_reach() -> None:
    for plate in PLATES:
        low, high = plate.mounting_heights
        heights = [plate.height - button.hole.y for button in plate.buttons]
        assert low + min(heights) == pytest.approx(380)
        assert high + max(heights) == pytest.approx(1220)


def test_the_buttons_are_those_wired_left_to_right_the_optional_ones_below() -> None:
    plate = made(kiosk(pins=FIVE))
    assert [button.key for button in plate.buttons] == list(Key)
    assert [button.hole.name for button in plate.buttons] == ["B1", "B2", "B3", "B4", "B5"]
    xs = [button.hole.x for button in plate.buttons]
    assert xs[:3] == sorted(xs[:3])
    (upper,), (lower,) = (
        {button.hole.y for button in row} for row in (plate.buttons[:3], plate.buttons[3:])
    )
    assert lower > upper
    assert [button.key for button in made(kiosk()).buttons] == list(Key)[:3]
    only = made(kiosk(pins=Pins(volume=17)))
    assert only.buttons[-1].key is Key.VOLUME
    assert only.buttons[-1].hole.x == pytest.approx(only.width / 2)


def test_on_a_display_wide_enough_each_button_stands_below_its_soft_key() -> None:
    plate = made(kiosk("lcd-10-1280x800"))
    third = plate.display.active.width / 3
    left = plate.window.middle[0] - plate.display.active.width / 2
    for number, button in enumerate(plate.buttons):
        assert button.hole.x == pytest.approx(left + (number + 0.5) * third)


def clear(hole: Hole, lead: Lead) -> bool:
    """Return whether a hole leaves a line untouched."""
    (x, y), (dx, dy) = lead.start, (lead.end[0] - lead.start[0], lead.end[1] - lead.start[1])
    along = ((hole.x - x) * dx + (hole.y - y) * dy) / (dx**2 + dy**2)
    near = min(1.0, max(0.0, along))
    apart = math.dist((hole.x, hole.y), (x + near * dx, y + near * dy))
    return apart > hole.diameter / 2 + LEAD_WIDTH


def test_a_line_leads_from_each_soft_key_to_a_button_that_is_not_below_it() -> None:
    assert not list(made(kiosk("lcd-10-1280x800")).leads)
    for plate in PLATES:
        third = plate.display.active.width / 3
        leads = {lead.key: lead for lead in plate.leads}
        for number, button in enumerate(plate.buttons[:3]):
            key = plate.window.middle[0] + (number - 1) * third
            assert (button.key in leads) == (abs(key - button.hole.x) > 2)
            if lead := leads.get(button.key):
                assert lead.start == pytest.approx((key, plate.window.y + plate.window.height + 1))
                assert lead.end == pytest.approx((button.hole.x, button.field.y - 1))
                holes = (*plate.clamps, *plate.screws, *plate.sound)
                assert all(clear(hole, lead) for hole in holes)
    standing = made(kiosk("touch-display-2-7"))
    assert [lead.key for lead in standing.leads] == [Key.ADVANCE, Key.SWITCH]


def test_the_numbers_are_those_of_the_official_display() -> None:
    plate = made(kiosk("official-7"))
    assert (plate.outline.width, plate.outline.height) == (192.96, 110.76)
    assert plate.window.width == pytest.approx(154.08 + 1)
    assert plate.window.middle == pytest.approx(plate.outline.middle)
    across = {round(abs(one.x - other.x), 2) for one, other in combinations(plate.back, 2)}
    assert across == {0, 126.2}
    assert {hole.diameter for hole in plate.back} == {3}
    assert not set(plate.back) & set(plate.holes), "they lie behind the window"


@pytest.mark.parametrize(
    ("turn", "size", "offset"),
    [
        (0, (121.11, 77.93), (0, -2.2)),
        (90, (77.93, 121.11), (-2.2, 0)),
        (180, (121.11, 77.93), (0, 2.2)),
        (270, (77.93, 121.11), (2.2, 0)),
    ],
)
def test_a_turned_display_turns_its_outline_and_where_its_picture_lies(
    turn: int, size: tuple[float, float], offset: tuple[float, float]
) -> None:
    plate = made(kiosk("hdmi-5", turn))
    assert (plate.outline.width, plate.outline.height) == size
    (wx, wy), (ox, oy) = plate.window.middle, plate.outline.middle
    assert (wx - ox, wy - oy) == pytest.approx(offset)
    assert plate.display.assumed == ()


def test_the_millimetres_set_are_taken_as_the_display_hangs() -> None:
    plate = made(kiosk(None, 90, panel=DisplaySize(60, 100)))
    assert (plate.display.active.width, plate.display.active.height) == (60, 100)
    assert plate.display.assumed == ("outline", "offset")


def test_what_is_asked_for_goes_before_the_display_s_data() -> None:
    fitting = Fitting(30, 40, Extent(200, 120), Offset(3, -2))
    plate = made(kiosk("official-7"), fitting)
    assert (plate.outline.width, plate.outline.height) == (200, 120)
    (wx, wy), (ox, oy) = plate.window.middle, plate.outline.middle
    assert (wx - ox, wy - oy) == pytest.approx((3, -2))
    assert {(button.hole.diameter, button.rim) for button in plate.buttons} == {(30, 40)}
    assert plate.display.assumed == ()


def test_a_display_by_name_goes_before_the_settings_one() -> None:
    plate = plate_of(kiosk("official-7"), "hdmi-5", Fitting())
    assert plate.display.title == displays.known()["hdmi-5"].title


def test_plate_and_case_are_for_the_same_display() -> None:
    measured = Screen(panel=DisplaySize(86, 154))
    assert chosen(Screen()) is None
    assert chosen(measured) == "generic"
    assert chosen(replace(measured, display="hdmi-5")) == "hdmi-5"
    assert chosen(measured, "official-7") == "official-7"


@pytest.mark.parametrize(
    ("screen", "name", "fitting", "problem"),
    [
        (Screen(), None, Fitting(), "Known are: official-7, .*, generic"),
        (Screen(), "generic", Fitting(), "set screen.panel"),
        (Screen(), "hdmi-5", Fitting(offset=Offset(0, -9)), "at least 83.8 mm high, not 77.93"),
        (Screen(), "official-7", Fitting(outline=Extent(150, 111)), "at least 155.08 mm wide"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    screen: Screen, name: str | None, fitting: Fitting, problem: str
) -> None:
    with pytest.raises(NoPlate, match=problem):
        mounted(screen, name, fitting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_has_a_label_of_its_own_in_each_language(language: str) -> None:
    tr = translator(language, "112")
    labels = [label(key, tr) for key in Key]
    assert len(set(labels)) == len(Key)
    assert all(text and "{" not in text for text in labels)
    assert label(Key.VOLUME, tr) in tr("Volume {level}")
    if language not in ("en", "fr"):
        assert label(Key.VOLUME, tr) != "Volume"
