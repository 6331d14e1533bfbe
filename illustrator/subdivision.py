"""Catmull-Clark subdivision as one sparse matrix, so that any pose is refined by a product.

Rules after Catmull and Clark, "Recursively generated B-spline surfaces on arbitrary topological
meshes", 1978; borders follow the cubic B-spline rule.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from .arrays import Array, Ints


def _incidence(rows: Ints, columns: Ints, value: float, shape: tuple[int, int]) -> sp.csr_matrix:
    return sp.csr_matrix((np.full(len(rows), value), (rows, columns)), shape)


def _reciprocal(counts: Array | Ints) -> sp.dia_matrix:
    return sp.diags(1.0 / np.maximum(counts, 1))


def _once(count: int, quads: Ints) -> tuple[sp.csr_matrix, Ints]:
    m = len(quads)
    ends = np.sort(np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
    edges, inverse = np.unique(ends, axis=0, return_inverse=True)
    quad_edges = inverse.ravel().reshape(4, m).T
    n_edges = len(edges)
    corner_quad = np.repeat(np.arange(m), 4)
    edge_ends = np.repeat(np.arange(n_edges), 2)

    face = _incidence(corner_quad, quads.ravel(), 0.25, (m, count))
    middle = _incidence(edge_ends, edges.ravel(), 0.5, (n_edges, count))
    edge_faces = _incidence(quad_edges.ravel(), corner_quad, 1.0, (n_edges, m))
    faces_at_edge = np.bincount(quad_edges.ravel(), minlength=n_edges)
    border = faces_at_edge < 2
    edge = (
        sp.diags(np.where(border, 1.0, 0.5)) @ middle
        + sp.diags(np.where(border, 0.0, 0.5)) @ _reciprocal(faces_at_edge) @ edge_faces @ face
    )

    faces_at = np.bincount(quads.ravel(), minlength=count).astype(float)
    edges_at = np.bincount(edges.ravel(), minlength=count).astype(float)
    vertex_faces = _incidence(quads.ravel(), corner_quad, 1.0, (count, m))
    vertex_edges = _incidence(edges.ravel(), edge_ends, 1.0, (count, n_edges))
    k = np.maximum(edges_at, 1)
    inner = (
        _reciprocal(k) @ _reciprocal(faces_at) @ vertex_faces @ face
        + 2 * _reciprocal(k) @ _reciprocal(k) @ vertex_edges @ middle
        + sp.diags((k - 3) / k)
    )
    rim = edges[border].ravel()
    rim_edges = _incidence(rim, np.repeat(np.flatnonzero(border), 2), 1.0, (count, n_edges))
    rim_count = np.asarray(rim_edges.sum(1)).ravel()
    outer = 0.5 * _reciprocal(rim_count) @ rim_edges @ middle + 0.5 * sp.identity(count)
    on_rim = np.zeros(count, dtype=bool)
    on_rim[rim] = True
    loose = faces_at == 0
    vertex = (
        sp.diags(np.where(on_rim | loose, 0.0, 1.0)) @ inner
        + sp.diags(np.where(on_rim & ~loose, 1.0, 0.0)) @ outer
        + sp.diags(loose.astype(float))
    )

    centre = count + n_edges + np.arange(m)
    around = count + quad_edges
    finer = np.concatenate(
        [np.stack([quads[:, i], around[:, i], centre, around[:, i - 1]], axis=1) for i in range(4)]
    )
    return sp.vstack([vertex, edge, face]).tocsr(), finer


def subdivide(count: int, quads: Ints, levels: int) -> tuple[sp.csr_matrix, Ints]:
    """Matrix from ``count`` coarse vertices to the fine ones, and the fine quads."""
    matrix = sp.identity(count, format="csr")
    for _ in range(levels):
        step, quads = _once(matrix.shape[0], quads)
        matrix = (step @ matrix).tocsr()
    return matrix, quads
