"""The case for a plate, laid out in millimetres: walls, joints, board and holes.

The profile lies in a plane seen from the side: up the back, then forward from the back. The plate
leans back by the form's tilt; the back is upright and the base level. A case is printed lying on
its back, so both are the printer's own axes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from kiosk.faceplate.plate import CLAMP_OUT, Plate
from kiosk.system.errors import KioskError
from tools.enclosure.geometry import Point, Polygon, edges, gap, inset, room
from tools.enclosure.parts import Board, Build, Form, Parts

LEAST_LIP, LEAST_TOP = 20.0, 34.0
"""Least lengths of the walls below and above the plate, at right angles to it, for the posts."""

CLAMP_SCREW = 10.0
"""How far a clamp's arm and screw reach behind the display's edge."""

FREE = 12.0
"""Between the display's back and the case's, for its cable."""

SEAM = 4.5
"""Distance from a joint to the next hole that is enough; then the middle is preferred."""

DEEPEST, TOLERANCE = 40, 1e-6
"""By how many millimetres a case becomes deeper to fit its parts, and what counts as equal."""


class NoCase(KioskError):
    """There can be no such case; the text says what to change."""


@dataclass(frozen=True)
class Piece:
    """A printed part of the case or of the plate: a rectangle of it."""

    name: str
    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True)
class Case:
    """A case laid out.

    :ivar depth: of the display, behind the plate
    :ivar joints: where pieces of the case meet: from the left, and from the base
    :ivar cuts: where pieces of the plate meet: from the left, and from the top
    :ivar deeper: how much deeper than the display asks for
    """

    plate: Plate
    board: Board
    form: Form
    parts: Parts
    depth: float
    joints: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    cuts: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())
    deeper: float = 0.0

    @property
    def build(self) -> Build:
        """How it is built."""
        return self.parts.case

    @property
    def turn(self) -> Point:
        """Cosine and sine of the tilt."""
        tilt = math.radians(self.form.tilt)
        return math.cos(tilt), math.sin(tilt)

    @cached_property
    def lip(self) -> float:
        """Length of the wall below the plate: buttons must keep clear of the base."""
        cosine, sine = self.turn
        build, behind = self.build, self.parts.behind.button
        lowest = max(button.hole.y + button.hole.diameter / 2 for button in self.plate.buttons)
        above = (self.plate.height - lowest) * cosine
        need = build.wall + build.rib + build.clear
        return max(LEAST_LIP, behind + (need - above) / sine)

    @cached_property
    def top(self) -> float:
        """Length of the wall above the plate: the display must keep clear of the back."""
        cosine, sine = self.turn
        below = self.plate.outline.y * sine
        need = (self.build.wall + FREE + self.depth * cosine - below) / cosine
        return max(LEAST_TOP, need) + self.deeper

    @cached_property
    def corner(self) -> Point:
        """Where the plate's top edge meets the case."""
        cosine, sine = self.turn
        return self.lip * sine + self.plate.height * cosine, self.top * cosine

    def at(self, down: float, deep: float) -> Point:
        """Return a place of the profile, from one down the plate and behind it."""
        cosine, sine = self.turn
        up, forward = self.corner
        return up - down * cosine - deep * sine, forward + down * sine - deep * cosine

    @cached_property
    def profile(self) -> Polygon:
        """The outside: the sides are lip, base, back, top and plate."""
        height = self.plate.height
        foot = self.at(height, self.lip)
        roof = self.at(0, self.top)
        return self.at(height, 0), foot, (0.0, 0.0), (roof[0], 0.0), self.at(0, 0)

    def inside(self, wall: float, front: float = 0.0) -> Polygon:
        """Return the profile inset by a thickness; by ``front`` at the plate."""
        return inset(self.profile, (wall, wall, wall, wall, front))

    def _behind(self, top: float, bottom: float, deep: float) -> Polygon:
        corners = ((bottom, 0.0), (bottom, deep), (top, deep), (top, 0.0))
        return tuple(self.at(*corner) for corner in corners)

    @cached_property
    def display_box(self) -> Polygon:
        """The display, seen from the side."""
        area = self.plate.outline
        return self._behind(area.y, area.y + area.height, self.depth)

    @cached_property
    def button_boxes(self) -> tuple[Polygon, ...]:
        """The buttons with their plugs, seen from the side, each row once."""
        rows = {(button.hole.y, button.hole.diameter) for button in self.plate.buttons}
        deep = self.parts.behind.button
        return tuple(self._behind(y - size / 2, y + size / 2, deep) for y, size in sorted(rows))

    @cached_property
    def board_at(self) -> Point:
        """The board's lower left corner on the back: from the left, and from the base."""
        up = self.build.wall + self.parts.plugs.below
        if not self.joints[0]:
            return (self.plate.width - self.board.pcb[0]) / 2, up
        left = self.joints[0][0] + self.build.rib_thick + self.build.post
        return left, up

    @cached_property
    def board_box(self) -> Polygon:
        """The board on its stand-offs, seen from the side."""
        _, low = self.board_at
        near = self.build.wall + self.build.standoff
        far, high = near + self.parts.behind.board, low + self.board.pcb[1]
        return (low, near), (high, near), (high, far), (low, far)

    @property
    def stand_offs(self) -> Iterator[Point]:
        """Yield the middles of the posts for the board."""
        x, y = self.board_at
        for right in (0, 1):
            for up in (0, 1):
                yield (
                    x + self.board.inset + right * self.board.holes[0],
                    y + self.board.inset + up * self.board.holes[1],
                )

    @property
    def clearances(self) -> Iterator[tuple[str, float]]:
        """Yield what keeps clear of what, and by how much at least."""
        walls = self.inside(self.build.wall)
        ribs = self.inside(self.build.wall + self.build.rib)
        buttons = self.button_boxes
        yield "display and case", room(self.display_box, _open(walls))
        yield "board and case", room(self.board_box, walls)
        yield "board and display", gap(self.board_box, self.display_box)
        yield "buttons and joints", min(room(box, _open(ribs)) for box in buttons)
        yield "buttons and board", min(gap(box, self.board_box) for box in buttons)
        yield "buttons and display", min(gap(box, self.display_box) for box in buttons)
        post = self.build.post + self.build.wall / 2
        area = self.plate.outline
        yield "display and posts", max(area.x, area.y) - post
        yield "clamps and joints", self._clamps_free
        x, _ = self.board_at
        right = self.plate.width - self.build.wall - x - self.board.pcb[0]
        yield "plugs beside the board", right - self.parts.plugs.beside + self.build.clear

    @property
    def clamps(self) -> tuple[Point, ...]:
        """Where clamps reach along the sides: middles and half heights, from the base."""
        deep = self.build.edge + CLAMP_SCREW
        half = (self.build.clamp * self.turn[0] + deep * self.turn[1]) / 2
        return tuple((self.at(hole.y, deep / 2)[0], half) for hole in self.plate.clamps)

    @property
    def _clamps_free(self) -> float:
        """Distance of clamps from the ribs in the sides, or from the sides without ribs there."""
        thick = self.build.rib_thick
        beside = self.plate.outline.x - 2 * CLAMP_OUT - self.build.wall
        apart = [
            abs(up - joint) - half - thick for joint in self.joints[1] for up, half in self.clamps
        ]
        return min([beside, *apart])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The parts that the case is printed in."""
        height = max(up for up, _ in self.profile)
        return tuple(_pieces("case", self.joints, self.plate.width, height))

    @property
    def plate_pieces(self) -> tuple[Piece, ...]:
        """The parts that the plate is printed in, where it is not cut from a sheet."""
        return tuple(_pieces("plate", self.cuts, self.plate.width, self.plate.height))

    @property
    def bolts(self) -> Iterator[Point]:
        """Yield the middles of the holes in the ribs beside a joint from the left."""
        by = self.build.wall + self.build.rib / 2
        middles = self.inside(by, by)
        for start, end in list(edges(middles))[:4]:
            length = math.dist(start, end)
            for share in (0.25, 0.75) if length > 70 else (0.5,):
                yield (
                    start[0] + (end[0] - start[0]) * share,
                    start[1] + (end[1] - start[1]) * share,
                )

    @property
    def keyholes(self) -> tuple[Point, ...]:
        """The middles of the keyholes' heads, in the back."""
        if not self.form.keyholes:
            return ()
        height = self.profile[3][0] - self.build.post - 2 * self.build.key_head
        around = 2 * self.build.key_head
        places = []
        for share in (0.25, 0.75):
            x = share * self.plate.width
            for joint in self.joints[0]:
                if abs(x - joint) < around:
                    x = joint + math.copysign(around, x - joint)
            places.append((x, height))
        return tuple(places)

    @property
    def mounting(self) -> Iterator[str]:
        """Yield what a builder needs to hang and join it; heights are above its base."""
        middle, lowest = self.plate.window.middle[1], max(b.hole.y for b in self.plate.buttons)
        yield f"middle of the screen: {self.at(middle, 0)[0]:.1f} mm above the base"
        yield f"lowest button: {self.at(lowest, 0)[0]:.1f} mm above the base"
        if self.keyholes:
            (left, up), (right, _) = self.keyholes
            high = up + self.build.key_head
            yield f"screws in the wall: {high:.1f} mm above the base, {right - left:.1f} mm apart"
        columns, rows = self.joints
        yield f"bolts M3 x 12: {len(columns) * len(list(self.bolts)) + len(rows) * 4}"


def _open(polygon: Polygon) -> Polygon:
    """Return an inside without its front, where parts reach through the plate."""
    return inset(polygon, (0, 0, 0, 0, -1000.0)) if len(polygon) == 5 else polygon


def _pieces(
    name: str, seams: tuple[tuple[float, ...], tuple[float, ...]], width: float, height: float
) -> Iterator[Piece]:
    number = 0
    columns, rows = (0.0, *seams[0], width), (0.0, *seams[1], height)
    for low, high in pairwise(rows):
        for left, right in pairwise(columns):
            number += 1
            yield Piece(f"{name}-{number}", left, right, low, high)


def seam(
    length: float, bed: float, avoid: Sequence[tuple[float, float]], far: Sequence[float] = ()
) -> tuple[float, ...]:
    """Return where to part a length: nowhere if it fits the bed, else as far from holes as can be.

    :param avoid: middles and half widths of what no joint may run through
    :param far: other joints to stay away from
    :raises NoCase: if it does not fit the bed in two
    """
    if length <= bed:
        return ()
    if length > 2 * bed - 2:
        raise NoCase(f"{length:.0f} mm do not fit a printer's bed of {bed:g} mm in two parts")
    kept = [*avoid, *((place, 8.0) for place in far)]

    def free(place: float) -> float:
        return min((abs(place - middle) - half for middle, half in kept), default=length)

    low, high = math.ceil(length - bed), math.floor(bed)
    places = [low + 0.5 * step for step in range(2 * (high - low) + 1)]
    return (max(places, key=lambda place: (min(free(place), SEAM), -abs(place - length / 2))),)


def lay_out(plate: Plate, board: Board, form: Form, parts: Parts, depth: float | None) -> Case:
    """Return the case for a plate.

    :param depth: the display's; ``None`` assumes the file's
    :raises NoCase: if it does not fit the bed, or parts would touch; the text names them
    """
    build = parts.case
    case = Case(plate, board, form, parts, depth or parts.behind.display)
    holes = [(hole.x, hole.diameter / 2 + 2, hole.y) for hole in plate.holes]
    across = [(x, half) for x, half, _ in holes]
    half = (build.lap + 1) / 2
    cuts = (
        seam(plate.width, build.bed - half, across),
        seam(plate.height, build.bed - half, [(y, half) for _, half, y in holes]),
    )
    height = max(up for up, _ in case.profile)
    low, high = build.wall + parts.plugs.below, board.pcb[1]
    taken = [
        (low + high / 2, high / 2 + build.rib_thick + 4),
        *((up, half + build.rib_thick) for up, half in case.clamps),
        *((up + build.key_head / 2, 2 * build.key_head) for _, up in case.keyholes),
    ]
    buttons = [(button.hole.x, button.rim / 2) for button in plate.buttons]
    room_for = board.pcb[0] + build.post + build.rib_thick + parts.plugs.beside + build.wall
    right = [(plate.width, room_for)] if plate.width > build.bed else []
    joints = (
        seam(plate.width, build.bed, [*buttons, *right], cuts[0]),
        seam(height, build.bed, taken),
    )
    tight = list[str]()
    for deeper in range(DEEPEST):
        made = replace(case, joints=joints, cuts=cuts, deeper=float(deeper))
        tight = [
            f"{what}: {free:.1f} mm"
            for what, free in made.clearances
            if free < build.clear - TOLERANCE
        ]
        deep = max(forward for _, forward in made.profile)
        if deep > build.tall:
            raise NoCase(f"The case is {deep:.0f} mm deep; a printer makes {build.tall:g} mm")
        if not tight:
            return made
    raise NoCase(f"Less than {build.clear:g} mm free between {'; '.join(tight)}")
