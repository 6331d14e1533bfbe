"""The shipped routine without pressing: what it does, how long, and where its screening leads."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from kiosk.config.language import LANGUAGES, translator
from kiosk.config.paths import OWN_SETTINGS
from kiosk.library import content
from kiosk.routine.model import Begin, Posture, StageKind
from kiosk.routine.pages import Tone
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session import screening
from kiosk.session.presenter import view
from kiosk.session.state import Running, Session
from kiosk.session.view import View

STOPS = {
    "Severe back pain": "Please do not exercise now",
    "Both legs, recently": "Get help now",
    "A leg getting weaker": "See a doctor today",
    "Both legs, long-term": "See a doctor soon",
    "Bottom, bladder, bowels": "Get help now",
    "Chest pain or an accident": "Get help now",
    "Pain at night or high up": "See a doctor soon",
    "Fever, weight loss, a lump": "See a doctor soon",
    "A broken bone of the spine": "Ask first",
    "Cancer, fracture, surgery": "Ask first",
    "One leg swollen": "See a doctor today",
}
DIZZY, LEG = "Dizzy, unsteady, a fall", "Leg pain on leaning back"
PREGNANT, LUNGS = "Pregnant, or you might be", "Lungs, or slow breathing"
ALL = ["Calm breathing", "Small steps", "Side bend", "Lean back", "Open chest", "Closing breath"]


@cache
def plan() -> Timeline:
    """Return the routine, compiled."""
    return content.load(OWN_SETTINGS, "breathing").timeline


def answered(*yes: str) -> Session:
    """Answer the screening, yes to the questions with these titles; stand where it leads."""
    timeline, index = plan(), plan().index_of(SegmentKind.SCREEN)
    rules = timeline.routine.screening.rules
    assert set(yes) <= {rule.brief for rule in rules}
    while (segment := timeline.segments[index]).kind in screening.PAGES:
        agreed = segment.kind is SegmentKind.SCREEN or rules[segment.part].brief in yes
        answer = screening.said_yes if agreed else screening.said_no
        timeline, index = answer(timeline, index)
    state = Running(index, 0.0, None)
    return replace(Session.begin(plan(), 0.0), timeline=timeline, state=state)


def page(*yes: str, language: str = "en") -> View:
    """Return the page to which answers lead."""
    return view(answered(*yes), 0.0, translator(language, "112"))


def exercises(*yes: str) -> list[str]:
    """Return the names of the exercises that answers leave, in order."""
    return list(dict.fromkeys(step.stage.meaning for step in answered(*yes).timeline.steps))


def test_it_takes_six_minutes_and_33_seconds() -> None:
    assert plan().total == 6 * 60 + 33


def test_its_exercises_and_their_seconds() -> None:
    lengths: dict[tuple[str, str], list[float]] = {}
    for segment in plan().segments:
        if segment.step is not None and segment.kind is not SegmentKind.FIND:
            step = plan().steps[segment.step]
            side = step.side.value if step.side else ""
            done = lengths.setdefault((step.stage.meaning, side), [step.lead_in])
            if segment.kind in (SegmentKind.PRESS, SegmentKind.RELEASE):
                done.append(segment.length or 0.0)
    assert lengths == {
        ("Calm breathing", ""): [12, *[4, 6] * 6],
        ("Small steps", ""): [8, 30],
        ("Side bend", "left"): [10, *[5, 3] * 3],
        ("Side bend", "right"): [6, *[5, 3] * 3],
        ("Lean back", ""): [10, *[6, 4] * 5],
        ("Open chest", ""): [10, *[7, 5] * 5],
        ("Closing breath", ""): [8, *[4, 6] * 6],
    }


def test_nothing_is_pressed_and_nobody_lies_down() -> None:
    stages = [stage for point in plan().routine.points for stage in point.stages]
    assert StageKind.PRESS not in {stage.kind for stage in stages}
    assert {stage.posture for stage in stages} == {Posture.STANDING, Posture.SITTING}


def test_every_exercise_waits_until_its_words_are_heard() -> None:
    assert {point.begin for point in plan().routine.points} == {Begin.ON_ADVANCE}
    assert all(step.finds and step.waits for step in plan().steps if not step.second)


def test_everybody_sees_when_to_stop_and_what_it_can_do() -> None:
    first, second = plan().routine.introduction
    assert first.tone is Tone.WARNING
    assert "chair" in first.title
    assert first.sentences[0].startswith("Stop at sharp, shooting or chest pain")
    assert second.sentences == (
        "Regular exercise eases lasting back pain a little for many people.",
        "Six minutes of breathing and stretching has not been tested.",
    )


def test_no_answer_of_yes_leaves_all_exercises() -> None:
    assert answered().segment.kind is SegmentKind.FIND
    assert exercises() == ALL


@pytest.mark.parametrize(("brief", "title"), STOPS.items())
def test_a_reason_not_to_exercise_ends_the_session(brief: str, title: str) -> None:
    session = answered(brief, DIZZY, LUNGS)
    assert session.segment.kind is SegmentKind.STOP
    assert view(session, 0.0).word == title


def test_emergencies_show_the_number() -> None:
    called = {brief for brief in STOPS if page(brief).number}
    assert called == {"Both legs, recently", "Bottom, bladder, bowels", "Chest pain or an accident"}


def test_no_stop_speaks_of_points() -> None:
    said = [text for rule in plan().routine.screening.rules if rule.stop for text in rule.sentences]
    stops = [rule.stop for rule in plan().routine.screening.rules if rule.stop]
    told = [text for stop in stops for text in (stop.title, *stop.sentences)]
    assert not [text for text in (*said, *told) if "point" in text or "press " in text]


@pytest.mark.parametrize(
    ("yes", "left"),
    [
        ([DIZZY], ["Seated breathing", "Chest, seated", "Closing, seated"]),
        ([DIZZY, LEG, PREGNANT], ["Seated breathing", "Chest, seated", "Closing, seated"]),
        ([DIZZY, LUNGS], ["Easy breathing", "Chest, seated", "Easy closing"]),
        ([LUNGS], ["Easy breathing", *ALL[1:5], "Easy closing"]),
        ([LEG], [*ALL[:3], *ALL[4:]]),
        ([PREGNANT], [*ALL[:3], "A smaller lean", *ALL[4:]]),
        ([PREGNANT, LEG], [*ALL[:3], *ALL[4:]]),
    ],
)
def test_what_an_answer_leaves(yes: list[str], left: list[str]) -> None:
    assert exercises(*yes) == left


def test_who_is_dizzy_only_sits() -> None:
    assert {step.stage.posture for step in answered(DIZZY).timeline.steps} == {Posture.SITTING}


def test_the_page_before_the_first_exercise_names_what_is_left_out_or_easier() -> None:
    assert page(DIZZY, LUNGS).sentences == (
        "Breathing: shorter, seated",
        "Small steps",
        "Side bend",
        "Lean back",
        "Open chest: seated",
        "Closing breath: shorter, seated",
    )
    assert page(PREGNANT).sentences == ("Lean back: only half as far",)
    assert page(LEG).sentences == ("Lean back",)
    assert page(LEG).line == "As a precaution, to suit your answers."


def test_slow_breathing_may_be_given_up() -> None:
    easy = [step.stage for step in answered(LUNGS).timeline.steps if step.stage.rhythm]
    assert [(each.rhythm.breathe_in, each.rhythm.breathe_out) for each in easy if each.rhythm] == [
        (3, 4),
        (3, 4),
    ]
    assert {each.sentences.press for each in easy if each.sentences} == {"Or breathe as you like."}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_translated(language: str) -> None:
    tr = translator(language, "112")
    if language != "en":
        assert not [text for text in plan().routine.texts if tr(text) == text]


def test_an_instruction_that_moves_shows_the_movement() -> None:
    shown = {}
    for index, segment in enumerate(plan().segments):
        if segment.kind is SegmentKind.FIND:
            state = Running(index, 0.0, None)
            page_ = view(replace(Session.begin(plan(), 0.0), state=state), 0.0)
            shown[page_.sentences[0]] = page_.pictures
    album = content.load(OWN_SETTINGS, "breathing").album.pictures
    first = {say: next(each for each in names if each in album) for say, names in shown.items()}
    assert first["Slide your left hand slowly down your leg."] == "side-bend.left.press"
    assert first["Feet apart, hands on the small of your back."] == "lean-back.find"
    assert first["Take small, easy steps on the spot."] == "small-steps"
