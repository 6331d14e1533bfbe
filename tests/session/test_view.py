from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Side
from kiosk.routine.landmarks import LANDMARKS
from kiosk.routine.model import Show
from kiosk.routine.timeline import SegmentKind, compile_routine
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.state import Running
from kiosk.session.view import Countdown, PageKind, Part, Progress, View
from tests.walk import Walk, shipped_timeline

ADVANCE, REPEAT, SWITCH, PAUSE, VOLUME = Key
HAND, FOOT = 7, 9


def seen(walk: Walk, after: float = 0.0) -> View:
    return view(walk.session, walk.now + after)


@pytest.mark.parametrize(
    ("kind", "page", "word"),
    [
        (SegmentKind.ATTRACT, PageKind.ATTRACT, "Ease your back pain"),
        (SegmentKind.INTRODUCTION, PageKind.TEXT, "We guide you through six points"),
        (SegmentKind.FIND, PageKind.FIND, "Lower belly"),
        (SegmentKind.LEAD_IN, PageKind.LEAD_IN, "Place your hand"),
        (SegmentKind.COUNT_IN, PageKind.COUNT_IN, "Press in"),
        (SegmentKind.PRESS, PageKind.PRESS, "Press"),
        (SegmentKind.RELEASE, PageKind.RELEASE, "Release"),
        (SegmentKind.SETTLE, PageKind.SETTLE, "Let go"),
        (SegmentKind.FINISH, PageKind.FINISH, "Well done"),
    ],
)
def test_every_kind_of_segment_has_its_page_and_word(
    walk: Walk, kind: SegmentKind, page: PageKind, word: str
) -> None:
    made = seen(walk.to(kind))
    assert (made.page, made.word) == (page, word)


def test_the_introduction_is_illustrated_and_says_when_to_stop(walk: Walk) -> None:
    welcome = seen(walk.to(SegmentKind.INTRODUCTION))
    assert welcome.pictures == ("posture.lying",)
    assert any("a chair, a bed, sofa or mat" in sentence for sentence in welcome.sentences)
    walk.press(Key.ADVANCE)
    made = seen(walk)
    assert (made.page, made.word) == (PageKind.WARNING, "Press only as hard as is comfortable")
    assert made.pictures == ("li4.left.press",)
    assert any(sentence.startswith("Stop at sharp") for sentence in made.sentences)


def test_the_attract_page_shows_the_minutes_and_every_point_by_number(walk: Walk) -> None:
    made = seen(walk)
    assert made.duration == "About 17 minutes"
    assert not made.moving
    assert made.countdown is None
    numbers = made.points
    assert len(numbers) == 17
    assert numbers["CV6", Side.MIDLINE] == 1
    assert numbers["GB30", Side.LEFT] == numbers["BL53", Side.RIGHT] == 3
    assert numbers["LR3", Side.LEFT] == max(numbers.values()) == 6


def test_the_attract_page_previews_the_press_of_every_step(walk: Walk) -> None:
    made = seen(walk)
    assert made.preview[0] == "cv6.press"
    assert made.preview[-1] == "lr3.left.press"
    assert len(made.preview) == 11


def test_the_languages_are_listed_in_their_own_names(walk: Walk) -> None:
    walk.session = replace(walk.session, languages=("en", "fr", "zh_CN"), marked=1)
    made = seen(walk.to(SegmentKind.LANGUAGES))
    assert (made.page, made.options, made.chosen) == (
        PageKind.LANGUAGES,
        ("English", "Français", "简体中文"),
        1,
    )


def test_the_background_counts_its_pages(walk: Walk) -> None:
    made = seen(walk.to(SegmentKind.BACKGROUND))
    assert (made.page, made.part) == (PageKind.TEXT, Part(1, 4, "Page 1 of 4"))


def test_a_page_that_is_the_only_one_has_no_number(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.INTRODUCTION)).part == Part(1, 2, "Page 1 of 2")
    routine = shipped_timeline().routine
    alone = Walk(compile_routine(replace(routine, introduction=routine.introduction[:1])))
    assert seen(alone.to(SegmentKind.INTRODUCTION)).part is None


def test_a_question_says_which_of_its_page_it_is() -> None:
    routine = shipped_timeline().routine
    counts = [len(page.rules) for page in routine.screening.pages]
    wanted = [f"{n} of {of}" for of in counts for n in range(1, of + 1)]
    walk = Walk().to(SegmentKind.QUESTION)
    shown = []
    for number in range(len(wanted)):
        index = walk.session.timeline.index_of(SegmentKind.QUESTION, number)
        walk.session = replace(walk.session, state=Running(index, walk.now, None))
        made = seen(walk).part
        shown.append(made.text if made else "")
    assert shown == wanted


def test_the_only_question_of_a_page_has_no_number() -> None:
    routine = shipped_timeline().routine
    page = routine.screening.pages[0]
    few = replace(routine.screening, pages=(replace(page, rules=page.rules[:1]),))
    walk = Walk(compile_routine(replace(routine, screening=few)))
    assert seen(walk.to(SegmentKind.QUESTION)).part is None


def test_the_last_page_marks_the_points_that_were_pressed(walk: Walk) -> None:
    walk.session = replace(walk.session, timeline=walk.session.plan.without(frozenset({"CV6"})))
    made = seen(walk.to(SegmentKind.FINISH))
    assert ("CV6", Side.MIDLINE) not in made.points
    assert ("BL23", Side.LEFT) in made.points


def test_leaving_early_says_what_fits_the_posture(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.ENDED)).word == "Rest for a moment"
    assert seen(walk.to(SegmentKind.ENDED_LYING)).word == "Sit up slowly"


def without(*codes: str) -> Walk:
    walk = Walk()
    walk.session = replace(walk.session, timeline=walk.session.plan.without(frozenset(codes)))
    return walk


def test_the_last_page_says_how_to_get_up_from_the_last_posture() -> None:
    lying, upright = (each.to(SegmentKind.FINISH) for each in (Walk(), without("LI4", "LR3")))
    assert "Roll onto your side to get up." in seen(lying).sentences
    assert "Rest a moment, then get up slowly." in seen(upright).sentences


def test_the_end_of_a_point_says_which_is_next_of_those_that_are_left(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.SETTLE, 1)).sentences == ()
    assert seen(walk.to(SegmentKind.SETTLE, 2)).sentences == ("Next: Hips",)
    assert seen(walk.to(SegmentKind.SETTLE, FOOT + 1)).sentences == ()
    fewer = without("BL23", "BL52").to(SegmentKind.SETTLE, 0)
    assert seen(fewer).sentences == ("Next: Hips",)


def test_the_second_side_is_named(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.LEAD_IN, HAND + 1)).word == "Right hand"
    assert seen(walk.to(SegmentKind.LEAD_IN, FOOT + 1)).word == "Left foot"


def test_a_place_is_called_by_its_own_name_or_its_points_while_it_is_found(
    walk: Walk,
) -> None:
    assert seen(walk.to(SegmentKind.FIND, 1)).word == "Lower back"
    assert seen(walk.to(SegmentKind.LEAD_IN, 1)).word == "Place your hands"
    assert seen(walk.to(SegmentKind.FIND, 2)).word == "Further out"
    assert seen(walk.to(SegmentKind.LEAD_IN, 2)).word == "Place your hands"
    assert seen(walk.to(SegmentKind.FIND, 3)).word == "Hips"
    assert seen(walk.to(SegmentKind.FIND, 4)).word == "Buttocks"


def test_a_place_without_a_name_of_its_own_is_counted(walk: Walk) -> None:
    walk.to(SegmentKind.FIND, 2)
    timeline = walk.session.timeline
    first, second, named, *others = timeline.steps
    nameless = replace(named, stage=replace(named.stage, name=None))
    steps = (first, second, nameless, *others)
    walk.session = replace(walk.session, timeline=replace(timeline, steps=steps))
    assert seen(walk).word == "Place 2 of 2"


def test_the_lines_after_a_press_take_turns(walk: Walk) -> None:
    lines = [seen(walk.to(SegmentKind.SETTLE, step)).line for step in range(4)]
    assert lines == [
        "Breathe calmly.",
        "Let your shoulders drop.",
        "Relax your hands.",
        "Breathe calmly.",
    ]


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


@pytest.mark.parametrize("kind", [SegmentKind.INTRODUCTION, SegmentKind.FINISH])
def test_nothing_counts_down_while_waiting_for_a_press(walk: Walk, kind: SegmentKind) -> None:
    made = seen(walk.to(kind))
    assert not made.moving
    assert made.countdown is None


def test_instructions_follow_each_other_without_a_countdown_and_the_last_one_stays(
    walk: Walk,
) -> None:
    first = seen(walk.to(SegmentKind.FIND, 1))
    assert (first.moving, first.countdown) == (True, None)
    last = seen(walk.to_ready(1))
    assert (last.moving, last.countdown) == (False, None)


def test_a_find_page_that_goes_on_by_itself_says_so_and_counts_down(walk: Walk) -> None:
    made = seen(walk.to(SegmentKind.FIND, FOOT))
    assert made.line == "Starts by itself"
    assert made.countdown == Countdown(40, 40)
    walk.wait(10)
    assert seen(walk).countdown == Countdown(30, 40)
    assert seen(Walk().to(SegmentKind.FIND, 0)).line == ""


def test_who_cannot_reach_the_foot_sees_the_other_heel_on_it(walk: Walk) -> None:
    for kind, step, side in ((SegmentKind.FIND, FOOT, "right"), (SegmentKind.LEAD_IN, 10, "left")):
        shown = seen(walk.to(kind, step)).pictures
        walk.wait(walk.session.segment.length or 0.0)
        heel = seen(walk).pictures
        assert shown[0] == f"posture.lying-foot.{side}"
        assert heel == (f"posture.lying-heel.{side}", *shown[1:])


def test_a_lead_in_of_several_instructions_counts_down_to_the_press(walk: Walk) -> None:
    walk.to(SegmentKind.LEAD_IN, HAND + 1)
    assert seen(walk).countdown == Countdown(20, 20)
    assert seen(walk, 100).countdown == Countdown(11, 20), "the next instruction has not begun"
    walk.wait(9)
    assert seen(walk).countdown == Countdown(11, 20)
    walk.wait(8)
    assert seen(walk).countdown == Countdown(3, 20)


def test_progress_counts_the_six_points(walk: Walk) -> None:
    progress = [seen(walk.to(SegmentKind.PRESS, step)).progress for step in range(11)]
    assert [each.number for each in progress if each] == [1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    place = Part(2, 2, "Further out")
    assert progress[2] == Progress(2, 6, "Point 2 of 6", done=1, place=place)
    places = [each.place and (each.place.number, each.place.of) for each in progress if each]
    one, two = (1, 2), (2, 2)
    assert places == [None, one, two, one, two, one, two, None, None, None, None]
    assert seen(walk.to(SegmentKind.FINISH)).progress is None


def test_a_point_is_done_after_its_last_place_and_its_second_side(walk: Walk) -> None:
    progress = [seen(walk.to(SegmentKind.SETTLE, step)).progress for step in range(11)]
    assert [each.done for each in progress if each] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]


def test_progress_counts_only_the_points_that_are_left(walk: Walk) -> None:
    timeline = walk.session.plan.without(frozenset({"CV6", "BL40", "BL39"}))
    walk.session = replace(walk.session, timeline=timeline)
    texts = [seen(walk.to(SegmentKind.FIND, step)).progress for step in (0, 2, 4)]
    assert [each.text for each in texts if each] == ["Point 1 of 4", "Point 2 of 4", "Point 3 of 4"]


def test_the_breath_is_guided_during_a_hold_and_not_in_a_squeeze(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.PRESS, 0), 12.5).since == 12.5
    assert seen(walk.to(SegmentKind.PRESS, HAND)).since is None


def test_the_breath_goes_on_after_a_pause_where_it_was(walk: Walk) -> None:
    walk.to(SegmentKind.PRESS).wait(20)
    walk.press(PAUSE)
    assert seen(walk).since is None
    walk.press(ADVANCE)
    walk.wait(3)
    assert seen(walk).since == 20


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
    walk.to_ready(0).wait(120)
    assert walk.heard(Cue.STILL_THERE)
    made = seen(walk, 5)
    assert (made.page, made.countdown) == (PageKind.STILL_THERE, Countdown(15, 20))
    assert [key.action for key in made.keys] == [Action.STAY] * 3


@pytest.mark.parametrize(("kind", "number"), [(SegmentKind.PRESS, 1), (SegmentKind.RELEASE, 1)])
def test_cycles_show_the_round(walk: Walk, kind: SegmentKind, number: int) -> None:
    assert seen(walk.to(kind, HAND)).part == Part(number, 5, f"Round {number} of 5")
    walk.wait(12)
    assert seen(walk).part == Part(number + 1, 5, f"Round {number + 1} of 5")


def test_the_line_is_that_of_the_side_pressed(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.PRESS, HAND)).line == "Left hand: squeeze firmly."
    assert seen(walk.to(SegmentKind.RELEASE, HAND)).line == "Let go of the left hand."
    assert seen(walk.to(SegmentKind.PRESS, HAND + 1)).line == "Right hand: squeeze firmly."


def test_find_shows_one_instruction_at_a_time(walk: Walk) -> None:
    walk.to(SegmentKind.FIND, 3)
    shown = []
    for length in (6.0, 6.5, 100.0):
        made = seen(walk)
        shown.append((made.sentences, made.part))
        walk.wait(length)
    assert shown == [
        (("Stand relaxed.",), None),
        (("Feel the large flat bone at the base of your spine.",), None),
        (("Each point is two fingers from its edge, on the hip bone.",), None),
    ]


def test_no_two_pages_in_a_row_on_the_way_to_a_press_show_the_same(walk: Walk) -> None:
    for number, step in enumerate(walk.session.timeline.steps):
        told = [*(step.said.find if step.finds else ()), *step.lead_in_parts]
        pictures = [each.show for each in told]
        lies_down = step.lies_down and step.waits  # told to, and doing it
        again = [one is other for one, other in pairwise(pictures) if one is not Show.PLACE]
        assert sum(again) == lies_down, number


def test_the_posture_comes_first_unless_one_lies_down_for_it_last(walk: Walk) -> None:
    for number, step in enumerate(walk.session.timeline.steps):
        if step.finds and not (step.place or step.stage.posture.lies):
            walk.to(SegmentKind.FIND, number)
            assert seen(walk).pictures[0].startswith("posture."), step.stage.key


def test_before_lying_down_the_page_says_how_long_there_is_whichever_hand_comes_first() -> None:
    left = Walk().to_ready(HAND)
    right = Walk().to(SegmentKind.FIND, HAND)
    right.press(Key.SWITCH)
    assert right.session.current_step is not None
    assert right.session.current_step.side is Side.RIGHT
    for walk in (left, right):
        assert seen(walk).line == "Press Ready. 90 seconds to lie down."


def test_an_instruction_shows_the_posture_or_the_place(walk: Walk) -> None:
    walk.to(SegmentKind.FIND, HAND)
    assert seen(walk).pictures[0] == "li4.left.find"
    walk.to_ready(HAND)
    assert seen(walk).pictures[0] == "posture.lying-hand"


def test_an_instruction_shows_hands_or_only_what_is_felt(walk: Walk) -> None:
    hands = seen(walk.to(SegmentKind.LEAD_IN, 1))
    assert (hands.pictures[0], hands.landmarks, hands.measures) == ("bl23.near", (), ())
    felt = seen(walk.to(SegmentKind.FIND, 4))
    assert (felt.pictures[0], felt.measures, felt.third) == ("gb30.find", (), "")
    assert felt.landmarks


def test_the_words_on_the_pictures_are_translated_with_the_page(walk: Walk) -> None:
    made = seen(walk.to_ready(0))
    assert dict(made.landmarks).keys() == LANDMARKS.keys()
    assert dict(made.landmarks)["sacrum"] == "flat bone"
    assert dict(made.measures)[2] == "2 fingers"
    assert made.third == "a third"


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
    shown += [made.part.text if made.part else "", made.progress.text if made.progress else ""]
    assert [text for text in shown if text and not text.startswith("«")] == []


def test_a_lead_in_to_lie_down_shows_the_posture(walk: Walk) -> None:
    walk.to(SegmentKind.LEAD_IN, HAND)
    walk.wait(26)
    assert seen(walk).pictures[0] == "posture.lying-hand"
    walk.wait(60)
    assert (seen(walk).word, seen(walk).pictures[0]) == ("Place your hand", "li4.left.near")
    assert seen(walk.to(SegmentKind.LEAD_IN, FOOT)).pictures[0] == "lr3.right.near"


@pytest.mark.parametrize("kind", [SegmentKind.RELEASE, SegmentKind.SETTLE])
def test_a_hand_that_lets_go_is_not_shown(walk: Walk, kind: SegmentKind) -> None:
    assert seen(walk.to(kind, HAND)).pictures[0] == "li4.left.find"


def test_the_hand_comes_near_and_then_presses(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.COUNT_IN)).pictures[:2] == ("cv6.near", "cv6.press")
    assert seen(walk.to(SegmentKind.PRESS)).pictures[0] == "cv6.press"


def test_once_a_point_is_found_the_hand_about_to_press_is_shown(walk: Walk) -> None:
    assert seen(walk.to(SegmentKind.LEAD_IN, 0)).pictures[0] == "cv6.near"
