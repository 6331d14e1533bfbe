"""Sports clothes, cut in the rest pose and carried by the skin.

The cloth is bridged: in every horizontal slice it spans the convex hull of the body, as a firm
fabric does, so that neither cleft nor breast nor crotch is drawn.  Where cloth is plain it also
takes no shadow, no ink line and only the large tones of a barrel.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.spatial import ConvexHull

from .arrays import Array, Ints, Mask, smoothstep, unit
from .body import Body
from .landmarks import L2, Landmarks
from .mesh import neighbour_average, smoothed, vertex_normals

THICKNESS = 0.0035
SLICE = 0.004
WAIST_CUN = 2.45
"""Waistband over the hip joints: under CV6 and BL53, above the cleft."""
HEM_UNDER_HIP = 0.265
TOP_HEM_OVER_L2 = 0.10

CALM = 0.55
"""How far shadows on the back of the trunk are lifted: one-sided deep shade looks like a bruise."""


def behind(body: Body) -> Array:
    """Per vertex 0..1: the back of the trunk and the buttocks, without the arms."""
    arm = body.share("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    backward = smoothstep(0.0, 0.05, body.rest[:, 1] - body.head("upperleg01.L")[1])
    return np.asarray(backward * (1 - np.clip(4 * arm, 0, 1)))


def _hull_scale(points: Array, centre: Array) -> Array:
    """Per point (n, 2): how far it must be pushed from the centre to lie on the hull."""
    planes = ConvexHull(points).equations
    offset = points - centre
    toward = offset @ planes[:, :2].T
    room = -(planes[:, :2] @ centre + planes[:, 2])
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(toward > 1e-9, room / toward, np.inf).min(1)
    return np.asarray(np.maximum(reach, 1.0))


def bridged(rest: Array, members: Mask, low: float, high: float) -> Array:
    """Rest positions with the members between two heights pushed out to their slice's hull."""
    result = rest.copy()
    for z in np.arange(low, high, SLICE):
        near = np.flatnonzero(members & (np.abs(rest[:, 2] - z - SLICE / 2) <= SLICE))
        inside = near[(rest[near, 2] >= z) & (rest[near, 2] < z + SLICE)]
        if len(inside) < 8:
            continue
        ring = rest[near, :2]
        centre = np.array([0.0, 0.5 * (ring[:, 1].min() + ring[:, 1].max())])
        scale = dict(zip(near.tolist(), _hull_scale(ring, centre), strict=True))
        push = np.array([scale[i] for i in inside.tolist()])[:, None]
        result[inside, :2] = centre + (rest[inside, :2] - centre) * push
    return result


class Wardrobe:
    """Shorts and sleeveless top of one body: where each is, and how far it stands off the skin."""

    def __init__(self, body: Body, landmarks: Landmarks) -> None:
        self.body, self.marks = body, landmarks
        self.average = neighbour_average(len(body.rest), body.triangles)
        self.arm = body.share("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        self.normals = vertex_normals(body.rest, body.triangles)
        middle = (np.abs(body.rest[:, 0]) < 0.004) & (self.arm < 0.1)
        self.crotch = float(body.rest[middle, 2].min())
        self.shorts, self.shorts_offset = self._shorts_cut(), self._shorts_offset()
        self.top, self.top_offset = self._top_cut(), self._top_offset()
        self.plain = {"shorts": self._plain_shorts(), "top": self._plain_top()}
        self.woven = {name: self._woven(getattr(self, name) > 0) for name in self.plain}
        self.flat = {name: self._barrel(getattr(self, name) > 0) for name in self.plain}

    def _settle(self, cloth: Array, rounds: int, loose: Array | float = 1.0) -> Array:
        """Smooth the cloth, keep it outside the skin, give it thickness: offsets from the skin.

        ``loose`` 1 lets it span hollows, 0 holds it to the skin.
        """
        rest = self.body.rest
        spans = smoothstep(0.002, 0.006, np.linalg.norm(cloth - rest, axis=1))
        spans = smoothed(spans, self.average, 10)
        offset = (smoothed(cloth, self.average, rounds) - rest) * np.reshape(loose, (-1, 1))
        # Where the cloth spans a hollow it is free of the skin; elsewhere it must not sink in.
        sunk = np.minimum((offset * self.normals).sum(1), 0) * (1 - spans)
        offset -= self.normals * sunk[:, None]
        return np.asarray(offset + self.normals * THICKNESS * (1 - spans)[:, None])

    def _plain_shorts(self) -> Array:
        """Per vertex 0..1: in front and between the thighs cloth is plain, behind calmed."""
        x, _, z = self.body.rest.T
        up, back = z - self.crotch, behind(self.body)
        side = 1 - smoothstep(0.04, 0.135, np.abs(x))
        between = side * (1 - smoothstep(0.04, 0.14, up))
        plain = np.maximum.reduce([between, 1 - back, 0.85 * back])
        return np.asarray(plain * smoothstep(-0.11, -0.03, up))

    def _plain_top(self) -> Array:
        """Per vertex 0..1: the breast of the top is plain."""
        _, y, _ = self.body.rest.T
        worn = self.top > 0
        middle = 0.5 * (y[worn].min() + y[worn].max())
        return 1 - smoothstep(middle - 0.03, middle + 0.05, y)

    def _barrel(self, worn: Mask) -> Array:
        """Normals of an upright barrel about the trunk as wide and deep as what is worn there.

        Plain cloth takes its light from it: large soft tones without the shapes of the body.
        """
        place = self.body.rest[:, :2]
        trunk = place[worn & (self.body.rest[:, 2] > self.crotch) & (self.arm < 0.1)]
        low, high = trunk.min(0), trunk.max(0)
        half = (high - low) / 2
        x, y = ((place - (low + high) / 2) / half).T
        across = np.clip(x, -1, 1)
        ahead = np.where(y < 0, -1, 1) * np.sqrt(1 - across**2)
        return unit(np.column_stack([across / half[0], ahead / half[1], np.zeros(len(x))]))

    def normals_of(self, cloth: Array, name: str) -> Array:
        """Smoothed normals: firm fabric shades in large soft shapes, not in every hollow."""
        normals = vertex_normals(cloth, self.body.triangles, self.body.adding)
        worn, average = self.woven[name]
        normals[worn] = unit(smoothed(normals[worn], average, 60))
        return normals

    def _woven(self, worn: Mask) -> tuple[Ints, sp.csr_matrix]:
        """The vertices of a garment with some more around it, and their own neighbour average."""
        near = worn.astype(float)
        for _ in range(12):
            near = np.maximum(near, self.average @ near > 0)
        chosen = np.flatnonzero(near)
        average = self.average[chosen][:, chosen]
        share = np.maximum(np.asarray(average.sum(1)).ravel(), 1e-9)
        return chosen, (sp.diags(1 / share) @ average).tocsr()

    # ---- shorts: above 0 inside the garment, metres to its border
    def shorts_risen(self, rise: float) -> Array:
        """The cut of the shorts with the waistband raised by ``rise`` cun."""
        return self._shorts_cut(rise) if rise else self.shorts

    def _shorts_cut(self, rise: float = 0.0) -> Array:
        x, _, z = self.body.rest.T
        waist = self.marks.level(WAIST_CUN + rise)
        hem = self.marks.hip_height - HEM_UNDER_HIP + 0.1 * np.clip(np.abs(x) - 0.06, 0, 0.2)
        return np.where(self.arm > 0.3, -0.05, np.minimum(waist - z, z - hem))

    def _shorts_offset(self) -> Array:
        rest = self.body.rest
        crotch = self.crotch
        waist = self.marks.level(WAIST_CUN)
        hull = bridged(rest, self.arm < 0.1, crotch, waist + 0.05)
        share = smoothstep(crotch - 0.01, crotch + 0.07, rest[:, 2])
        cloth = rest + (hull - rest) * share[:, None]
        return self._settle(cloth, 90)

    # ---- top
    def _top_cut(self) -> Array:
        x, _, z = self.body.rest.T
        neck = self.body.head("neck01")[2]
        shoulder = self.body.head("upperarm01.L")
        hem = self.marks.level(L2) + TOP_HEM_OVER_L2
        collar = (np.hypot(x / 0.082, (z - neck - 0.048) / 0.13) - 1) * 0.08
        below = z - shoulder[2]
        hole = shoulder[0] - 0.046 + 0.036 * smoothstep(-0.012, -0.112, below)
        hole = hole + 0.5 * np.clip(-0.097 - below, 0, 1) - np.abs(x)
        field = np.minimum.reduce(
            [
                np.clip(z - hem, -0.1, 0.05),
                np.clip(collar, -0.05, 0.05),
                np.clip(hole, -0.05, 0.05),
                (0.55 - self.arm) * 0.06,
            ]
        )
        field = np.where((self.arm > 0.9) | (z > neck + 0.038), -0.05, field)
        return smoothed(field, self.average, 12)

    def _top_offset(self) -> Array:
        rest = self.body.rest
        armpit = self.body.head("upperarm01.L")[2] - 0.09
        hem = self.marks.level(L2) + TOP_HEM_OVER_L2
        hull = bridged(rest, self.arm < 0.1, hem - 0.03, armpit + 0.02)
        share = 1 - smoothstep(armpit - 0.06, armpit + 0.01, rest[:, 2])
        share = share * (1 - np.clip(self.arm * 5, 0, 1))
        cloth = rest + (hull - rest) * share[:, None]
        return self._settle(cloth, 90, 1 - smoothstep(armpit - 0.03, armpit + 0.03, rest[:, 2]))
