from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Key
from kiosk.session.outcomes import Event, What, event
from kiosk.session.state import GUARD, Session
from tests.walk import Walk

STARTED, FINISHED = Event(What.STARTED), Event(What.FINISHED)
LEFT_EARLY = Event(What.LEFT)


class Counted(Walk):
    """A session in progress, with all its events."""

    def __init__(self) -> None:
        super().__init__()
        self.counted: list[Event] = []

    def at(self, kind: SegmentKind) -> bool:
        return self.kind is kind

    def moved(self, before: Session, after: Session) -> None:
        if found := event(before, after):
            self.counted.append(found)


def test_nothing_is_counted_while_nobody_is_there() -> None:
    walk = Counted()
    walk.wait(86_400.0)
    walk.press(Key.SWITCH, Key.REPEAT)
    assert walk.counted == []


def test_looking_at_the_languages_is_no_session_yet() -> None:
    walk = Counted()
    walk.session = replace(walk.session, languages=("en", "de"))
    walk.press(Key.SWITCH)
    assert walk.at(SegmentKind.LANGUAGES)
    walk.press(Key.SWITCH, Key.ADVANCE, Key.SWITCH)
    walk.wait(1000.0)
    assert walk.at(SegmentKind.ATTRACT)
    assert walk.counted == []


def test_a_session_starts_with_the_first_press() -> None:
    walk = Counted()
    walk.press(Key.ADVANCE)
    assert walk.counted == [STARTED]


def test_a_session_finishes_with_the_last_stage() -> None:
    walk = Counted()
    walk.to(SegmentKind.FINISH)
    assert walk.counted == [STARTED, FINISHED]
    walk.press(Key.ADVANCE)
    assert walk.counted == [STARTED, FINISHED]


def test_walking_away_from_the_last_page_counts_as_finished() -> None:
    walk = Counted()
    walk.to(SegmentKind.FINISH)
    walk.wait(1000.0)
    assert walk.at(SegmentKind.ATTRACT)
    assert walk.counted == [STARTED, FINISHED]


def test_going_on_after_the_last_page_counts_as_a_new_start() -> None:
    for key in (Key.SWITCH, Key.REPEAT):
        walk = Counted()
        walk.to(SegmentKind.FINISH)
        walk.press(key)
        assert walk.counted == [STARTED, FINISHED, STARTED]


def test_leaving_within_a_stage_counts_once_at_that_stage() -> None:
    walk = Counted()
    walk.to(SegmentKind.PRESS, 3)
    step = walk.session.current_step
    assert step is not None
    walk.press(Key.PAUSE)
    walk.wait(GUARD)
    walk.press(Key.SWITCH)
    assert walk.at(SegmentKind.ENDED)
    walk.wait(600.0)
    assert walk.at(SegmentKind.ATTRACT)
    assert walk.counted == [STARTED, Event(What.LEFT, step)]


def test_walking_away_from_a_waiting_stage_counts_as_left_there() -> None:
    walk = Counted()
    walk.to(SegmentKind.FIND, 0)
    walk.wait(1000.0)
    assert walk.counted == [STARTED, Event(What.LEFT, walk.session.plan.steps[0])]


def test_many_moves_in_one_step_are_all_counted() -> None:
    walk = Counted()
    walk.to(SegmentKind.LEAD_IN)
    walk.wait(5000.0)  # as after a machine that slept: the first point runs out, the next waits
    second = walk.session.plan.steps[1]
    assert walk.counted == [STARTED, Event(What.LEFT, second)]


def test_leaving_anywhere_before_the_first_stage_counts_the_same() -> None:
    counted = set()
    for kind in (
        SegmentKind.INTRODUCTION,
        SegmentKind.BACKGROUND,
        SegmentKind.SCREEN,
        SegmentKind.QUESTION,
        SegmentKind.PLACE,
        SegmentKind.STOP,
    ):
        walk = Counted()
        _to_screening(walk, kind)
        walk.wait(2000.0)
        assert walk.at(SegmentKind.ATTRACT)
        counted.add(tuple(walk.counted))
    assert counted == {(STARTED, LEFT_EARLY)}


def _to_screening(walk: Counted, kind: SegmentKind) -> None:
    walk.press(Key.ADVANCE)
    if kind is SegmentKind.INTRODUCTION:
        return
    if kind is SegmentKind.BACKGROUND:
        walk.press(Key.REPEAT)
        return
    while not walk.at(SegmentKind.SCREEN):
        walk.press(Key.ADVANCE)
    if kind is SegmentKind.SCREEN:
        return
    walk.wait(2.0)
    walk.press(Key.SWITCH)  # yes, or not sure: the questions follow
    rules = walk.session.plan.routine.screening.rules
    while not walk.at(kind):
        walk.wait(2.0)
        if walk.at(SegmentKind.SCREEN):
            walk.press(Key.SWITCH)
            continue
        wanted = rules[walk.session.segment.part]
        yes = wanted.stop if kind is SegmentKind.STOP else bool(wanted.place)
        walk.press(Key.SWITCH if yes and kind is not SegmentKind.QUESTION else Key.ADVANCE)


@given(st.lists(st.one_of(st.sampled_from(Key), st.floats(0.0, 400.0)), max_size=80))
def test_every_start_has_one_end(moves: list[Key | float]) -> None:
    walk = Counted()
    for move in moves:
        if isinstance(move, Key):
            walk.press(move)
        else:
            walk.wait(move)
    open_sessions = 0
    for one in walk.counted:
        open_sessions += 1 if one.what is What.STARTED else -1
        assert open_sessions in (0, 1)
    assert open_sessions == (
        walk.kind
        not in (
            SegmentKind.ATTRACT,
            SegmentKind.ENDED,
            SegmentKind.ENDED_LYING,
            SegmentKind.FINISH,
        )
    )


@given(st.lists(st.one_of(st.sampled_from(Key), st.floats(0.0, 5.0)), max_size=60))
def test_answers_of_the_screening_change_no_count(moves: list[Key | float]) -> None:
    walk = Counted()
    _to_screening(walk, SegmentKind.SCREEN)
    before = list(walk.counted)
    for move in moves:
        if walk.session.segment.step is not None or walk.at(SegmentKind.ATTRACT):
            break
        if isinstance(move, Key):
            walk.press(move)
        else:
            walk.wait(move)
    assert walk.counted[len(before) :] in ([], [LEFT_EARLY])
