"""The exercises without pressing: what a picture is called, the body in it does, within reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from illustrator.export import set_up
from illustrator.figure import Figure
from illustrator.joints import LIMITS, arm_angles, beyond
from illustrator.pads import fingertip_pad
from illustrator.poses import combined, pose_named
from illustrator.scenes import Picture

POSES = (
    "belly", "belly-seated", "lean-ready", "lean-back", "side-bend", "open-chest",
    "open-chest-seated",
)  # fmt: skip
CLOSE = 0.02
"""Metres of skin and cloth between a fingertip and what it lies on."""


def joint(figure: Figure, pose: tuple[str, ...], name: str) -> Any:
    """Return where a joint is in a pose."""
    return figure.joint(name, figure.body.transforms(combined(figure.name, list(pose))))


@pytest.mark.parametrize("name", POSES)
def test_every_joint_of_an_arm_stays_within_its_range(figure: Figure, name: str) -> None:
    pose = pose_named(figure.name, name)
    for side in "LR":
        assert not beyond(arm_angles(figure.body, pose, side), LIMITS)


@pytest.mark.parametrize("name", ["belly", "belly-seated"])
def test_both_hands_lie_on_the_belly(figure: Figure, name: str) -> None:
    skin, _, transforms = figure.skin(pose_named(figure.name, name))
    navel = figure.place("navel").on(skin)
    for side in "LR":
        pad = figure.body.skin(transforms)[fingertip_pad(figure.body, 3, side).vertices].mean(0)
        assert np.linalg.norm(pad - navel) < 0.08
        trunk = skin[figure.body.share("spine", "root", "pelvis") > 0.6]
        assert np.linalg.norm(trunk - pad, axis=1).min() < CLOSE


def test_in_a_step_one_foot_is_lifted_a_little(
    figure: Figure, pictures: dict[str, Picture]
) -> None:
    pose = pictures["small-steps"].pose
    lifted = joint(figure, pose, "foot.L")[2] - joint(figure, pose, "foot.R")[2]
    assert 0.05 < lifted < 0.25


def test_a_side_bend_goes_to_the_side_it_is_named_after(
    figure: Figure, pictures: dict[str, Picture]
) -> None:
    for side, sign in (("left", 1), ("right", -1)):
        pose = pictures[f"side-bend.{side}.press"].pose
        head, hips = joint(figure, pose, "head"), joint(figure, pose, "root")
        assert sign * (head[0] - hips[0]) > 0.1
        assert abs(head[1] - joint(figure, (), "head")[1]) < 0.05  # not forwards


def test_leaning_back_the_head_goes_back_and_the_hands_hold_the_waist(figure: Figure) -> None:
    ready, leaning = (joint(figure, (name,), "head")[1] for name in ("lean-ready", "lean-back"))
    assert 0.08 < leaning - ready < 0.35
    for name in ("lean-ready", "lean-back"):
        skin, _, _ = figure.skin(pose_named(figure.name, name))
        waist = figure.place("spine at waist").on(skin)
        assert np.linalg.norm(joint(figure, (name,), "wrist.L") - waist) < 0.25


@pytest.mark.parametrize("name", ["open-chest", "open-chest-seated"])
def test_with_an_open_chest_the_arms_are_out(figure: Figure, name: str) -> None:
    left, right = (joint(figure, (name,), f"wrist.{side}") for side in "LR")
    assert left[0] - right[0] > 1.0


EXERCISES = [
    "breathe", "breathe-seated", "small-steps", "side-bend.left.find", "side-bend.left.press",
    "side-bend.right.press", "lean-back.find", "lean-back.press", "open-chest.press",
    "open-chest-seated.find", "open-chest-seated.press",
]  # fmt: skip


@pytest.mark.parametrize("name", EXERCISES)
def test_nothing_is_cut_off_but_the_legs_of_who_breathes(
    figure: Figure, pictures: dict[str, Picture], name: str
) -> None:
    _, scene, camera = set_up(figure, pictures[name])
    share = camera.project(scene.vertices[np.unique(scene.triangles)]) / camera.size
    assert share.min() > 0
    assert share[:, 0].max() < 1
    assert bool(share[:, 1].max() < 1) == (name != "breathe")


def test_start_and_exercise_are_cut_alike_and_left_stays_left(index: dict[str, Any]) -> None:
    for figure in index["figures"].values():
        shown = figure["pictures"]
        for name in ("side-bend.left", "side-bend.right", "lean-back", "open-chest"):
            assert shown[f"{name}.find"]["keep"] == shown[f"{name}.press"]["keep"]
        assert {shown[f"side-bend.{side}.find"]["left"] for side in ("left", "right")} == {"right"}
