"""Postures written by hand and poses found by the solver, both as rotation vectors per bone."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import yaml
from scipy.spatial.transform import Rotation

from .arrays import Array
from .files import write_whole
from .paths import DATA, POSES
from .rotations import Pose, mirrored, symmetric


@cache
def _postures() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.safe_load((DATA / "postures.yaml").read_text("utf-8"))
    return loaded


def _vector(degrees: list[Any]) -> Array:
    """One triple, or the product of several."""
    triples = degrees if isinstance(degrees[0], list) else [degrees]
    turn = Rotation.identity()
    for triple in triples:
        turn = turn * Rotation.from_rotvec(triple, degrees=True)
    return np.asarray(turn.as_rotvec())


def posture(name: str) -> Pose:
    """A posture of ``data/postures.yaml``."""
    entry = _postures()[name]
    pose = posture(entry["base"]) if "base" in entry else {}
    pose |= {bone: _vector(degrees) for bone, degrees in entry["bones"].items()}
    return symmetric(pose) if entry.get("symmetric") else pose


def store(body: str, name: str, pose: Pose) -> None:
    """Write a solved pose, micro-radians, bones in a fixed order."""
    rows = {bone: [round(float(x), 6) for x in pose[bone]] for bone in sorted(pose)}
    lines = ",\n".join(f' "{bone}": {json.dumps(row)}' for bone, row in rows.items())
    write_whole(POSES / body / f"{name}.json", f"{{\n{lines}\n}}\n".encode())


@cache
def _stored(body: str, name: str) -> dict[str, list[float]]:
    loaded: dict[str, list[float]] = json.loads((POSES / body / f"{name}.json").read_text("utf-8"))
    return loaded


def pose_named(body: str, name: str) -> Pose:
    """A stored pose of this body or a posture; ``name~`` is its mirror image.

    ``name/L`` is only the left limbs of it, ``name/R`` only the right ones.
    """
    if name.endswith("~"):
        return mirrored(pose_named(body, name[:-1]))
    if name.endswith(("/L", "/R")):
        side = f".{name[-1]}"
        return {k: v for k, v in pose_named(body, name[:-2]).items() if k.endswith(side)}
    if (POSES / body / f"{name}.json").exists():
        return {bone: np.array(row) for bone, row in _stored(body, name).items()}
    return posture(name)


def combined(body: str, names: list[str]) -> Pose:
    """Several poses laid over each other, the later ones winning."""
    result: Pose = {}
    for name in names:
        result |= pose_named(body, name)
    return result
