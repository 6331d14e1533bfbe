from __future__ import annotations

import pytest

from kiosk.library import new_routine
from kiosk.routine.acupoints import key_of
from kiosk.routine.breathing import EXHALE, INHALE, Phase
from kiosk.routine.cues import Cue
from kiosk.routine.model import Routine
from kiosk.routine.timeline import SegmentKind, Timeline, compile_routine
from kiosk.routine.timeline_table import timeline_table
from kiosk.routine.variants import variants
from kiosk.session.presenter import page_name, view
from kiosk.session.screening import said_no, said_yes
from kiosk.session.text_pages import pressed_sides
from kiosk.speech.inventory import sentences
from kiosk.speech.script import said
from tests.walk import Walk
from tests.yaml_inputs import faults_of, routine_of, swap

START = new_routine.TEMPLATE.read_text("utf-8")
BREATHE = """
  - name: Calm breathing
    stages:
      - kind: breathe
        meaning: Calm breathing
        place: 4-7-8
        posture: standing
        posture_text: Stand at ease.
        sides: midline
        lead_in: 12
        picture: posture.standing
        rhythm: {count: 4, breathe_in: 4, hold: 7, breathe_out: 8}
        sentences:
          find:
            - say: Stand at ease, hands on your belly.
          get_ready: Stand at ease, hands on your belly.
          press: Gently, through your nose.
          release: Slowly, through your lips.
"""
STRETCH = """
  - name: Side bend
    stages:
      - kind: stretch
        meaning: Side bend
        place: The sides of your body
        posture: standing
        posture_text: Stand, feet hip-width apart.
        sides: midline
        lead_in: 10
        picture: posture.standing
        hold: 30
        sentences:
          find:
            - say: Feet hip-width apart, arms at your sides.
          get_ready: Feet hip-width apart.
          press: Slide your left hand down your leg.
"""
MOVE = swap(
    swap(STRETCH, "kind: stretch", "kind: move"),
    "hold: 30",
    "cycles: {count: 2, press: 5, release: 3}\n        press_word: Bend",
)
MOVE = swap(
    MOVE,
    "press: Slide your left hand down your leg.",
    "press: Slide your hand down.\n          release: Come up slowly.",
)
SEATED = swap(
    swap(STRETCH, "meaning: Side bend", "meaning: Seated bend\n        instead_of: Side bend"),
    "place: The sides of your body",
    "place: on a chair",
)
BOTH = STRETCH + SEATED[SEATED.index("      - kind") :]
"""A point with a stage that stands in for its first."""
REST = swap(swap(STRETCH, "kind: stretch", "kind: rest"), "meaning: Side bend", "meaning: Pause")


def text_of(*points: str) -> str:
    """Return the routine to start from with these points, left out by name."""
    first, last = START.index("\npoints:") + len("\npoints:"), START.index("\nfinish:")
    listed = START.index("leaves_out: [CV6")
    names = [point.split("meaning: ")[1].split("\n")[0] for point in points]
    text = START[:first] + "".join(points) + START[last:]
    end = text.index("]", listed)
    return text[:listed] + f"leaves_out: [{', '.join(names)}" + text[end:]


def of(*points: str) -> Routine:
    return routine_of(text_of(*points))


def plan_of(*points: str) -> Timeline:
    return compile_routine(of(*points))


def problems(text: str) -> dict[str, str]:
    return {fault.key: fault.problem for fault in faults_of(lambda: routine_of(text))}


def test_a_breath_is_in_held_and_out_each_with_a_cue_of_its_own() -> None:
    plan = plan_of(BREATHE)
    breath = [
        (segment.kind, segment.phase, segment.length, [cue for _, cue in segment.cues])
        for segment in plan.segments
        if segment.phase and segment.part == 1
    ]
    assert breath == [
        (SegmentKind.PRESS, Phase.IN, 4.0, [Cue.PRESS]),
        (SegmentKind.PRESS, Phase.HELD, 7.0, [Cue.COUNT_IN]),
        (SegmentKind.RELEASE, Phase.OUT, 8.0, [Cue.RELEASE]),
    ]
    assert plan.total == 12 + 4 * 19 + 3


def test_a_breath_may_end_with_a_rest_and_need_not_be_held() -> None:
    made = plan_of(swap(BREATHE, "hold: 7, breathe_out: 8", "breathe_out: 6, rest: 2"))
    phases = [segment.phase for segment in made.segments if segment.phase and not segment.part]
    assert phases == [Phase.IN, Phase.OUT, Phase.REST]


@pytest.mark.parametrize(
    ("point", "kind", "phase", "word", "line"),
    [
        (BREATHE, SegmentKind.PRESS, Phase.IN, "Breathe in", "Gently, through your nose."),
        (BREATHE, SegmentKind.PRESS, Phase.HELD, "Hold your breath", ""),
        (BREATHE, SegmentKind.RELEASE, Phase.OUT, "Breathe out", "Slowly, through your lips."),
        (STRETCH, SegmentKind.PRESS, None, "Stretch", "Slide your left hand down your leg."),
        (REST, SegmentKind.PRESS, None, "Rest", "Slide your left hand down your leg."),
        (MOVE, SegmentKind.PRESS, None, "Bend", "Slide your hand down."),
        (MOVE, SegmentKind.RELEASE, None, "Come back", "Come up slowly."),
        (STRETCH, SegmentKind.FIND, None, "Side bend", ""),
        (STRETCH, SegmentKind.COUNT_IN, None, "Starts in", "Slide your left hand down your leg."),
        (STRETCH, SegmentKind.SETTLE, None, "Well done", "Breathe calmly."),
    ],
)
def test_a_page_says_what_to_do(
    point: str, kind: SegmentKind, phase: Phase | None, word: str, line: str
) -> None:
    walk = Walk(plan_of(point)).to(kind)
    while walk.session.segment.phase is not phase:
        walk.wait(0.5)
    page = view(walk.session, walk.session.now)
    assert (page.word, page.line) == (word, line)
    assert page.card
    card = page.card
    assert (card.code, card.codes, card.fingers, card.hardest) == ("", "", (), 0)


def test_parts_are_counted_not_points() -> None:
    walk = Walk(plan_of(BREATHE, STRETCH)).to(SegmentKind.FIND)
    page = view(walk.session, walk.session.now)
    assert page.progress
    assert page.progress.text == "Part 1 of 2"


def test_nothing_is_said_of_fingers_and_pressure() -> None:
    walk = Walk(plan_of(STRETCH)).to(SegmentKind.FIND)
    words = said(walk.session)
    assert words[0] == "Side bend"
    assert not any(text == "" or text.startswith("Pressure") for text in words)


def test_every_page_has_a_name_of_its_own() -> None:
    plan = plan_of(BREATHE, STRETCH)
    walk = Walk(plan)
    assert page_name(walk.to(SegmentKind.RELEASE).session) == "release-calm-breathing-out"
    assert key_of("Bend, sideways & 2 more") == "bend-sideways-2-more"
    assert key_of("CV6") == "CV6"
    assert key_of("深呼吸") == "深呼吸"


def test_a_rule_leaves_a_stage_out_by_its_name() -> None:
    made = of(BREATHE, STRETCH)
    rule = next(rule for rule in made.screening.rules if rule.leaves_out)
    assert rule.keys == ("calm-breathing", "side-bend")
    left = compile_routine(made, frozenset({"side-bend"}))
    assert [step.stage.key for step in left.steps] == ["calm-breathing"]


def places(plan: Timeline) -> list[int]:
    return [each.point for each in plan.segments if each.kind is SegmentKind.PLACE]


def test_only_places_that_are_pressed_are_asked_about() -> None:
    assert places(compile_routine(routine_of(START))) == [0, 1]
    assert places(plan_of(STRETCH, BREATHE)) == []


def test_sore_skin_leaves_no_exercise_out() -> None:
    plan = plan_of(STRETCH)
    rules = plan.routine.screening.rules
    asked = next(number for number, rule in enumerate(rules) if rule.place)
    question = plan.index_of(SegmentKind.QUESTION, asked)
    assert said_yes(plan, question) == said_no(plan, question)


def test_the_body_shows_no_points_but_the_exercises() -> None:
    walk = Walk(plan_of(STRETCH))
    page = view(walk.session, 0.0)
    assert not page.points
    assert page.preview[-1] == "posture.standing"
    assert pressed_sides(walk.session.plan.steps[0])


def test_a_stage_stands_in_for_one_that_is_left_out() -> None:
    plan = plan_of(BOTH)
    assert [step.stage.meaning for step in plan.steps] == ["Side bend"]
    left = plan.without(frozenset({"side-bend"}))
    assert [step.stage.meaning for step in left.steps] == ["Seated bend"]
    assert left.steps[0].waits
    assert plan.without(frozenset({"side-bend", "seated-bend"})).steps == ()


def test_each_stage_that_stands_in_has_its_pages_and_its_sentences() -> None:
    plan = plan_of(BOTH)
    shown = [step.stage.meaning for each in variants(plan) for step in each.steps]
    assert shown == ["Side bend", "Seated bend"]
    assert {"Seated bend", "Side bend: on a chair"} <= set(sentences(plan))


def test_who_stands_in_for_a_stand_in_comes_third() -> None:
    third = swap(SEATED, "Seated bend", "Easy bend").replace(
        "instead_of: Side", "instead_of: Seated"
    )
    plan = plan_of(BOTH + third[third.index("      - kind") :])
    done = [[step.stage.meaning for step in each.steps] for each in variants(plan)]
    assert done == [["Side bend"], ["Easy bend"], ["Seated bend"]]


def test_a_breath_is_guided_and_a_movement_is_not() -> None:
    walk = Walk(plan_of(BREATHE)).to(SegmentKind.PRESS)
    walk.wait(2.0)
    page = view(walk.session, walk.session.now)
    assert (page.since, page.breathing) == (INHALE / 2, ("", ""))
    walk.wait(2.0 + 7.0 + 4.0)
    page = view(walk.session, walk.session.now)
    assert page.since == INHALE + EXHALE / 2
    held = Walk(
        plan_of(
            swap(MOVE, "cycles: {count: 2, press: 5, release: 3}", "hold: 30").replace(
                "          release: Come up slowly.\n", ""
            )
        )
    ).to(SegmentKind.PRESS)
    assert view(held.session, held.session.now).since is None
    assert "Breathe in for four seconds, and out for six." not in said(held.session)


def test_the_last_exercise_can_be_done_again_not_the_last_point() -> None:
    walk = Walk(plan_of(STRETCH)).to(SegmentKind.FINISH)
    labels = [key.label for key in view(walk.session, walk.session.now).keys]
    assert "Last part again" in labels
    assert "Last point again" not in labels


def test_the_table_tells_how_long_and_how_often() -> None:
    table = timeline_table(plan_of(BREATHE, STRETCH))
    assert "Calm breathing" in table
    assert "4 x 11 s" in table
    assert "4 x 8 s" in table


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("kind: stretch", "kind: strech", "kind", "did you mean stretch?"),
        ("kind: stretch", "kind: stretch\n        code: CV6", "code", "is not allowed with kind"),
        ("kind: stretch", "kind: stretch\n        locator: front", "locator", "is not allowed"),
        ("kind: stretch", "kind: press", "fingers", "is missing: expected a list"),
        ("kind: stretch", "kind: press", "pressure", "is missing: expected one of: gentle"),
        ("kind: stretch", "kind: breathe", "rhythm", "is missing: required with kind: breathe"),
        ("kind: stretch", "kind: breathe", "hold", "is not allowed with kind: breathe"),
        (
            "hold: 30",
            "hold: 30\n        release_word: Back",
            "release_word",
            "is allowed only in a stage with cycles",
        ),
        (
            "hold: 30",
            "hold: 30\n        instead_of: Calm breathing",
            "instead_of",
            "no earlier stage of this point is called so",
        ),
        (
            "hold: 30",
            "hold: 30\n        rhythm: {count: 1, breathe_in: 4, breathe_out: 4}",
            "rhythm",
            "is allowed only with kind: breathe",
        ),
    ],
)
def test_a_mistake_is_reported_at_its_key(old: str, new: str, key: str, problem: str) -> None:
    found = problems(swap(text_of(STRETCH), old, new))
    assert problem in found[f"points[1].stages[1].{key}"]


def test_breathing_has_the_words_of_a_breath() -> None:
    found = problems(text_of(swap(BREATHE, "picture:", "press_word: In\n        picture:")))
    (key,) = (key for key in found if key.endswith("press_word"))
    assert found[key] == "is not allowed with kind: breathe"


def test_what_is_stood_in_for_is_suggested() -> None:
    found = problems(text_of(swap(BOTH, "instead_of: Side bend", "instead_of: Side bent")))
    (key,) = (key for key in found if key.endswith("instead_of"))
    assert found[key] == "no earlier stage of this point is called so; did you mean Side bend?"


def test_two_stages_of_one_name_are_refused() -> None:
    found = problems(text_of(STRETCH, STRETCH.replace("Side bend", "side bend")))
    assert found["points[2].stages[1].meaning"].startswith("another stage is called so")


def test_a_rule_that_names_no_stage_is_refused() -> None:
    found = problems(swap(text_of(STRETCH), "leaves_out: [Side bend", "leaves_out: [Side bent"))
    (problem,) = (each for each in found.values() if "called so" in each)
    assert problem == "no stage is called so; did you mean Side bend?"
