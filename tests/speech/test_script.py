from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import GUARD, Asking, Paused, Resuming, Session
from kiosk.session.view import PageKind, View
from kiosk.speech import script
from kiosk.speech.inventory import standing
from tests.speech_doubles import HEARD
from tests.walk import Walk, shipped_timeline


def at(kind: SegmentKind, step: int | None = None) -> Session:
    walk = Walk()
    walk.session = replace(walk.session, audio=HEARD)
    return walk.to(kind, step).session


def test_the_first_page_says_what_this_is_and_which_button_starts() -> None:
    said = script.said(at(SegmentKind.ATTRACT))
    assert said[0] == "Ease your back pain"
    assert "Left button: Start" in said
    assert "Middle button: Hear again" in said


def test_each_instruction_is_said_when_it_is_shown() -> None:
    first = at(SegmentKind.FIND, 0)
    assert script.said(first) == (
        "Lower belly",
        "Stand relaxed, or sit upright.",
    )
    walk = Walk()
    walk.session = first
    walk.to_ready(0)
    assert script.said(walk.session) == (
        "In the middle, two finger widths below the navel.",
        "Index or middle finger",
        "Pressure: firm",
        "Left button: Ready",
        "Middle button: Again",
        "Right button: Pause",
    )


def test_a_find_page_that_goes_on_by_itself_says_so_at_its_end() -> None:
    walk = Walk()
    walk.session = at(SegmentKind.FIND, 9)
    assert script.said(walk.session)[:2] == ("Feet", "Right foot")
    walk.wait(30)
    assert walk.session.segment.part == 3
    assert script.said(walk.session)[-1] == "Starts by itself"


def test_the_breath_is_mentioned_once_at_the_first_hold() -> None:
    assert script.BREATHE in script.said(at(SegmentKind.PRESS, 0))
    assert script.BREATHE not in script.said(at(SegmentKind.PRESS, 1))
    resumed = at(SegmentKind.PRESS, 0)
    assert script.BREATHE not in script.said(replace(resumed, now=resumed.now + 20))


def test_the_breath_is_mentioned_at_the_first_hold_that_is_left() -> None:
    walk = Walk(shipped_timeline().without(frozenset({"CV6"})))
    assert script.BREATHE in script.said(walk.to(SegmentKind.PRESS, 0).session)


def test_the_list_of_languages_says_the_marked_one_and_then_only_its_name() -> None:
    session = replace(at(SegmentKind.LANGUAGES), languages=("en", "de"), marked=1)
    assert script.said(session) == (
        "Language",
        "Deutsch",
        "Left button: Choose",
        "Middle button: Back",
        "Right button: Next",
    )
    assert script.said(session, asked=True) == ("Deutsch",)


def test_the_screening_says_what_each_button_means_even_in_its_first_second() -> None:
    session = at(SegmentKind.SCREEN)
    assert session.guarded
    assert script.buttons(session) == (
        "Left button: None of these",
        "Middle button: Hear again",
        "Right button: Yes, or not sure",
    )
    assert script.said(session)[1:-3] == view(session, 0.0).sentences


@pytest.mark.parametrize(
    ("kind", "right"),
    [
        (SegmentKind.SCREEN, "Yes, or not sure"),
        (SegmentKind.INTRODUCTION, "End"),
        (SegmentKind.BACKGROUND, "End"),
    ],
)
def test_later_pages_in_a_row_name_their_buttons_only_when_asked(
    kind: SegmentKind, right: str
) -> None:
    walk = Walk()
    walk.session = at(kind)
    walk.wait(GUARD)
    walk.press(Key.ADVANCE)
    lines = view(walk.session, 0.0).sentences
    assert script.said(walk.session)[1:] == lines
    assert script.said(walk.session, asked=True)[-1] == f"Right button: {right}"


def test_the_button_for_the_other_side_names_the_hand() -> None:
    assert "Right button: Right hand" in script.buttons(at(SegmentKind.FIND, 7))
    assert "Right button: Left foot" in script.buttons(at(SegmentKind.PRESS, 9))


def test_a_running_page_names_its_buttons_only_when_asked() -> None:
    session = at(SegmentKind.PRESS, 0)
    assert script.said(session) == (
        "Press",
        "Slowly, firmly but comfortably.",
        script.BREATHE,
    )
    assert script.said(session, asked=True)[3:] == (
        "Left button: Skip",
        "Middle button: Again",
        "Right button: Pause",
    )


def test_the_count_in_leaves_the_word_to_the_beeps() -> None:
    assert script.said(at(SegmentKind.COUNT_IN, 0)) == ()
    held = Paused(at(SegmentKind.PRESS, 0).running, 3.0, 3.0)
    assert script.said(replace(at(SegmentKind.PRESS, 0), state=Resuming(held, 5.0))) == ()


def test_letting_go_is_said_in_few_words() -> None:
    assert script.said(at(SegmentKind.SETTLE, 0)) == ("Let go",)


@pytest.mark.parametrize(
    ("step", "first"),
    [
        (1, ("Place your hands", "Hands on your waist. Slide your thumbs towards the spine.")),
        (2, ("Place your hands", "Hands on your waist, thumbs four fingers from the spine.")),
        (8, ("Right hand", "Go two fingers from where thumb and index bones meet.")),
        (7, ("Lie down", "Lie down slowly. It helps only when you lie down.")),
        (9, ("Place your hand", "Thumb or index finger on the point, or use your left heel.")),
    ],
    ids=[
        "found",
        "a second place",
        "the other hand",
        "lying down",
        "the first foot",
    ],
)
def test_on_the_way_to_a_press_what_matters_most_is_said_first(
    step: int, first: tuple[str, ...]
) -> None:
    assert script.said(at(SegmentKind.LEAD_IN, step))[: len(first)] == first


def test_each_squeeze_says_which_it_is() -> None:
    session = at(SegmentKind.RELEASE, 7)
    later = replace(session, state=replace(session.running, index=session.running.index + 1))
    assert script.said(session) == ("Release", "Let go of the left hand.")
    assert script.said(later) == ("Press", "Left hand: squeeze firmly.", "Round 2 of 5")


def test_halfway_and_ten_seconds_left_are_said_in_a_hold_but_not_in_a_squeeze() -> None:
    session = at(SegmentKind.PRESS, 0)
    since = session.running.since
    assert script.moments(session) == (
        (since + 30, "Halfway"),
        (since + 50, "Ten seconds left"),
    )
    assert script.moments(at(SegmentKind.PRESS, 7)) == ()


def test_still_there_is_said_again_at_half_its_time() -> None:
    session = at(SegmentKind.FIND, 0)
    asked = replace(session, state=Asking(session.running, 200.0), now=200.0)
    assert script.said(asked)[0] == "Still there?"
    assert script.moments(asked) == ((200.0 + asked.patience.answer / 2, None),)
    assert script.buttons(asked) == ()


def test_the_next_event_of_a_guarded_page_is_not_the_end_of_the_guard() -> None:
    session = at(SegmentKind.SCREEN)
    assert script.next_event(session) == session.touched + session.patience.idle


def test_nothing_ever_happens_by_itself_on_the_first_page() -> None:
    assert script.next_event(at(SegmentKind.ATTRACT)) is None


def _seen(page: View) -> set[str]:
    card = page.card
    texts = {page.word, page.line, *page.sentences, page.duration, *page.options}
    texts |= {page.part.text} if page.part else set()
    texts |= {script.BREATHE} if page.since is not None else set()  # the guide shows it
    if card:
        texts |= {card.point, card.side_name, card.place, card.posture_text, card.fingers_text}
        texts |= {f"Pressure: {card.pressure_text}"}
    return texts


def test_everything_spoken_is_also_shown(timeline: Timeline) -> None:
    """A deaf visitor misses nothing: words are on the page, buttons are soft keys."""
    for session in standing(timeline):
        seen = _seen(view(session, session.now))
        spoken = script.said(session, asked=True)
        named = script.buttons(session)
        assert set(spoken) - set(named) <= seen, session.segment
        assert len(named) <= len([key for key in soft_keys(session.unguarded) if key.action])


def test_each_page_but_the_count_in_says_something(timeline: Timeline) -> None:
    for session in standing(timeline):
        silent = view(session, session.now).page is PageKind.COUNT_IN
        assert bool(script.said(session)) is not silent


def test_every_moment_that_is_said_is_a_number_of_the_countdown() -> None:
    session = at(SegmentKind.PRESS, 0)
    for moment, sentence in script.moments(session):
        count = view(session, moment).countdown
        assert count is not None
        assert count.digits == {"Halfway": "30", "Ten seconds left": "10"}[sentence or ""]


def test_buttons_are_named_from_the_left() -> None:
    places = [text.split(" button")[0] for text in script.buttons(at(SegmentKind.FIND, 7))]
    assert places == ["Left", "Middle", "Right"]
