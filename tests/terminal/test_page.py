from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kiosk.config.language import LANGUAGES, Translate, translator
from kiosk.library import all_pages
from kiosk.session.keys import Action, Key
from kiosk.session.softkeys import SHOWN, SoftKey
from kiosk.session.view import PageKind, View
from kiosk.terminal.page import Page, page
from tests.shipped_pages import shipped


@cache
def views(language: str) -> dict[str, View]:
    return all_pages.pages(shipped().in_language(language))


def tr(language: str) -> Translate:
    return translator(language, shipped().settings.emergency)


def text_of(view: View, language: str = "en") -> str:
    return "\n".join(page(view, tr(language)).paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_all_that_its_picture_says(language: str) -> None:
    for name, view in views(language).items():
        said = text_of(view, language)
        wanted = [view.word, view.line, *view.sentences, view.notice, view.number, *view.options]
        wanted += [view.part.text] if view.part else []
        wanted += [view.progress.text] if view.progress else []
        wanted += [key.label for key in view.keys if key.action]
        if view.countdown:
            wanted.append(view.countdown.digits)
        if card := view.card:
            wanted += [card.point, card.place, card.side_name]
            if view.page not in (PageKind.RELEASE, PageKind.SETTLE):
                wanted += [card.fingers_text, card.pressure_text]
            if view.page is PageKind.FIND:
                wanted += [card.posture_text, card.codes, card.meaning]
        assert [text for text in wanted if text not in said] == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_a_point_says_the_posture_that_only_a_picture_shows_elsewhere(
    language: str,
) -> None:
    for view in views(language).values():
        if view.page is PageKind.LEAD_IN:
            assert view.card
            assert view.card.posture_text in text_of(view, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_begins_with_what_to_do_and_no_line_is_empty_or_said_twice(
    language: str,
) -> None:
    for view in views(language).values():
        made = page(view, tr(language))
        texts = [*made.head, *(text for group in made.body for text in group), *made.keys]
        assert texts[0] == view.word
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_a_stage_page_reads_well() -> None:
    assert text_of(views("en")["press-li4-left"]).splitlines() == [
        "Press",
        "Seconds left: 5",
        "",
        "Left hand: squeeze firmly.",
        "Round 1 of 5",
        "",
        "Point 5 of 6: Hands",
        "Left hand: Between thumb and index finger",
        "Thumb and index squeeze",
        "Pressure: firm",
        "",
        "A: Skip",
        "R: Again",
        "S: Right hand",
        "R twice: Pause",
        "Esc: Quit",
    ]


def test_the_first_page_says_which_key_is_which_button() -> None:
    first = views("en")["attract"]
    said = "A is the green button on the left, R the middle one, S the one on the right."
    assert said in page(first).paragraphs
    assert said not in page(first, keyboard=False).paragraphs


def test_a_german_page_has_no_english_word() -> None:
    english = {text for view in views("en").values() for text in page(view).paragraphs}
    for view in views("de").values():
        same = english & {*page(view, tr("de")).paragraphs} - {"", view.number, *view.options}
        assert {text for text in same if text not in ("A: Start", "S: Pause")} <= {
            text for text in same if view.card and view.card.meaning in text
        }


def test_a_button_that_does_nothing_is_not_listed() -> None:
    view = views("en")["stop-1"]
    assert [key.key for key in view.keys if not key.action] == [Key.SWITCH]
    assert page(view).keys == ("A: End", "R: Back", "Esc: Quit")


def test_the_marked_language_has_an_arrow() -> None:
    view = views("en")["languages"]
    assert page(view).body == (("> English", "Français", "Deutsch", "Español", "简体中文"),)


@pytest.mark.parametrize(
    ("name", "pauses"),
    [
        ("press-cv6", True),
        ("lead-in-cv6", True),
        ("find-cv6-1", True),
        ("find-lr3-right-1", True),
        ("paused", False),
    ],
)
def test_two_presses_of_r_are_listed_where_they_pause(name: str, pauses: bool) -> None:
    view = views("en")[name]
    assert ("R twice: Pause" in page(view).keys) is pauses
    with_button = page(view, buttons=(*SHOWN, Key.PAUSE)).keys
    assert ("P: Pause" in with_button) is pauses
    assert "R twice: Pause" not in with_button


def test_at_the_end_repeat_leads_back_and_does_not_pause() -> None:
    view = views("en")["finish"]
    again = Action.LAST_AGAIN
    assert SoftKey(Key.REPEAT, "Last point again", again, means=again) in view.keys
    assert "R twice: Pause" not in page(view).keys


def test_without_a_keyboard_only_the_buttons_are_listed() -> None:
    view = views("en")["press-cv6"]
    assert page(view, keyboard=False).keys == ("A: Skip", "R: Again", "S: Pause")


def test_a_fault_of_the_device_is_shown() -> None:
    view = replace(views("en")["attract"], notice="Set aside: advance.")
    assert "Set aside: advance." in text_of(view)


def test_groups_are_apart_and_an_empty_one_leaves_no_gap() -> None:
    made = Page(("Press",), (("one", "two"), ("three",)), ())
    assert made.paragraphs == ("Press", "", "one", "two", "", "three")


def test_routines_to_choose_from_are_listed_with_their_lengths() -> None:
    view = replace(views("en")["attract"], options=("One", "Two"), lengths=("15 min", "4 min"))
    listed = page(replace(view, chosen=1)).body[0]
    assert listed[:2] == ("One, 15 min", "> Two, 4 min")
