"""What ``points.json`` says of a picture: points, landmarks, measures, and what no crop may cut."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np

from .arrays import Array, Mask
from .camera import Camera
from .figure import Dressed, Figure
from .points import LANDMARK_KEYS, MEASURES, SHOWN, SIDE_NAMES, THIRDS, key, landmark_of, sided
from .poses import combined
from .scene3d import Scene3D
from .scenes import Picture, point_keys
from .visibility import covered_by

MARKER, EDGE = 0.045, 0.02
"""Room round a point for its marker, and round everything else: share of the picture."""


def _fraction(camera: Camera, place: Array) -> list[float]:
    return [round(float(v), 4) for v in camera.project(place)[0] / camera.size]


def describe(
    figure: Figure, picture: Picture, dressed: Dressed, scene: Scene3D, camera: Camera
) -> dict[str, Any]:
    """The picture's entry in ``points.json``, without its file and what to keep."""
    points = []
    for (code, side), name in zip(picture.points, point_keys(picture), strict=True):
        place = figure.points[name].on(dressed.skin)
        x, y = _fraction(camera, place)
        points.append(
            {
                "code": code,
                "side": SIDE_NAMES[side],
                "x": x,
                "y": y,
                "covered_by": covered_by(scene, camera, place),
            }
        )
    entry: dict[str, Any] = {
        "width": camera.size[0],
        "height": camera.size[1],
        "left": picture.left,
        "points": points,
    }
    if picture.stage:
        entry["landmarks"] = _landmarks(figure, picture, dressed.skin, camera)
    if picture.measured:
        entry["measures"] = _measures(figure, picture, dressed.skin, camera)
        entry["thirds"] = _thirds(figure, picture, dressed.skin, camera)
    return entry


def _landmarks(
    figure: Figure, picture: Picture, skin: Array, camera: Camera
) -> list[dict[str, Any]]:
    """Each landmark once that a point of the picture is found by, if it lies in the picture."""
    found = {}
    for code, side in picture.points:
        for landmark in SHOWN[code]:
            name = sided(landmark, side, figure.landmarks)
            x, y = _fraction(camera, figure.place(name).on(skin))
            if 0 <= x <= 1 and 0 <= y <= 1:
                at = SIDE_NAMES[side if name.endswith(f".{side}") else ""]
                found[name] = {"key": LANDMARK_KEYS[landmark], "side": at, "x": x, "y": y}
    return list(found.values())


def _measures(
    figure: Figure, picture: Picture, skin: Array, camera: Camera
) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "side": SIDE_NAMES[side],
            "start": _fraction(camera, landmark_of(code, side, figure.landmarks).on(skin)),
            "end": _fraction(camera, figure.points[key(code, side)].on(skin)),
            "fingers": MEASURES[code].fingers,
        }
        for code, side in picture.points
        if code in MEASURES
    ]


def _thirds(figure: Figure, picture: Picture, skin: Array, camera: Camera) -> list[dict[str, Any]]:
    lines = []
    for code, side in picture.points:
        if code in THIRDS:
            start, end = (
                _fraction(camera, figure.place(sided(name, side, figure.landmarks)).on(skin))
                for name in THIRDS[code]
            )
            lines.append({"code": code, "side": SIDE_NAMES[side], "start": start, "end": end})
    return lines


# ---- what no crop may cut
def keep_of(figure: Figure, pictures: Iterable[Picture]) -> list[float]:
    """The box that holds what matters in each of the pictures: left, top, width, height.

    Pictures of one stage share it, so that they follow one another without a jump.
    """
    boxes = [_box(figure, picture) for picture in pictures]
    low = np.clip(np.min([box[0] for box in boxes], axis=0), 0, 1)
    high = np.clip(np.max([box[1] for box in boxes], axis=0), 0, 1)
    return [round(float(v), 4) for v in (*low, *(high - low))]


def _box(figure: Figure, picture: Picture) -> tuple[Array, Array]:
    """Markers, measures, landmarks and whole hands (for LR3 the whole foot) of one picture."""
    skin, normals, transforms = figure.skin(combined(figure.name, list(picture.pose)))
    camera = picture.camera(figure, Dressed([], skin, normals, transforms), skin)
    points = np.array([figure.points[name].on(skin) for name in point_keys(picture)])
    landmarks = [
        figure.place(sided(landmark, side, figure.landmarks)).on(skin)
        for code, side in picture.points
        for landmark in SHOWN[code]
    ]
    others = np.concatenate([np.array(landmarks), skin[_whole(figure, picture)]])
    seen = camera.project(np.concatenate([points, others])) / camera.size
    room = np.full((len(seen), 1), EDGE)
    room[: len(points)] = MARKER
    return (seen - room).min(0), (seen + room).max(0)


def _whole(figure: Figure, picture: Picture) -> Mask:
    """The fine vertices of hands and feet that are to be seen whole."""
    chosen = np.zeros(len(figure.body.rest), dtype=bool)
    for hand, _ in picture.presses:
        chosen |= _hand(figure, hand)
    for code, side in picture.points:
        if code == "LI4":
            chosen |= _hand(figure, side)
        if code == "LR3":
            chosen |= figure.body.share(f"foot.{side}", *_toes(side)) > 0.5
    return chosen


@cache
def _hand(figure: Figure, side: str) -> Mask:
    fingers = [f"finger{digit}-{joint}.{side}" for digit in range(1, 6) for joint in (1, 2, 3)]
    palm = [f"metacarpal{i}.{side}" for i in (1, 2, 3, 4)]
    return np.asarray(figure.body.share(f"wrist.{side}", *palm, *fingers) > 0.5)


def _toes(side: str) -> list[str]:
    return [f"toe{toe}-{joint}.{side}" for toe in range(1, 6) for joint in (1, 2, 3)]


def keep_whole(scene: Scene3D, camera: Camera) -> list[float]:
    """The box round all that a picture of a whole figure shows."""
    return keep_places(scene.vertices[np.unique(scene.triangles)], camera)


def keep_places(places: Array, camera: Camera) -> list[float]:
    """The box round places, as far as they are in the picture."""
    seen = camera.project(places) / camera.size
    low, high = np.clip(seen.min(0) - EDGE, 0, 1), np.clip(seen.max(0) + EDGE, 0, 1)
    return [round(float(v), 4) for v in (*low, *(high - low))]
