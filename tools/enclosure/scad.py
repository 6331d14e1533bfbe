"""A case as the numbers of an OpenSCAD file, which ends with ``enclosure/enclosure.scad``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kiosk.faceplate.plate import CLAMP, CLAMP_OUT, CORNER, Area, Hole
from kiosk.screen.paint.key_shapes import KEY_SHAPES
from kiosk.screen.paint.theme import Theme
from kiosk.session.keys import Key
from tools.enclosure.case import Case, Piece
from tools.enclosure.parts import FOLDER

Value = float | bool | str | list["Value"]


def numbers(case: Case, theme: Theme) -> Mapping[str, Value]:
    """Return what OpenSCAD needs to know, by its names there."""
    plate, build = case.plate, case.build
    return {
        "tilt": case.form.tilt,
        "width": plate.width,
        "height": plate.height,
        "corner_radius": CORNER,
        "wall": build.wall,
        "profile": [list(point) for point in case.profile],
        "cavity": [list(point) for point in case.inside(build.wall, -1)],
        "ribs": [list(point) for point in case.inside(build.wall + build.rib, -1)],
        "origin": list(case.corner),
        "rib": build.rib,
        "rib_thick": build.rib_thick,
        "bolt": build.bolt,
        "bolts": [list(point) for point in case.bolts],
        "columns": list(case.joints[0]),
        "rows": list(case.joints[1]),
        "cases": [_piece(piece) for piece in case.pieces],
        "plates": [_piece(piece) for piece in case.plate_pieces],
        "lap": build.lap,
        "plate": build.plate,
        "post": build.post,
        "post_pilot": build.post_pilot,
        "post_hole": build.post_hole,
        "stand_offs": [list(point) for point in case.stand_offs],
        "standoff": build.standoff,
        "pilot": build.pilot,
        "board": [*case.board_at, *case.board.pcb],
        "keyholes": [list(point) for point in case.keyholes],
        "edge": build.edge,
        "clamp": build.clamp,
        "clamp_out": CLAMP_OUT,
        "clamp_hole": CLAMP,
        "key_head": build.key_head,
        "key_slot": build.key_slot,
        "cable": build.cable,
        "window": _area(plate.window),
        "outline": _area(plate.outline),
        "depth": case.depth,
        "active": [plate.display.active.width, plate.display.active.height],
        "drilled": [_hole(hole) for hole in plate.holes],
        "screws": [_hole(hole) for hole in plate.screws],
        "clamps": [_hole(hole) for hole in plate.clamps],
        "buttons": [[*_hole(button.hole), button.rim] for button in plate.buttons],
        "fields": [_area(button.field) for button in plate.buttons],
        "colours": [[part / 255 for part in theme.keys[button.key]] for button in plate.buttons],
        "labels": [button.label for button in plate.buttons],
        "shapes": [_shape(button.key) for button in plate.buttons],
        "dots": [[dot.x, dot.y, dot.diameter] for dot in plate.dots],
    }


def _piece(piece: Piece) -> list[Value]:
    return [piece.left, piece.right, piece.low, piece.high]


def _area(area: Area) -> list[Value]:
    return [area.x, area.y, area.width, area.height, area.radius]


def _shape(key: Key) -> list[Value]:
    return [[[list(point) for point in part.points], part.width] for part in KEY_SHAPES[key]]


def _hole(hole: Hole) -> list[Value]:
    return [hole.x, hole.y, hole.diameter]


def write(case: Case, theme: Theme, file: Path) -> None:
    """Write a file for OpenSCAD to open.

    :raises OSError: if it cannot be written
    """
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)};"
        for name, value in numbers(case, theme).items()
    ]
    model = FOLDER / "enclosure.scad"
    head = "// Written by tools/enclosure; do not edit."
    file.write_text("\n".join([head, *lines, f"include <{model}>", ""]), "utf-8")
