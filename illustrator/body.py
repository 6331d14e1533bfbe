"""The open body: its rest shape, its bones, and linear blend skinning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from .arrays import Array, Ints, unit
from .mesh import incidence, quads_to_triangles
from .raycast import RayScene
from .rotations import rotation_matrix
from .subdivision import subdivide

FINE_LEVELS = 2


@dataclass(frozen=True)
class SurfacePoint:
    """A place on the skin that stays there in every pose."""

    corners: Ints
    weights: Array

    def on(self, values: Array) -> Array:
        """Position (or any per-vertex value) at this place."""
        return np.asarray(self.weights @ values[self.corners])


class Body:
    """A body type: coarse mesh for skinning, fine mesh for everything that is seen."""

    def __init__(self, path: Path) -> None:
        data = np.load(path)
        self.vertices: Array = data["vertices"].astype(float)
        self.quads: Ints = data["quads"].astype(int)
        self.heads: Array = data["heads"].astype(float)
        self.labels = [str(label) for label in data["labels"]]
        self.index = {label: i for i, label in enumerate(self.labels)}
        self.parents: Ints = data["parents"].astype(int)
        count = len(self.vertices)
        weights = np.zeros((count, len(self.labels)))
        for column in range(data["bone_ids"].shape[1]):
            np.add.at(
                weights,
                (np.arange(count), data["bone_ids"][:, column]),
                data["bone_weights"][:, column],
            )
        self.weights: Array = weights / weights.sum(1, keepdims=True)
        self.refine, fine_quads = subdivide(count, self.quads, FINE_LEVELS)
        edges = np.sort(np.concatenate([self.quads[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
        self.first_level = count + len(np.unique(edges, axis=0)) + len(self.quads)
        """So many of the fine vertices, the first ones, stem from the first subdivision."""
        self.triangles = quads_to_triangles(fine_quads)
        self.coarse_triangles = quads_to_triangles(self.quads)
        self.rest: Array = self.refine @ self.vertices
        self.fine_weights: Array = self.refine @ self.weights
        self.adding = incidence(len(self.rest), self.triangles)
        self._sparse_weights = sp.csr_matrix(self.fine_weights)
        self.owner: Ints = np.argmax(self.fine_weights, axis=1)
        self._rest_rays = RayScene(self.rest, self.triangles)
        self._shares: dict[tuple[tuple[str, ...], bool], Array] = {}

    # ---- bones
    def head(self, label: str) -> Array:
        """Where a bone begins in the rest pose."""
        return np.asarray(self.heads[self.index[label]])

    def bones(self, *prefixes: str) -> list[int]:
        """Indices of the bones whose names begin with one of the prefixes."""
        return [i for i, label in enumerate(self.labels) if label.startswith(prefixes)]

    def share(self, *prefixes: str, fine: bool = True) -> Array:
        """Per vertex: how much it follows the bones whose names begin so, 0..1."""
        found = self._shares.get((prefixes, fine))
        if found is None:
            weights = self.fine_weights if fine else self.weights
            found = np.asarray(weights[:, self.bones(*prefixes)].sum(1))
            found.flags.writeable = False
            self._shares[prefixes, fine] = found
        return found

    @property
    def height(self) -> float:
        """Standing height, metres."""
        return float(np.ptp(self.vertices[:, 2]))

    # ---- posing
    def transforms(self, pose: Mapping[str, Array]) -> Array:
        """Per bone: 4x4 matrix from the rest pose to the pose."""
        result = np.tile(np.eye(4), (len(self.labels), 1, 1))
        for i, label in enumerate(self.labels):
            local = np.eye(4)
            if label in pose:
                turn = rotation_matrix(pose[label])
                local[:3, :3] = turn
                local[:3, 3] = self.heads[i] - turn @ self.heads[i]
            result[i] = result[self.parents[i]] @ local if self.parents[i] >= 0 else local
        return result

    def skin(self, transforms: Array) -> Array:
        """Coarse vertices of the posed body."""
        blend = np.einsum("vb,bij->vij", self.weights, transforms[:, :3])
        return np.asarray(np.einsum("vij,vj->vi", blend[:, :, :3], self.vertices) + blend[:, :, 3])

    def turned(self, vectors: Array, transforms: Array) -> Array:
        """Fine per-vertex vectors of the rest pose, turned with the skin."""
        blend = (self._sparse_weights @ transforms[:, :3, :3].reshape(-1, 9)).reshape(-1, 3, 3)
        return np.asarray(np.einsum("vij,vj->vi", blend, vectors))

    # ---- places on the skin
    def surface(self, origin: Array, direction: Array) -> SurfacePoint:
        """Where a ray first meets the rest body."""
        hits = self._rest_rays.cast(origin, unit(direction))
        if not hits.hit[0]:
            raise ValueError(f"no skin from {origin} towards {direction}")
        return SurfacePoint(self.triangles[hits.triangle[0]], hits.weights()[0])

    def nearest(self, place: Array) -> SurfacePoint:
        """The fine vertex nearest to a place in the rest pose."""
        i = int(np.argmin(((self.rest - place) ** 2).sum(1)))
        return SurfacePoint(np.array([i]), np.array([1.0]))
