"""Three soft tones from light, and the finished picture from its layers.

The layers do not depend on colour, so one look at a scene serves every skin tone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Array, Bytes, Floats, Ints, smoothstep
from .camera import Camera
from .gbuffer import GBuffer, look
from .ink import Ink, Stroke, draw_ink
from .light import illuminate
from .scene3d import MATERIALS, Scene3D
from .tones import Tone

NAIL_RIM = 0.10
TINT = 0.5
"""Share of the colour of bone where a bone is shown under skin or cloth."""
RIM = 0.75
"""Share of the light tone at the edge of a hand that lies before the body."""
BEHIND = 0.7
"""How enclosed the body is drawn right beside a pressing hand."""


@dataclass
class Layers:
    """Per hit sample: how far towards the middle tone, towards the light one, how enclosed."""

    buffer: GBuffer
    middle: Array
    light: Array
    enclosed: Array
    ink: Ink

    @cached_property
    def shares(self) -> Floats:
        """Per sample: how much of a ramp's shadow, of its two steps, and of its enclosed tone."""
        middle, light, enclosed = (
            np.asarray(values, dtype="f4") for values in (self.middle, self.light, self.enclosed)
        )
        open_ = 1 - enclosed
        return np.stack([open_, open_ * middle, open_ * light, enclosed], axis=1)

    @cached_property
    def members(self) -> dict[str, Ints]:
        """Samples of each material."""
        return {
            material: np.flatnonzero(self.buffer.material == number)
            for number, material in enumerate(MATERIALS)
        }


def draw_layers(
    scene: Scene3D,
    camera: Camera,
    line_width: float,
    strokes: Sequence[Stroke] = (),
    samples: int = 1,
    pressing: bool = False,
    areas: Sequence[Array] = (),
) -> Layers:
    """Look at the scene once, for every tone.

    ``pressing``: a hand presses in it; ``areas``: outlines of bones, world positions.
    """
    buffer = look(scene, camera, samples)
    openness, lit = (
        bright + (1 - bright) * buffer.plain for bright in illuminate(scene, camera, buffer)
    )
    facing = np.clip(np.einsum("ij,ij->i", buffer.normal, buffer.towards_eye), 0, 1)
    value = np.clip(0.5 + 0.5 * buffer.normal @ camera.light, 0, 1) * (0.35 + 0.65 * lit)
    value = value + 0.10 * facing
    enclosed = 0.85 * smoothstep(0.0, 0.75, 1 - openness)
    enclosed += 0.10 * smoothstep(0.55, 1.0, 1 - facing) + buffer.shade
    ink = draw_ink(buffer, camera, line_width, strokes, pressing, areas)
    enclosed = np.maximum(enclosed, BEHIND * ink.behind.ravel()[buffer.index])
    return Layers(
        buffer,
        smoothstep(0.30, 0.52, value),
        smoothstep(0.66, 0.92, value),
        np.clip(enclosed, 0, 1),
        ink,
    )


def _surface_colours(layers: Layers, tone: Tone) -> Floats:
    buffer = layers.buffer
    colours = np.zeros((len(buffer.index), 3), dtype="f4")
    for material, chosen in layers.members.items():
        ramp = tone.ramps[material]
        steps = [ramp.shadow, ramp.middle - ramp.shadow, ramp.light - ramp.middle, ramp.enclosed]
        colours[chosen] = layers.shares[chosen] @ np.array(steps, dtype="f4")
    tint = layers.ink.tint.ravel()[buffer.index]
    tinted = np.flatnonzero(tint)
    colours[tinted] += (tone.bone - colours[tinted]) * (TINT * tint[tinted, None]).astype("f4")
    rim = layers.ink.rim.ravel()[buffer.index]
    edged = np.flatnonzero(rim)
    light_skin = tone.ramps["skin"].light.astype("f4")
    colours[edged] += (light_skin - colours[edged]) * (RIM * rim[edged, None]).astype("f4")
    nail = buffer.nail
    plate = nail > 0
    painted = colours[plate] * 0.55 + tone.nail * 0.45
    colours[plate] += (painted - colours[plate]) * smoothstep(0, 0.12, nail[plate])[:, None]
    edge = np.abs(nail) < NAIL_RIM
    share = (1 - np.abs(nail[edge]) / NAIL_RIM)[:, None] * 0.5
    colours[edge] += (tone.nail_rim - colours[edge]) * share
    return colours


def colour_in(layers: Layers, tone: Tone) -> Bytes:
    """The picture in one tone, opaque RGB on the paper."""
    buffer, ink = layers.buffer, layers.ink
    image = np.empty((*buffer.shape, 3), dtype="f4")
    image[:] = tone.paper
    image.reshape(-1, 3)[buffer.index] = _surface_colours(layers, tone)
    lines = np.where(buffer.hit, ink.lines, ink.outline).astype("f4")[..., None]
    image += (tone.ink.astype("f4") - image) * lines
    n = buffer.samples
    if n > 1:
        high, wide = buffer.shape[0] // n, buffer.shape[1] // n
        image = image.reshape(high, n, wide, n, 3).mean((1, 3))
    return np.asarray(np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8)
