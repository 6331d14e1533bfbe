"""The plate drawn: at its real size with its dimensions, and the notes with the table of holes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kiosk.faceplate.dimensions import BAR, chain, cross, millimetres, scale_bar
from kiosk.faceplate.drawing import (
    CUTTING,
    INK,
    PALE,
    QUIET,
    Circle,
    Group,
    Item,
    Layer,
    Line,
    Page,
    Rectangle,
    Words,
    key_shape,
    placed,
)
from kiosk.faceplate.mounting import MountedDisplay
from kiosk.faceplate.plate import APART_LEAST, CORNER, DOT, REACH, SOUND, Button, Hole, Plate
from kiosk.faceplate.typeface import width as text_width
from kiosk.faceplate.typeface import wrap
from kiosk.screen.paint.theme import Theme, html

AROUND = 24.0
"""Room for dimensions around the plate."""

BELOW = 12.0
"""Room for the scale bar below the dimensions."""

LEADING = 1.35
NOTES = 186.0
"""How wide the notes are: as an A4 page's or a Letter page's print."""

LABEL_EM, LABEL_LEAST = 5.4, 3.2
"""Greatest and least em of a button's label."""

LEAD_WIDTH = 0.8
"""Width of a line from a soft key to its button."""

TITLE = "Front plate of the acupressure kiosk"


def plate_items(plate: Plate, theme: Theme) -> Iterator[Item]:
    """Draw the plate itself, its top left corner at (0, 0)."""
    yield Rectangle(0, 0, plate.width, plate.height, Layer.CUT, CORNER, edge=CUTTING)
    yield from _display(plate)
    for lead in plate.leads:
        line = (lead.start, lead.end)
        yield Line(line, Layer.ENGRAVE, html(theme.keys[lead.key]), LEAD_WIDTH)
    for button in plate.buttons:
        yield from _button(button, theme)
    for dot in plate.dots:
        yield Circle(dot.x, dot.y, dot.diameter, Layer.ENGRAVE, PALE, INK, 0.13)
    for hole in (*plate.sound, *plate.screws, *plate.clamps):
        yield from _hole(hole)
    yield from _names(plate)


def _display(plate: Plate) -> Iterator[Item]:
    outline, window = plate.outline, plate.window
    where = (outline.x, outline.y, outline.width, outline.height)
    yield Rectangle(*where, Layer.GUIDE, outline.radius, edge=QUIET, stroke=0.18, dashed=True)
    where = (window.x, window.y, window.width, window.height)
    yield Rectangle(*where, Layer.CUT, window.radius, edge=CUTTING)
    x, y = window.middle
    yield from cross(x, y, 5)
    yield Words(x, y - 7, "window: cut out", Layer.GUIDE, 3.4, 0.5, colour=QUIET)
    size = f"{millimetres(window.width)} x {millimetres(window.height)} mm"
    yield Words(x, y + 9.5, size, Layer.GUIDE, 3.4, 0.5, colour=QUIET)
    at = outline.y + outline.height - 1.6
    if at - (window.y + window.height) > 4:
        behind = "outline of the display, behind the plate"
        yield Words(outline.middle[0], at, behind, Layer.GUIDE, 2.6, 0.5, colour=QUIET)
    if display := plate.display.back:
        apart = f"{millimetres(display[0])} x {millimetres(display[1])} mm"
        behind = f"circles: M{display[2]:g} in the display's back, {apart}"
        yield Words(x, y + 15, behind, Layer.GUIDE, 2.6, 0.5, colour=QUIET)
    for hole in plate.back:
        yield Circle(hole.x, hole.y, hole.diameter, Layer.GUIDE, edge=QUIET, stroke=0.13)


def _hole(hole: Hole) -> Iterator[Item]:
    yield Circle(hole.x, hole.y, hole.diameter, Layer.CUT, edge=CUTTING)
    yield from cross(hole.x, hole.y, _cross_of(hole))


def _cross_of(hole: Hole) -> float:
    """Return half the length of the cross at a hole's middle."""
    return min(hole.diameter / 2 + (1.5 if hole.diameter > SOUND else 0.4), 5.0)


def _button(button: Button, theme: Theme) -> Iterator[Item]:
    field, colour, ink = button.field, html(theme.keys[button.key]), html(theme.reverse)
    where = (field.x, field.y, field.width, field.height)
    yield Rectangle(*where, Layer.ENGRAVE, field.radius, fill=colour, edge="")
    x, _ = field.middle
    yield from key_shape(button.key, x, field.y + 5.2, 6.6, ink, Layer.ENGRAVE)
    size = min(LABEL_EM, (field.width - 3) / text_width(button.label, 1, bold=True))
    lines = wrap(button.label, LABEL_LEAST, field.width - 3, True) if size < LABEL_LEAST else ()
    if lines:
        size = LABEL_LEAST
    for number, line in enumerate(lines or (button.label,)):
        y = field.y + field.height - 2.6 - (len(lines or (0,)) - 1 - number) * size * 1.05
        yield Words(x, y, line, Layer.ENGRAVE, size, 0.5, bold=True, colour=ink)
    yield from _hole(button.hole)
    rim = (button.hole.x, button.hole.y, button.rim)
    yield Circle(*rim, Layer.GUIDE, edge=QUIET, stroke=0.13, dashed=True)


def _names(plate: Plate) -> Iterator[Item]:
    """Write each hole's name of the table beside it."""
    for button in plate.buttons:
        hole = button.hole
        text = f"{hole.name} ø{millimetres(hole.diameter)}"
        yield Words(hole.x, hole.y - 6.2, text, Layer.GUIDE, 2.9, 0.5, colour=QUIET)
    middle = plate.width / 2
    for hole in (*plate.screws, *plate.clamps):
        inward = 1 if hole.x < middle else -1
        side = -inward if hole in plate.clamps else inward
        x = hole.x + side * (_cross_of(hole) + 0.8)
        anchor = 0.0 if side > 0 else 1.0
        yield Words(x, hole.y + 1, hole.name, Layer.GUIDE, 2.6, anchor, colour=QUIET)
    sound = plate.sound[0]
    text = f"Z1-Z{len(plate.sound)} ø{millimetres(sound.diameter)}, the buzzer behind"
    yield Words(sound.x + 8.5, sound.y + 1, text, Layer.GUIDE, 2.6, colour=QUIET)


def dimension_items(plate: Plate) -> Iterator[Item]:
    """Draw the dimensions around the plate, and the scale bar below."""
    window, width, height = plate.window, plate.width, plate.height
    yield from chain((0, window.x, window.x + window.width, width), -6, 0, upright=False)
    yield from chain((0, width), -15, 0, upright=False)
    yield from chain((0, window.y, window.y + window.height, height), -6, 0, upright=True)
    yield from chain((0, height), -15, 0, upright=True)
    rows = [list(row) for _, row in groupby(plate.buttons, lambda button: button.hole.y)]
    for number, row in enumerate(rows):
        places = (0, *(button.hole.x for button in row), width)
        at = height + 8 + 9 * number
        yield from chain(places, at, at - 9 if number else height, upright=False)
    heights = (0, plate.sound[0].y, *(row[0].hole.y for row in rows), height)
    yield from chain(heights, width + 8, width, upright=True)
    corners = [hole.y for hole in plate.clamps]
    yield from chain((0, min(corners), max(corners), height), width + 17, width + 8, upright=True)
    yield from scale_bar(0, _bar_top(plate))


def _bar_top(plate: Plate) -> float:
    rows = len({button.hole.y for button in plate.buttons})
    return plate.height + 8 + 9 * rows


class Drawn(NamedTuple):
    """Items, and how far they reach: left, top, width and height."""

    items: tuple[Item, ...]
    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[Item, ...]:
        """Return the items with their top left corner at (x, y)."""
        return placed(self.items, x - self.left, y - self.top)


def drawn(plate: Plate, theme: Theme) -> Drawn:
    """Draw the plate with its dimensions."""
    items = (*plate_items(plate, theme), *dimension_items(plate))
    width = max(plate.width + 2 * AROUND, BAR + 80)
    return Drawn(items, -AROUND, -AROUND, width, _bar_top(plate) + BELOW + AROUND)


# The notes.


def cautions(display: MountedDisplay) -> Iterator[str]:
    """Yield what no source says about a display."""
    unknown = {"outline": "the outline", "offset": "the place of the picture within the outline"}
    guessed = [unknown[name] for name in display.assumed]
    if guessed:
        options = {"outline": "--outline", "offset": "--window-offset"}
        how = " and ".join(options[name] for name in display.assumed)
        yield (
            f"No source gives {' and '.join(guessed)} of this display: a bezel of the same width"
            f" all round is assumed. Measure yours, and draw the plate again with {how}."
        )


def notes(plate: Plate) -> Iterator[str]:
    """Yield what a maker needs to know."""
    low, high = plate.mounting_heights
    yield (
        "Print this paper template at 100 % (not “fit to page”), and measure the bar of 100 mm."
        " Lay it on your display, buttons and case before you cut: no number here was measured on a"
        " real part."
    )
    yield from cautions(plate.display)
    yield (
        "Cut along the red lines, seen from the front. Dashed lines lie behind the plate or on"
        " top of it: the display, and the rims of the buttons. Places are in millimetres from the"
        " plate's top left corner. Drill at the crosses."
    )
    yield (
        f"Reach (EN 301 549, 8.3; ADA, 308): every button between {REACH[0]:g} and {REACH[1]:g} mm"
        " above the floor. This plate hangs with its lower edge at"
        f" {math.ceil(low)} to {math.floor(high)} mm."
        " Buttons need no more than 22.2 N (ADA, 309.4), better less than 5 N."
    )
    yield (
        f"Edges of buttons are at least {APART_LEAST:g} mm apart (FAA HF-STD-001); here the rims"
        f" are {plate.apart:.1f} mm apart, if yours are no wider than"
        f" {millimetres(plate.buttons[0].rim)} mm (--rim)."
    )
    if any(plate.leads):
        yield (
            "The display is narrower than the buttons need: those on the left and on the right"
            " stand further out than their soft keys. A line leads from each key to its label."
        )
    yield (
        f"Dots to feel, {DOT:g} mm, are glued or engraved raised: one beside the left button, two"
        " beside the middle one, three beside the right one."
    )
    yield (
        "Snap-in buttons of 24 and 30 mm take a plate of 2 to 4 mm. The clamps hold the display"
        " by its edge from behind, with M3 screws; the plate is held by four M4 screws."
    )


def table(plate: Plate) -> list[tuple[str, str, str, str, str]]:
    """Return the table of holes, rows of name, what it is for, diameter, and where."""
    rows = [("", "what", "ø", "from left", "from top")]
    window = plate.window
    size = f"{millimetres(window.width)} x {millimetres(window.height)}"
    whole = f"{millimetres(plate.width)} x {millimetres(plate.height)}"
    rows.append(("", f"plate, corners of {CORNER:g} mm", whole, "0", "0"))
    corner = f"window, corners of {window.radius:g} mm"
    rows.append(("W", corner, size, f"{window.x:.1f}", f"{window.y:.1f}"))
    for hole in plate.holes:
        where = (millimetres(hole.diameter), f"{hole.x:.1f}", f"{hole.y:.1f}")
        rows.append((hole.name, hole.what, *where))
    for button in plate.buttons:
        dots = [dot for dot in plate.dots if dot.key is button.key]
        for dot in dots:
            what = f"dot beside {button.hole.name}, not drilled"
            where = (millimetres(dot.diameter), f"{dot.x:.1f}", f"{dot.y:.1f}")
            rows.append(("", what, *where))
    return rows


def notes_items(plate: Plate, settings_text: str) -> Drawn:
    """Write title, notes and the table of holes in two columns, ``NOTES`` wide."""
    items: list[Item] = [Words(0, 6, TITLE, Layer.NOTE, 7, bold=True)]
    items.append(Words(0, 12.5, settings_text, Layer.NOTE, 3.6, colour=QUIET))
    source = f"Display data: {plate.display.source}."
    items.append(Words(0, 17.5, source, Layer.NOTE, 3.2, colour=QUIET))
    left, bottom = _paragraphs(tuple(notes(plate)), 25.5, 84)
    items += left
    right, end = _table(table(plate), 92, 25.5)
    items += right
    return Drawn(tuple(items), 0, 0, NOTES, max(bottom, end) + 2)


def _paragraphs(texts: Iterable[str], y: float, room: float) -> tuple[list[Item], float]:
    made, size = list[Item](), 3.2
    for number, text in enumerate(texts, 1):
        made.append(Words(0, y, f"{number}", Layer.NOTE, size, bold=True))
        for line in wrap(text, size, room - 5):
            made.append(Words(5, y, line, Layer.NOTE, size))
            y += size * LEADING
        y += 1.6
    return made, y


def _table(
    rows: Sequence[tuple[str, str, str, str, str]], x: float, y: float
) -> tuple[list[Item], float]:
    made, size = list[Item](), 2.9
    ends = (x, x + 8, x + 64, x + 79, x + 94)
    for number, row in enumerate(rows):
        bold = number == 0
        for place, text in enumerate(row):
            anchor = 0.0 if place < 2 else 1.0
            made.append(Words(ends[place], y, text, Layer.NOTE, size, anchor, bold=bold))
        rule = ((x, y + 1.3), (ends[-1], y + 1.3))
        made.append(Line(rule, Layer.NOTE, INK if bold else PALE, 0.13))
        y += size * 1.5
    return made, y


def one_sheet(plate: Plate, theme: Theme, settings_text: str) -> Page:
    """Draw everything on one sheet as large as it needs: the notes below the plate."""
    margin = 8.0
    main, text = drawn(plate, theme), notes_items(plate, settings_text)
    width = max(main.width, text.width) + 2 * margin
    items = (
        *main.at((width - main.width) / 2, margin),
        *text.at(margin, margin + main.height + 6),
    )
    height = main.height + text.height + 6 + 2 * margin
    return Page(width, height, (Group(items),))
