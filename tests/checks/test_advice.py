"""What check tells the author of a routine without refusing it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.checks.advice import advice, unspared, wiring
from kiosk.config import paths
from kiosk.config.settings import Buzzer, BuzzerKind, Pins, Settings
from kiosk.library import content, new_routine
from tests.conftest import WriteSettings
from tests.library.test_routine_album import picture
from tests.yaml_inputs import SETTINGS_TEXT, swap

START = new_routine.TEMPLATE.read_text("utf-8")
POINTS = """points:
  - name: Exercises
    stages:
      - kind: KIND
        meaning: Side bend
        place: Your side
        posture: standing
        posture_text: Stand at ease
        sides: midline
        lead_in: 10
        WORK
        picture: posture.standing
        sentences:
          find: [{say: Stand at ease.}]
          get_ready: Breathe out.
          press: Gently.
"""
ENGLISH = swap(SETTINGS_TEXT, "languages: [en, fr, de, es, zh_CN]", "languages: [en]")


def exercise(kind: str, leaves_out: str) -> str:
    head, rest = START.split("points:\n")
    foot = rest[rest.index("# The last page.") :]
    work = "rhythm: {count: 4, breathe_in: 4, breathe_out: 8}" if kind == "breathe" else "hold: 30"
    points = POINTS.replace("KIND", kind).replace("WORK", work)
    if kind == "breathe":
        points += "          release: Slowly.\n"
    if not leaves_out:
        rule = head[head.index("        - brief: Pregnant") : head.index("        - brief: Hurt")]
        return head.replace(rule, "") + points + foot
    return swap(head, "[CV6, LI4]", leaves_out) + points + foot


@pytest.mark.parametrize(
    ("kind", "leaves_out", "warned"),
    [
        ("stretch", "", True),
        ("move", "", True),
        ("breathe", "", True),
        ("rest", "", False),
        ("stretch", "[Side bend]", False),
        ("stretch", "[side bend]", False),
    ],
)
def test_an_exercise_that_no_rule_leaves_out_is_told(
    kind: str, leaves_out: str, warned: bool, write_settings: WriteSettings
) -> None:
    settings = write_settings(ENGLISH, arm=exercise(kind, leaves_out))
    told = list(advice(content.load(settings, "arm")))
    assert told == warned * [
        "no safety rule of arm leaves out Side bend:"
        " if it can harm anybody, ask about that in a rule with leaves_out"
    ]


@pytest.mark.parametrize("name", ["back-pain", "breathing"])
def test_each_exercise_of_the_shipped_routines_is_left_out_by_a_rule(name: str) -> None:
    assert unspared(content.load(paths.OWN_SETTINGS, name).routine) == ()


@pytest.mark.parametrize(
    ("sides", "warned"),
    [(("left",), True), (("right",), True), (("left", "right"), False), (("midline",), False)],
)
def test_a_picture_with_one_of_two_sides_marked_is_told(
    sides: tuple[str, ...], warned: bool, write_settings: WriteSettings
) -> None:
    marks = ", ".join(f"{{code: CV6, side: {side}, at: [0.4, 0.5]}}" for side in sides)
    text = swap(START, "sides: midline ", "sides: both ").replace("picture: cv6", "picture: arm")
    text += f"pictures: {{arm: {{file: arm.png, marks: [{marks}]}}}}\n"
    text += "body: {front: [{code: CV6, at: [0.5, 0.4]}]}\n"
    settings = write_settings(ENGLISH)
    folder = settings.parent / "mine" / "arm"
    picture(folder / "pictures" / "arm.png")
    (folder / "routine.yaml").write_text(text, "utf-8")
    told = list(advice(content.load(settings, "arm")))
    assert told == warned * [
        f"the picture arm shows CV6 on the {sides[0]} only, but both sides are pressed"
    ]


def test_a_routine_in_the_only_language_has_no_advice(write_settings: WriteSettings) -> None:
    made = content.load(write_settings(ENGLISH, arm=START), "arm")
    assert list(advice(made)) == []
    several = replace(made, settings=replace(made.settings, languages=("en", "fr", "de")))
    (told,) = advice(several)
    assert told.startswith("arm is only in en, so visitors are not offered it in fr or de; ")
    assert told.endswith("; to leave it so, set languages: [en]")


@pytest.mark.parametrize(
    ("pins", "kind", "told"),
    [
        (Pins(), BuzzerKind.PASSIVE, []),
        (Pins(buzzer=8), BuzzerKind.ACTIVE, []),
        (Pins(buzzer=8), BuzzerKind.PASSIVE, ["pins.buzzer: GPIO8 is pulled up"]),
        (Pins(buzzer=14), BuzzerKind.PASSIVE, ["pins.buzzer: GPIO14 goes high for a moment"]),
        (Pins(repeat_light=14), BuzzerKind.ACTIVE, ["pins.repeat_light: GPIO14 goes high"]),
        (Pins(advance=14), BuzzerKind.ACTIVE, []),
    ],
)
def test_a_pin_that_is_high_while_no_program_runs_is_told(
    pins: Pins, kind: BuzzerKind, told: list[str]
) -> None:
    found = list(wiring(Settings(pins=pins, buzzer=Buzzer(kind))))
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True))
