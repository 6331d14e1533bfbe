"""Three soft tones from light, and the finished picture from its layers.

The layers do not depend on colour, so one look at a scene serves every skin tone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Array, Bytes, smoothstep
from .camera import Camera
from .gbuffer import GBuffer, look
from .ink import Ink, Stroke, draw_ink
from .light import illuminate
from .scene3d import MATERIALS, Scene3D
from .tones import Tone

SAMPLES = 2
NAIL_RIM = 0.10
RIM = 0.75
"""Share of the light tone at the edge of a hand that lies before the body."""


@dataclass
class Layers:
    """Per hit sample: how far towards the middle tone, towards the light one, how enclosed."""

    buffer: GBuffer
    middle: Array
    light: Array
    enclosed: Array
    ink: Ink


def draw_layers(
    scene: Scene3D,
    camera: Camera,
    line_width: float,
    strokes: Sequence[Stroke] = (),
    samples: int = SAMPLES,
) -> Layers:
    """Look at the scene once, for every tone."""
    buffer = look(scene, camera, samples)
    openness, lit = (
        bright + (1 - bright) * buffer.plain for bright in illuminate(scene, camera, buffer)
    )
    facing = np.clip((buffer.normal * buffer.towards_eye).sum(1), 0, 1)
    value = np.clip(0.5 + 0.5 * buffer.normal @ camera.light, 0, 1) * (0.35 + 0.65 * lit)
    value = value + 0.10 * facing
    enclosed = 0.85 * smoothstep(0.0, 0.75, 1 - openness)
    enclosed += 0.10 * smoothstep(0.55, 1.0, 1 - facing) + buffer.shade
    return Layers(
        buffer,
        smoothstep(0.30, 0.52, value),
        smoothstep(0.66, 0.92, value),
        np.clip(enclosed, 0, 1),
        draw_ink(buffer, camera, line_width, strokes),
    )


def _surface_colours(layers: Layers, tone: Tone) -> Array:
    buffer = layers.buffer
    colours = np.zeros((len(buffer.index), 3))
    for number, material in enumerate(MATERIALS):
        chosen = buffer.material == number
        if not chosen.any():
            continue
        ramp = tone.ramps[material]
        mixed = ramp.shadow + (ramp.middle - ramp.shadow) * layers.middle[chosen, None]
        mixed += (ramp.light - ramp.middle) * layers.light[chosen, None]
        colours[chosen] = mixed + (ramp.enclosed - mixed) * layers.enclosed[chosen, None]
    skin = tone.ramps["skin"]
    rim = RIM * layers.ink.rim.ravel()[buffer.index, None]
    colours += (skin.light - colours) * rim
    nail = buffer.nail
    plate = nail > 0
    tinted = colours[plate] * 0.55 + tone.nail * 0.45
    colours[plate] += (tinted - colours[plate]) * smoothstep(0, 0.12, nail[plate])[:, None]
    edge = np.abs(nail) < NAIL_RIM
    share = (1 - np.abs(nail[edge]) / NAIL_RIM)[:, None] * 0.5
    colours[edge] += (tone.nail_rim - colours[edge]) * share
    return colours


def colour_in(layers: Layers, tone: Tone) -> Bytes:
    """The picture in one tone, opaque RGB on the paper."""
    buffer, ink = layers.buffer, layers.ink
    image = np.empty((*buffer.shape, 3))
    image[:] = tone.paper
    image.reshape(-1, 3)[buffer.index] = _surface_colours(layers, tone)
    lines = np.where(buffer.hit, ink.lines, ink.outline)[..., None]
    image += (tone.ink - image) * lines
    n = buffer.samples
    high, wide = buffer.shape[0] // n, buffer.shape[1] // n
    image = image.reshape(high, n, wide, n, 3).mean((1, 3))
    return np.asarray(np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)
