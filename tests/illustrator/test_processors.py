"""A picture has the same bytes on every processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from illustrator.raycast import RayScene

ROOT = Path(__file__).resolve().parents[2]
DRAW = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from illustrator.cast import load_cast
from illustrator.export import draw, set_up
from illustrator.figure import Figure
from illustrator.scenes import load_pictures
from illustrator.shading import draw_layers
slim, tone = Figure("slim"), load_cast()["slim-dark"].tone
small = replace(load_pictures()["bl23.press"], size=(270, 270))
draw(slim, small, {"slim-dark": tone}, Path(sys.argv[1]))
layers = draw_layers(*set_up(slim, small)[1:], small.line)
print(hashlib.sha256(layers.shares.tobytes()).hexdigest())
"""
POOR = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V3",
    "OPENBLAS_CORETYPE": "Prescott",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA",
}
"""Numpy, OpenBLAS and the C library do as on a processor without vectors of 256 bits."""


def drawn(folder: Path, environment: dict[str, str]) -> tuple[bytes, str]:
    """The picture that a process of its own draws, and a sum over its tones as they are computed.

    Most differences of a tone's last bit are lost in the picture's 256 levels, but not all.
    """
    said = {name: value for name, value in os.environ.items() if name not in POOR}
    ran = subprocess.run(
        [sys.executable, "-c", DRAW, str(folder)],
        cwd=ROOT, env=said | environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    (file,) = folder.rglob("*.webp")
    return file.read_bytes(), ran.stdout


def test_a_poor_processor_draws_the_same_bytes(tmp_path: Path) -> None:
    """Where the real one is poor, too, this says nothing."""
    assert drawn(tmp_path / "rich", {}) == drawn(tmp_path / "poor", POOR)


def test_a_place_that_a_ray_meets_is_exact() -> None:
    """Embree's approximate reciprocal leaves seven digits, and others on another processor."""
    random = np.random.default_rng(0)
    corners = random.random((3, 3)).astype("f4").astype(float)
    scene = RayScene(corners, np.array([[0, 1, 2]]))
    aims = random.dirichlet(np.ones(3), 200) @ corners
    start = np.array([0.25, -3.0, 0.5])
    rays = (aims - start).astype("f4").astype(float)
    hits = scene.cast(np.tile(start, (200, 1)), rays)
    assert hits.hit.sum() > 190
    met = (start + rays * hits.distance[:, None])[hits.hit]
    assert np.abs(hits.weights()[hits.hit] @ corners - met).max() < 1e-12


def test_a_ray_that_meets_nothing_goes_on_for_ever() -> None:
    scene = RayScene(np.eye(3), np.array([[0, 1, 2]]))
    hits = scene.cast(np.zeros(3), np.array([-1.0, -1.0, -1.0]))
    assert not hits.hit[0]
    assert hits.distance[0] == np.inf
