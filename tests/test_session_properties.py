"""Invariants of a session under random presses and random waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kiosk.audio.rhythm_player import RhythmPlayer
from kiosk.config.settings import Patience
from kiosk.routine.cues import RHYTHMS, Cue
from kiosk.routine.timeline import SegmentKind
from kiosk.session.actions import available_actions
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import Paused, Session, TimedCue
from kiosk.session.transitions import move
from tests.walk import Walk, shipped_timeline

PATIENCE = Patience(idle=40.0, answer=20.0)
LONGEST_WAIT = shipped_timeline().total + 60 + PATIENCE.idle + PATIENCE.answer
LONGEST_PULSE = max(max(rhythm[::2]) for rhythm in RHYTHMS.values()) / 1000

keys = st.sampled_from(Key)
hands = st.one_of(st.just(Key.ADVANCE), st.none(), keys)
pauses = st.one_of(st.sampled_from([0.0, 0.25, 1.0, 3.0, 20.0, 45.0]), st.floats(0, 200))
places = st.sampled_from(
    [
        (SegmentKind.ATTRACT, None),
        (SegmentKind.INTRODUCTION, None),
        (SegmentKind.SCREEN, None),
        (SegmentKind.QUESTION, None),
        (SegmentKind.LEFT_OUT, None),
        (SegmentKind.ENDED, None),
        (SegmentKind.FINISH, None),
        (SegmentKind.BACKGROUND, None),
        (SegmentKind.LANGUAGES, None),
        (SegmentKind.FIND, 7),
        (SegmentKind.FIND, 9),
        (SegmentKind.RELEASE, 7),
        (SegmentKind.RELEASE, 8),
    ]
    + [
        (kind, step)
        for kind in (SegmentKind.LEAD_IN, SegmentKind.PRESS, SegmentKind.SETTLE)
        for step in (0, 7, 8, 10)
    ]
)
Place = tuple[SegmentKind, int | None]
Day = tuple[Place, list[tuple[Key | None, float]]]
days: st.SearchStrategy[Day] = st.tuples(
    places, st.lists(st.tuples(hands, pauses), min_size=5, max_size=50)
)


class Line:
    """The buzzer's line: a player of cues whose pulses are measured."""

    def __init__(self) -> None:
        self.player = RhythmPlayer()
        self.up_since: float | None = None
        self.longest = 0.0

    def run(self, until: float) -> None:
        """Play every edge up to ``until``."""
        while (at := self.player.next_edge) is not None and at <= until:
            if self.player.advance(at):
                assert self.up_since is None, "a pulse begins within another"
                self.up_since = at
            elif self.up_since is not None:
                self.longest = max(self.longest, at - self.up_since)
                self.up_since = None

    def play(self, sounded: TimedCue) -> None:
        """Play a cue at its planned moment."""
        self.run(sounded.at - 1e-9)
        self.player.play(sounded.cue, sounded.at)

    def end(self) -> None:
        """Play the remaining edges and check that the line ends low."""
        self.run(float("inf"))
        assert self.player.level is False
        assert self.up_since is None
        assert self.longest <= LONGEST_PULSE + 1e-6


def live(day: Day, start: float = 0.0) -> Iterator[Walk]:
    """Yield a walk at a place and after each of the keys and pauses."""
    (kind, step), events = day
    walk = Walk(now=start, patience=PATIENCE).to(kind, step)
    yield walk
    for key, pause in events:
        walk.step(key, walk.now + pause)
        yield walk


def after(day: Day, start: float = 0.0) -> Walk:
    """Return the walk at the end of a day."""
    *_, walk = live(day, start)
    return walk


class Person(RuleBasedStateMachine):
    """A person who presses any key, waits for any time, and walks away."""

    def __init__(self) -> None:
        super().__init__()
        self.walk = Walk(now=100.0, patience=PATIENCE)
        self.line = Line()
        self.latest = 0.0

    def hear(self, sounded: list[TimedCue], since: float) -> None:
        """Check the moments of cues and play them."""
        for each in sounded:
            assert since <= each.at <= self.walk.now
            assert each.at >= self.latest
            self.latest = each.at
            self.line.play(each)

    @initialize(place=places)
    def come(self, place: Place) -> None:
        """Start at any place of the routine."""
        self.walk.to(*place)
        self.hear(self.walk.sounded, 0.0)

    @rule(key=keys)
    def press(self, key: Key) -> None:
        """Press a key, which has exactly one answer, and the answer sounds first."""
        session = self.walk.session
        counts = key in available_actions(session) and not session.together(key)
        expected = Cue.KEY_ACCEPTED if counts else Cue.NOT_AVAILABLE
        sounded = self.walk.step(key, self.walk.now)
        assert sounded[0].cue is expected
        self.hear(sounded, self.walk.now)

    @rule()
    def go_on(self) -> None:
        """Press ADVANCE, so that runs get through the routine."""
        self.press(Key.ADVANCE)

    @rule(seconds=pauses)
    def wait(self, seconds: float) -> None:
        """Let time pass."""
        since = self.walk.now
        self.hear(self.walk.step(None, since + seconds), since)

    @precondition(lambda self: self.walk.session.deadline is not None)
    @rule(key=st.one_of(st.none(), keys))
    def wait_for_what_comes(self, key: Key | None) -> None:
        """Wait until the exact moment of the next change, and maybe press at it."""
        since, deadline = self.walk.now, self.walk.session.deadline
        assert deadline is not None
        self.hear(self.walk.step(key, max(since, deadline)), since)

    @invariant()
    def time_and_state_agree(self) -> None:
        """The next change is ahead, and no state began in the future."""
        session = self.walk.session
        assert session.deadline is None or session.deadline > session.now
        assert session.running.since <= session.now
        assert session.touched <= session.now
        assert isinstance(session.state, Paused) or session.state.since <= session.now
        assert session.segment.step in (None, *range(len(session.timeline.steps)))

    @invariant()
    def something_can_be_seen(self) -> None:
        """There is a view at any time, and its keys say what the buttons do."""
        session = self.walk.session
        for later in (0.0, 0.3, 500.0):
            made = view(session, session.now + later)
            assert made.word
            assert made.countdown is None or 0 <= made.countdown.left <= made.countdown.length
        actions = [key.action for key in soft_keys(session)]
        assert actions == [
            available_actions(session).get(key) for key in (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
        ]
        soon = available_actions(session.unguarded)
        shown = {key.key for key in soft_keys(session) if key.label}
        assert shown <= soon.keys()
        buttons = soon.keys() & {key.key for key in soft_keys(session)}
        assert {soon[key] for key in shown} == {soon[key] for key in buttons}

    @invariant()
    def nobody_who_lies_waits_for_a_button(self) -> None:
        """A page that waits in a stage is one before anybody has to lie down, or a pause."""
        session = self.walk.session
        if session.segment.step is not None and session.running.length is None:
            assert not session.timeline.lies(session.segment)

    def teardown(self) -> None:
        """Walk away: the attract page returns as for the first person, and the line is low."""
        since = self.walk.now
        self.hear(self.walk.step(None, since + LONGEST_WAIT), since)
        assert self.walk.kind is SegmentKind.ATTRACT
        back = self.walk.session.running.since
        fresh = Session.begin(shipped_timeline(), back, PATIENCE)
        # Only the time of the last press without effect is kept, which identifies nobody.
        here = replace(self.walk.session, touched=back)
        assert here == move(fresh, None, self.walk.now)[0]
        self.line.end()


TestPerson = Person.TestCase
TestPerson.settings = settings(max_examples=60, stateful_step_count=60)


@given(day=days, cuts=st.lists(st.floats(0, 1), max_size=40), span=st.floats(0, 1000))
def test_the_same_cues_come_at_the_same_moments_however_time_is_cut(
    day: Day, cuts: list[float], span: float
) -> None:
    at_once, in_ticks = after(day), after(day)
    begun = at_once.now
    assert at_once.session == in_ticks.session
    for cut in sorted(cuts):
        in_ticks.step(None, begun + cut * span)
    in_ticks.step(None, begun + span)
    at_once.step(None, begun + span)
    assert in_ticks.sounded == at_once.sounded
    assert in_ticks.session == at_once.session


@given(day=days, start=st.floats(-1e6, 1e9))
def test_the_zero_of_the_clock_does_not_matter(day: Day, start: float) -> None:
    start = float(round(start))
    place, events = day
    rounded = (place, [(key, float(round(pause))) for key, pause in events])
    here, there = after(rounded), after(rounded, start)
    assert [(s.cue, s.at + start) for s in here.sounded] == [(s.cue, s.at) for s in there.sounded]
    assert available_actions(here.session) == available_actions(there.session)
    assert here.session.running.index == there.session.running.index
