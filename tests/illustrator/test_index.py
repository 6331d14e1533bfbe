"""points.json keeps its promise to the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from illustrator.cast import load_cast
from illustrator.figure import Dressed, Figure
from illustrator.poses import combined
from illustrator.scenes import Picture, point_keys

STAGES = (
    "cv6", "bl23", "bl52", "bl53", "gb30", "bl40", "bl40.left", "bl40.right",
    "bl39", "bl39.left", "bl39.right", "li4.left", "li4.right", "lr3.right", "lr3.left",
)  # fmt: skip
POSTURES = (
    "standing", "sitting", "lying", "lying-hand", "lying-foot.right", "lying-foot.left",
    "lying-heel.right", "lying-heel.left",
)  # fmt: skip
ONE_HANDED = ("bl23", "bl52", "bl53", "gb30")
SINGLE = ("breathe", "breathe-seated", "small-steps")
IN_TWO = ("side-bend.left", "side-bend.right", "lean-back", "open-chest", "open-chest-seated")
NAMES = {
    *(f"{stage}.{kind}" for stage in STAGES for kind in ("find", "near", "press")),
    *(
        f"{stage}.{side}.{kind}"
        for stage in ONE_HANDED
        for side in ("left", "right")
        for kind in ("near", "press")
    ),
    *(f"posture.{posture}" for posture in POSTURES),
    *SINGLE,
    *(f"{exercise}.{kind}" for exercise in IN_TWO for kind in ("find", "press")),
    "locator.front",
    "locator.back",
}
UNMEASURED = {"GB30", "BL40"}
"""Points to which no sentence counts fingers: found by bones alone, or the middle of the crease."""
LANDMARKS = {
    "cv6": {"navel"},
    "bl23": {"spine", "hip-bone"},
    "bl52": {"spine", "hip-bone"},
    "bl53": {"sacrum"},
    "gb30": {"hip-bump", "tailbone-top"},
    "bl40": {"knee-crease"},
    "bl40.left": {"knee-crease"},
    "bl40.right": {"knee-crease"},
    "bl39": {"knee-crease", "cord"},
    "bl39.left": {"knee-crease", "cord"},
    "bl39.right": {"knee-crease", "cord"},
    "li4.left": {"bone-joint"},
    "li4.right": {"bone-joint"},
    "lr3.left": {"toe-web"},
    "lr3.right": {"toe-web"},
}
KNEES = ("bl40", "bl39")
ROUNDING = 2e-4
STILL = 0.012
"""Share of the picture by which a point may move when the trunk leans back to reach it."""
BYTES_PER_FIGURE = 4_000_000


def figures(index: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, record["pictures"]) for name, record in index["figures"].items()]


def of_stage(pictures: dict[str, Any], stage: str) -> dict[str, Any]:
    """Its pictures; those of one seated knee are a stage of their own."""
    return {
        name: entry
        for name, entry in pictures.items()
        if name.startswith(f"{stage}.") and not (stage in KNEES and name.count(".") == 2)
    }


def test_every_figure_of_the_cast_takes_its_turn_in_their_order(index: dict[str, Any]) -> None:
    assert [(name, record["name"]) for name, record in index["figures"].items()] == [
        (name, member.label) for name, member in load_cast().items()
    ]


def test_every_figure_has_every_picture_by_its_agreed_name(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        assert set(pictures) == NAMES


def test_pictures_have_the_size_they_state(index: dict[str, Any], output: Path) -> None:
    for _, pictures in figures(index):
        for entry in pictures.values():
            with Image.open(output / entry["file"]) as image:
                assert image.size == (entry["width"], entry["height"])


def test_a_figure_takes_less_than_four_megabytes(index: dict[str, Any], output: Path) -> None:
    for _, pictures in figures(index):
        total = sum((output / entry["file"]).stat().st_size for entry in pictures.values())
        assert total < BYTES_PER_FIGURE


def test_no_picture_lies_about_that_the_index_does_not_name(
    index: dict[str, Any], output: Path
) -> None:
    named = {entry["file"] for _, pictures in figures(index) for entry in pictures.values()}
    assert named == {str(p.relative_to(output)) for p in output.glob("*/*.webp")}


@pytest.mark.parametrize("stage", STAGES)
def test_stage_points_keep_to_the_central_seventy_percent(
    index: dict[str, Any], stage: str
) -> None:
    for _, pictures in figures(index):
        for kind in ("find", "near", "press"):
            for point in pictures[f"{stage}.{kind}"]["points"]:
                assert 0.15 <= point["x"] <= 0.85
                assert 0.15 <= point["y"] <= 0.85


@pytest.mark.parametrize("stage", STAGES)
def test_find_pictures_show_their_points_and_measure_them(
    index: dict[str, Any], stage: str
) -> None:
    for _, pictures in figures(index):
        entry = pictures[f"{stage}.find"]
        code = stage.split(".")[0].upper()
        assert {p["code"] for p in entry["points"]} == {code}
        assert {p["covered_by"] for p in entry["points"]} <= {None, "clothes"}
        measured = [] if code in UNMEASURED else entry["points"]
        for measure, point in zip(entry["measures"], measured, strict=True):
            assert measure["end"] == [point["x"], point["y"]]
            assert measure["fingers"] in (2, 3, 4)


@pytest.mark.parametrize(
    ("stage", "cun"), [("cv6", 1.5), ("bl23", 1.5), ("bl52", 3.0), ("bl53", 1.5)]
)
def test_measured_lengths_are_as_many_cun_of_that_body(
    index: dict[str, Any], pictures: dict[str, Picture], figure: Figure, stage: str, cun: float
) -> None:
    """Seen almost squarely, so within 6 %."""
    picture = pictures[f"{stage}.find"]
    skin, normals, transforms = figure.skin(combined(figure.name, list(picture.pose)))
    camera = picture.camera(figure, Dressed([], skin, normals, transforms), skin)
    places = [figure.points[name].on(skin) for name in point_keys(picture)]
    away = np.mean([(place - camera.eye) @ camera.forward for place in places])
    pixels = camera.focal / away * figure.landmarks.cun
    drawn = [name for name, member in load_cast().items() if member.body == figure.name]
    for entry in (dict(figures(index))[name][picture.name] for name in drawn):
        for measure in entry["measures"]:
            (x0, y0), (x1, y1) = measure["start"], measure["end"]
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 * entry["width"]
            assert length / pixels == pytest.approx(cun, rel=0.06)


@pytest.mark.parametrize("stage", STAGES)
def test_every_picture_of_a_stage_names_the_landmarks_by_which_its_points_are_found(
    index: dict[str, Any], stage: str
) -> None:
    for _, pictures in figures(index):
        for name, entry in of_stage(pictures, stage).items():
            assert {mark["key"] for mark in entry["landmarks"]} == LANDMARKS[stage], name


def test_gb30_lies_a_third_of_the_way_from_hip_bump_to_tailbone(index: dict[str, Any]) -> None:
    """Level with the third; seen from behind, the round buttock carries it a little inwards."""
    for _, pictures in figures(index):
        entry = pictures["gb30.find"]
        marks = {(m["key"], m["side"]): [m["x"], m["y"]] for m in entry["landmarks"]}
        for line, point in zip(entry["thirds"], entry["points"], strict=True):
            assert (line["code"], line["side"]) == (point["code"], point["side"])
            assert line["start"] == marks["hip-bump", line["side"]]
            assert line["end"] == marks["tailbone-top", "midline"]
            (x0, y0), (x1, y1) = line["start"], line["end"]
            along = (point["x"] - x0) * (x1 - x0) + (point["y"] - y0) * (y1 - y0)
            assert along / ((x1 - x0) ** 2 + (y1 - y0) ** 2) == pytest.approx(1 / 3, abs=0.12)


def test_what_no_crop_may_cut_holds_every_marker_and_measure(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        for name, entry in pictures.items():
            left, top, width, height = entry["keep"]
            right, bottom = left + width + ROUNDING, top + height + ROUNDING
            places = [(p["x"], p["y"]) for p in entry["points"]]
            for line in (*entry.get("measures", ()), *entry.get("thirds", ())):
                places += [line["start"], line["end"]]
            for x, y in places:
                assert left <= x <= right, name
                assert top <= y <= bottom, name
            assert left >= 0
            assert top >= 0
            assert max(right, bottom) <= 1 + 2 * ROUNDING


def test_pictures_of_a_stage_share_what_no_crop_may_cut(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        for stage in STAGES:
            keeps = {tuple(entry["keep"]) for entry in of_stage(pictures, stage).values()}
            assert len(keeps) == 1, stage


@pytest.mark.parametrize("stage", ONE_HANDED)
def test_a_one_handed_picture_marks_the_one_point_that_is_pressed(
    index: dict[str, Any], stage: str
) -> None:
    for _, pictures in figures(index):
        for side in ("left", "right"):
            (point,) = pictures[f"{stage}.{side}.press"]["points"]
            assert (point["code"], point["side"]) == (stage.upper(), side)


@pytest.mark.parametrize("stage", STAGES)
def test_points_do_not_move_while_the_hand_comes(index: dict[str, Any], stage: str) -> None:
    """Find, near and press can follow one another as frames."""
    for _, pictures in figures(index):
        kinds = [pictures[f"{stage}.{kind}"]["points"] for kind in ("find", "near", "press")]
        for places in zip(*kinds, strict=True):
            assert np.ptp([[p["x"], p["y"]] for p in places], axis=0).max() < STILL


def test_left_is_the_persons_left(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        for entry in pictures.values():
            sides = {p["side"]: p["x"] for p in entry["points"] if p["code"] != "LI4"}
            if entry["left"] and {"left", "right"} <= set(sides):
                assert (sides["left"] < sides["right"]) == (entry["left"] == "left")


def test_a_point_is_covered_by_nothing_or_by_a_known_thing(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        for entry in pictures.values():
            for point in entry["points"]:
                assert point["covered_by"] in (None, "hand", "clothes", "body")


def test_mirrored_pictures_put_their_points_at_mirrored_places(index: dict[str, Any]) -> None:
    for _, pictures in figures(index):
        for stage in ("li4", "lr3", "bl40", "bl39"):
            (left,), (right,) = (
                pictures[f"{stage}.{side}.press"]["points"] for side in ("left", "right")
            )
            assert left["x"] + right["x"] == pytest.approx(1, abs=0.003)
            assert left["y"] == pytest.approx(right["y"], abs=0.003)
