"""A visitor chooses a language on the first page, for one session."""

from __future__ import annotations

import queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config.language import ENGLISH, translator
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.session.actions import available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import Session
from tests.recorder import Recorder
from tests.walk import Walk, shipped_timeline

ADVANCE, REPEAT, SWITCH, PAUSE, _ = Key
OFFERED = ("de", "en", "zh_CN")


@pytest.fixture
def walk() -> Walk:
    """A session in German that also offers English and Chinese."""
    made = Walk()
    made.session = Session.begin(shipped_timeline(), 0.0, languages=OFFERED)
    return made


def choose(walk: Walk, language: str) -> None:
    """Choose a language from the list behind the attract page."""
    walk.press(SWITCH)
    while OFFERED[walk.session.marked] != language:
        walk.press(SWITCH)
    walk.press(ADVANCE)
    assert (walk.kind, walk.session.language) == (SegmentKind.ATTRACT, language)


# The session.


def test_a_session_begins_in_the_first_language(walk: Walk) -> None:
    assert walk.session.language == "de"


def test_every_language_can_be_chosen_from_the_list_of_all(walk: Walk) -> None:
    for language in ("en", "zh_CN", "de"):
        choose(walk, language)


def test_the_list_opens_at_the_present_language_and_changes_nothing_until_one_is_chosen(
    walk: Walk,
) -> None:
    choose(walk, "zh_CN")
    walk.press(SWITCH)
    made = view(walk.session, walk.now)
    assert (made.options, made.chosen) == (("Deutsch", "English", "简体中文"), 2)
    walk.press(SWITCH)
    assert view(walk.session, walk.now).chosen == 0
    walk.press(REPEAT)
    assert (walk.kind, walk.session.language) == (SegmentKind.ATTRACT, "zh_CN")


def test_with_one_language_there_is_nothing_to_choose() -> None:
    walk = Walk()
    assert walk.session.language == ENGLISH
    key = soft_keys(walk.session)[2]
    assert (key.label, key.action) == ("", None)
    assert walk.press(SWITCH) == [Cue.NOT_AVAILABLE]


def test_a_language_is_chosen_on_the_first_page_only(walk: Walk) -> None:
    choose(walk, "en")
    walk.to(SegmentKind.INTRODUCTION)
    assert available_actions(walk.session)[SWITCH] is Action.END
    walk.to(SegmentKind.FIND)
    assert walk.session.language == "en"


def test_after_a_session_the_kiosk_returns_to_its_own_language(walk: Walk) -> None:
    choose(walk, "en")
    walk.to(SegmentKind.FINISH)
    assert walk.session.language == "en"
    walk.press(ADVANCE)
    assert walk.session == Session.begin(shipped_timeline(), walk.now, languages=OFFERED)


def test_once_more_continues_in_the_chosen_language(walk: Walk) -> None:
    choose(walk, "en")
    walk.to(SegmentKind.FINISH)
    walk.press(SWITCH)
    assert walk.session.language == "en"


def test_the_language_of_a_visitor_who_left_is_forgotten(walk: Walk) -> None:
    walk.wait(50)
    choose(walk, "en")
    walk.wait(walk.session.patience.idle - 1)
    assert walk.session.language == "en"
    assert walk.wait(1) == []
    assert walk.session == Session.begin(shipped_timeline(), walk.now, languages=OFFERED)
    assert walk.session.deadline is None


@given(st.lists(st.sampled_from([*Key, 1.0, 30.0, 140.0]), max_size=60))
def test_on_every_path_the_next_person_starts_in_the_kiosk_s_language(
    moves: list[Key | float],
) -> None:
    walk = Walk()
    walk.session = Session.begin(shipped_timeline(), 0.0, languages=OFFERED)
    chosen = "de"
    for move in moves:
        before = walk.session
        if isinstance(move, Key):
            walk.press(move)
        else:
            walk.wait(move)
        first = (SegmentKind.ATTRACT, SegmentKind.LANGUAGES)
        if before.segment.kind not in first and walk.kind in first:
            assert walk.session.language == "de"
        elif walk.kind not in first:
            assert walk.session.language == chosen
        chosen = walk.session.language
        assert walk.session.languages == OFFERED


# The view and the guide.


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "Ease your back pain"),
        ("fr", "Soulagez votre mal de dos"),
        ("de", "Linderung für den Rücken"),
    ],
)
def test_the_view_is_in_the_session_s_language(language: str, word: str) -> None:
    session = Session.begin(shipped_timeline(), 0.0, languages=(language, "es"))
    made = view(session, 0.0, translator(language, "112"))
    assert (made.word, made.language) == (word, language)


def test_the_guide_reports_each_move_in_the_list_of_languages() -> None:
    session = Session.begin(shipped_timeline(), 0.0, languages=OFFERED)
    keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
    changed, clock = Recorder(), Manual()
    with GuideThread(Guide(session, Silent(), clock), clock, keys, changed) as thread:
        for key, marked in ((SWITCH, 0), (SWITCH, 1), (SWITCH, 2)):
            clock.time += 1.0
            keys.put(key)
            changed.wait()
            changed.calls.clear()
            assert thread.guide.session.marked == marked


class Silent:
    """Outputs that do nothing."""

    def sound(self, level: bool) -> None:
        """Stay silent."""

    def light(self, keys: object) -> None:
        """Stay dark."""


# The settings.
