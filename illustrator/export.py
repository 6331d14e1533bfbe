"""From the list of pictures to files: WebP pictures of every figure, and ``points.json``."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from .arrays import Array
from .camera import Camera
from .cast import load_cast
from .describe import describe, keep_of, keep_places, keep_whole
from .figure import Dressed, Figure
from .files import write_whole
from .ink import Stroke
from .lines import FINE, INK, ON_CLOTH, OPACITY, kind
from .paths import OUTPUT
from .poses import combined
from .props import place_props
from .scene3d import Scene3D
from .scenes import Picture, load_pictures
from .shading import colour_in, draw_layers
from .tones import Tone

VERSION = 1
QUALITY = 90
LARGER = 4 / 3
BREADTH = 0.85
"""Of a stroke, relative to the outline."""
METHOD = 5


def set_up(figure: Figure, picture: Picture) -> tuple[Dressed, Scene3D, Camera]:
    """The posed figure, its mesh with props, and the camera of one picture."""
    dressed = figure.dress(combined(figure.name, list(picture.pose)), picture.wear)
    props = place_props(picture.props, figure, dressed)
    scene = Scene3D([*dressed.parts, *props])
    return dressed, scene, picture.camera(figure, dressed, scene.vertices)


@cache
def _shared_keep(figure: Figure, stage: str) -> list[float]:
    return keep_of(figure, [p for p in load_pictures().values() if p.stage == stage])


@cache
def _keep_of_group(figure: Figure, group: str) -> list[float]:
    """The box round all that the pictures of an exercise show."""
    pictures = (picture for picture in load_pictures().values() if picture.group == group)
    boxes = [keep_whole(*set_up(figure, picture)[1:]) for picture in pictures]
    low = [min(box[i] for box in boxes) for i in (0, 1)]
    high = [max(box[i] + box[i + 2] for box in boxes) for i in (0, 1)]
    return [*low, *(round(b - a, 4) for a, b in zip(low, high, strict=True))]


def entry_of(
    figure: Figure, picture: Picture, dressed: Dressed, scene: Scene3D, camera: Camera
) -> dict[str, Any]:
    """The picture's entry in ``points.json``, without its file."""
    keep = keep_whole(scene, camera)
    if picture.stage:
        keep = _shared_keep(figure, picture.stage)
    elif picture.group:
        keep = _keep_of_group(figure, picture.group)
    elif picture.keep:
        keep = keep_places(dressed.skin[figure.body.share(*picture.keep) > 0.5], camera)
    return {**describe(figure, picture, dressed, scene, camera), "keep": keep}


def strokes_of(figure: Figure, picture: Picture, dressed: Dressed) -> list[Stroke]:
    """The lines of anatomy that the picture shows, laid on the posed skin or cloth."""
    shorts = figure.body.turned(figure.wardrobe.shorts_offset, dressed.transforms)
    strokes = []
    for name in picture.strokes:
        places = dressed.skin + shorts if kind(name) in ON_CLOTH else dressed.skin
        for full_name, line in figure.lines.items():
            if full_name == name or full_name.startswith(f"{name}."):
                strokes.append(
                    Stroke(
                        np.array([place.on(places) for place in line]),
                        BREADTH * FINE.get(kind(name), 1.0),
                        OPACITY.get(kind(name), INK),
                    )
                )
    return strokes


def areas_of(figure: Figure, picture: Picture, dressed: Dressed) -> list[Array]:
    """The outlines of the bones that the picture tints, world positions, (n, 3) each."""
    outlines = (figure.areas[name] for name in picture.tints)
    return [np.array([place.on(dressed.skin) for place in outline]) for outline in outlines]


def draw(figure: Figure, picture: Picture, tones: dict[str, Tone], target: Path) -> dict[str, Any]:
    """Write one picture in each tone, by the figures' names; return its entry.

    It is drawn larger and reduced, which smooths its edges.
    """
    wide, high = picture.size
    large = replace(picture, size=(round(wide * LARGER), round(high * LARGER)))
    dressed, scene, camera = set_up(figure, large)
    strokes = strokes_of(figure, picture, dressed)
    areas, pressing = areas_of(figure, picture, dressed), bool(picture.presses)
    layers = draw_layers(scene, camera, picture.line, strokes, pressing=pressing, areas=areas)
    for name, tone in tones.items():
        image = Image.fromarray(colour_in(layers, tone))
        image = image.resize(picture.size, Image.Resampling.LANCZOS)
        write_webp(image, target / name / f"{picture.name}.webp", QUALITY, METHOD)
    return entry_of(
        figure, picture, dressed, scene, picture.camera(figure, dressed, scene.vertices)
    )


def write_webp(image: Image.Image, path: Path, quality: int, method: int) -> None:
    """Write a WebP file; quality 0..100, method 0 (fast) to 6 (small)."""
    written = BytesIO()
    image.save(written, "WEBP", quality=quality, method=method)
    write_whole(path, written.getvalue())


def load_index(target: Path) -> dict[str, Any]:
    """The index as it is, or an empty one."""
    path = target / "points.json"
    if path.exists():
        loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return loaded
    return {"version": VERSION, "figures": {}}


def save_index(index: dict[str, Any], target: Path) -> None:
    """Write ``points.json`` with figures and pictures in their set order."""
    names = list(load_pictures())
    ordered = {}
    for figure, member in load_cast().items():
        if figure in index["figures"]:
            drawn = index["figures"][figure]["pictures"]
            pictures = {name: drawn[name] for name in names if name in drawn}
            ordered[figure] = {"name": member.label, "pictures": pictures}
    text = json.dumps({"version": VERSION, "figures": ordered}, indent=1, ensure_ascii=False)
    write_whole(target / "points.json", f"{text}\n".encode())


def export(
    bodies: Iterable[str], only: Iterable[str], target: Path = OUTPUT, drawing: bool = True
) -> None:
    """Draw the chosen pictures of the chosen bodies in all their tones, showing progress.

    Without ``drawing`` only ``points.json`` is written anew, for pictures that already exist.
    """
    pictures, cast = load_pictures(), load_cast()
    chosen = [name for name in pictures if name in set(only) or not only]
    index = load_index(target)
    for body in bodies:
        figure = Figure(body)
        tones = {name: member.tone for name, member in cast.items() if member.body == body}
        for count, name in enumerate(chosen, start=1):
            began = time.monotonic()
            picture = pictures[name]
            if drawing:
                entry = draw(figure, picture, tones, target)
            else:
                entry = entry_of(figure, picture, *set_up(figure, picture))
            for label in tones:
                record = index["figures"].setdefault(label, {"pictures": {}})
                record["pictures"][name] = {"file": f"{label}/{name}.webp", **entry}
            took = time.monotonic() - began
            print(f"{body} {count}/{len(chosen)} {name}: {took:.1f} s", flush=True)
            save_index(index, target)
