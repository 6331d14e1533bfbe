"""Several routines on one kiosk: chosen on the attract page, forgotten after a session."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kiosk.config.settings import Patience
from kiosk.library import new_routine
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.state import AudioOptions, Session
from kiosk.speech import script
from tests.walk import Walk, offer, shipped_timeline
from tests.yaml_inputs import routine_of

ADVANCE, REPEAT, SWITCH = Key.ADVANCE, Key.REPEAT, Key.SWITCH
PATIENCE = Patience()


@cache
def short() -> Timeline:
    """The routine that authors begin with, in English only."""
    return compile_routine(routine_of(new_routine.TEMPLATE.read_text("utf-8")))


@pytest.fixture
def walk() -> Walk:
    """Somebody before two routines: the first in English and German, the second in English."""
    first = offer("back-pain", None, "en", "de")
    made, second = Walk(), offer("short", short())
    languages, offers = first.languages, (first, second)
    made.session = Session.begin(first.plan, 0.0, PATIENCE, languages, offers=offers)
    return made


def start(walk: Walk) -> Session:
    """Return the session as it began, at the present time."""
    first, *_ = offers = walk.session.offers
    return Session.begin(first.plan, walk.now, PATIENCE, first.languages, offers=offers)


def test_the_attract_page_lists_every_routine_with_its_length(walk: Walk) -> None:
    shown = view(walk.session, walk.now)
    assert shown.options == ("Ease your back pain", "My routine")
    assert shown.lengths == ("17 min", "4 min")
    assert (shown.word, shown.chosen, shown.routine) == ("Ease your back pain", 0, 0)


def test_switch_marks_the_next_routine_and_shows_what_it_offers(walk: Walk) -> None:
    before = walk.session
    walk.press(SWITCH)
    assert not walk.session.same_state_as(before), "what it says is another page"
    shown = view(walk.session, walk.now)
    assert (shown.word, shown.chosen, shown.routine) == ("My routine", 1, 1)
    assert shown.sentences == (short().routine.summary,)
    walk.press(SWITCH)
    assert view(walk.session, walk.now).chosen == 0


def test_advance_starts_the_routine_that_is_marked(walk: Walk) -> None:
    walk.press(SWITCH, ADVANCE)
    assert walk.session.timeline.routine is short().routine
    walk.to(SegmentKind.FINISH)
    assert {step.point for step in walk.session.timeline.steps} == {0, 1}


def test_the_screening_is_that_of_the_routine_chosen(walk: Walk) -> None:
    walk.press(SWITCH)
    walk.to(SegmentKind.SCREEN)
    asked = view(walk.session, walk.now).sentences
    assert asked == short().routine.screening.pages[0].lines
    assert asked != shipped_timeline().routine.screening.pages[0].lines


def test_one_routine_alone_has_no_choice_and_its_languages_on_switch() -> None:
    walk = Walk()
    walk.session = Session.begin(shipped_timeline(), 0.0, languages=("en", "de"))
    assert available_actions(walk.session)[SWITCH] is Action.LANGUAGES
    shown = view(walk.session, 0.0)
    assert (shown.options, shown.lengths) == ((), ())
    assert shown.line == "Press green to start"


def test_among_several_routines_repeat_leads_to_the_languages(walk: Walk) -> None:
    assert available_actions(walk.session) == {
        ADVANCE: Action.START,
        REPEAT: Action.LANGUAGES,
        SWITCH: Action.NEXT_ROUTINE,
    }
    walk.press(REPEAT)
    assert walk.kind is SegmentKind.LANGUAGES


def test_where_repeat_leads_to_the_languages_pause_says_the_page_again(walk: Walk) -> None:
    heard = replace(walk.session, audio=AudioOptions(spoken=True))
    assert available_actions(heard)[Key.PAUSE] is Action.HEAR_AGAIN
    walk.session = heard.offering(1)
    assert available_actions(walk.session)[REPEAT] is Action.HEAR_AGAIN


def test_the_languages_are_those_of_the_routine_that_is_marked(walk: Walk) -> None:
    offered = [walk.session.languages]
    walk.press(SWITCH)
    offered.append(walk.session.languages)
    assert offered == [("en", "de"), ("en",)]
    assert REPEAT not in available_actions(walk.session)


def test_a_routine_without_the_chosen_language_says_so_and_does_not_start(walk: Walk) -> None:
    walk.press(REPEAT, SWITCH, ADVANCE)
    assert walk.session.language == "de"
    walk.press(SWITCH)
    shown = view(walk.session, walk.now)
    assert (shown.line, shown.sentences) == ("Not available in this language", ())
    assert shown.options == ("Ease your back pain (de)", "My routine (English)")
    assert shown.word == "My routine"  # which is spoken
    assert walk.press(ADVANCE) == [Cue.NOT_AVAILABLE]
    assert walk.kind is SegmentKind.ATTRACT


def test_a_language_that_such_a_routine_has_can_be_chosen_there(walk: Walk) -> None:
    walk.press(REPEAT, SWITCH, ADVANCE, SWITCH, REPEAT)
    assert walk.kind is SegmentKind.LANGUAGES
    assert view(walk.session, walk.now).chosen == 0
    walk.press(ADVANCE, ADVANCE)
    assert (walk.session.language, walk.kind) == ("en", SegmentKind.INTRODUCTION)
    assert walk.session.timeline.routine is short().routine


def test_after_a_session_the_first_routine_is_marked_again(walk: Walk) -> None:
    walk.press(SWITCH)
    walk.to(SegmentKind.FINISH)
    walk.press(ADVANCE)
    assert walk.session == start(walk)


def test_after_a_while_alone_the_first_routine_is_marked_again(walk: Walk) -> None:
    walk.press(SWITCH)
    walk.wait(PATIENCE.idle - 1)
    assert walk.session.offered == 1
    walk.wait(1)
    assert walk.session == start(walk)
    assert walk.session.deadline is None


def test_the_marked_routine_is_said_with_what_the_buttons_do(walk: Walk) -> None:
    walk.press(SWITCH)
    assert script.said(walk.session) == (
        "My routine",
        short().routine.summary,
        "About 4 minutes",
        "Left button: Start",
        "Right button: Next",
    )


def test_a_missing_language_is_said_right_after_the_name(walk: Walk) -> None:
    walk.press(REPEAT, SWITCH, ADVANCE, SWITCH)
    name, why, *_ = script.said(walk.session)
    assert (name, why) == ("My routine", "Not available in this language")
