from __future__ import annotations

import pytest

from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Side
from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.view import Countdown, PageKind, View
from tests.walk import Walk

ADVANCE, REPEAT, SWITCH, PAUSE, VOLUME = Key
HAND, FOOT = 7, 9


def seen(walk: Walk, after: float = 0.0) -> View:
    return view(walk.session, walk.now + after)


@pytest.mark.parametrize(
    ("kind", "page", "word"),
    [
        (SegmentKind.ATTRACT, PageKind.ATTRACT, "Ease your back pain"),
        (SegmentKind.INTRODUCTION, PageKind.TEXT, "What this is"),
        (SegmentKind.FIND, PageKind.FIND, "Find the point"),
        (SegmentKind.LEAD_IN, PageKind.LEAD_IN, "Get ready"),
        (SegmentKind.COUNT_IN, PageKind.COUNT_IN, "Ready"),
        (SegmentKind.PRESS, PageKind.PRESS, "Press"),
        (SegmentKind.RELEASE, PageKind.RELEASE, "Release"),
        (SegmentKind.SETTLE, PageKind.DONE, "Well done"),
        (SegmentKind.FINISH, PageKind.FINISH, "All points done"),
    ],
)
def test_every_kind_of_segment_has_its_page_and_word(
    walk: Walk, kind: SegmentKind, page: PageKind, word: str
) -> None:
    made = seen(walk.to(kind))
    assert (made.page, made.word) == (page, word)


def test_the_last_page_of_the_introduction_says_when_to_stop(walk: Walk) -> None:
    walk.press(*[ADVANCE] * 4)
    made = seen(walk)
    assert made.page is PageKind.WARNING
    assert made.word == "When to stop"


def test_the_attract_page_shows_the_minutes_and_every_point(walk: Walk) -> None:
    made = seen(walk)
    assert made.duration == "About 14 minutes"
    assert not made.moving
    assert made.countdown is None


def test_the_second_side_says_what_to_switch(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.LEAD_IN, HAND + 1)).word == "Switch hands"
    assert seen(walk.to(SegmentKind.LEAD_IN, FOOT + 1)).word == "Switch feet"


@pytest.mark.parametrize(
    ("after", "left", "digits"),
    [(0, 60, "60"), (0.5, 59.5, "60"), (1, 59, "59"), (59.5, 0.5, "1"), (60, 0, "1"), (99, 0, "1")],
)
def test_the_countdown_runs_from_the_length_to_nothing_and_never_below(
    walk: Walk, after: float, left: float, digits: str
) -> None:
    countdown = seen(walk.to(SegmentKind.PRESS), after).countdown
    assert countdown == Countdown(left, 60)
    assert countdown.digits == digits


def test_a_hair_above_a_whole_second_is_not_rounded_up() -> None:
    assert Countdown(59.0000000001, 60.0).digits == "59"


def test_a_moment_before_the_sessions_own_time_counts_as_now(walk: Walk) -> None:
    walk.to(SegmentKind.PRESS).wait(10)
    assert seen(walk, -5) == seen(walk)


@pytest.mark.parametrize(
    "kind", [SegmentKind.LEAD_IN, SegmentKind.COUNT_IN, SegmentKind.PRESS, SegmentKind.SETTLE]
)
def test_a_view_moves_where_time_runs(walk: Walk, kind: SegmentKind) -> None:
    made = seen(walk.to(kind))
    assert made.moving
    assert made.countdown is not None


@pytest.mark.parametrize("kind", [SegmentKind.INTRODUCTION, SegmentKind.FIND, SegmentKind.FINISH])
def test_nothing_counts_down_while_waiting_for_a_press(walk: Walk, kind: SegmentKind) -> None:
    made = seen(walk.to(kind))
    assert not made.moving
    assert made.countdown is None


def test_progress_goes_through_all_eleven_steps(walk: Walk) -> None:
    progress = [seen(walk.to(SegmentKind.PRESS, step)).progress for step in range(11)]
    assert progress == list(range(11))
    assert seen(walk).steps == 11
    assert seen(walk.to(SegmentKind.FINISH)).progress is None


def test_a_pause_holds_the_time_that_is_left(walk: Walk) -> None:
    walk.to(SegmentKind.PRESS).wait(20)
    walk.press(PAUSE)
    for after in (0, 7, 100):
        made = seen(walk, after)
        assert (made.page, made.moving) == (PageKind.PAUSED, False)
        assert made.countdown == Countdown(40, 60)


def test_after_a_pause_comes_the_count_in_and_then_the_time_that_was_left(walk: Walk) -> None:
    walk.to(SegmentKind.PRESS).wait(20)
    walk.press(PAUSE, ADVANCE)
    made = seen(walk, 1)
    assert (made.page, made.countdown) == (PageKind.COUNT_IN, Countdown(2, 3))
    walk.wait(3)
    assert seen(walk).countdown == Countdown(40, 60)


def test_still_there_counts_down_the_time_to_answer(walk: Walk) -> None:
    walk.to(SegmentKind.FIND).wait(120)
    assert walk.heard(Cue.STILL_THERE)
    made = seen(walk, 5)
    assert (made.page, made.countdown) == (PageKind.STILL_THERE, Countdown(15, 20))
    assert [key.action for key in made.keys] == [Action.STAY] * 3


@pytest.mark.parametrize(("kind", "number"), [(SegmentKind.PRESS, 1), (SegmentKind.RELEASE, 1)])
def test_cycles_show_the_round(walk: Walk, kind: SegmentKind, number: int) -> None:
    assert seen(walk.to(kind, HAND)).sentences == (f"Round {number} of 5",)
    walk.wait(12)
    assert seen(walk).sentences == (f"Round {number + 1} of 5",)


def test_the_line_is_that_of_the_side_pressed(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.PRESS, HAND)).line == "Left hand: squeeze firmly"
    assert seen(walk.to(SegmentKind.RELEASE, HAND)).line == "Let go of the left hand"
    assert seen(walk.to(SegmentKind.PRESS, HAND + 1)).line == "Right hand: squeeze firmly"


def test_find_shows_every_sentence(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.FIND, 1)).sentences == (
        "Put your hands on your waist, thumbs to the back.",
        "Slide your thumbs towards the spine.",
        "Stop two finger widths beside it, at waist height.",
    )


@pytest.mark.parametrize(
    ("step", "sides", "side"),
    [
        (0, (Side.MIDLINE,), None),
        (1, (Side.LEFT, Side.RIGHT), None),
        (HAND, (Side.LEFT,), Side.LEFT),
        (FOOT, (Side.RIGHT,), Side.RIGHT),
        (FOOT + 1, (Side.LEFT,), Side.LEFT),
    ],
)
def test_the_card_marks_the_sides_that_are_pressed(
    walk: Walk, step: int, sides: tuple[Side, ...], side: Side | None
) -> None:
    card = seen(walk.to(SegmentKind.PRESS, step)).card
    assert card is not None
    assert (card.sides, card.side) == (sides, side)


def test_the_card_shows_point_place_and_pressure(walk: Walk) -> None:
    card = seen(walk.to(SegmentKind.PRESS, FOOT)).card
    assert card is not None
    assert (card.point, card.place) == ("Feet", "Between big and second toe")
    assert (card.softest, card.hardest) == (2, 4)
    assert card.pressure_text == "medium to strong"
    assert card.side_name == "Right foot"


@pytest.mark.parametrize("kind", SegmentKind)
def test_every_text_is_translated(walk: Walk, kind: SegmentKind) -> None:
    made = view(walk.to(kind).session, walk.now, lambda text: f"«{text}»" if text else "")
    shown = [made.word, made.line, *made.sentences, *(key.label for key in made.keys)]
    assert [text for text in shown if text and not text.startswith("«")] == []


def test_the_lead_in_to_a_new_point_shows_the_posture_and_then_the_place(walk: Walk) -> None:
    walk.to(SegmentKind.LEAD_IN, FOOT)
    assert seen(walk).pictures[0] == "posture.lying-foot.right"
    walk.wait(10)
    assert seen(walk).pictures[0] == "lr3.right.find"


def test_a_lead_in_after_find_shows_the_posture_throughout(walk: Walk) -> None:
    walk.to(SegmentKind.LEAD_IN, HAND)
    walk.wait(26)
    assert seen(walk).pictures[0] == "posture.lying-hand"


def test_release_shows_the_place_without_the_fingers(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.RELEASE, HAND)).pictures[0] == "li4.left.find"


def test_standing_needs_no_picture_of_its_own(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.LEAD_IN, 0)).pictures == ("cv6.find",)
