"""The layout of the wiring: the header in the middle, each circuit on its pin's side, rails around.

Circuits are in the order of their pins, so that no two wires to them cross.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.config.header import GROUNDS, HEADER, Role
from kiosk.screen.paint.theme import THEME, html
from kiosk.wiring.circuits import (
    BASE,
    BASE_REST,
    LIGHT,
    LINE_FILTER,
    LINE_PULL,
    ButtonCircuit,
    BuzzerCircuit,
    Circuit,
    LightCircuit,
    notes,
)
from kiosk.wiring.drawing import CARD, INK, PAPER, QUIET, Block, Disc, Drawing, Words
from kiosk.wiring.symbols import Pen

TOP, PITCH, FIRST_ROW = 168.0, 34.0, 70.0
"""The top of the header's card, the distance of its rows, and of the first row from the top."""

HALF = 150.0
"""Half the width of the header's card."""

PIN = 13.0
"""The radius of a pin."""

RAIL_STUB, CHANNEL = HALF + 18.0, 14.0
"""The distance at which the rails leave the header, and that between wires beside it."""

SLACK = 4.0
"""Pixels by which a circuit is moved to save its wire two turns."""

PARTS = 400.0
"""The width of a circuit, from the end of its wire to the ground rail."""

RAIL_PINS = {Role.V3: 1, Role.V5: 2, Role.GROUND: 39}
"""The pins that feed the rails: the header's corners."""

COLOURS = {Role.GROUND: INK, Role.V3: "#b35c00", Role.V5: "#c0161c"}
BUZZER_COLOUR = "#9e1667"


@dataclass(frozen=True)
class Placed:
    """A circuit and the height of its wire."""

    circuit: Circuit
    y: float


def row(pin: int) -> float:
    """Return the height of a physical pin, in pixels."""
    return TOP + FIRST_ROW + (pin - 1) // 2 * PITCH


def side(pin: int) -> int:
    """Return the side of a physical pin: 1 (right) for even pins, -1 (left) for odd ones."""
    return -1 if pin % 2 else 1


def extent(circuit: Circuit) -> tuple[float, float]:
    """Return the pixels that a circuit takes above and below its wire."""
    if isinstance(circuit, BuzzerCircuit):
        return (104.0, 176.0) if circuit.low_sounds else (176.0, 104.0)
    if isinstance(circuit, ButtonCircuit) and circuit.pull.external:
        return 100.0, 62.0
    return 58.0, 20.0


def place(circuits: Iterable[Circuit]) -> list[Placed]:
    """Stack one side's circuits in the order of their pins, as near to them as there is room."""
    ordered = sorted(circuits, key=lambda circuit: circuit.pin)
    heights: list[float] = []
    free = TOP
    for circuit in ordered:
        above, below = extent(circuit)
        heights.append(max(row(circuit.pin), free + above))
        free = heights[-1] + below
    limit = max(_header_bottom(), TOP + sum(sum(extent(circuit)) for circuit in ordered))
    for number in reversed(range(len(ordered))):
        above, below = extent(ordered[number])
        heights[number] = min(heights[number], limit - below)
        limit = heights[number] - above
    return [
        Placed(circuit, _straight(circuit, y)) for circuit, y in zip(ordered, heights, strict=True)
    ]


def _straight(circuit: Circuit, y: float) -> float:
    """Return the height of the circuit's pin if ``y`` is close to it, else ``y``."""
    level = row(circuit.pin)
    return level if abs(y - level) < SLACK else y


def channels(placed: list[Placed]) -> dict[Circuit, int]:
    """Number the channels beside the header, from the inner one, so that no two wires cross.

    Of the wires that go down, the lowest turns first; of those that go up, the highest.
    """
    down = [item for item in placed if item.y >= row(item.circuit.pin)]
    up = [item for item in placed if item.y < row(item.circuit.pin)]
    return {
        item.circuit: number
        for group in (list(reversed(down)), up)
        for number, item in enumerate(group)
    }


def _header_bottom() -> float:
    return row(40) + 30.0


def draw(circuits: tuple[Circuit, ...]) -> Drawing:
    """Draw the wiring."""
    return _Sheet(circuits).drawing


class _Sheet:
    """A drawing under construction."""

    def __init__(self, circuits: tuple[Circuit, ...]) -> None:
        self._sides = {
            s: place(circuit for circuit in circuits if side(circuit.pin) == s) for s in (-1, 1)
        }
        most = max(len(placed) for placed in self._sides.values())
        self._start = RAIL_STUB + CHANNEL * (most + 1) + 6
        ground = self._start + PARTS
        self._rails = {Role.GROUND: ground, Role.V5: ground + 34, Role.V3: ground + 68}
        everything = (*self._sides[-1], *self._sides[1])
        bottoms = (item.y + extent(item.circuit)[1] for item in everything)
        self._low = max(_header_bottom(), *bottoms) + 24
        lines = notes(circuits)
        half = self._rails[Role.V3] + 30
        self.drawing = Drawing(round(2 * half), round(self._low + 66 + 24 * len(lines)))
        self._middle = half
        self._heading()
        self._draw_rails()
        for s, placed in self._sides.items():
            ways = channels(placed)
            for item in placed:
                self._draw_circuit(item, s, ways[item.circuit])
        self._draw_header()
        for number, note in enumerate(lines):
            self._words(self._low + 62 + 24 * number, note, 16.0, QUIET)

    def _words(self, y: float, text: str, size: float, colour: str, bold: bool = False) -> None:
        self.drawing.items.append(Words(40, y, text, size, bold=bold, colour=colour))

    def _pen(self, s: int, colour: str = INK) -> Pen:
        return Pen(self.drawing, self._middle, s, colour)

    def _heading(self) -> None:
        self._words(50, "Wiring of the acupressure kiosk", 30.0, INK, bold=True)
        below = "A dot joins wires; where one passes over another without a dot, they do not touch."
        self._words(78, below, 16.0, QUIET)

    def _needs(self, s: int, role: Role) -> list[float]:
        """Return the heights at which one side's circuits join a rail."""
        return [y for item in self._sides[s] for found, y in joints(item) if found is role]

    def _draw_rails(self) -> None:
        for role, y in ((Role.GROUND, self._low), (Role.V5, TOP - 22), (Role.V3, TOP - 46)):
            pin, colour, out = RAIL_PINS[role], COLOURS[role], self._rails[role]
            own = side(pin)
            sides = [s for s in (-1, 1) if self._needs(s, role)]
            if not sides:
                continue
            pen = self._pen(own, colour)
            stub = [(HALF, row(pin)), (RAIL_STUB, row(pin)), (RAIL_STUB, y)]
            for s in sides:
                # Measured on the rail's own side, so the other side is negative.
                away = out * s * own
                last = min if role is Role.GROUND else max
                far = last(self._needs(s, role))
                pen.wire(*stub, (away, y), (away, far), over=True)
                stub = stub[-1:]
            if len(sides) == 2:
                pen.dot(RAIL_STUB, y)
            text = f"{role.value}, pin {pin}"
            if role is Role.GROUND:
                others = ", ".join(str(number) for number in GROUNDS if number != pin)
                text += f" (or any of {others})"
            label = y + 22 if role is Role.GROUND else y - 7
            pen.words(RAIL_STUB + 10, label, text, 15.0, bold=True, colour=colour)

    def _draw_header(self) -> None:
        items, middle = self.drawing.items, self._middle
        height = _header_bottom() - TOP
        items.append(Block(middle - HALF, TOP, 2 * HALF, height, CARD, QUIET, 2.0, 12.0))
        items.append(Words(middle, TOP + 26, "Raspberry Pi", 18.0, "middle", True))
        seen = "from above, memory card's end up"
        items.append(Words(middle, TOP + 45, seen, 14.0, "middle", False, QUIET))
        placed = (item for s in (-1, 1) for item in self._sides[s])
        used = {item.circuit.pin: _colour(item.circuit) for item in placed}
        rails = {RAIL_PINS[role] for role in RAIL_PINS for s in (-1, 1) if self._needs(s, role)}
        for pin in HEADER:
            wired = pin.number in used or pin.number in rails
            colour = used.get(pin.number) or COLOURS.get(pin.role, QUIET)
            pen = self._pen(side(pin.number))
            y = row(pin.number)
            if wired:
                pen.wire((112, y), (HALF, y), colour=colour)
            items.append(Disc(*pen.at(20, y), PIN, colour if wired else PAPER, colour, 2.0))
            shade = PAPER if wired else colour
            pen.words(20, y + 4.5, str(pin.number), 13.0, where="middle", bold=True, colour=shade)
            shade = colour if wired else QUIET
            pen.words(44, y + 5, pin.name, bold=wired, colour=shade)

    def _draw_circuit(self, placed: Placed, s: int, way: int) -> None:
        circuit, y = placed.circuit, placed.y
        pen, start = self._pen(s, _colour(circuit)), self._start
        turn, level = RAIL_STUB + CHANNEL * (way + 1), row(circuit.pin)
        pen.wire((HALF, level), (turn, level), (turn, y), (start, y), over=True)
        match circuit:
            case ButtonCircuit():
                self._button(pen, circuit, y)
            case LightCircuit():
                self._light(pen, circuit, y)
            case BuzzerCircuit():
                self._buzzer(pen, circuit, y)

    def _join(self, pen: Pen, role: Role, out: float, y: float) -> None:
        """Draw a wire to a rail."""
        pen.wire((out, y), (self._rails[role], y), colour=COLOURS[role], over=True)
        pen.dot(self._rails[role], y, COLOURS[role])

    def _button(self, pen: Pen, circuit: ButtonCircuit, y: float) -> None:
        x = self._start
        external = circuit.pull.external
        pen.title(x, y - (82 if external else 36), circuit.title, circuit.where)
        self._join(pen, circuit.pressed, x + 250, y)
        pen.wire((x, y), (x + 200, y))
        if external:
            node = x + 70
            self._join(pen, circuit.resting, node, y - 44)
            self._join(pen, Role.GROUND, node, y + 42)
            pen.wire((node, y - 44), (node, y + 42))
            pen.dot(node, y)
            pen.resistor(x + 110, y - 44, LINE_PULL)
            pen.capacitor(x + 135, y + 42, LINE_FILTER)
        pen.contacts(x + 200, y)

    def _light(self, pen: Pen, circuit: LightCircuit, y: float) -> None:
        x = self._start
        pen.title(x, y - 36, circuit.title, circuit.where)
        self._join(pen, Role.GROUND, x + 255, y)
        pen.wire((x, y), (x + 255, y))
        pen.resistor(x + 180, y, LIGHT)
        pen.led(x + 275, y)

    def _buzzer(self, pen: Pen, circuit: BuzzerCircuit, y: float) -> None:
        """Draw buzzer and transistor, upside down if a low line sounds it, as current flows."""
        x, down = self._start, -1 if circuit.low_sounds else 1
        node, base, leg, diode = x + 135, x + 180, x + 204, x + 270
        rest, far = y + down * 84, y - down * 154
        near = y - down * 58
        emitter, supply = (
            (circuit.supply, Role.GROUND) if circuit.low_sounds else (Role.GROUND, circuit.supply)
        )
        pen.title(x, y - down * 75 + (-9 if down > 0 else 0), circuit.title, circuit.where)
        self._join(pen, emitter, node, rest)
        self._join(pen, supply, leg, far)
        pen.wire((x, y), (base, y))
        pen.wire((node, y), (node, rest))
        pen.dot(node, y)
        pen.wire((leg, y + down * 24), (leg, rest), colour=COLOURS[emitter])
        for place in (node, leg):
            pen.dot(place, rest, COLOURS[emitter])
        pen.wire((leg, y - down * 24), (leg, near), colour=QUIET)
        for through in (leg, diode):
            pen.wire((through, near), (through, far), colour=QUIET)
        pen.wire((leg, near), (diode, near), colour=QUIET)
        pen.dot(leg, near, QUIET)
        pen.dot(diode, far, COLOURS[supply])
        pen.dot(leg, far, COLOURS[supply])
        pen.resistor(x + 55, y, BASE)
        pen.upright_resistor(node, y + down * 44, BASE_REST)
        pen.transistor(base, y, down, inwards=circuit.low_sounds)
        kind, _, model = circuit.transistor.partition(", ")
        pen.words(leg + 30, y - 2, kind, bold=True)
        pen.words(leg + 30, y + 16, model, colour=QUIET)
        pen.buzzer(leg, y - down * 106)
        pen.diode(diode, y - down * 106, upright=True)
        for number, line in enumerate(("1N4148,", "if the buzzer", "is magnetic")):
            pen.words(diode + 20, y - down * 106 - 12 + 17 * number, line, 14.0, colour=QUIET)


def joints(placed: Placed) -> list[tuple[Role, float]]:
    """Return the rails that a circuit joins, each with the height of the joint."""
    circuit, y = placed.circuit, placed.y
    match circuit:
        case ButtonCircuit() if circuit.pull.external:
            return [(circuit.pressed, y), (circuit.resting, y - 44), (Role.GROUND, y + 42)]
        case ButtonCircuit():
            return [(circuit.pressed, y)]
        case BuzzerCircuit(low_sounds=True):
            return [(circuit.supply, y - 84), (Role.GROUND, y + 154)]
        case BuzzerCircuit():
            return [(Role.GROUND, y + 84), (circuit.supply, y - 154)]
    return [(Role.GROUND, y)]


def _colour(circuit: Circuit) -> str:
    if isinstance(circuit, ButtonCircuit | LightCircuit):
        return html(THEME.keys[circuit.key])
    return BUZZER_COLOUR
