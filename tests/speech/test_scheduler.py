from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.routine.timeline import SegmentKind
from kiosk.runtime.guide import Guide
from kiosk.session.keys import Key
from kiosk.speech import script
from kiosk.speech.clips import Utterance, Voice
from kiosk.speech.scheduler import AFTER_RHYTHM, ASLEEP, BEFORE_EVENT, GAP, SpeechScheduler
from tests.speech_doubles import Nobody, Spoken, voice
from tests.walk import shipped_timeline

ADVANCE, REPEAT, SWITCH, PAUSE, VOLUME = Key


def test_an_empty_room_is_not_spoken_to() -> None:
    assert Spoken().heard(None, 100_000.0) == []


def test_an_empty_room_is_not_spoken_to_after_a_session_is_forgotten() -> None:
    spoken = Spoken()
    spoken.heard(ADVANCE)
    words = spoken.heard(None, 1000.0)
    assert spoken.session.segment.kind is SegmentKind.ATTRACT
    assert "Still there?" in words
    assert "Ease your back pain" not in words


@pytest.mark.parametrize("key", [REPEAT, SWITCH])
def test_a_press_that_does_not_start_is_answered_with_what_this_is(key: Key) -> None:
    assert Spoken().heard(key)[0] == "Ease your back pain"


def test_words_begin_after_the_rhythm_and_follow_with_a_pause() -> None:
    spoken = Spoken()
    spoken.heard(ADVANCE)
    first, second = (at for at, _ in spoken.mouth.said[:2])
    assert first == pytest.approx(0.03 + AFTER_RHYTHM)
    assert second == pytest.approx(first + 1.0 + GAP)


def test_a_press_cuts_the_words_at_once_and_the_new_page_is_said() -> None:
    spoken = Spoken()
    spoken.heard(ADVANCE, 0.5)
    assert spoken.mouth.hushed == []
    spoken.clock.time = 0.6
    assert spoken.heard(ADVANCE)[0] == "Press only as hard as is comfortable"
    assert spoken.mouth.hushed == [0.6]


def test_the_words_of_a_new_page_do_not_wait_for_those_that_were_cut_off() -> None:
    spoken = Spoken(voice(seconds=20.0))
    spoken.heard(ADVANCE, 2.0)
    spoken.heard(ADVANCE, 2.0)
    assert [at for at, _ in spoken.mouth.said] == pytest.approx([0.23, 2.23])


def test_words_that_have_been_cut_off_are_not_cut_off_again() -> None:
    spoken = Spoken(voice(seconds=20.0))
    spoken.heard(ADVANCE, 2.0)
    for _ in range(3):
        spoken.heard(ADVANCE, 0.1)
    assert spoken.mouth.hushed == [2.0]


def test_words_that_are_over_are_not_cut_off() -> None:
    spoken = Spoken()
    spoken.heard(ADVANCE, 60.0)
    assert spoken.heard(ADVANCE, 1.0)
    assert spoken.mouth.hushed == []


def test_a_page_without_a_rhythm_drops_what_was_left_to_say() -> None:
    length = Spoken().to(SegmentKind.FIND, 3).session.running.length
    assert length
    spoken = Spoken(voice(seconds=length - 0.2)).to(SegmentKind.FIND, 3)
    first, second, *_ = script.said(spoken.session)
    spoken.wait(length)
    assert spoken.words == [first]
    assert second not in spoken.heard(None, length)
    assert spoken.session.segment.part == 1


def test_a_press_without_effect_is_answered_by_the_page_and_its_buttons() -> None:
    spoken = Spoken().to(SegmentKind.NOTHING_LEFT)
    spoken.wait(5)
    assert spoken.heard(SWITCH, 10) == [
        "Let’s stop here",
        "To be safe, given your answers.",
        "None of the points suits you today.",
        "Ask a doctor or another expert what suits you.",
        "Left button: End",
        "Middle button: Back",
    ]


def test_hear_again_says_the_whole_page_again() -> None:
    spoken = Spoken()
    spoken.to(SegmentKind.SCREEN)
    spoken.wait(30)
    page = spoken.words[-8:]
    assert page[0] == "Do any of these apply?"
    assert spoken.heard(REPEAT, 30) == page


def test_a_stage_that_begins_again_says_its_words_to_the_end() -> None:
    """The time in which the button would pause cuts nothing short."""
    spoken = Spoken(voice(seconds=3.0)).to(SegmentKind.PRESS, 0)
    words = spoken.heard(REPEAT, 8)
    assert words == ["Place your hand", "Put your index or middle finger on the point."]


def test_halfway_follows_its_beep_and_ten_seconds_left_comes_on_time() -> None:
    spoken = Spoken().to(SegmentKind.PRESS, 0)
    begun = spoken.clock.time
    spoken.wait(59)
    assert spoken.words[-2:] == ["Halfway", "Ten seconds left"]
    moments = [at - begun for at, _ in spoken.mouth.said[-2:]]
    assert moments == pytest.approx([30 + 0.08 + AFTER_RHYTHM, 50.0])


def test_a_turn_is_due_whenever_there_is_something_to_say() -> None:
    spoken = Spoken().to(SegmentKind.PRESS, 0)
    begun, asked_for = spoken.clock.time, []
    for seconds in (25, 35, 51):
        spoken.wait(begun + seconds - spoken.clock.time)
        asked_for.append(spoken.speech.due and spoken.speech.due - begun)
    assert asked_for == [30, 50, None]


def test_the_rest_of_a_page_gives_way_to_a_moment() -> None:
    spoken = Spoken().to(SegmentKind.PRESS, 0)
    spoken.wait(47.5)
    spoken.turn(PAUSE)
    spoken.turn(ADVANCE)  # "Press" ends 0.7 s before the moment; the rest of the page is dropped
    spoken.wait(3.0 + 11.0)
    assert spoken.words[-2:] == ["Press", "Ten seconds left"]


def test_a_moment_is_announced_once_however_many_turns_follow() -> None:
    spoken = Spoken().to(SegmentKind.PRESS, 0)
    for _ in range(240):
        spoken.wait(0.25)
        spoken.turn()
    assert spoken.words.count("Halfway") == spoken.words.count("Ten seconds left") == 1


@pytest.mark.parametrize(("seconds", "said"), [(2.9 - 1.04, True), (2.92 - 1.04, False)])
def test_a_sentence_ends_a_tenth_of_a_second_before_what_is_heard_next(
    seconds: float, said: bool
) -> None:
    spoken = Spoken(voice(seconds=seconds)).to(SegmentKind.SETTLE, 0)
    assert bool(spoken.heard(None, 2.99)) is said


def test_a_rhythm_a_pause_and_a_sentence_follow_each_other_at_set_times() -> None:
    spoken = Spoken()
    spoken.heard(ADVANCE, 10)
    assert [at for at, _ in spoken.mouth.said[:3]] == pytest.approx([0.23, 1.53, 2.83])


def test_a_sentence_that_would_not_end_in_time_is_not_started() -> None:
    spoken = Spoken(voice(seconds=2.1)).to(SegmentKind.RELEASE, 7)  # 5 s
    assert spoken.heard(None, 5.0 - 1e-6) == ["Release"]
    (at, _) = spoken.mouth.said[-1]
    assert at + 2 * 2.1 + GAP + BEFORE_EVENT > spoken.rhythms[-1][0] + 5.0


def test_a_sentence_that_would_not_end_in_time_is_dropped_with_the_rest() -> None:
    spoken = Spoken(Drawling("en", str, Path())).to(SegmentKind.RELEASE, 7)
    assert spoken.heard(None, 4.99) == []


def test_the_page_of_a_pause_is_said_and_resuming_counts_in_silence() -> None:
    spoken = Spoken().to(SegmentKind.PRESS, 0)
    assert spoken.heard(PAUSE, 20)[:2] == ["Paused", "Take your time. Nothing is lost."]
    assert spoken.heard(ADVANCE, 2.9) == []
    assert spoken.heard(None, 3) == ["Press", "Slowly, firmly but comfortably."]


def test_still_there_is_asked_twice() -> None:
    spoken = Spoken().to(SegmentKind.SCREEN)
    spoken.wait(119.0)
    assert spoken.heard(None, 20.0).count("Still there?") == 2


def test_after_a_session_the_attract_page_is_spoken_once() -> None:
    spoken = Spoken().to(SegmentKind.FINISH)
    assert spoken.heard(ADVANCE, 100_000.0).count("Left button: Start") == 1


def test_the_volume_button_goes_up_in_steps_says_so_and_wraps_round() -> None:
    spoken = Spoken().to(SegmentKind.SCREEN)
    levels = [9, 10, 2, 4, 6, 8, 10, 2]
    for level in levels:
        assert spoken.heard(VOLUME, 3) == [f"Volume {level}"]
        assert spoken.mouth.volumes[-1] == level


def test_a_volume_reset_by_a_new_page_is_not_announced() -> None:
    spoken = Spoken()
    spoken.heard(VOLUME, 3)
    spoken.heard(ADVANCE, 3)
    words = spoken.heard(SWITCH, 10)
    assert spoken.session.volume == 7
    assert words[0] == "Ease your back pain"
    assert not any(text.startswith("Volume") for text in words)


def test_the_volume_is_back_to_its_default_after_the_session() -> None:
    spoken = Spoken()
    spoken.turn(VOLUME)
    spoken.turn(ADVANCE)
    assert spoken.session.volume == 9
    spoken.turn(SWITCH)
    assert spoken.session.segment.kind is SegmentKind.ATTRACT
    assert spoken.session.volume == 7


def test_a_sleeping_line_is_woken_before_the_first_word_only() -> None:
    spoken = Spoken(preroll=0.5)
    spoken.heard(ADVANCE, 5)
    assert spoken.mouth.prerolls[:3] == [0.5, 0.0, 0.0]
    first, second = (at for at, _ in spoken.mouth.said[:2])
    assert second == pytest.approx(first + 0.5 + 1.0 + GAP)
    spoken.wait(60 + ASLEEP)
    spoken.turn(ADVANCE)
    spoken.wait(1)
    assert spoken.mouth.prerolls[-1] == 0.5


@pytest.mark.parametrize(("silence", "preroll"), [(2.9, 0.0), (3.1, 0.5)])
def test_a_line_is_asleep_after_three_seconds_of_silence(silence: float, preroll: float) -> None:
    spoken = Spoken(preroll=0.5)
    spoken.heard(VOLUME, 2)
    ended = spoken.mouth.said[-1][0] + 0.5 + 1.0
    spoken.clock.time = ended + silence - 0.03 - AFTER_RHYTHM
    spoken.heard(VOLUME, 5)
    assert spoken.mouth.prerolls == [0.5, preroll]


def test_a_line_is_still_awake_at_the_end_of_its_three_seconds() -> None:
    spoken = Spoken(preroll=0.5)
    spoken.heard(VOLUME, 2)
    ended = spoken.mouth.said[-1][0] + 0.5 + 1.0
    spoken.clock.time = ended + 2.5
    spoken.turn(VOLUME)
    spoken.clock.time = ended + 3.0
    spoken.turn()
    assert spoken.mouth.prerolls == [0.5, 0.0]


def test_by_default_speech_keeps_real_time_and_wakes_no_line() -> None:
    spoken = Spoken()
    speech = SpeechScheduler(lambda _: voice(), spoken.mouth)
    spoken.guide = Guide(spoken.session, Nobody(), spoken.clock, speech=speech)
    spoken.heard(ADVANCE, 5)
    assert [at for at, _ in spoken.mouth.said[:2]] == pytest.approx([0.23, 1.53])
    assert spoken.mouth.prerolls[:2] == [0.0, 0.0]


def test_when_time_runs_faster_words_take_more_of_it() -> None:
    spoken = Spoken(pace=10.0)
    spoken.heard(ADVANCE, 60)
    first, second = (at for at, _ in spoken.mouth.said[:2])
    assert second == pytest.approx(first + 10 * (1.0 + GAP))


def test_when_time_runs_faster_a_line_falls_asleep_after_more_of_it() -> None:
    spoken = Spoken(preroll=0.5, pace=10.0)
    spoken.heard(VOLUME, 20)
    spoken.clock.time = spoken.mouth.said[-1][0] + 10 * (0.5 + 1.0) + 29
    spoken.heard(VOLUME, 20)
    assert spoken.mouth.prerolls == [0.5, 0.0]


class Drawling(Voice):
    """A voice that takes long for one sentence."""

    def utterance(self, text: str) -> Utterance | None:
        return Utterance(text, "en", 5.0 if text == "Release" else 0.1)


class Halting(Voice):
    """A voice that can say hardly anything."""

    def utterance(self, text: str) -> Utterance | None:
        return Utterance(text, "en", 1.0) if text.startswith("Left") else None


def test_a_text_that_cannot_be_spoken_is_skipped() -> None:
    spoken = Spoken(Halting("en", str, Path()))
    assert spoken.heard(ADVANCE) == ["Left button: Go on"]
    assert Spoken(Voice("en", str, Path())).heard(ADVANCE) == []


def test_a_text_that_cannot_be_spoken_does_not_delay_the_next() -> None:
    spoken = Spoken(Halting("en", str, Path()))
    spoken.turn(ADVANCE)
    spoken.clock.time = 0.03 + AFTER_RHYTHM
    spoken.turn()
    assert spoken.words == ["Left button: Go on"]


def test_words_are_translated() -> None:
    title = shipped_timeline().routine.introduction[0].title
    speaks = voice(lambda text: text.replace(title, "Nur angenehm fest"))
    assert Spoken(speaks).heard(ADVANCE)[0] == "Nur angenehm fest"


hands = st.sampled_from([ADVANCE, ADVANCE, ADVANCE, *Key, None])
days = st.lists(
    st.tuples(hands, st.sampled_from([0.0, 0.1, 0.5, 2.0, 7.0, 31.0, 90.0])), max_size=40
)
places = st.sampled_from(
    [
        (SegmentKind.ATTRACT, None),
        (SegmentKind.FIND, 7),
        (SegmentKind.LEAD_IN, 8),
        (SegmentKind.PRESS, 10),
    ]
)


@given(places, days)
def test_no_word_is_ever_heard_over_a_rhythm_or_another(
    place: tuple[SegmentKind, int | None], day: list[tuple[Key | None, float]]
) -> None:
    spoken = Spoken().to(*place)
    for key, seconds in day:
        if key:
            spoken.turn(key)
        spoken.wait(seconds)
    hushes = spoken.mouth.hushed
    words = []
    for at, _ in spoken.mouth.said:
        cut = min((moment for moment in hushes if at <= moment), default=at + 1.0)
        words.append((at, min(at + 1.0, cut)))
    assert all(one[1] <= two[0] for one, two in pairwise(words))
    for begun, ended in words:
        assert not any(begun < end and at < ended for at, end in spoken.rhythms)
