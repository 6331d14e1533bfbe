"""The card beside the kiosk: A5, all of it translated, nothing over anything else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.config import paths
from kiosk.config.language import LANGUAGES, translator
from kiosk.config.settings import Pins
from kiosk.faceplate.card import CardText, NoCard, card, texts
from kiosk.faceplate.drawing import Circle, Line, Polygon, Rectangle, Words
from kiosk.faceplate.files import write_cards
from kiosk.faceplate.plate import label
from kiosk.library.content import Content, load
from kiosk.screen.paint.theme import THEME, contrast, html
from kiosk.session.keys import Key
from tests.faceplate.measured import read
from tests.shipped_pages import shipped

languages = pytest.mark.parametrize("language", LANGUAGES)


def content(language: str = "en", **changed: object) -> Content:
    made = shipped().in_language(language)
    return replace(made, settings=replace(made.settings, **changed))  # type: ignore[arg-type]


page = cache(lambda language: card(content(language)))


def lines(language: str, **changed: object) -> list[Words]:
    drawn = card(content(language, **changed)) if changed else page(language)
    return [item for item in drawn.items if isinstance(item, Words)]


def everything(said: CardText) -> list[str]:
    buttons = [text for _, line, below in said.buttons for text in (line, below) if text]
    offers = [text for offer in said.offers for text in offer]
    cautions = [text for title, sentences in said.cautions for text in (title, *sentences)]
    urgent = [said.urgent] if said.urgent else []
    return [*offers, *said.introduction, *buttons, *cautions, *urgent, said.call, said.number]


@languages
def test_every_text_is_on_the_card_in_its_language_and_whole(language: str) -> None:
    said = texts(content(language))
    shown = "".join(item.text for item in lines(language)).replace(" ", "")
    for text in everything(said):
        assert text
        assert text.replace(" ", "") in shown
    if language != "en":
        english = set(everything(texts(content())))
        same = english & set(everything(said)) - {said.number}
        assert same == set()


@languages
def test_nothing_lies_over_anything_else_or_beyond_the_margin(language: str) -> None:
    made = lines(language)
    for item in made:
        left = item.x - item.length * item.anchor
        assert left >= 10
        assert left + item.length <= 148 - 10
        assert 10 <= item.y <= 210 - 10
    for one, other in combinations(made, 2):
        spans = [(w.x - w.length * w.anchor, w.x + w.length * (1 - w.anchor)) for w in (one, other)]
        beside = spans[0][1] <= spans[1][0] or spans[1][1] <= spans[0][0]
        upper, lower = sorted((one, other), key=lambda item: item.y)
        assert beside or lower.y - lower.size * 0.72 >= upper.y, (one.text, other.text)


@languages
def test_no_text_lies_over_a_sign_or_a_dot(language: str) -> None:
    signs = [item.points for item in page(language).items if isinstance(item, Line | Polygon)]
    dots = [
        ((item.x - item.diameter / 2, item.y), (item.x + item.diameter / 2, item.y))
        for item in page(language).items
        if isinstance(item, Circle)
    ]
    assert len(signs) > 5
    assert len(dots) > 6
    for item in lines(language):
        left = item.x - item.length * item.anchor
        for points in (*signs, *dots):
            xs, ys = zip(*points, strict=True)
            beside = max(xs) < left or min(xs) > left + item.length
            assert beside or max(ys) < item.y - item.size * 0.7 or min(ys) > item.y + 1


@languages
def test_its_letters_can_be_read_at_arm_s_length(language: str) -> None:
    assert min(item.size for item in lines(language)) * 0.668 >= 2.2


@languages
def test_the_buttons_have_their_names_colours_and_shapes_in_order(language: str) -> None:
    tr = translator(language, "112")
    signs = [
        item
        for item in page(language).items
        if isinstance(item, Rectangle) and item.width == item.height == 15
    ]
    main = (Key.ADVANCE, Key.REPEAT, Key.SWITCH)
    assert [sign.fill for sign in signs] == [html(THEME.keys[key]) for key in main]
    for sign, key, kinds in zip(signs, main, ({Polygon}, {Line, Polygon}, {Polygon}), strict=True):
        on = {
            type(item)
            for item in page(language).items
            if isinstance(item, Line | Polygon)
            and all(sign.x < x < sign.x + 15 and sign.y < y < sign.y + 15 for x, y in item.points)
        }
        assert on == kinds
        (name,) = [item for item in lines(language) if item.text.endswith(label(key, tr))]
        assert name.colour == sign.fill
        assert sign.y < name.y < sign.y + 15


def test_the_warning_is_the_routine_s_own_and_comes_before_the_number() -> None:
    shown = [item.text for item in lines("en")]
    warning = shown.index("Not with severe pain")
    assert shown[warning + 1].startswith("With severe, lasting back pain, do NOT")
    assert warning < shown.index("112")


@pytest.mark.parametrize(
    ("changed", "number"),
    [({}, "112"), ({"country": "GB"}, "999"), ({"emergency_number": "0118"}, "0118")],
)
def test_the_emergency_number_is_that_of_the_settings(
    changed: dict[str, object], number: str
) -> None:
    shown = [item.text for item in lines("en", **changed)]
    assert number in shown
    assert f"Call {number}, or ask somebody to call." in " ".join(shown)


def test_the_languages_are_named_where_there_is_a_choice() -> None:
    both = " · ".join(("English", "简体中文"))
    assert both in [item.text for item in lines("en", languages=("en", "zh_CN"))]
    assert not any("English" in item.text for item in lines("en", languages=("en",)))


def test_a_routine_without_a_rule_for_emergencies_still_has_the_number() -> None:
    made = shipped()
    screening = made.routine.screening
    rules = tuple(rule for rule in screening.rules if rule.stop is None)
    assert rules
    page = replace(screening.pages[0], rules=rules)
    routine = replace(made.routine, screening=replace(screening, pages=(page,)))
    drawn = card(replace(made, routine=routine))
    shown = [item.text for item in drawn.items if isinstance(item, Words)]
    assert "112" in shown
    assert "Not with severe pain" not in shown


@languages
def test_of_several_routines_each_is_described_and_may_warn(language: str) -> None:
    made = replace(content(language), others=(breathing(),))
    made = replace(made, settings=replace(made.settings, pins=Pins(pause=16)))
    said, drawn = texts(made), card(made)
    shown = "".join(item.text for item in drawn.items if isinstance(item, Words))
    assert len(said.offers) == len(said.cautions) == 2
    for text in everything(said):
        assert text.replace(" ", "") in shown.replace(" ", "")
    assert max(item.y for item in drawn.items if isinstance(item, Words)) < 210 - 11
    assert min(item.size for item in drawn.items if isinstance(item, Words)) * 0.668 >= 2.1


@cache
def breathing() -> Content:
    return load(paths.OWN_SETTINGS, "breathing")


def test_a_routine_that_lacks_the_card_s_language_is_not_on_it() -> None:
    other = replace(breathing(), routine=replace(breathing().routine, name="Not translated"))
    assert len(texts(replace(content("de"), others=(other,))).offers) == 1


def test_more_routines_than_a_card_holds_are_refused_with_what_to_do() -> None:
    long = replace(breathing().routine, summary="Much to say about it. " * 30)
    with pytest.raises(NoCard, match="make one for each, with --routine NAME"):
        card(replace(content(), others=(replace(breathing(), routine=long),) * 3))


def test_a_wired_pause_button_is_on_the_card() -> None:
    assert "Pause" in [item.text for item in lines("en", pins=Pins(pause=16))]
    assert "Pause" not in [item.text for item in lines("en")]


@languages
def test_the_pause_is_taught_once_and_by_the_button_that_is_there(language: str) -> None:
    twice = translator(language, "112")("To pause, press the middle button twice.")
    assert everything(texts(content(language))).count(twice) == 1
    assert twice not in everything(texts(content(language, pins=Pins(pause=16))))


@languages
def test_what_stands_over_the_number_can_be_understood_without_the_page_before(
    language: str,
) -> None:
    tr = translator(language, "112")
    assert texts(content(language)).urgent == tr("Get help now")


def test_white_letters_stand_out_from_the_field_of_the_number() -> None:
    assert contrast(THEME.warning, THEME.white) >= 7


def test_all_makes_a_page_of_a5_in_each_language(tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    write_cards(content(), tuple(LANGUAGES), file)
    pages = read(file.read_bytes())
    assert len(pages) == len(LANGUAGES)
    for made, language in zip(pages, LANGUAGES, strict=True):
        assert (made.width, made.height) == pytest.approx((148, 210), abs=0.01)
        title = texts(content(language)).offers[0][0]
        assert title.replace(" ", "") in made.text.replace(" ", "")
