"""The pressing fingers touch their points and do not sink in."""

from __future__ import annotations

import pytest

from illustrator.contact import deepest_seen, lifted, touches
from illustrator.figure import Figure
from illustrator.scenes import Picture

TOUCH = 5.0
"""Millimetres from the middle of a fingertip pad to its point."""
SINK = 4.0
"""Millimetres a finger may lie in the flesh where it is seen: skin gives way."""
SQUARE = 0.7
"""Cosine of the largest angle between a pad and straight into the skin."""
REST = 8.0
"""Millimetres from the pad of a finger at rest to the skin it lies on."""
ONE_HANDED = [
    f"{stage}.{side}.press"
    for stage in ("bl23", "bl52", "bl53", "gb30")
    for side in ("left", "right")
]
OFF = (20.0, 45.0)
"""Millimetres between the point and a finger that is about to press it: 3 cm, and its own gap."""
PRESSED = [
    f"{stage}.press"
    for stage in (
        "cv6", "bl23", "bl52", "bl53", "gb30", "bl40", "bl39",
        "bl40.left", "bl40.right", "bl39.left", "bl39.right",
        "li4.left", "li4.right", "lr3.right", "lr3.left",
    )
]  # fmt: skip


@pytest.mark.parametrize("name", PRESSED)
def test_a_fingertip_pad_lies_within_five_millimetres_of_every_point(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    for touch in touches(figure, pictures[name]):
        assert touch.gap <= TOUCH, touch


@pytest.mark.parametrize("name", ONE_HANDED)
def test_one_hand_alone_presses_its_point_as_both_do(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    assert len(pictures[name].presses) == 1
    (touch,) = touches(figure, pictures[name])
    assert touch.gap <= TOUCH, touch


@pytest.mark.parametrize("name", [name.replace("press", "near") for name in PRESSED])
def test_a_hand_that_is_about_to_press_is_three_centimetres_off(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    for touch in touches(figure, pictures[name]):
        assert OFF[0] <= touch.gap <= OFF[1], touch


@pytest.mark.parametrize("stage", ["bl23", "bl52", "bl53", "gb30", "li4.left"])
def test_a_thumb_presses_with_its_pad(
    figure: Figure, pictures: dict[str, Picture], stage: str
) -> None:
    """Its nail looks away from the body, not to the side."""
    for touch in touches(figure, pictures[f"{stage}.press"]):
        assert touch.facing > SQUARE, touch


@pytest.mark.parametrize(
    ("stage", "digits"),
    [("bl23", (2, 3, 4)), ("bl52", (2, 3, 4)), ("bl53", (2, 3, 4)), ("gb30", (2, 3))],
)
def test_the_fingers_rest_on_waist_or_hip_while_the_thumb_presses(
    figure: Figure, pictures: dict[str, Picture], stage: str, digits: tuple[int, ...]
) -> None:
    assert lifted(figure, pictures[f"{stage}.press"], digits) <= REST


@pytest.mark.parametrize("name", PRESSED)
def test_no_finger_sinks_deeper_than_four_millimetres_where_it_is_seen(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    assert deepest_seen(figure, pictures[name]) <= SINK


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("cv6", {2}),
        ("bl23", {1}),
        ("gb30", {1}),
        ("bl40", {2}),
        ("bl39", {2}),
        ("bl40.left", {2}),
        ("bl39.left", {2}),
        ("li4.left", {1}),
        ("lr3.right", {2}),
    ],
)
def test_the_fingers_are_those_the_article_names(
    figure: Figure, pictures: dict[str, Picture], name: str, digits: set[int]
) -> None:
    assert {t.digit for t in touches(figure, pictures[f"{name}.press"])} <= digits


def test_the_other_hand_squeezes_and_the_same_side_hand_reaches_knee_and_foot(
    pictures: dict[str, Picture],
) -> None:
    assert pictures["li4.left.press"].presses[0][0] == "R"
    assert pictures["li4.right.press"].presses[0][0] == "L"
    assert pictures["bl40.left.press"].presses[0][0] == "L"
    assert pictures["bl39.right.press"].presses[0][0] == "R"
    assert pictures["lr3.right.press"].presses[0][0] == "R"
    assert pictures["lr3.left.press"].presses[0][0] == "L"
