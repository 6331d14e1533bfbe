from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.config.language import LANGUAGES
from kiosk.rehearsal.eyes_closed import Listener, listen
from kiosk.session.presenter import page_name
from kiosk.speech.clips import Voice
from kiosk.speech.inventory import standing, without_clip
from tests.shipped_pages import shipped
from tests.speech_doubles import voice
from tests.walk import OFF_THE_WAY


@pytest.fixture(scope="module", params=LANGUAGES)
def played(request: pytest.FixtureRequest) -> tuple[Listener, list[str]]:
    """Return who has heard a whole session with eyes closed, and its log."""
    lines: list[str] = []
    speaker = shipped().voice(request.param)
    return listen(shipped(), speaker, lines.append), lines


def test_nothing_overlaps_and_no_sentence_is_cut(
    played: tuple[Listener, list[str]],
) -> None:
    heard = sorted(played[0].ears.heard, key=lambda each: each.start)
    assert len(heard) > 300
    assert all(one.end <= two.start + 1e-9 for one, two in pairwise(heard))
    assert not [words for words in heard if words.text and words.end - words.start < 0.3]


def test_every_page_on_the_way_is_heard(played: tuple[Listener, list[str]]) -> None:
    on_the_way = (
        one for one in standing(shipped().timeline) if one.segment.kind not in OFF_THE_WAY
    )
    pages = {page_name(one) for one in on_the_way if one.timeline is one.plan}
    pages -= {"paused", "still-there"}
    assert len(pages) > 50
    spoken = {words.page for words in played[0].ears.heard if words.text}
    beeped = {words.page for words in played[0].ears.heard if not words.text}
    assert {page for page in pages if not page.startswith("count-in")} <= spoken
    assert {page for page in pages if page.startswith("count-in")} <= beeped


def test_the_log_lists_presses_rhythms_and_words_in_order(
    played: tuple[Listener, list[str]],
) -> None:
    times = [float(line.split()[0]) for line in played[1]]
    assert times == sorted(times)
    assert sum("pressed: " in line for line in played[1]) == 15 + 1
    assert sum("said: " in line for line in played[1]) == sum(
        bool(each.text) for each in played[0].ears.heard
    )
    assert sum("buzzer: " in line for line in played[1]) > 80


def test_no_sentence_is_left_out(played: tuple[Listener, list[str]]) -> None:
    assert played[0].left_out == []


def test_a_sentence_without_time_is_reported_as_left_out() -> None:
    lines: list[str] = []
    slow = listen(shipped(), voice(seconds=3.0), lines.append)
    assert "Round 1 of 5" in slow.left_out
    assert "Halfway" not in slow.left_out
    said = [line for line in lines if line.endswith("left out: Round 1 of 5")]
    assert len(said) == slow.left_out.count("Round 1 of 5") == 2


def test_a_sentence_that_nothing_can_say_is_not_left_out() -> None:
    mute = listen(shipped(), Voice("en", str, Path()), lambda line: None)
    assert mute.left_out == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_point_is_shown_within_90_seconds_if_everything_is_heard(language: str) -> None:
    """From the press that starts, with a second for each further press."""
    speaker = shipped().voice(language)
    if lacking := without_clip(shipped().timeline, speaker):
        pytest.skip(f"{len(lacking)} sentences have no clip yet, whose length would count")
    lines: list[str] = []
    listen(shipped(), speaker, lines.append)
    starts = {line.split()[1]: float(line.split()[0]) for line in reversed(lines)}
    assert starts["find-cv6-1"] - starts["introduction-1"] < 90


@pytest.mark.parametrize("languages", [("en",), ("en", "de")])
def test_languages_are_offered_where_the_kiosk_has_several(languages: tuple[str, ...]) -> None:
    lines: list[str] = []
    made = replace(shipped(), settings=replace(shipped().settings, languages=languages))
    listen(made, voice(), lines.append)
    assert any("Right button: Language" in line for line in lines) == (len(languages) > 1)
