from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given

from kiosk.config.header import Role
from kiosk.config.settings import Pull, Settings
from kiosk.screen.paint.theme import THEME, html
from kiosk.session.keys import Key
from kiosk.wiring.circuits import Circuit, circuits
from kiosk.wiring.drawing import PAPER, Disc, Drawing, Point, Stroke, Words
from kiosk.wiring.layout import (
    BUZZER_COLOUR,
    COLOURS,
    PIN,
    draw,
    extent,
    joints,
    place,
    row,
    side,
)
from tests.wiring.strategies import every_wiring, wired

Stretch = tuple[Point, Point]


def sides(settings: Settings) -> list[list[Circuit]]:
    described = circuits(settings)
    return [[one for one in described if side(one.pin) == s] for s in (-1, 1)]


def leads(drawing: Drawing, described: tuple[Circuit, ...]) -> list[tuple[Point, ...]]:
    """Return the wires from the header to the circuits."""
    found = [item.points for item in drawing.items if isinstance(item, Stroke) and item.gap]
    turning = [points for points in found if len(points) == 4]
    return [p for p in turning if any(p[0][1] == row(one.pin) for one in described)]


def touch(one: Stretch, other: Stretch) -> bool:
    """Return whether two vertical or horizontal segments share a place."""
    return all(
        min(one[0][axis], one[1][axis]) <= max(other[0][axis], other[1][axis])
        and min(other[0][axis], other[1][axis]) <= max(one[0][axis], one[1][axis])
        for axis in (0, 1)
    )


@given(every_wiring)
def test_no_two_wires_from_the_header_touch(settings: Settings) -> None:
    described = circuits(settings)
    drawn = leads(draw(described), described)
    assert len(drawn) >= len(described)
    for one, other in combinations(drawn, 2):
        assert not any(touch(a, b) for a in pairwise(one) for b in pairwise(other))


@given(every_wiring)
def test_circuits_are_in_the_order_of_their_pins_and_have_room(settings: Settings) -> None:
    for one_side in sides(settings):
        placed = place(one_side)
        assert [one.circuit.pin for one in placed] == sorted(one.pin for one in one_side)
        for above, below in pairwise(placed):
            room = below.y - above.y + 8  # the most that straightening may take away
            assert room >= extent(above.circuit)[1] + extent(below.circuit)[0]


@given(every_wiring)
def test_everything_lies_on_the_sheet(settings: Settings) -> None:
    drawing = draw(circuits(settings))
    for item in drawing.items:
        points: tuple[Point, ...] = ()
        if isinstance(item, Stroke):
            points = item.points
        elif isinstance(item, Words | Disc):
            points = ((item.x, item.y),)
        assert all(8 <= x <= drawing.width - 8 for x, _ in points)
        assert all(8 <= y <= drawing.height - 8 for _, y in points)


@given(every_wiring)
def test_words_do_not_run_off_the_sheet_or_into_each_other(settings: Settings) -> None:
    drawing = draw(circuits(settings))
    boxes = [_box(item) for item in drawing.items if isinstance(item, Words)]
    for left, _, right, _ in boxes:
        assert left >= 0
        assert right <= drawing.width
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


def _box(words: Words) -> tuple[float, float, float, float]:
    from kiosk.screen.paint import fonts

    wide = fonts.width(words.text, round(words.size), words.bold)
    left = words.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[words.anchor]
    return left, words.y - 0.67 * words.size, left + wide, words.y


@given(every_wiring)
def test_each_rail_that_is_needed_is_drawn_from_its_pin_and_no_other(settings: Settings) -> None:
    described = circuits(settings)
    named = {item.text for item in draw(described).items if isinstance(item, Words)}
    placed = [one for one_side in sides(settings) for one in place(one_side)]
    needed = {role for one in placed for role, _ in joints(one)}
    for role, pin in ((Role.V3, 1), (Role.V5, 2), (Role.GROUND, 39)):
        labelled = any(text.startswith(f"{role.value}, pin {pin}") for text in named)
        assert labelled == (role in needed)


@given(every_wiring)
def test_a_circuit_joins_the_rails_of_its_description(settings: Settings) -> None:
    for one_side in sides(settings):
        for one in place(one_side):
            ends = {part for chain in one.circuit.chains for part in chain}
            assert {role.value for role, _ in joints(one)} == ends & {role.value for role in Role}


def test_values_in_the_drawing_match_the_description() -> None:
    made = circuits(wired(Pull.EXTERNAL_UP, advance_light=22))
    drawn = [item.text for item in draw(made).items if isinstance(item, Words)]
    for value, times in (("10k", 4), ("1k", 1), ("330R", 1), ("100 nF", 3)):
        assert drawn.count(value) == times


def test_a_used_pin_is_filled_with_its_circuit_s_colour_and_others_are_empty() -> None:
    drawing = draw(circuits(Settings()))
    pins = [item for item in drawing.items if isinstance(item, Disc) and item.radius == PIN]
    assert len(pins) == 40
    filled = {pin.fill for pin in pins} - {PAPER}
    used = {html(THEME.keys[key]) for key in (Key.ADVANCE, Key.REPEAT, Key.SWITCH)}
    assert filled == used | {BUZZER_COLOUR, COLOURS[Role.GROUND], COLOURS[Role.V5]}
    assert sum(pin.fill != PAPER for pin in pins) == 6
