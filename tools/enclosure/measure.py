"""Measure printed parts, STL files: run by the Python of an environment that has trimesh.

Prints JSON, a part by the name of its file: whether it is watertight, its extents and its volume.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import trimesh


def measure(file: Path) -> dict[str, object]:
    """Measure one part, in millimetres."""
    mesh = trimesh.load(file)
    return {
        "watertight": bool(mesh.is_watertight and mesh.is_winding_consistent),
        "bodies": len(trimesh.graph.connected_components(mesh.face_adjacency, engine="networkx")),
        "extents": [round(float(side), 3) for side in mesh.extents],
        "volume": round(float(mesh.volume), 1),
    }


if __name__ == "__main__":
    print(json.dumps({Path(name).stem: measure(Path(name)) for name in sys.argv[1:]}))
