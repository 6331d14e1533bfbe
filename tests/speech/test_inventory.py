from __future__ import annotations

import re
from dataclasses import replace

import pytest

from kiosk.config.language import LANGUAGES, translator
from kiosk.config.paths import VOICES
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session.keys import Key
from kiosk.speech import clips
from kiosk.speech.inventory import notes, sentences, without_clip
from tests.shipped_pages import shipped
from tests.speech_doubles import Spoken, voice
from tests.walk import shipped_timeline


def test_no_sentence_is_longer_than_one_breath(timeline: Timeline) -> None:
    for text in sentences(timeline):
        assert max(len(part.split()) for part in re.split("[.!?]", text)) <= 12, text


@pytest.mark.parametrize(
    "kind",
    [
        SegmentKind.SCREEN,
        SegmentKind.QUESTION,
        SegmentKind.STOP,
        SegmentKind.LEFT_OUT,
        SegmentKind.FINISH,
    ],
)
def test_every_sentence_of_a_page_is_in_the_inventory(
    timeline: Timeline, kind: SegmentKind
) -> None:
    spoken = Spoken().to(kind)
    spoken.heard(Key.VOLUME)
    spoken.heard(Key.SWITCH)
    assert set(spoken.words) <= set(sentences(timeline))


def test_every_sentence_with_switched_sides_and_left_out_points_is_in_the_inventory() -> None:
    spoken = Spoken()
    timeline = shipped_timeline().without(frozenset({"LI4", "BL40", "BL52"}))
    spoken.guide.session = replace(spoken.session, timeline=timeline)
    for keys in ((Key.ADVANCE,), (Key.SWITCH, Key.ADVANCE)):
        for _ in range(60):
            for key in keys:
                spoken.heard(key, 13.0)
    assert len(set(spoken.words)) > 50
    assert set(spoken.words) <= set(sentences(shipped_timeline()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_a_clip(language: str) -> None:
    assert without_clip(shipped().timeline, shipped().voice(language)) == ()


def test_every_clip_has_its_file_and_every_file_its_clip() -> None:
    assert [fault for index in clips.indices(VOICES) for fault in clips.faults(index)] == []
    for language in LANGUAGES:
        files = {clip.file for clip in clips.load(VOICES / language).values()}
        assert {file.name for file in (VOICES / language).glob("*.ogg")} == files


def test_sentences_without_a_clip_are_counted(timeline: Timeline) -> None:
    (note,) = notes(timeline, [voice()])
    assert "0 clips" in note
    assert "not spoken: espeak-ng is not installed" in note
    assert note.endswith("the first: Ease your back pain")


def test_a_choice_of_routines_adds_its_buttons_and_what_a_missing_language_says() -> None:
    alone, several = (sentences(shipped_timeline(), several=more) for more in (False, True))
    assert set(several) - set(alone) == {
        "Middle button: Language",
        "Right button: Next",
        "Not available in this language",
    } - set(alone)
    assert "Middle button: Language" not in alone


def test_the_names_of_routines_to_choose_from_are_translated() -> None:
    german = translator("de", "112")
    assert "Ease your back pain" not in sentences(shipped_timeline(), german, several=True)
