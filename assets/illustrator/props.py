"""Things a figure sits or lies on: soft-edged slabs, placed where the posed body touches them."""

from __future__ import annotations

import numpy as np

from .arrays import Array, Ints, unit
from .figure import Dressed, Figure
from .mesh import Part

CELLS = 24


def _cube() -> tuple[Array, Ints]:
    """Surface of the cube -1..1, each face a grid."""
    ticks = np.linspace(-1, 1, CELLS + 1)
    a, b = np.meshgrid(ticks, ticks, indexing="ij")
    places: list[Array] = []
    triangles: list[Ints] = []
    cell = np.arange(CELLS)
    i, j = np.meshgrid(cell, cell, indexing="ij")
    corner = (i * (CELLS + 1) + j).ravel()
    face = np.concatenate(
        [
            np.stack([corner, corner + CELLS + 1, corner + CELLS + 2], axis=1),
            np.stack([corner, corner + CELLS + 2, corner + 1], axis=1),
        ]
    )
    for axis in range(3):
        for sign in (-1.0, 1.0):
            grid = np.empty((a.size, 3))
            grid[:, axis] = sign
            grid[:, (axis + 1) % 3] = a.ravel() * sign
            grid[:, (axis + 2) % 3] = b.ravel()
            triangles.append(face + len(places) * a.size)
            places.append(grid)
    return np.concatenate(places), np.concatenate(triangles)


def slab(centre: Array, size: Array, rounding: float, material: str) -> Part:
    """A box of the given size (metres) whose edges are rounded."""
    cube, triangles = _cube()
    half = np.asarray(size) / 2
    # Crowd the grid towards the edges, where the rounding is.
    eased = np.sign(cube) * np.abs(cube) ** 0.5
    outer = eased * half
    core = np.clip(outer, -(half - rounding), half - rounding)
    normals = unit(outer - core)
    return Part(np.asarray(centre) + core + normals * rounding, triangles, material, normals)


def _tilted(part: Part, about: Array, degrees: float) -> Part:
    """The part turned about the x axis through a place."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[1, 0, 0], [0, cos, -sin], [0, sin, cos]])
    assert part.normals is not None
    return Part(
        (part.vertices - about) @ turn.T + about,
        part.triangles,
        part.material,
        part.normals @ turn.T,
    )


def place_props(names: tuple[str, ...], figure: Figure, dressed: Dressed) -> list[Part]:
    """The named props, fitted to the posed figure."""
    skin = dressed.skin
    trunk = figure.body.share("root", "pelvis", "spine") > 0.6
    head = figure.body.share("head") > 0.5
    low, high = skin.min(0), skin.max(0)
    # Flesh gives way: what lies on a prop sinks in by a centimetre.
    ground = float(skin[trunk, 2].min()) + 0.012
    parts = []
    for name in names:
        if name == "mat":
            middle = [0.0, (low[1] + high[1]) / 2, ground - 0.06]
            size = [0.86, high[1] - low[1] + 0.16, 0.12]
            parts.append(slab(np.array(middle), np.array(size), 0.03, "prop"))
        elif name == "pillow":
            top = float(skin[head, 2].min()) + 0.015
            y = float(skin[head, 1].mean())
            middle, size = [0.0, y, (top + ground) / 2], [0.52, 0.32, max(top - ground, 0.03)]
            parts.append(slab(np.array(middle), np.array(size), size[2] * 0.45, "cushion"))
        elif name == "wedge":
            parts.append(_wedge(figure, dressed, ground))
        elif name == "seat":
            hips = figure.body.share("upperleg01", "pelvis", "root") > 0.7
            top, floor = float(skin[hips, 2].min()) + 0.012, float(low[2])
            back = float(skin[hips, 1].max())
            middle = [0.0, back - 0.14, (top + floor) / 2]
            parts.append(slab(np.array(middle), np.array([0.50, 0.36, top - floor]), 0.03, "prop"))
        else:
            raise ValueError(f"unknown prop {name!r}")
    return parts


def _wedge(figure: Figure, dressed: Dressed, ground: float) -> Part:
    """A bolster that carries raised shoulders: as steep as the line from waist to head."""
    waist = figure.joint("spine04", dressed.transforms)
    neck = figure.joint("neck01", dressed.transforms)
    run, rise = neck[1] - waist[1], neck[2] - waist[2]
    length = float(np.hypot(run, rise)) + 0.30
    upper = figure.body.share("spine01", "spine02", "clavicle", "shoulder") > 0.6
    slope = np.array([0.0, run, rise]) / np.hypot(run, rise)
    normal = np.array([0.0, -slope[2], slope[1]])
    below = float(((dressed.skin[upper] - waist) @ normal).min()) + 0.015
    thick = 0.20
    middle = waist + slope * (length / 2 - 0.06) + normal * (below - thick / 2)
    part = slab(middle, np.array([0.62, length, thick]), 0.05, "cushion")
    tilted = _tilted(part, middle, float(np.degrees(np.arctan2(rise, run))))
    # What would stick out under the mat is squashed onto it.
    tilted.vertices[:, 2] = np.maximum(tilted.vertices[:, 2], ground - 0.02)
    return tilted
