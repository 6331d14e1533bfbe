from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kiosk.config import displays
from kiosk.config.paths import OWN_SETTINGS
from kiosk.faceplate.plate import CLAMP_OUT, Plate
from kiosk.screen.paint.theme import THEME
from tests.faceplate.plates import EVERY, PLATES, kiosk, made
from tools.enclosure import geometry, openscad, picture, scad
from tools.enclosure.__main__ import main
from tools.enclosure.case import Case, NoCase, lay_out, seam
from tools.enclosure.parts import parts

ROOT = Path(__file__).parents[2]
DATA = parts()
BED = 220.0
SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def case(form: str = "wall", board: str = "pi-4", plate: Plate | None = None) -> Case:
    shape = plate or made(kiosk())
    return lay_out(shape, DATA.boards[board], DATA.forms[form], DATA, None)


@cache
def every() -> tuple[Case, ...]:
    """Return the case of every display, turn and row of buttons that fits two parts each way."""
    return tuple(
        lay_out(plate, board, form, DATA, displays.known()[settings.screen.display].depth)
        for (settings, _), plate in zip(EVERY, PLATES, strict=True)
        if settings.screen.display
        for form in DATA.forms.values()
        for board in DATA.boards.values()
    )


def test_distances_of_polygons() -> None:
    beside = tuple((x + 13, y) for x, y in SQUARE)
    across = tuple((x + 8, y + 3) for x, y in SQUARE)
    inner = geometry.inset(SQUARE, (1, 2, 3, 4))
    assert [*inner] == [(4, 1), (8, 1), (8, 7), (4, 7)]
    assert geometry.gap(SQUARE, beside) == pytest.approx(3)
    assert geometry.gap(SQUARE, across) == pytest.approx(-2)
    assert geometry.room(inner, SQUARE) == pytest.approx(1)
    assert geometry.room(beside, SQUARE) == pytest.approx(-13)


@pytest.mark.parametrize(("form", "tilt"), [("wall", 15), ("desk", 30)])
def test_the_screen_leans_back_by_the_form_s_tilt_and_the_back_is_upright(
    form: str, tilt: int
) -> None:
    shape = case(form)
    below, foot, heel, roof, above = shape.profile
    assert math.degrees(math.atan2(below[1] - above[1], above[0] - below[0])) == pytest.approx(tilt)
    assert math.dist(below, above) == pytest.approx(shape.plate.height)
    assert foot[0] == pytest.approx(0)
    assert [*heel] == [0, 0]
    assert roof[1] == 0


def test_every_display_has_a_case_in_which_parts_keep_their_distance() -> None:
    cases = every()
    assert len(cases) == len(displays.known()) * 4 * len(DATA.forms) * len(DATA.boards)
    for shape in cases:
        assert all(free > DATA.case.clear - 0.01 for _, free in shape.clearances), shape


def test_a_display_stays_clear_of_the_back_as_computed_by_hand() -> None:
    shape = case("desk")
    area, tilt = shape.plate.outline, math.radians(30)
    deep = DATA.behind.display
    from_back = shape.top * math.cos(tilt) + area.y * math.sin(tilt) - deep * math.cos(tilt)
    assert min(forward for _, forward in shape.display_box) == pytest.approx(from_back)
    free = dict(shape.clearances)["display and case"]
    assert DATA.case.clear < free <= from_back - DATA.case.wall


def test_a_button_s_plug_stays_clear_of_the_base_as_computed_by_hand() -> None:
    shape = case("desk")
    tilt, lowest = math.radians(30), max(button.hole.y + 12 for button in shape.plate.buttons)
    above = (shape.plate.height - lowest) * math.cos(tilt)
    above += (shape.lip - DATA.behind.button) * math.sin(tilt)
    assert above == pytest.approx(DATA.case.wall + DATA.case.rib + DATA.case.clear)


def test_every_part_fits_the_bed_and_the_parts_are_the_whole() -> None:
    for shape in every():
        deep = max(forward for _, forward in shape.profile)
        up = max(up for up, _ in shape.profile)
        assert deep <= DATA.case.tall
        for pieces, lap, height in (
            (shape.pieces, 0.0, up),
            (shape.plate_pieces, DATA.case.lap / 2, shape.plate.height),
        ):
            area = sum((one.right - one.left) * (one.high - one.low) for one in pieces)
            assert area == pytest.approx(shape.plate.width * height)
            for one in pieces:
                wide = one.right - one.left + lap * (len({p.left for p in pieces}) - 1)
                high = one.high - one.low + lap * (len({p.low for p in pieces}) - 1)
                assert max(wide, high) <= BED


def test_no_joint_runs_through_a_hole_or_behind_a_button_or_the_board() -> None:
    for shape in every():
        across, down = shape.cuts
        for hole in shape.plate.holes:
            assert all(abs(hole.x - place) > hole.diameter / 2 + 2 for place in across)
            assert all(abs(hole.y - place) > hole.diameter / 2 + 2 for place in down)
        left, low = shape.board_at
        wide, high = shape.board.pcb
        thick = DATA.case.rib_thick
        for place in shape.joints[0]:
            assert place + thick < left or place - thick > left + wide
            for button in shape.plate.buttons:
                assert abs(button.hole.x - place) > button.rim / 2
            assert all(abs(x - place) > DATA.case.key_head for x, _ in shape.keyholes)
        assert all(not low - thick < place < low + high + thick for place in shape.joints[1])


@pytest.mark.parametrize(
    ("board", "across", "up"),
    [("pi-5", 58, 49), ("pi-4", 58, 49), ("pi-3a-plus", 58, 49), ("pi-zero-2-w", 58, 23)],
)
def test_the_posts_stand_where_a_board_has_its_holes(board: str, across: int, up: int) -> None:
    shape = case(board=board)
    places = sorted(shape.stand_offs)
    left, low = shape.board_at
    assert places[0] == pytest.approx((left + 3.5, low + 3.5))
    assert places[-1] == pytest.approx((left + 3.5 + across, low + 3.5 + up))
    assert len(places) == 4


def test_only_a_case_that_hangs_has_keyholes() -> None:
    assert len(case("wall").keyholes) == 2
    assert case("desk").keyholes == ()


def test_the_heights_above_the_base_are_as_computed_by_hand() -> None:
    shape = case("wall")
    tilt, height = math.radians(15), shape.plate.height
    below = shape.lip * math.sin(tilt)
    screen = below + (height - shape.plate.window.middle[1]) * math.cos(tilt)
    button = below + (height - shape.plate.buttons[0].hole.y) * math.cos(tilt)
    lines = list(shape.mounting)
    assert lines[:2] == [
        f"middle of the screen: {screen:.1f} mm above the base",
        f"lowest button: {button:.1f} mm above the base",
    ]


def test_the_screws_in_the_wall_sit_at_the_ends_of_the_keyholes_slots() -> None:
    ((left, up), (right, _)) = case("wall").keyholes
    high, apart = up + DATA.case.key_head, right - left
    line = f"screws in the wall: {high:.1f} mm above the base, {apart:.1f} mm apart"
    assert line in case("wall").mounting
    assert not any("wall" in line for line in case("desk").mounting)


@pytest.mark.parametrize(("form", "bolts"), [("wall", 5), ("desk", 6)])
def test_the_bolts_are_counted(form: str, bolts: int) -> None:
    assert f"bolts M3 x 12: {bolts}" in case(form).mounting


def test_what_does_not_fit_two_parts_is_refused() -> None:
    with pytest.raises(NoCase, match="500 mm do not fit a printer's bed of 220 mm in two parts"):
        seam(500, 220, [])


def test_a_case_deeper_than_a_printer_is_tall_is_refused() -> None:
    low = replace(DATA, case=replace(DATA.case, tall=80))
    with pytest.raises(NoCase, match="The case is 88 mm deep; a printer makes 80 mm"):
        lay_out(made(kiosk()), DATA.boards["pi-4"], DATA.forms["wall"], low, None)


def test_a_joint_in_the_sides_keeps_away_from_clamps_and_keyholes() -> None:
    jointed = [shape for shape in every() if shape.joints[1]]
    assert len(jointed) > 100
    for shape in jointed:
        for joint in shape.joints[1]:
            assert all(abs(up - joint) > DATA.case.key_head for _, up in shape.keyholes)
            for hole in shape.plate.clamps:
                near, far = shape.at(hole.y, 0)[0], shape.at(hole.y, DATA.case.edge + 4)[0]
                assert not far - DATA.case.clamp / 2 < joint < near + DATA.case.clamp / 2


def test_a_display_without_its_millimetres_is_refused_before_anything_is_drawn() -> None:
    done = CliRunner().invoke(main, ["--display", "generic", "--settings", str(OWN_SETTINGS)])
    assert done.exit_code == 1
    assert "A generic display needs its millimetres: set screen.panel" in done.output


def test_openscad_gets_the_plate_s_own_numbers(tmp_path: Path) -> None:
    shape = case()
    scad.write(shape, THEME, tmp_path / "case.scad")
    lines = (tmp_path / "case.scad").read_text("utf-8").splitlines()
    values = dict(line.removesuffix(";").split(" = ", 1) for line in lines if " = " in line)
    plate = shape.plate
    assert float(values["width"]) == plate.width
    assert json.loads(values["drilled"]) == [
        [hole.x, hole.y, hole.diameter] for hole in plate.holes
    ]
    assert json.loads(values["window"])[:2] == [plate.window.x, plate.window.y]
    assert f"include <{ROOT / 'enclosure/enclosure.scad'}>" in lines


def test_the_model_s_numbers_all_come_from_the_data() -> None:
    text = (ROOT / "enclosure/enclosure.scad").read_text("utf-8")
    named = [name for name in scad.numbers(case(), THEME) if name not in text]
    assert named == []


def test_a_page_is_laid_on_the_corners_of_the_screen() -> None:
    source = ((0.0, 0.0), (800.0, 0.0), (800.0, 480.0), (0.0, 480.0))
    target = ((210.0, 211.0), (584.0, 236.0), (563.0, 464.0), (193.0, 424.0))
    a, b, c, d, e, f, g, h = picture.homography(source, target)
    for (x, y), wanted in zip(target, source, strict=True):
        scale = g * x + h * y + 1
        assert ((a * x + b * y + c) / scale, (d * x + e * y + f) / scale) == pytest.approx(
            wanted, abs=1e-6
        )


def trimesh_python() -> str | None:
    """Return a Python with trimesh: the one named, or that of ``make enclosure``."""
    for name in (os.environ.get("ENCLOSURE_PYTHON"), ROOT / ".venv-enclosure/bin/python"):
        if name and Path(name).is_file():
            return str(name)
    return None


def measured(model: Path, names: list[str]) -> Mapping[str, Mapping[str, Any]]:
    """Make parts, with coarse circles, and measure them."""
    python = trimesh_python()
    assert python
    files = [str(openscad.stl(model, name, sides=16)) for name in names]
    command = [python, str(ROOT / "tools/enclosure/measure.py"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: Mapping[str, Mapping[str, Any]] = json.loads(done.stdout)
    return found


def vertices(file: Path) -> list[tuple[float, ...]]:
    """Return the corners of the triangles of a part as OpenSCAD writes it."""
    lines = (line.split() for line in file.read_text("ascii").splitlines() if "vertex" in line)
    return [tuple(map(float, line[1:])) for line in lines]


def round_about(points: list[tuple[float, float]], middle: Sequence[float], size: float) -> bool:
    """Return whether a circle of 16 corners is among points."""
    away = {
        (round(x, 2), round(y, 2))
        for x, y in points
        if abs(math.dist((x, y), middle) - size / 2) < 0.01
    }
    return len(away) >= 16


def assert_holes(shape: Case, corners: list[tuple[float, ...]]) -> None:
    """Check that holes and posts are where the data has them."""
    build, (cosine, sine) = DATA.case, shape.turn
    posts = [(x, y) for x, y, z in corners if abs(z - build.wall - build.standoff) < 0.01]
    for at in shape.stand_offs:
        assert round_about(posts, at, build.pilot)
        assert round_about(posts, at, 7)
    joint = [(y, z) for x, y, z in corners if abs(x - shape.joints[0][0]) < 0.01]
    assert all(round_about(joint, at, build.bolt) for at in shape.bolts)
    back = [(x, y) for x, y, z in corners if abs(z) < 0.01]
    for x, y in shape.keyholes:
        below = [(x + a, y - b) for a, b in ((4.5, 0.0), (-4.5, 0.0), (0.0, 4.5))]
        assert all(any(math.dist(one, at) < 0.01 for one in back) for at in below)
    up, forward = shape.corner
    front = [
        (x, (up - y) * cosine + (z - forward) * sine)
        for x, y, z in corners
        if abs((up - y) * sine - (z - forward) * cosine) < 0.01
    ]
    for screw in shape.plate.screws:
        assert round_about(front, (screw.x, screw.y), build.post_pilot)


needs_printer = pytest.mark.skipif(
    shutil.which("openscad") is None or trimesh_python() is None,
    reason="not installed: openscad, or trimesh in .venv-enclosure (make enclosure sets both up)",
)


@needs_printer
@pytest.mark.parametrize("form", list(DATA.forms))
def test_each_part_of_a_case_is_one_watertight_body_of_its_size(form: str, tmp_path: Path) -> None:
    shape = case(form)
    scad.write(shape, THEME, tmp_path / "case.scad")
    found = measured(tmp_path / "case.scad", [piece.name for piece in shape.pieces])
    deep = max(forward for _, forward in shape.profile)
    assert len(found) == 2
    for piece in shape.pieces:
        part = found[piece.name]
        assert part["watertight"]
        assert part["bodies"] == 1
        size = (piece.right - piece.left, piece.high - piece.low, deep)
        assert part["extents"] == pytest.approx(size, abs=0.01)
        assert 0 < part["volume"] < math.prod(size) / 4
    corners = [vertices(tmp_path / f"{piece.name}.stl") for piece in shape.pieces]
    assert_holes(shape, [corner for part in corners for corner in part])


@needs_printer
def test_the_printed_plate_and_clamps_are_watertight_and_leave_the_holes_free(
    tmp_path: Path,
) -> None:
    shape = case()
    scad.write(shape, THEME, tmp_path / "case.scad")
    names = [*(piece.name for piece in shape.plate_pieces), "clamp"]
    found = measured(tmp_path / "case.scad", names)
    assert all(part["watertight"] and part["bodies"] == 1 for part in found.values())
    assert all(max(part["extents"]) <= BED for part in found.values())
    plate = shape.plate
    holes = sum(math.pi * hole.diameter**2 / 4 for hole in plate.holes)
    area = plate.width * plate.height - plate.window.width * plate.window.height - holes
    volume = sum(found[name]["volume"] for name in names[:-1])
    assert volume == pytest.approx(area * DATA.case.plate, rel=0.01)
    high = DATA.case.edge + 4
    assert found["clamp"]["extents"] == pytest.approx((2 * CLAMP_OUT + 6, high, DATA.case.clamp))
