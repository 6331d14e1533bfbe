from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.panel.raw_panel import Edge
from kiosk.panel_test.bounce import SHORTEST_QUIET, Movement, Settling, describe
from kiosk.session.keys import Key

DEBOUNCE = 0.025


def moved(*milliseconds: float, down: bool = True) -> Movement:
    """Return edges at these moments, in turn down and up."""
    levels = [down ^ bool(number % 2) for number in range(len(milliseconds))]
    edges = (Edge(Key.ADVANCE, lv, ms / 1000) for lv, ms in zip(levels, milliseconds, strict=True))
    return Movement(tuple(edges))


@pytest.mark.parametrize(
    ("movement", "text"),
    [
        (moved(100), "down  1 edge, no bounce"),
        (moved(100, down=False), "up    1 edge, no bounce"),
        (moved(7, 7.5, 10.2), "down  3 edges within 3.2 ms (0.0 0.5 3.2)"),
        (moved(0, 5, 45, down=False), "up    3 edges within 45.0 ms (0.0 5.0 45.0)"),
        (moved(7, 8, 10, down=False), "up    3 edges within 3.0 ms (0.0 1.0 3.0)"),
        (moved(0, 40), "up    2 edges within 40.0 ms (0.0 40.0), a quick tap"),
        (
            moved(0, 3),
            "up    2 edges within 3.0 ms (0.0 3.0); does not count: shorter than the 25 ms"
            " of buttons.debounce",
        ),
        (
            moved(0, 30.4, 60),
            "down  3 edges within 60.0 ms (0.0 30.4 60.0); counts 2 times:"
            " buttons.debounce must be at least 0.031",
        ),
        (
            moved(0, 30, 60, down=False),
            "up    3 edges within 60.0 ms (0.0 30.0 60.0); counts as a press:"
            " buttons.debounce must be at least 0.031",
        ),
    ],
)
def test_a_movement_is_described_with_its_edges_and_how_debounce_counts_it(
    movement: Movement, text: str
) -> None:
    assert describe(movement, DEBOUNCE) == text


movements = st.builds(
    lambda gaps, down: moved(*(sum(gaps[:n]) for n in range(len(gaps))), down=down),
    st.lists(st.floats(0.01, 49), min_size=1, max_size=12),
    st.booleans(),
)


@given(movements)
def test_without_debounce_every_press_counts(movement: Movement) -> None:
    assert movement.presses(0.0) == sum(edge.pressed for edge in movement.edges)


@given(movements, st.floats(0, 0.1), st.floats(0, 0.1))
def test_more_debounce_never_counts_more(movement: Movement, one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert movement.presses(long) <= movement.presses(short)


@given(movements)
def test_the_debounce_that_is_named_is_enough(movement: Movement) -> None:
    text = describe(movement, DEBOUNCE)
    if "must be at least" in text:
        enough = float(text.rpartition(" ")[2])
        assert enough > DEBOUNCE
        assert movement.presses(enough) <= 1


@given(movements)
def test_times_begin_at_0_and_end_with_the_bounce(movement: Movement) -> None:
    assert movement.times[0] == 0.0
    assert movement.times[-1] == movement.bounce
    assert all(one <= other for one, other in pairwise(movement.times))


def test_a_movement_ends_when_the_line_has_been_quiet() -> None:
    settling = Settling(DEBOUNCE)
    assert settling.due is None
    edges = [Edge(Key.ADVANCE, True, 900.0), Edge(Key.ADVANCE, False, 900.02)]
    settling.add(edges[0], 1.0)
    settling.add(edges[1], 1.02)
    assert settling.due == pytest.approx(1.02 + SHORTEST_QUIET)
    assert settling.settled(1.06) == []
    assert settling.settled(1.08) == [Movement(tuple(edges))]
    assert settling.due is None
    assert settling.settled(9.0) == []


def test_buttons_settle_each_by_itself() -> None:
    settling = Settling(DEBOUNCE)
    settling.add(Edge(Key.ADVANCE, True, 0.0), 1.0)
    settling.add(Edge(Key.REPEAT, True, 0.0), 1.03)
    assert [movement.key for movement in settling.settled(1.06)] == [Key.ADVANCE]
    assert [movement.key for movement in settling.settled(1.09)] == [Key.REPEAT]


def test_a_long_debounce_waits_longer() -> None:
    assert Settling(0.2).quiet == 0.4
    assert Settling(0.0).quiet == SHORTEST_QUIET
