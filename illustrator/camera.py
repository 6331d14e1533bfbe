"""The camera, and the light that is fixed to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import Array, Floats, unit

LIGHT = np.array([-0.42, 0.62, 0.66])
"""Towards the lamp: right, up and towards the viewer.  It hangs on the camera, so every picture
is lit from its upper left and a mirrored pair is lit alike."""


@dataclass(frozen=True)
class View:
    """Where to look from.  Degrees and metres; ``width`` is seen across at the target."""

    azimuth: float
    """0 looks at the front of the body, 90 at its left side, 180 at its back."""
    elevation: float
    width: float
    distance: float = 5.0
    roll: float = 0.0


class Camera:
    """A pinhole camera that looks at a target, with the lamp that hangs on it."""

    def __init__(self, target: Array, view: View, size: tuple[int, int]) -> None:
        azimuth, elevation, roll = np.radians([view.azimuth, view.elevation, view.roll])
        towards = np.array(
            [
                np.sin(azimuth) * np.cos(elevation),
                -np.cos(azimuth) * np.cos(elevation),
                np.sin(elevation),
            ]
        )
        self.eye = np.asarray(target, dtype=float) + towards * view.distance
        self.forward = -towards
        right = unit(np.cross(self.forward, [0.0, 0, 1]))
        up = np.cross(right, self.forward)
        cos, sin = np.cos(roll), np.sin(roll)
        self.right, self.up = cos * right + sin * up, -sin * right + cos * up
        self.size = size
        self.focal = view.distance * size[0] / view.width
        self.metres_per_pixel = view.width / size[0]
        self.light = unit(LIGHT @ np.stack([self.right, self.up, -self.forward]))

    def fitted(self, places: Array, view: View, share: float) -> Camera:
        """A camera from the same side that shows all places centred, filling a share of it."""
        camera, target, size = self, self.eye + self.forward * view.distance, np.array(self.size)
        for _ in range(4):  # perspective: a few rounds settle it
            seen = camera.project(places)
            low, high = seen.min(0), seen.max(0)
            aside = ((low + high) / 2 - size / 2) * camera.metres_per_pixel
            target = target + camera.right * aside[0] - camera.up * aside[1]
            width = view.width * float(((high - low) / size).max()) / share
            view = replace(view, width=width)
            camera = Camera(target, view, self.size)
        return camera

    def rays(self, samples: int) -> Floats:
        """Unit directions, (height * samples, width * samples, 3)."""
        wide, high = self.size[0] * samples, self.size[1] * samples
        focal = self.focal * samples
        x = ((np.arange(wide) + 0.5 - wide / 2) / focal).astype("f4")[None, :, None]
        y = ((high / 2 - np.arange(high) - 0.5) / focal).astype("f4")[:, None, None]
        forward, right, up = (v.astype("f4") for v in (self.forward, self.right, self.up))
        return np.asarray((forward + x * right + y * up) / np.sqrt(1 + x * x + y * y))

    def project(self, places: Array) -> Array:
        """Pixel coordinates of world positions, (n, 2)."""
        offset = np.atleast_2d(places) - self.eye
        depth = offset @ self.forward
        return np.stack(
            [
                self.size[0] / 2 + self.focal * (offset @ self.right) / depth,
                self.size[1] / 2 - self.focal * (offset @ self.up) / depth,
            ],
            axis=1,
        )
