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


def _stool(top: float, floor: float, back: float) -> list[Part]:
    """A board on four legs; it ends well behind the knees, so that their backs are seen."""
    wide, deep, thick, leg = 0.38, 0.24, 0.045, 0.035
    y = back - 0.01 - deep / 2
    board = slab(np.array([0.0, y, top - thick / 2]), np.array([wide, deep, thick]), 0.02, "prop")
    size = np.array([leg, leg, top - thick / 2 - floor])
    height = (top - thick / 2 + floor) / 2
    legs = [
        slab(
            np.array([x * (wide / 2 - 0.05), y + z * (deep / 2 - 0.05), height]), size, 0.01, "prop"
        )
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    return [board, *legs]


def ground_of(figure: Figure, skin: Array) -> float:
    """How high the mat is under a lying trunk: flesh gives way, and sinks in by a centimetre."""
    trunk = figure.body.share("root", "pelvis", "spine") > 0.6
    return float(skin[trunk, 2].min()) + 0.012


def place_props(names: tuple[str, ...], figure: Figure, dressed: Dressed) -> list[Part]:
    """The named props, fitted to the posed figure."""
    skin = dressed.skin
    head = figure.body.share("head") > 0.5
    low, high = skin.min(0), skin.max(0)
    ground = ground_of(figure, skin)
    parts = []
    for name in names:
        if name == "mat":
            middle = [0.0, (low[1] + high[1]) / 2, ground - 0.05]
            size = [0.80, high[1] - low[1] + 0.12, 0.10]
            parts.append(slab(np.array(middle), np.array(size), 0.03, "prop"))
        elif name == "pillow":
            top = float(skin[head, 2].min()) + 0.015
            x, y = (round(float(skin[head, axis].mean()), 2) for axis in (0, 1))
            middle, size = [x, y, (top + ground) / 2], [0.52, 0.32, max(top - ground, 0.03)]
            parts.append(slab(np.array(middle), np.array(size), size[2] * 0.45, "cushion"))
        elif name == "stool":
            hips = figure.body.share("upperleg01", "pelvis", "root") > 0.7
            top, floor = float(skin[hips, 2].min()) + 0.012, float(low[2])
            parts += _stool(top, floor, float(skin[hips, 1].max()))
        else:
            raise ValueError(f"unknown prop {name!r}")
    return parts
