"""Array types used everywhere, and the few scalar helpers that act on whole arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
"""Where precision does not matter and there are millions."""
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Bytes = NDArray[np.uint8]


def unit(vector: Any) -> Array:
    """The vector (or each row) scaled to length one."""
    v = np.asarray(vector, dtype=float)
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12))


def smoothstep(low: float, high: float, x: Any) -> Array:
    """0 below ``low``, 1 above ``high``, eased between; ``low`` > ``high`` falls instead."""
    t = np.clip((np.asarray(x, dtype=float) - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


def bell(x: Any, middle: float, width: float) -> Array:
    """Gaussian bump of height one."""
    return np.asarray(np.exp(-0.5 * ((np.asarray(x) - middle) / width) ** 2))
