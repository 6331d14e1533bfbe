"""Mark places on a picture in a window, and write them as a routine has them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.config.yaml_document import written
from kiosk.preview.window import closes
from kiosk.routine.illustrations import Picture, Side
from kiosk.routine.own_pictures import name_for
from kiosk.screen.display.window import open_resizable
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.fonts import drawn
from kiosk.screen.paint.loading import load
from kiosk.system.lean_pygame import pygame

STEP, LEAP = 0.001, 0.01
"""How far an arrow key moves the cross, alone and with Shift, as a fraction of the picture."""

_ARROWS = {
    pygame.K_LEFT: (-1, 0),
    pygame.K_RIGHT: (1, 0),
    pygame.K_UP: (0, -1),
    pygame.K_DOWN: (0, 1),
}
LETTERS = 18
"""Pixels of the letters of :data:`HELP`."""

HELP = (
    "click or Enter: mark    P: point    L: landmark    M: measure    S: side    "
    "Backspace: take back    Esc: close"
)

_PLACES = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE)


class Kind(enum.Enum):
    """What a place is; the value is its key in a routine's picture."""

    POINT = "marks"
    LANDMARK = "landmarks"
    MEASURE = "measures"


_KINDS = {pygame.K_p: Kind.POINT, pygame.K_l: Kind.LANDMARK, pygame.K_m: Kind.MEASURE}
_COLOURS = {Kind.POINT: (200, 20, 40), Kind.LANDMARK: (20, 90, 200), Kind.MEASURE: (0, 120, 80)}

Place = tuple[float, float]


@dataclass
class Marking:
    """The places marked so far, and where the cross is.

    :ivar code: the WHO code that is written with points and measures
    :ivar names: the names that are written with landmarks, in the order in which they are marked
    """

    code: str
    names: Sequence[str] = ()
    side: Side = Side.MIDLINE
    kind: Kind = Kind.POINT
    cross: Place = (0.5, 0.5)
    placed: list[tuple[Kind, Side, Place]] = field(default_factory=list)

    def move(self, right: float, down: float) -> None:
        """Move the cross, within the picture."""
        self.cross = (_within(self.cross[0] + right), _within(self.cross[1] + down))

    def place(self) -> None:
        """Mark the place at the cross; the next one is on no side again, but a measure's end."""
        self.placed.append((self.kind, self.side, self.cross))
        measuring = [kind for kind, _, _ in self.placed if kind is Kind.MEASURE]
        if self.kind is not Kind.MEASURE or len(measuring) % 2 == 0:
            self.side = Side.MIDLINE

    def undo(self) -> None:
        """Take the last place back."""
        del self.placed[-1:]

    def next_side(self) -> None:
        """Change the side that the next places are on."""
        sides = list(Side)
        self.side = sides[(sides.index(self.side) + 1) % len(sides)]

    @property
    def title(self) -> str:
        """What the next place will be, and where the cross is."""
        what = self.kind.name.lower()
        return f"{what}, {self.side.value} {_at(self.cross)} - {len(self.placed)} marked"

    @property
    def yaml(self) -> list[str]:
        """The lines of a routine's picture; the first end of a measure waits."""
        lines: list[str] = []
        for kind in Kind:
            places = [(side, at) for each, side, at in self.placed if each is kind]
            if kind is Kind.MEASURE:
                pairs = zip(places[::2], places[1::2], strict=False)
                told = [
                    f"{{code: {self.code}, side: {side.value}, start: {_at(start)},"
                    f" end: {_at(end)}, fingers: 2}}"
                    for (side, start), (_, end) in pairs
                ]
            elif kind is Kind.POINT:
                told = [f"{{code: {self.code}, {_side_at(*place)}}}" for place in places]
            else:
                names = [*map(written, self.names), *["NAME"] * len(places)]
                told = [
                    f"{{name: {name}, {_side_at(*place)}}}"
                    for name, place in zip(names, places, strict=False)
                ]
            lines += [f"{kind.value}:", *(f"  - {each}" for each in told)] if told else []
        return lines


def _within(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _side_at(side: Side, place: Place) -> str:
    return f"side: {side.value}, at: {_at(place)}"


def for_picture(file: Path, marking: Marking) -> list[str]:
    """Return the lines to put at the end of a routine for an own picture; none without places."""
    head = ["pictures:", f"  {name_for(file.name)}:", f"    file: {written(file.name)}"]
    return [*head, *(f"    {line}" for line in marking.yaml)] if marking.yaml else []


def for_body(figure: str, marking: Marking) -> list[str]:
    """Return the lines to put at the end of a routine for the points on a figure of the body."""
    points = [place for place in marking.placed if place[0] is Kind.POINT]
    _, *lines = replace(marking, placed=points).yaml or [""]
    return ["body:", f"  {figure}:", *(f"  {line}" for line in lines)] if lines else []


def _at(place: Place) -> str:
    return f"[{place[0]:.3f}, {place[1]:.3f}]"


def handle(event: pygame.event.Event, marking: Marking, box: Box) -> bool:
    """Handle an event, and return whether to draw again.

    :param box: where the window shows the picture
    """
    if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
        x, y = event.pos
        if not (box.x <= x <= box.right and box.y <= y <= box.bottom):
            return False
        marking.cross = (_within((x - box.x) / box.w), _within((y - box.y) / box.h))
        marking.place()
    elif event.type == pygame.KEYDOWN and event.key in _ARROWS:
        step = LEAP if event.mod & pygame.KMOD_SHIFT else STEP
        right, down = _ARROWS[event.key]
        marking.move(right * step, down * step)
    elif event.type == pygame.KEYDOWN and event.key in _PLACES:
        marking.place()
    elif event.type == pygame.KEYDOWN and event.key == pygame.K_BACKSPACE:
        marking.undo()
    elif event.type == pygame.KEYDOWN and event.key == pygame.K_s:
        marking.next_side()
    elif event.type == pygame.KEYDOWN and event.key in _KINDS:
        marking.kind = _KINDS[event.key]
    else:
        return event.type in (pygame.VIDEORESIZE, pygame.WINDOWEXPOSED)
    return True


def draw(surface: pygame.Surface, loaded: pygame.Surface, marking: Marking) -> Box:
    """Draw the picture as large as it fits, the places, the cross and, below it, the keys.

    :return: the picture's box
    """
    wide, high = surface.get_size()
    page = Box(0, 0, wide, high - 2 * LETTERS)
    scale = min(page.w / loaded.get_width(), page.h / loaded.get_height())
    box = page.middle(loaded.get_width() * scale, loaded.get_height() * scale)
    surface.fill((60, 60, 60))
    surface.blit(drawn(HELP, LETTERS, False, (255, 255, 255)), (LETTERS, page.bottom))
    surface.blit(pygame.transform.smoothscale(loaded, (box.w, box.h)), (box.x, box.y))
    for kind, _, at in marking.placed:
        pygame.draw.circle(surface, (255, 255, 255), _on(box, at), 8)
        pygame.draw.circle(surface, _COLOURS[kind], _on(box, at), 6)
    x, y = _on(box, marking.cross)
    for colour, wide in (((255, 255, 255), 3), (_COLOURS[marking.kind], 1)):
        pygame.draw.line(surface, colour, (x - 16, y), (x + 16, y), wide)
        pygame.draw.line(surface, colour, (x, y - 16), (x, y + 16), wide)
    return box


def _on(box: Box, at: Place) -> tuple[int, int]:
    return round(box.x + at[0] * box.w), round(box.y + at[1] * box.h)


def show(file: Path, picture: Picture, marking: Marking, size: tuple[int, int]) -> None:
    """Show a picture until its window is closed, and take the places that are marked on it.

    :raises NoDisplay: if there is no display, or one that nobody can see
    :raises pygame.error: if the picture cannot be shown
    """
    loaded = load(file, picture)
    open_resizable(size)
    pygame.key.set_repeat(300, 30)
    stale, box = True, Box(0, 0, *size)
    while True:
        if stale and (surface := pygame.display.get_surface()):
            box = draw(surface, loaded, marking)
            pygame.display.set_caption(marking.title)
            pygame.display.flip()
        event = pygame.event.wait()
        if closes(event):
            pygame.display.quit()
            return
        stale = handle(event, marking, box)
