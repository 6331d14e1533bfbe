"""Screening: the questions, where each answer leads, and that no answer is kept."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.language import translator
from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.pages import Tone
from kiosk.routine.timeline import SegmentKind, compile_routine
from kiosk.session import screening
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import page_name, view
from kiosk.session.screening import said_no
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import CHORD, GUARD, LONGEST_WAY, TWICE, AudioOptions, Session
from kiosk.session.view import PageKind
from tests.walk import Walk, shipped_timeline
from tests.yaml_inputs import ROUTINE_TEXT, faults_of, only_fault, routine_of, swap

ADVANCE, REPEAT, SWITCH = Key.ADVANCE, Key.REPEAT, Key.SWITCH
PAGES = shipped_timeline().routine.screening.pages
RULES = shipped_timeline().routine.screening.rules
STOPS = [number for number, rule in enumerate(RULES) if rule.stop]
ADAPTS = [number for number, rule in enumerate(RULES) if rule.leaves_out]
(PLACE,) = [number for number, rule in enumerate(RULES) if rule.place]


def stands_at(walk: Walk, kind: SegmentKind) -> bool:
    """Return whether a walk has reached a kind of segment."""
    return walk.kind is kind


def answer(walk: Walk, *keys: Key) -> None:
    """Answer the questions in turn, each after the time to read it."""
    for key in keys:
        walk.wait(GUARD)
        walk.press(key)
        walk.wait(2 * CHORD)


def page_of(number: int) -> int:
    """Return which screening page a rule belongs to, from 0."""
    asked = [page for page, each in enumerate(PAGES) for _ in each.rules]
    return asked[number]


def asked(number: int) -> Walk:
    """Go to a question, answering no to everything before it."""
    walk = Walk().to(SegmentKind.SCREEN)
    page = page_of(number)
    answer(walk, *[ADVANCE] * page, SWITCH)
    while walk.session.segment.part < number:
        answer(walk, ADVANCE)
    assert (walk.kind, walk.session.segment.part) == (SegmentKind.QUESTION, number)
    return walk


def finish(walk: Walk) -> None:
    """Answer no to all that is still asked."""
    while walk.kind in screening.PAGES:
        answer(walk, ADVANCE)


def pressed(walk: Walk) -> list[str]:
    """Return the codes that will be pressed."""
    return [step.stage.key for step in walk.session.timeline.steps]


def test_severe_pain_comes_first_and_each_page_names_what_it_asks_about() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    shown = []
    for page in PAGES:
        made = view(walk.session, walk.now)
        assert (made.page, made.word, made.sentences) == (PageKind.SCREEN, page.title, page.lines)
        assert made.part is not None
        shown.append(made.part.text)
        answer(walk, ADVANCE)
    assert shown == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert PAGES[0].lines[0] == "Severe back pain that never lets up"


def test_none_of_these_on_every_page_begins() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    answer(walk, ADVANCE, ADVANCE, ADVANCE)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)


def test_yes_asks_the_rules_of_that_page_one_by_one_and_then_the_next_page() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    answer(walk, ADVANCE, SWITCH)
    pages = []
    while walk.session.segment.part != 2 or walk.kind is not SegmentKind.SCREEN:
        pages.append(page_name(walk.session))
        answer(walk, ADVANCE)
    assert pages == [f"question-{number}" for number in range(7, 13)]


@pytest.mark.parametrize("points", range(1, 7))
def test_a_no_leads_past_every_place_however_many_points_there_are(points: int) -> None:
    routine = shipped_timeline().routine
    made = compile_routine(replace(routine, points=routine.points[:points]))
    _, index = said_no(made, made.index_of(SegmentKind.QUESTION, PLACE))
    assert index == made.index_of(SegmentKind.QUESTION, PLACE + 1)


@pytest.mark.parametrize("key", [ADVANCE, SWITCH])
@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
def test_a_press_in_the_first_second_is_an_accident(kind: SegmentKind, key: Key) -> None:
    walk = Walk().to(kind)
    before = walk.session.running
    walk.wait(GUARD - 0.001)
    assert walk.press(key) == [Cue.NOT_AVAILABLE]
    assert walk.session.running == before
    walk.wait(0.001)
    assert walk.press(key) == [Cue.KEY_ACCEPTED]
    assert walk.session.running != before


def test_the_soft_keys_are_dim_until_a_press_counts() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    assert not available_actions(walk.session)
    assert walk.session.deadline == walk.now + GUARD
    walk.wait(GUARD)
    assert dict(available_actions(walk.session)) == {
        ADVANCE: Action.NONE_OF_THESE,
        REPEAT: Action.BACK,
        SWITCH: Action.YES,
    }


CHORDS = st.lists(
    st.tuples(st.sampled_from(Key), st.floats(0.0, CHORD / 2)),
    min_size=2,
    max_size=3,
    unique_by=lambda press: press[0],
)


@pytest.mark.parametrize("spoken", [False, True])
@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
@given(chord=CHORDS, since=st.floats(0.0, 200.0))
def test_buttons_pressed_together_are_no_answer(
    kind: SegmentKind, spoken: bool, chord: list[tuple[Key, float]], since: float
) -> None:
    """Any two, in any order, at any time, even while the kiosk asks "Still there?"."""
    walk = Walk(patience=Patience(idle=100.0, answer=200.0), audio=AudioOptions(spoken)).to(kind)
    asked, left = walk.session.segment, walk.session.timeline
    walk.wait(since)
    for number, (key, gap) in enumerate(chord):
        walk.wait(gap if number else 0.0)
        walk.press(key)
    assert (walk.session.segment, walk.session.timeline) == (asked, left)
    assert walk.session.volume == AudioOptions().volume
    assert walk.session.guarded
    answer(walk, ADVANCE)
    assert walk.session.segment != asked


@pytest.mark.parametrize(("first", "second"), [(ADVANCE, SWITCH), (SWITCH, ADVANCE)])
def test_another_button_takes_an_answer_back_within_60_ms_and_no_later(
    first: Key, second: Key
) -> None:
    assert CHORD == 0.06
    walk = asked(0)
    walk.wait(GUARD)
    assert walk.press(first) == [Cue.KEY_ACCEPTED]
    assert walk.step(second, walk.now + CHORD)[-1].cue is Cue.NOT_AVAILABLE
    assert page_name(walk.session) == "question-1"
    walk.wait(GUARD)
    walk.press(first)
    after = walk.session.segment
    assert page_name(walk.session) != "question-1"
    walk.wait(CHORD + 0.001)
    assert walk.session.pressed is None
    walk.press(second)
    assert walk.session.segment in (after, shipped_timeline().segments[0])


def test_the_same_button_bouncing_takes_no_answer_back() -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    walk.wait(GUARD)
    walk.press(SWITCH, SWITCH)
    assert page_name(walk.session) == "question-1"
    walk.press(ADVANCE)
    assert page_name(walk.session) == "screen-1", "another button takes back the first press"


@pytest.mark.parametrize("kind", [SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE])
def test_answering_still_there_gives_the_time_to_read_again(
    kind: SegmentKind,
) -> None:
    walk = Walk().to(kind)
    before = walk.session.segment
    walk.wait(Patience().idle)
    assert walk.press(ADVANCE) == [Cue.KEY_ACCEPTED]
    walk.wait(0.3)
    assert walk.press(ADVANCE) == [Cue.NOT_AVAILABLE]
    assert walk.session.segment == before


@pytest.mark.parametrize("number", STOPS)
def test_a_stop_rule_ends_the_session_with_its_advice(number: int) -> None:
    walk = asked(number)
    answer(walk, SWITCH)
    assert page_name(walk.session) == f"stop-{number + 1}"
    made, stop = view(walk.session, walk.now), RULES[number].stop
    assert stop is not None
    urgent = stop.tone is Tone.WARNING
    assert (made.page, made.word) == (PageKind.STOP if urgent else PageKind.PRECAUTION, stop.title)
    assert made.sentences == stop.sentences


def test_only_an_emergency_a_doctor_today_and_severe_pain_are_a_warning() -> None:
    urgent = {stop.title for rule in RULES if (stop := rule.stop) and stop.tone is Tone.WARNING}
    assert urgent == {"Not with severe pain", "Get help now", "See a doctor today"}


def test_a_precaution_shows_what_its_question_showed() -> None:
    for number in STOPS:
        stop = RULES[number].stop
        if stop and stop.tone is Tone.PLAIN:
            walk = asked(number)
            answer(walk, SWITCH)
            assert view(walk.session, walk.now).pictures == (RULES[number].picture,)


def test_a_stop_that_calls_for_help_shows_the_emergency_number() -> None:
    for number in STOPS:
        walk = asked(number)
        answer(walk, SWITCH)
        stop = RULES[number].stop
        assert stop is not None
        shown = view(walk.session, walk.now, translator("en", "112")).number
        assert shown == ("112" if stop.call else "")
    assert [number for number in STOPS if (stop := RULES[number].stop) and stop.call] == [1, 3, 5]


def test_from_the_advice_one_button_ends_and_one_goes_back() -> None:
    for key, kind in ((ADVANCE, SegmentKind.ATTRACT), (REPEAT, SegmentKind.QUESTION)):
        walk = asked(0)
        answer(walk, SWITCH)
        assert available_actions(walk.session).keys() == {ADVANCE, REPEAT}
        walk.press(key)
        assert walk.kind is kind


@pytest.mark.parametrize("number", ADAPTS)
def test_an_adapt_rule_leaves_out_its_points_and_says_so(number: int) -> None:
    walk = asked(number)
    answer(walk, SWITCH)
    finish(walk)
    out = RULES[number].leaves_out
    assert stands_at(walk, SegmentKind.LEFT_OUT)
    points = shipped_timeline().routine.points
    whole = [point for point in points if {stage.code for stage in point.stages} <= set(out)]
    assert view(walk.session, walk.now).sentences == tuple(point.name for point in whole)
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.FIND)
    assert pressed(walk) == [
        step.stage.code for step in shipped_timeline().steps if step.stage.code not in out
    ]


def test_a_place_is_named_by_itself_if_its_point_has_others_that_are_pressed() -> None:
    walk = Walk()
    timeline = shipped_timeline().without(frozenset({"BL52", "BL40", "BL39"}))
    walk.session = replace(walk.session, timeline=timeline)
    made = view(walk.to(SegmentKind.LEFT_OUT).session, walk.now)
    assert made.sentences == ("Four fingers from the spine", "Knees")
    assert made.line == "To be safe, given your answers."


def test_every_rule_of_the_safety_notes_exists() -> None:
    assert [set(RULES[number].leaves_out) for number in ADAPTS] == [
        {"CV6", "BL23", "BL52", "BL53", "GB30", "BL40", "BL39"},
        {"CV6"},
        {"CV6"},
        {"BL40", "BL39", "LR3"},
        {"CV6", "BL40", "BL39"},
        {"BL40", "BL39"},
        {"LI4", "LR3"},
    ]
    assert len(STOPS) == 13


def test_only_pain_that_is_always_there_and_disables_stops() -> None:
    """The threshold of severe pain; ordinary back pain, also one that lasts, passes."""
    always, disabled = RULES[0].sentences
    assert always == "Is it always there, so bad you can hardly think or talk?"
    assert disabled == "Or so bad you can hardly sleep, move, wash or dress?"


def test_the_emergency_number_stands_beside_no_other_way_to_get_advice() -> None:
    calls = [rule.stop for rule in RULES if rule.stop and rule.stop.call]
    assert len(calls) == 3
    assert not any("today" in sentence for stop in calls for sentence in stop.sentences)


def test_every_question_has_a_picture_of_what_it_asks_about() -> None:
    assert all(rule.picture for rule in RULES)
    assert len({rule.picture for rule in RULES}) > 12


def test_a_question_with_an_unknown_picture_is_reported_with_the_nearest_sign() -> None:
    fault = only_fault(lambda: routine_of(swap(ROUTINE_TEXT, "sign.heart", "sign.hart")))
    assert fault.key == "screening.pages[1].rules[6].picture"
    assert fault.problem == "there is no picture sign.hart; did you mean sign.heart?"


def test_sore_skin_leaves_out_only_the_places_that_are_named() -> None:
    walk = asked(PLACE)
    answer(walk, SWITCH)
    assert [walk.kind, walk.session.segment.point] == [SegmentKind.PLACE, 0]
    answer(walk, ADVANCE, SWITCH, ADVANCE, ADVANCE, SWITCH, ADVANCE)
    finish(walk)
    assert pressed(walk) == ["CV6", "BL53", "GB30", "BL40", "BL39", "LR3", "LR3"]


def test_the_feet_go_on_by_themselves_even_if_the_hands_are_left_out() -> None:
    """Their first instruction is to lie down, from where no button can be reached."""
    feet = shipped_timeline().without(frozenset({"LI4"})).steps[-2]
    assert (feet.stage.code, feet.finds, feet.waits) == ("LR3", True, False)


def test_a_no_to_every_question_leaves_nothing_out() -> None:
    walk = asked(0)
    finish(walk)
    assert (walk.kind, walk.session.segment.step) == (SegmentKind.FIND, 0)
    assert walk.session.timeline == shipped_timeline()


def test_a_page_says_that_nothing_is_left_if_every_point_is_left_out() -> None:
    walk = asked(PLACE)
    answer(walk, *[SWITCH] * 7)
    finish(walk)
    points = tuple(point.name for point in shipped_timeline().routine.points)
    assert view(walk.session, walk.now).sentences == points
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.NOTHING_LEFT)
    assert view(walk.session, walk.now).line == "To be safe, given your answers."
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.ATTRACT)


def test_points_left_out_stay_left_out_when_the_routine_is_repeated() -> None:
    walk = asked(ADAPTS[0])
    answer(walk, SWITCH)
    walk.to(SegmentKind.FINISH)
    walk.press(SWITCH)
    assert "BL40" not in pressed(walk)
    assert stands_at(walk, SegmentKind.FIND)


def test_leaving_forgets_every_answer() -> None:
    walk = asked(ADAPTS[0])
    answer(walk, SWITCH)
    walk.to(SegmentKind.FINISH)
    walk.press(ADVANCE)
    assert walk.session == Session.begin(shipped_timeline(), walk.now)
    # An answer kept anywhere else would need a field in the session.
    assert {field.name for field in fields(Session)} == {
        "plan",
        "timeline",
        "patience",
        "state",
        "now",
        "touched",
        "languages",
        "language",
        "names",
        "audio",
        "volume",
        "pressed",  # for CHORD, 60 ms
        "interrupted",  # for TWICE, 2 s
        "visited",  # until the first point begins
        "marked",
        "offers",
        "offered",
        "clinic",
        "pace",
    }


# The way back


def way(walk: Walk) -> list[str]:
    """Return the pages that BACK leads through, until there is none."""
    pages = []
    while available_actions(walk.session.unguarded).get(REPEAT) is Action.BACK:
        walk.wait(GUARD)
        walk.press(REPEAT)
        walk.wait(TWICE)  # sooner, the same button pauses
        pages.append(page_name(walk.session))
    return pages


def test_back_leads_from_an_advice_through_every_page_that_was_seen() -> None:
    walk = asked(14)
    answer(walk, SWITCH)
    assert page_name(walk.session) == "stop-15"
    assert way(walk) == [
        "question-15",
        "question-14",
        "question-13",
        "screen-3",
        "screen-2",
        "screen-1",
        "introduction-2",
        "introduction-1",
    ]


def test_a_mistaken_yes_is_undone_with_the_answers_as_they_were() -> None:
    walk = asked(ADAPTS[3])
    answer(walk, SWITCH)
    assert walk.session.timeline.left_out == {"BL40", "BL39", "LR3"}
    answer(walk, SWITCH)  # a mistake: CV6 would be left out
    assert walk.session.timeline.left_out == {"BL40", "BL39", "LR3", "CV6"}
    answer(walk, REPEAT)
    assert page_name(walk.session) == f"question-{ADAPTS[4] + 1}"
    assert walk.session.timeline.left_out == {"BL40", "BL39", "LR3"}
    walk.wait(TWICE)
    answer(walk, REPEAT)
    assert walk.session.timeline.left_out == frozenset()


def test_back_leads_from_the_list_of_points_left_out_and_from_an_empty_rest() -> None:
    walk = asked(PLACE)
    answer(walk, *[SWITCH] * 7)
    finish(walk)
    walk.press(ADVANCE)
    assert stands_at(walk, SegmentKind.NOTHING_LEFT)
    walk.press(REPEAT)
    assert stands_at(walk, SegmentKind.LEFT_OUT)
    walk.press(REPEAT)
    assert page_name(walk.session) == "question-21"


@given(st.lists(st.sampled_from([ADVANCE, SWITCH]), max_size=30))
def test_back_returns_to_each_page_and_to_the_answers_given_until_then(keys: list[Key]) -> None:
    walk = Walk().to(SegmentKind.SCREEN)
    seen = []
    for key in keys:
        if walk.kind not in screening.PAGES:
            break
        seen.append((page_name(walk.session), walk.session.timeline.left_out))
        answer(walk, key)
    if walk.session.segment.step is not None:
        assert walk.session.visited == ()
        return
    while seen:
        walk.wait(TWICE)  # sooner, the same button pauses
        walk.press(REPEAT)
        walk.wait(2 * CHORD)
        assert (page_name(walk.session), walk.session.timeline.left_out) == seen.pop()


def test_the_way_back_is_bounded_and_ends_with_the_first_point() -> None:
    routine = shipped_timeline().routine
    asks_where = replace(PAGES[2], rules=(RULES[PLACE],) * 12)
    long = replace(routine.screening, pages=(PAGES[0], asks_where))
    walk = Walk(compile_routine(replace(routine, screening=long))).to(SegmentKind.SCREEN)
    answer(walk, ADVANCE)
    longest = 0
    while walk.kind in screening.PAGES:
        answer(walk, ADVANCE if walk.kind is SegmentKind.PLACE else SWITCH)
        longest = max(longest, len(walk.session.visited))
    assert longest == LONGEST_WAY
    assert (walk.kind, walk.session.visited) == (SegmentKind.FIND, ())


def test_a_spoken_screening_page_is_heard_again_and_its_questions_lead_back() -> None:
    walk = Walk(audio=AudioOptions(spoken=True)).to(SegmentKind.SCREEN)
    walk.wait(GUARD)
    assert available_actions(walk.session)[REPEAT] is Action.HEAR_AGAIN
    answer(walk, SWITCH)
    walk.wait(GUARD)
    assert available_actions(walk.session)[REPEAT] is Action.BACK
    assert available_actions(walk.session)[Key.PAUSE] is Action.HEAR_AGAIN


HANDS = st.sampled_from([*[ADVANCE] * 6, SWITCH, REPEAT, *Key, None])


@given(st.lists(st.tuples(HANDS, st.sampled_from([0.0, 0.4, 1.0, 3.0])), min_size=8))
def test_no_path_reaches_a_press_without_the_warning_and_the_screening(
    way: list[tuple[Key | None, float]],
) -> None:
    walk, met = Walk(), set[str]()
    for key, seconds in way:
        walk.wait(seconds)
        if key:
            walk.press(key)
        if walk.kind is SegmentKind.ATTRACT:
            met.clear()
        met.add(page_name(walk.session))
        if walk.session.segment.step is not None:
            assert {"introduction-1", "screen-1", "screen-2", "screen-3"} <= met


def test_a_routine_without_rules_is_rejected() -> None:
    start = ROUTINE_TEXT.index("screening:\n")
    end = ROUTINE_TEXT.index("points:\n  - name")
    faults = faults_of(lambda: routine_of(ROUTINE_TEXT[:start] + ROUTINE_TEXT[end:]))
    assert [fault.key for fault in faults] == ["screening"]


def test_a_point_that_no_rule_leaves_out_is_rejected() -> None:
    text = swap(ROUTINE_TEXT, "place: Is your skin sore, or is it numb, here?", "leaves_out: [LR3]")
    text = swap(text, "[CV6, BL23, BL52, BL53, GB30, BL40, BL39]", "[CV6, BL52, GB30, BL40, BL39]")
    found = [(fault.key, fault.problem) for fault in faults_of(lambda: routine_of(text))]
    remedy = "name it in leaves_out of one"
    assert found == [
        ("points[2].stages[1].code", f"no safety rule leaves this point out: {remedy}"),
        ("points[3].stages[1].code", f"no safety rule leaves this point out: {remedy}"),
    ]


def test_a_rule_has_exactly_one_consequence() -> None:
    text = swap(ROUTINE_TEXT, "leaves_out: [CV6]", "place: Here?\n          leaves_out: [CV6]")
    fault = only_fault(lambda: routine_of(text))
    assert fault.problem == "expected exactly one of stop, leaves_out and place"


def test_a_rule_may_only_leave_out_points_that_are_pressed() -> None:
    fault = only_fault(lambda: routine_of(swap(ROUTINE_TEXT, ": [BL40, BL39]", ": [BL40, BL38]")))
    assert fault.key == "screening.pages[3].rules[7].leaves_out[2]"
    assert fault.problem.startswith("no stage presses BL38; did you mean BL")


def test_an_answer_that_does_not_count_yet_shows_the_sign_of_what_it_will_do() -> None:
    keys = soft_keys(Walk().to(SegmentKind.SCREEN).session)
    assert [(key.action, key.means) for key in keys if key.label] == [
        (None, Action.NONE_OF_THESE),
        (None, Action.BACK),
        (None, Action.YES),
    ]
