from __future__ import annotations

import queue
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk.audio.rhythm_player import CUT_GAP
from kiosk.config.settings import Pins
from kiosk.panel.mock_panel import MockPanel, on_mock_pins
from kiosk.panel.panel import Panel
from kiosk.panel.pin_factory import mock_factory
from kiosk.rehearsal.rehearsal import Rehearsal
from kiosk.routine.cues import Cue
from kiosk.routine.timeline import SegmentKind
from kiosk.runtime import guide
from kiosk.runtime.clock import Manual
from kiosk.runtime.guide import Guide, GuideThread
from kiosk.runtime.systemd import LONGEST_WAIT, THREAD_PATIENCE
from kiosk.session.actions import available_actions
from kiosk.session.keys import Key
from kiosk.session.state import Session, TimedCue
from kiosk.speech.clips import Voice
from kiosk.speech.scheduler import SpeechScheduler
from tests.mock_wires import DESIGNED_RHYTHMS, LIGHTS, Wire, changes, settings_with
from tests.recorder import SAFETY_NET, Recorder
from tests.speech_doubles import HEARD, Mouth, voice
from tests.walk import shipped_timeline

Level = tuple[float, bool]


pytestmark = pytest.mark.usefixtures("quick_buttons")


class Desk(Rehearsal):
    """A guide on mock pins, with a record of its buzzer's wire."""

    def __init__(self) -> None:
        clock, self.factory, self.settings = (
            Manual(),
            mock_factory(),
            on_mock_pins(settings_with(Pins(**LIGHTS))),
        )
        self.panel = Panel(self.settings, self.factory, lambda key: None, clock.now)
        self.mock = MockPanel(self.settings, self.factory)
        self.wire = Wire(self.factory.pin(self.settings.pins.buzzer), clock)
        super().__init__(Session.begin(shipped_timeline(), 0.0), self.panel, clock)

    @property
    def kind(self) -> SegmentKind:
        return self.session.segment.kind

    @property
    def lit(self) -> set[Key]:
        return {key for key in Key if self.mock.is_lit(key)}

    def turn(self, key: Key | None = None) -> None:
        super().turn(key)
        self.wire.look()

    def to(self, kind: SegmentKind) -> None:
        """Continue until a segment of a kind begins."""
        for _ in range(2000):
            if self.kind is kind:
                return
            if self.waits:
                self.wait(1.0)
                self.turn(Key.ADVANCE)
            else:
                self.to_next()
        raise AssertionError(f"no {kind} was reached")

    def close(self) -> None:
        self.panel.close()
        self.factory.close()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


def expected_at_the_wire(cues: list[TimedCue]) -> list[Level]:
    """Return the levels of cues played one after the other, each cut short by the next."""
    found: list[Level] = []
    starts = [cue.at for cue in cues[1:]] + [float("inf")]
    cut = False
    for cue, following in zip(cues, starts, strict=True):
        if cue.at == following:  # of two at one moment the later one is heard
            continue
        at = cue.at + CUT_GAP if cut else cue.at
        edges = [edge for edge in changes(cue.cue, at) if edge[0] < round(following, 6)]
        found += edges
        cut = bool(edges) and edges[-1][1]
        if cut:
            found.append((round(following, 6), False))
    return found


def test_nothing_sounds_and_start_is_lit_at_the_attract_page(desk: Desk) -> None:
    desk.wait(100.0)
    assert desk.wire.changes == []
    assert desk.lit == {Key.ADVANCE}


def test_a_key_is_answered_at_the_very_moment_it_is_pressed(desk: Desk) -> None:
    desk.wait(3.0)
    desk.turn(Key.ADVANCE)
    assert desk.wire.changes == [(3.0, True)]
    desk.wait(1.0)
    assert desk.wire.changes == changes(Cue.KEY_ACCEPTED, 3.0)


def test_a_button_with_nothing_to_do_answers_with_its_rhythm(desk: Desk) -> None:
    desk.wait(3.0)
    desk.turn(Key.SWITCH)
    desk.wait(1.0)
    assert desk.wire.changes == changes(Cue.NOT_AVAILABLE, 3.0)


def test_the_whole_routine_is_heard_at_the_pin_exactly_as_planned(desk: Desk) -> None:
    desk.to(SegmentKind.FINISH)
    desk.wait(10.0)
    assert desk.wire.changes == expected_at_the_wire(desk.cues)
    heard = [cue.cue for cue in desk.cues if cue.cue is not Cue.KEY_ACCEPTED]
    planned = [cue for segment in shipped_timeline().segments for _, cue in segment.cues]
    assert heard == planned


def test_a_skipped_press_is_cut_short_cleanly(desk: Desk) -> None:
    desk.to(SegmentKind.PRESS)
    begin = desk.clock.time
    before = len(desk.wire.changes) - 1
    desk.wait(0.2)
    desk.turn(Key.ADVANCE)
    desk.wait(0.05)
    assert desk.wire.changes[before:] == [(begin, True), (round(begin + 0.2, 6), False)]


def test_the_lights_follow_what_the_buttons_do(desk: Desk) -> None:
    for _ in range(600):
        if desk.kind is SegmentKind.FINISH:
            break
        assert desk.lit == set(available_actions(desk.guide.session)) - {Key.PAUSE}
        if desk.guide.session.running.length is None:
            desk.wait(1.0)
            desk.turn(Key.ADVANCE)
        else:
            desk.wait(2.0)
    desk.wait(1.0)
    assert (
        desk.lit
        == set(available_actions(desk.guide.session)) - {Key.PAUSE}
        == {Key.ADVANCE, Key.REPEAT, Key.SWITCH}
    )


def test_the_lights_are_set_only_when_they_change() -> None:
    outputs = Outputs()
    clock = Manual()
    guide = Guide(Session.begin(shipped_timeline(), 0.0), outputs, clock)
    for at in range(1, 20):
        clock.time = at
        guide.turn()
    assert outputs.lit == [{Key.ADVANCE}]


def test_silence_stops_a_sounding_cue_for_good(desk: Desk) -> None:
    desk.to(SegmentKind.PRESS)
    desk.guide.silence()
    assert [level for _, level in desk.wire.changes[-1:]] == [True]  # it was sounding before
    desk.wire.look()
    assert [level for _, level in desk.wire.changes[-1:]] == [False]
    assert desk.guide.due == desk.guide.session.deadline


def test_nothing_is_due_while_the_guide_waits_for_a_hand(desk: Desk) -> None:
    assert desk.guide.due is None


def test_the_end_of_a_beep_is_due_before_the_session_is(desk: Desk) -> None:
    desk.turn(Key.ADVANCE)
    assert desk.guide.due == 0.03


def test_a_late_turn_plays_nothing_that_is_over(desk: Desk) -> None:
    desk.to(SegmentKind.COUNT_IN)
    desk.clock.time += 2.9  # a thread that slept through two beeps
    desk.guide.turn()
    assert not desk.wire.sounding


# Random use.

MOVES = st.one_of(
    st.sampled_from(Key),
    st.floats(0.001, 0.7),
    st.floats(1.0, 30.0),
    st.floats(60.0, 400.0),
)


@hypothesis_settings(max_examples=40)
@given(st.lists(MOVES, max_size=60), st.booleans())
def test_the_line_is_never_left_high(moves: list[Key | float], past_introduction: bool) -> None:
    desk = Desk()
    try:
        if past_introduction:
            desk.to(SegmentKind.COUNT_IN)
        for move in moves:
            if isinstance(move, Key):
                desk.turn(move)
            else:
                desk.wait(move)
            if desk.guide._player.next_edge is None:
                assert not desk.wire.sounding
        _assert_never_high_for_longer_than_a_press(desk.wire.changes, desk.clock.time)
        desk.guide.silence()
        assert not desk.wire.sounding
    finally:
        desk.close()


def _assert_never_high_for_longer_than_a_press(levels: list[Level], end: float) -> None:
    assert [level for _, level in levels] == [bool(n % 2 == 0) for n in range(len(levels))]
    longest = max(max(lengths) for lengths in DESIGNED_RHYTHMS.values()) / 1000
    for (begin, level), (after, _) in pairwise([*levels, (end, False)]):
        assert after >= begin - 1e-6
        assert not level or after - begin <= longest + 1e-6


@hypothesis_settings(max_examples=40)
@given(st.lists(st.one_of(st.sampled_from(Key), st.floats(0.0, 40.0)), max_size=40))
def test_turns_at_any_moment_leave_the_line_low_at_the_end(moves: list[Key | float]) -> None:
    desk = Desk()
    try:
        for move in moves:  # a turn may be late by any time
            key = move if isinstance(move, Key) else None
            desk.clock.time += 0.0 if isinstance(move, Key) else move
            desk.guide.turn(key)
            assert desk.guide._player.next_edge is not None or not desk.wire.sounding
        desk.panel.close()
        assert not desk.wire.sounding
    finally:
        desk.close()


# The thread.


@dataclass
class Outputs:
    """Outputs that record their calls, and fail if ``failing``."""

    failing: bool = False

    def __post_init__(self) -> None:
        self.sounded: list[bool] = []
        self.lit: list[Collection[Key]] = []

    def sound(self, level: bool) -> None:
        self.sounded.append(level)
        if self.failing and level:
            raise OSError("the pin has gone")

    def light(self, keys: Collection[Key]) -> None:
        self.lit.append(set(keys))


class Thread:
    """A context with a guide thread on a manual clock, and a record of its reports."""

    def __init__(self, failing: bool = False) -> None:
        self.outputs, self.clock = Outputs(failing), Manual()
        self.keys: queue.SimpleQueue[Key | None] = queue.SimpleQueue()
        self.changed, self.alive = Recorder(), Recorder()
        session = Session.begin(shipped_timeline(), 0.0)
        self.guide = Guide(session, self.outputs, self.clock)
        self.thread = GuideThread(self.guide, self.clock, self.keys, self.changed, self.alive)

    def __enter__(self) -> Thread:
        self.thread.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.thread.__exit__(*error)
        self.thread._thread.join(SAFETY_NET)
        assert not self.thread._thread.is_alive()


def test_the_thread_itself_asks_for_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    asking: list[str] = []
    monkeypatch.setattr(
        guide, "ask_for_priority", lambda: asking.append(threading.current_thread().name)
    )
    with Thread() as made:
        made.alive.wait()
    assert asking == ["guide"]


def test_a_key_wakes_the_thread_and_the_change_is_reported() -> None:
    with Thread() as made:
        made.keys.put(Key.ADVANCE)
        made.changed.wait()
        assert made.guide.session.segment.kind is SegmentKind.INTRODUCTION


def test_what_is_due_by_the_clock_happens_when_the_thread_wakes() -> None:
    with Thread() as made:
        made.keys.put(Key.ADVANCE)
        made.changed.wait()
        made.clock.time = 120.0  # nobody there
        made.keys.put(None)
        made.changed.wait()
        assert made.guide.session.deadline == 130.0


def test_an_empty_wake_presses_nothing() -> None:
    with Thread() as made:
        made.alive.wait()
        made.keys.put(None)
        made.alive.wait()
        assert made.guide.session.segment.kind is SegmentKind.ATTRACT
        assert made.outputs.sounded == []


def test_the_thread_shows_that_it_lives_with_nothing_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert LONGEST_WAIT * 2 < THREAD_PATIENCE
    monkeypatch.setattr("kiosk.runtime.guide.LONGEST_WAIT", 0.001)
    with Thread() as made:
        for _ in range(5):
            made.alive.wait()
        assert made.changed.calls == []


def test_leaving_silences_a_sounding_buzzer() -> None:
    with Thread() as made:
        made.keys.put(Key.ADVANCE)
        made.changed.wait()
        assert made.outputs.sounded == [True]  # the manual clock stops: the beep goes on
    assert made.outputs.sounded == [True, False]
    assert made.thread.failure is None


def test_an_exception_in_the_body_silences_the_buzzer_too() -> None:
    made = Thread()

    def body() -> None:
        with made:
            made.keys.put(Key.ADVANCE)
            made.changed.wait()
            raise KeyError

    with pytest.raises(KeyError):
        body()
    assert made.outputs.sounded == [True, False]


def test_a_guide_whose_outputs_fail_records_the_failure_and_silences(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Thread(failing=True) as made:
        made.keys.put(Key.ADVANCE)
        made.changed.wait()
        made.thread._thread.join(SAFETY_NET)
        assert isinstance(made.thread.failure, OSError)
        assert made.outputs.sounded == [True, False]
    assert "The guide failed" in caplog.text


def test_a_failure_of_the_heartbeat_is_recorded_too() -> None:
    made = Thread()

    def dies() -> None:
        raise OSError("no heartbeat")

    thread = GuideThread(made.guide, made.clock, made.keys, made.changed, dies)
    with thread:
        made.changed.wait()
        thread._thread.join(SAFETY_NET)
    assert isinstance(thread.failure, OSError)


class LosesTheFirstOff(Outputs):
    """Outputs that fail the first time they are silenced."""

    def sound(self, level: bool) -> None:
        super().sound(level)
        if self.sounded == [True, False]:
            raise OSError("the line did not go low")


def test_a_line_that_did_not_go_low_is_silenced_once_more() -> None:
    clock, outputs = Manual(), LosesTheFirstOff()
    guide = Guide(Session.begin(shipped_timeline(), 0.0), outputs, clock)
    guide.turn(Key.ADVANCE)
    clock.time = 1.0
    with pytest.raises(OSError, match="did not go low"):
        guide.turn()
    guide.silence()
    assert outputs.sounded == [True, False, False]


class Dead(Outputs):
    """Outputs whose pins are gone for good."""

    def sound(self, level: bool) -> None:
        raise OSError("the pin has gone")


def test_pins_gone_for_good_are_recorded_and_nothing_escapes_the_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    escaped = Recorder()
    monkeypatch.setattr(threading, "excepthook", escaped)
    made = Thread()
    made.guide = Guide(Session.begin(shipped_timeline(), 0.0), Dead(), made.clock)
    thread = GuideThread(made.guide, made.clock, made.keys, made.changed, made.alive)
    with thread:
        made.keys.put(Key.ADVANCE)
        thread._thread.join(SAFETY_NET)
    assert isinstance(thread.failure, OSError)
    assert escaped.calls == []
    assert made.changed.calls != []


def test_a_thread_that_hangs_does_not_keep_the_kiosk_from_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, joined = Thread(), Recorder()
    with made.thread:
        worker = made.thread._thread
        assert worker.daemon
        with monkeypatch.context() as patch:
            patch.setattr(worker, "join", lambda timeout=None: joined(timeout))
            made.thread.__exit__()
    assert 0 < joined.calls[0] <= 10
    worker.join(SAFETY_NET)


def test_a_session_goes_on_when_speech_fails(caplog: pytest.LogCaptureFixture) -> None:
    clock, mouth = Manual(), Mouth(Manual())

    def no_voice(session: Session) -> Voice:
        raise KeyError("action")

    desk = Desk()
    guide = Guide(
        Session.begin(shipped_timeline(), 0.0, audio=HEARD),
        desk.panel,
        clock,
        speech=SpeechScheduler(no_voice, mouth),
    )
    guide.turn(Key.ADVANCE)
    assert "Speech failed" in caplog.text
    guide.turn(Key.ADVANCE)
    assert guide.session.segment.part == 1
    desk.close()


def test_the_guide_wakes_for_the_next_sentence_and_is_silent_at_the_end() -> None:
    desk = Desk()
    mouth = Mouth(desk.clock)
    start = Session.begin(shipped_timeline(), 0.0, audio=HEARD)
    guide = Guide(start, desk.panel, desk.clock, speech=SpeechScheduler(lambda _: voice(), mouth))
    guide.turn(Key.ADVANCE)
    while len(mouth.said) < 3:
        assert guide.due is not None
        desk.clock.time = guide.due
        guide.turn()
    guide.silence()
    assert mouth.hushed == [desk.clock.time]
    desk.close()


def test_a_sound_card_that_comes_and_goes_changes_what_the_buttons_do_and_are_lit_for() -> None:
    outputs, there = Outputs(), [False]
    session = Session.begin(shipped_timeline(), 0.0)
    guide = Guide(session, outputs, Manual(), spoken=lambda: there[0])
    for there[0] in (False, True, False):
        guide.turn()
        assert guide.session.audio.spoken is there[0]
        assert (Key.REPEAT in available_actions(guide.session)) is there[0]
        assert (Key.REPEAT in outputs.lit[-1]) is there[0]


def test_without_a_speech_check_a_guide_keeps_the_session_s_initial_value() -> None:
    session = Session.begin(shipped_timeline(), 0.0, audio=HEARD)
    guide = Guide(session, Outputs(), Manual())
    guide.turn()
    assert guide.session.audio.spoken
