"""The body's skinning in torch, so that gradients flow from a fingertip to the shoulder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor

from ..arrays import Array
from ..body import Body

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


def tensor(values: Array | Tensor | list[float] | tuple[float, ...]) -> Tensor:
    """Any vector or array as a tensor of doubles."""
    return values if isinstance(values, Tensor) else torch.tensor(np.asarray(values, dtype=float))


def rotation(vector: Tensor) -> Tensor:
    """Rodrigues' formula; smooth at zero."""
    angle = torch.sqrt((vector * vector).sum() + 1e-12)
    x, y, z = vector / angle
    zero = torch.zeros_like(x)
    cross = torch.stack([zero, -z, y, z, zero, -x, -y, x, zero]).reshape(3, 3)
    identity = torch.eye(3, dtype=vector.dtype)
    return identity + torch.sin(angle) * cross + (1 - torch.cos(angle)) * (cross @ cross)


class Skeleton:
    """Bone transforms and skinned vertices of one body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.heads = tensor(body.heads)
        self.vertices = tensor(body.vertices)
        self.weights = tensor(body.weights)

    def transforms(
        self, pose: Mapping[str, Tensor], still: tuple[Tensor, Tensor], moving: Sequence[int]
    ) -> tuple[Tensor, Tensor]:
        """Rotation (b, 3, 3) and translation (b, 3) of each bone.

        Only the ``moving`` bones, parents first, are computed; the others stand ``still``.
        """
        turns, shifts = list(still[0]), list(still[1])
        for i in moving:
            parent = int(self.body.parents[i])
            turn, shift = turns[parent], shifts[parent]
            label = self.body.labels[i]
            if label in pose:
                local = rotation(pose[label])
                shift = turn @ (self.heads[i] - local @ self.heads[i]) + shift
                turn = turn @ local
            turns[i], shifts[i] = turn, shift
        return torch.stack(turns), torch.stack(shifts)

    def still(self, pose: Mapping[str, Array]) -> tuple[Tensor, Tensor]:
        """The same of a fixed pose."""
        matrices = self.body.transforms(pose)
        return tensor(matrices[:, :3, :3]), tensor(matrices[:, :3, 3])

    def skin(self, turns: Tensor, shifts: Tensor, chosen: Tensor) -> Tensor:
        """Posed positions of the chosen coarse vertices."""
        weights = self.weights[chosen]
        blend = torch.einsum("vb,bij->vij", weights, turns)
        return torch.einsum("vij,vj->vi", blend, self.vertices[chosen]) + weights @ shifts
