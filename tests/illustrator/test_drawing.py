"""Drawing is exact, repeatable and lit from one side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from illustrator.camera import Camera, View
from illustrator.cast import load_cast, load_phenotypes
from illustrator.export import areas_of, draw, set_up
from illustrator.figure import Figure
from illustrator.garments import bridged
from illustrator.ink import fading_edge
from illustrator.mesh import cut
from illustrator.rotations import mirrored, rotation_matrix, symmetric
from illustrator.scene3d import MATERIALS
from illustrator.scenes import Picture
from illustrator.shading import draw_layers
from illustrator.subdivision import subdivide

THUMBS = (10, 15)
"""Limb labels."""


def test_two_runs_give_the_same_bytes(
    slim: Figure, pictures: dict[str, Picture], tmp_path: Path
) -> None:
    small = replace(pictures["cv6.press"], size=(135, 135))
    results = []
    tones = {name: member.tone for name, member in load_cast().items() if member.body == slim.name}
    for run in ("first", "second"):
        draw(slim, small, tones, tmp_path / run)
        files = sorted((tmp_path / run).rglob("*.webp"))
        results.append([file.read_bytes() for file in files])
    assert results[0] == results[1]
    assert len(results[0]) == 3


def test_the_lamp_hangs_at_the_upper_left_of_every_picture(pictures: dict[str, Picture]) -> None:
    for picture in pictures.values():
        camera = Camera(np.zeros(3), picture.view, (100, 100))
        assert camera.light @ camera.right < 0
        assert camera.light @ camera.up > 0
        assert camera.light @ camera.forward < 0


def test_the_camera_puts_its_target_in_the_middle_and_keeps_scale() -> None:
    camera = Camera(np.array([0.1, 0.2, 0.3]), View(30, 20, 0.5), (1000, 1000))
    assert camera.project(np.array([0.1, 0.2, 0.3]))[0] == pytest.approx([500, 500])
    aside = np.array([0.1, 0.2, 0.3]) + camera.right * 0.25
    assert camera.project(aside)[0] == pytest.approx([1000, 500])


def test_skin_tones_differ_and_ink_stands_out_on_each() -> None:
    tones = [member.tone for member in load_cast().values()]
    assert len({tone.ramps["skin"].light.mean() for tone in tones}) >= 3
    for tone in tones:
        assert tone.ramps["skin"].middle.mean() - tone.ink.mean() > 0.18


def test_one_of_the_people_is_old_and_grey() -> None:
    """Old is a slider beyond 0.9, at which the open body model is about 70."""
    ages = {name: sliders["age"] for name, sliders in load_phenotypes().items()}
    greys = [m for m in load_cast().values() if "grey hair" in m.label]
    assert greys
    for member in greys:
        assert ages[member.body] > 0.9
        assert member.tone.ramps["hair"].light.mean() > member.tone.ramps["skin"].middle.mean()


def test_shorts_bridge_the_cleft(figure: Figure) -> None:
    """At hip height the cloth's dip in the middle is under 9 mm and half the body's at most."""

    def dip(places: np.ndarray) -> float:
        behind = (
            (places[:, 1] > 0)
            & (np.abs(places[:, 0]) < 0.05)
            & (np.abs(places[:, 2] - figure.landmarks.hip_height) < 0.006)
            & (figure.wardrobe.arm < 0.1)
        )
        middle = behind & (np.abs(places[:, 0]) < 0.006)
        return float(places[behind, 1].max() - places[middle, 1].max())

    rest = figure.body.rest
    cloth = dip(rest + figure.wardrobe.shorts_offset)
    assert cloth < 0.009
    assert cloth < 0.5 * dip(rest)


@pytest.mark.parametrize("name", ["cv6.find", "bl53.find", "gb30.find", "locator.front"])
def test_no_shadow_is_drawn_between_the_thighs(
    slim: Figure, pictures: dict[str, Picture], name: str
) -> None:
    """Of the cloth seen within 4 cm of the crotch nothing is in shadow or darkened."""
    picture = replace(pictures[name], size=(180, 180))
    dressed, scene, camera = set_up(slim, picture)
    layers = draw_layers(scene, camera, picture.line, samples=1)
    crotch = slim.joint("root", dressed.transforms) * [1, 1, 0] + [0, 0, slim.wardrobe.crotch]
    near = np.linalg.norm((layers.buffer.place - crotch)[:, [0, 2]], axis=1) < 0.04
    near &= layers.buffer.material == MATERIALS.index("shorts")
    near &= (layers.buffer.normal * layers.buffer.towards_eye).sum(1) > 0.5  # not its very edge
    assert layers.enclosed[near].max(initial=0) < 0.25
    assert layers.middle[near].min(initial=1) > 0.75


def test_only_what_lies_behind_a_pressing_hand_is_shaded(
    slim: Figure, pictures: dict[str, Picture]
) -> None:
    picture = replace(pictures["bl23.press"], size=(270, 270))
    _, scene, camera = set_up(slim, picture)
    plain, shaded = (
        draw_layers(scene, camera, picture.line, pressing=pressing) for pressing in (False, True)
    )
    darker = shaded.enclosed > plain.enclosed + 0.2
    assert darker.sum() > 100
    labels = shaded.buffer.label[darker]
    assert not np.isin(labels, THUMBS).any(), "thumbs themselves stay light"


def test_the_sacrum_is_tinted_on_skin_and_cloth_between_its_points(
    slim: Figure, pictures: dict[str, Picture]
) -> None:
    picture = replace(pictures["bl53.find"], size=(270, 270))
    dressed, scene, camera = set_up(slim, picture)
    areas = areas_of(slim, picture, dressed)
    layers = draw_layers(scene, camera, picture.line, areas=areas)
    buffer = layers.buffer
    tinted = layers.ink.tint.ravel()[buffer.index] > 0.5
    assert {MATERIALS[number] for number in buffer.material[tinted]} == {"skin", "shorts"}
    left, right = (slim.points[f"BL53.{side}"].on(dressed.skin)[0] for side in "LR")
    assert right < buffer.place[tinted, 0].min() < buffer.place[tinted, 0].max() < left


def test_a_hand_before_a_bone_is_not_tinted(slim: Figure, pictures: dict[str, Picture]) -> None:
    picture = replace(pictures["bl53.press"], size=(270, 270))
    dressed, scene, camera = set_up(slim, picture)
    (outline,) = areas_of(slim, picture, dressed)
    under_thumbs = outline.mean(0) + 4 * (outline - outline.mean(0))
    layers = draw_layers(scene, camera, picture.line, areas=[under_thumbs])
    tinted = layers.ink.tint.ravel()[layers.buffer.index] > 0
    assert tinted.sum() > 100
    assert not np.isin(layers.buffer.label[tinted], THUMBS).any()


def test_a_fading_edge_stays_on_its_own_limb() -> None:
    label = np.zeros((9, 20))
    label[:, 10:] = 3
    before = np.zeros((9, 20), dtype=bool)
    before[:, 10] = True
    rim = fading_edge(before, label, 5.0)
    assert rim[:, :10].max() == 0
    assert rim[4, 10:16].tolist() == pytest.approx([1, 0.8, 0.6, 0.4, 0.2, 0])


def test_bridging_never_pulls_cloth_into_the_body() -> None:
    angle = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    radius = 1 - 0.3 * np.cos(angle * 2) ** 8
    ring = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.full(200, 0.001)], axis=1)
    out = bridged(ring, np.ones(200, dtype=bool), 0.0, 0.004)
    assert (np.linalg.norm(out[:, :2], axis=1) >= np.linalg.norm(ring[:, :2], axis=1) - 1e-9).all()


def test_mirroring_twice_gives_the_pose_back() -> None:
    pose = {"upperarm01.L": np.array([0.1, 0.2, 0.3]), "root": np.array([0.4, 0.0, 0.0])}
    again = mirrored(mirrored(pose))
    assert {k: v.tolist() for k, v in again.items()} == {k: v.tolist() for k, v in pose.items()}
    assert symmetric(pose)["upperarm01.R"].tolist() == [0.1, -0.2, -0.3]


def test_rotation_matrices_turn_by_the_vectors_length() -> None:
    quarter = rotation_matrix(np.array([0, 0, np.pi / 2]))
    assert quarter @ np.array([1.0, 0, 0]) == pytest.approx([0, 1, 0])


def test_the_rest_pose_leaves_the_body_as_it_is(slim: Figure) -> None:
    body = slim.body
    assert body.skin(body.transforms({})) == pytest.approx(body.vertices)


def test_subdividing_a_flat_quad_keeps_it_flat_and_counts_right() -> None:
    matrix, quads = subdivide(4, np.array([[0, 1, 2, 3]]), 2)
    corners = np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    fine = matrix @ corners
    assert len(quads) == 16
    assert fine[:, 2] == pytest.approx(0)
    assert np.asarray(matrix.sum(1)).ravel() == pytest.approx(1)


def test_cutting_a_triangle_keeps_the_wanted_side() -> None:
    triangles, places = cut(
        np.array([[0, 1, 2]]), np.array([1.0, -1.0, 1.0]), np.array([[0.0, 0], [2, 0], [0, 2]])
    )
    assert len(triangles) == 2
    assert places[:, 0].max() == pytest.approx(1)
