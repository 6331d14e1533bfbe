"""Nobody has to bend a joint further than healthy joints go, or hold a wrist hard bent."""

from __future__ import annotations

import pytest

from illustrator.figure import Figure
from illustrator.joints import EASY, LIMITS, arm_angles, beyond
from illustrator.poses import pose_named

PRESSING = {
    "cv6": "R", "bl23": "LR", "bl52": "LR", "bl53": "LR", "gb30": "LR", "bl40": "LR",
    "bl39": "LR", "knee-bl40": "L", "knee-bl39": "L", "li4": "R", "lr3": "L",
}  # fmt: skip


@pytest.mark.parametrize("name", PRESSING)
def test_every_joint_of_a_pressing_arm_stays_within_its_range(figure: Figure, name: str) -> None:
    pose = pose_named(figure.name, name)
    for side in PRESSING[name]:
        assert not beyond(arm_angles(figure.body, pose, side), LIMITS)


@pytest.mark.parametrize("name", PRESSING)
def test_no_wrist_is_bent_hard(figure: Figure, name: str) -> None:
    pose = pose_named(figure.name, name)
    for side in PRESSING[name]:
        assert not beyond(arm_angles(figure.body, pose, side), EASY)


def test_joints_that_go_too_far_are_named() -> None:
    assert beyond({"finger middle 3": 130.0, "elbow": 20.0}, LIMITS) == ["finger middle 3 130"]
