"""The symbols of parts on one side of the header; ``out`` is the distance from its middle line."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.wiring.drawing import (
    INK,
    PAPER,
    QUIET,
    Block,
    Disc,
    Drawing,
    Point,
    Shape,
    Stroke,
    Words,
)

GAP = 4.0
"""Pixels cleared on either side of a wire where it passes over another."""


@dataclass(frozen=True)
class Pen:
    """Draws on one side of the middle line at ``middle``: ``side`` is 1 for the right, -1 left."""

    drawing: Drawing
    middle: float
    side: int
    colour: str = INK

    def at(self, out: float, y: float) -> Point:
        """Return the point ``out`` pixels from the middle line."""
        return self.middle + self.side * out, y

    def wire(
        self, *places: tuple[float, float], colour: str | None = None, over: bool = False
    ) -> None:
        """Draw a wire; ``over`` shows that it passes over others without touching them."""
        points = tuple(self.at(*place) for place in places)
        self.drawing.items.append(Stroke(points, colour or self.colour, gap=GAP if over else 0.0))

    def line(self, *places: tuple[float, float], width: float = 2.5) -> None:
        """Draw a line that belongs to a part."""
        self.drawing.items.append(Stroke(tuple(self.at(*place) for place in places), INK, width))

    def dot(self, out: float, y: float, colour: str | None = None) -> None:
        """Draw a dot that joins wires."""
        colour = colour or self.colour
        self.drawing.items.append(Disc(*self.at(out, y), 5.0, colour, colour))

    def words(
        self,
        out: float,
        y: float,
        text: str,
        size: float = 15.0,
        where: str = "out",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Draw text that runs ``out`` from a place, ``in`` to it, or is in its ``middle``."""
        outwards = "start" if self.side > 0 else "end"
        inwards = "end" if self.side > 0 else "start"
        anchor = {"out": outwards, "in": inwards, "middle": "middle"}[where]
        self.drawing.items.append(Words(*self.at(out, y), text, size, anchor, bold, colour))

    def title(self, out: float, y: float, title: str, where: str) -> None:
        """Draw the title of a circuit, with its pin below."""
        self.words(out, y, title, 18.0, bold=True, colour=self.colour)
        self.words(out, y + 19, where, 15.0, colour=QUIET)

    def contacts(self, out: float, y: float) -> None:
        """Draw a push button from ``out`` to 50 pixels further out."""
        self.line((out + 4, y - 6), (out + 48, y - 26), width=3.5)
        self.line((out + 26, y - 16), (out + 26, y - 34), width=2.5)
        self.line((out + 16, y - 34), (out + 36, y - 34), width=4.0)
        for end in (out, out + 50):
            self.drawing.items.append(Disc(*self.at(end, y), 5.0, PAPER, INK))

    def resistor(self, out: float, y: float, value: str) -> None:
        """Draw a horizontal resistor of 50 pixels from ``out``, its value above."""
        x = min(self.at(out, y)[0], self.at(out + 50, y)[0])
        self.drawing.items.append(Block(x, y - 8, 50, 16))
        self.words(out + 25, y - 15, value, where="middle")

    def upright_resistor(self, out: float, y: float, value: str) -> None:
        """Draw a vertical resistor of 44 pixels around ``y``, its value on the inner side."""
        self.drawing.items.append(Block(self.at(out, y)[0] - 8, y - 22, 16, 44))
        self.words(out - 15, y + 5, value, where="in")

    def capacitor(self, out: float, y: float, value: str) -> None:
        """Draw a capacitor, its value above."""
        x = min(self.at(out - 4, y)[0], self.at(out + 4, y)[0])
        self.drawing.items.append(Block(x, y - 8, 8, 16, PAPER, PAPER, 0.0))
        for plate in (out - 5, out + 5):
            self.line((plate, y - 14), (plate, y + 14), width=3.5)
        self.words(out + 16, y - 8, value)

    def diode(self, out: float, y: float, upright: bool = False) -> None:
        """Draw a diode that conducts outwards, or upwards; its ring is the bar."""

        def place(along: float, across: float) -> Point:
            return self.at(out + across, y - along) if upright else self.at(out + along, y + across)

        self.drawing.items.append(Shape((place(-11, -11), place(-11, 11), place(11, 0))))
        self.drawing.items.append(Stroke((place(11, -12), place(11, 12)), INK, 3.5))

    def led(self, out: float, y: float) -> None:
        """Draw a light-emitting diode that conducts outwards, with two arrows for its light."""
        self.diode(out, y)
        for shift in (0, 11):
            start = (out + shift - 2, y - 17)
            tip = (start[0] + 9, y - 30)
            self.line(start, tip, width=2.0)
            head = ((tip[0], tip[1]), (tip[0] - 7, tip[1] + 4), (tip[0] - 1, tip[1] + 8))
            self.drawing.items.append(Shape(tuple(self.at(*corner) for corner in head)))

    def buzzer(self, out: float, y: float) -> None:
        """Draw a buzzer seen from above, its + at the top."""
        self.drawing.items.append(Disc(*self.at(out, y), 25.0, PAPER, INK, 3.0))
        self.drawing.items.append(Disc(*self.at(out, y), 5.0, INK, INK))
        self.words(out - 14, y - 27, "+", 20.0, where="middle", bold=True)

    def transistor(self, out: float, y: float, down: int, inwards: bool) -> None:
        """Draw a transistor: base at (``out``, ``y``), collector and emitter 24 pixels further out.

        :param down: 1 for the emitter below the base, -1 for above
        :param inwards: whether the emitter's arrow points to the base (PNP)
        """
        self.drawing.items.append(Disc(*self.at(out + 8, y), 29.0, PAPER, INK))
        self.line((out, y - 17), (out, y + 17), width=5.0)
        self.line((out, y - down * 8), (out + 24, y - down * 24))
        self.line((out, y + down * 8), (out + 24, y + down * 24))
        # The arrow lies on the emitter's line, from its middle towards one end.
        tip, root = ((4, 10.7), (16, 18.7)) if inwards else ((20, 21.3), (8, 13.3))
        wide = ((root[0] - 3.3, root[1] + 5), (root[0] + 3.3, root[1] - 5))
        corners = (tip, *wide)
        self.drawing.items.append(
            Shape(tuple(self.at(out + x, y + down * across) for x, across in corners))
        )
        self.words(out - 31, y - 7, "B", 13.0, where="middle", colour=QUIET)
        self.words(out + 36, y - down * 36 + 5, "C", 13.0, where="middle", colour=QUIET)
        self.words(out + 36, y + down * 36 + 5, "E", 13.0, where="middle", colour=QUIET)
