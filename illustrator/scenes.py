"""The list of pictures, read from ``data/scenes.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import yaml

from .arrays import Array
from .camera import Camera, View
from .figure import Dressed, Figure, Wear
from .paths import DATA
from .points import SIDE_NAMES, key, sides_of
from .rotations import other_side

Anchor = tuple[str, ...]
"""Names of places or bones; the camera looks at their middle."""
SWAPPED = {"L": "R", "R": "L", "": ""}


@dataclass(frozen=True)
class Picture:
    """One picture as data: pose, view, clothes, and the points it is about."""

    name: str
    pose: tuple[str, ...]
    anchor: Anchor
    offset: tuple[float, float, float]
    view: View
    left: str | None
    stage: str = ""
    """The stage it belongs to; pictures of whole figures belong to none."""
    group: str = ""
    """The pictures of an exercise that follow one another."""
    points: tuple[tuple[str, str], ...] = ()
    """(code, side) pairs, side one of ``""``, ``"L"``, ``"R"``."""
    measured: bool = False
    presses: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Pressing hands and their digits (1 is the thumb)."""
    wear: Wear = field(default_factory=Wear)
    strokes: tuple[str, ...] = ()
    tints: tuple[str, ...] = ()
    """Bones of the trunk that are shown as areas."""
    props: tuple[str, ...] = ()
    size: tuple[int, int] = (1080, 1080)
    line: float = 3.4

    keep: tuple[str, ...] = ()
    """Bones whose skin no crop may cut; empty: of a whole figure, all that is drawn."""

    fit: float = 0.0
    """If above 0: figure and props are centred and fill this share of the picture."""

    def camera(self, figure: Figure, dressed: Dressed, vertices: Array) -> Camera:
        """``vertices``: of all that is drawn, (n, 3)."""
        places = [_place(figure, dressed, name) for name in self.anchor]
        camera = Camera(np.mean(places, axis=0) + np.array(self.offset), self.view, self.size)
        return camera.fitted(vertices, self.view, self.fit) if self.fit else camera

    def mirrored(self, name: str) -> Picture:
        """The same picture of the other side of the body; a front keeps its left on its side."""
        x, y, z = self.offset
        flip = replace(
            self.wear,
            only=tuple(other_side(bone) for bone in self.wear.only),
            without=tuple(other_side(bone) for bone in self.wear.without),
        )
        return replace(
            self,
            name=name,
            group=name.rpartition(".")[0] if self.group else "",
            pose=tuple(f"{pose}~" for pose in self.pose),
            anchor=tuple(other_side(place) for place in self.anchor),
            offset=(-x, y, z),
            view=replace(self.view, azimuth=-self.view.azimuth, roll=-self.view.roll),
            points=tuple((code, SWAPPED[s]) for code, s in self.points),
            presses=tuple((SWAPPED[hand], digits) for hand, digits in self.presses),
            wear=flip,
            strokes=tuple(other_side(stroke) for stroke in self.strokes),
        )


def _place(figure: Figure, dressed: Dressed, name: str) -> Array:
    if name in figure.body.index:
        return figure.joint(name, dressed.transforms)
    return figure.place(name).on(dressed.skin)


def _wear(entry: dict[str, Any]) -> Wear:
    known: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
    return Wear(**known)


def _picture(name: str, entry: dict[str, Any], points: Sequence[tuple[str, str]]) -> Picture:
    anchor = entry["anchor"]
    places = anchor["middle"] if isinstance(anchor, dict) else [anchor]
    return Picture(
        name=name,
        pose=tuple(entry["pose"]),
        anchor=tuple(places),
        offset=tuple(entry["offset"]),
        view=View(**entry["view"]),
        left=entry["left"],
        points=tuple(points),
        presses=tuple((hand, tuple(digits)) for hand, digits in entry.get("presses", {}).items()),
        wear=_wear(entry.get("wear", {})),
        strokes=tuple(entry.get("strokes", ())),
        tints=tuple(entry.get("tints", ())),
        props=tuple(entry.get("props", ())),
        size=tuple(entry["size"]),
        line=entry["line"],
        fit=entry.get("fit", 0.0),
        keep=tuple(entry.get("keep", ())),
        group=entry.get("group", ""),
    )


def _stage(stage: str, entry: dict[str, Any]) -> list[Picture]:
    """The pictures of one stage: find, near, press, and those with one hand."""
    points = [(code, side) for code in entry["codes"] for side in entry["sides"]]
    find = _picture(f"{stage}.find", {**entry, **entry["find"]}, points)
    press = _picture(f"{stage}.press", {**entry, **entry["press"]}, points)
    pictures = [replace(find, measured=True), _withdrawn(press, f"{stage}.near"), press]
    for side, idle in (("L", "R"), ("R", "L")):
        if "one_hand" not in entry:
            break
        other = entry["one_hand"][idle]
        alone = {**entry, **entry["press"], **other}
        alone["pose"] = [*entry["press"]["pose"], *other.get("pose", ())]
        alone["presses"] = {side: entry["press"]["presses"][side]}
        name = f"{stage}.{SIDE_NAMES[side]}"
        press = _picture(f"{name}.press", alone, [(code, side) for code in entry["codes"]])
        pictures += [_withdrawn(press, f"{name}.near"), press]
    return pictures


def _withdrawn(press: Picture, name: str) -> Picture:
    """The same picture with its hands a little off; the first pose is the hands' one."""
    return replace(press, name=name, pose=(f"{press.pose[0]}-near", *press.pose[1:]))


@cache
def load_pictures() -> dict[str, Picture]:
    """All pictures by name, in the order they are shown."""
    data: dict[str, Any] = yaml.safe_load((DATA / "scenes.yaml").read_text("utf-8"))
    defaults = data["defaults"]
    pictures: dict[str, Picture] = {}
    for stage, entry in data["stages"].items():
        if "mirror" in entry:
            first = entry["mirror"]
            twins = [p for p in pictures.values() if p.stage == first]
            drawn = [p.mirrored(p.name.replace(first, stage)) for p in twins]
        else:
            drawn = _stage(stage, {**defaults, **entry})
        pictures |= {picture.name: replace(picture, stage=stage) for picture in drawn}
    for group in ("postures", "exercises", "locators"):
        for name, entry in data[group].items():
            if "mirror" in entry:
                pictures[name] = pictures[entry["mirror"]].mirrored(name)
                continue
            codes = entry.get("all_codes", ())
            points = [(code, side) for code in codes for side in sides_of(code)]
            pictures[name] = _picture(name, {**defaults, **entry}, points)
    return pictures


def point_keys(picture: Picture) -> list[str]:
    """``CV6`` or ``BL23.L`` of each point of the picture."""
    return [key(code, side) for code, side in picture.points]
