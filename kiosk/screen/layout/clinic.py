"""The clinic in whose name a kiosk stands: its logo and name, below a picture or above a list."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from kiosk.screen.layout.parts import LayoutContext, Part, Parts, fits, height, text
from kiosk.screen.layout.pictures import contain
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Fill, Photo
from kiosk.screen.paint.theme import THEME, Colour
from kiosk.session.view import LOGO, View

WIDEST = 0.4
"""The most of a strip's width that a logo takes beside a name."""

LINES, LINES_ALONE = 2.0, 1.4
"""Lines of small letters that a logo is high at most, beside its name and above it."""


class _Strip(NamedTuple):
    """The places of logo and name, from the strip's top left corner, and the strip's height."""

    logo: Box
    name: Box
    tall: int


def foot(view: View, context: LayoutContext, panel: Box) -> Generator[Part, None, Box]:
    """Lay out the clinic at the foot of a picture's panel, and return what is left of it."""
    room = panel.inset(context.grid.gap)
    strip = _strip(view, context, room.w)
    if not strip.tall:
        return panel
    tall = min(panel.h, strip.tall + 2 * context.grid.gap)
    ground = Box(panel.x, panel.bottom - tall, panel.w, tall)
    yield Fill(ground, context.theme.wash)
    yield from _shown(view, context, strip, room.x, ground.y + context.grid.gap, context.theme.wash)
    return Box(panel.x, panel.y, panel.w, panel.h - tall)


def head(view: View, context: LayoutContext, box: Box) -> Generator[Part, None, Box]:
    """Lay out the clinic at the head of a box of words, and return what is left of it."""
    strip = _strip(view, context, box.w)
    yield from _shown(view, context, strip, box.x, box.y, context.theme.paper)
    return below(view, context, box)


def below(view: View, context: LayoutContext, box: Box) -> Box:
    """Return what the clinic at the head of a box leaves of it."""
    tall = _strip(view, context, box.w).tall
    used = min(box.h, tall + context.grid.gap) if tall else 0
    return Box(box.x, box.y + used, box.w, box.h - used)


def _strip(view: View, context: LayoutContext, wide: int) -> _Strip:
    """Divide a strip of a width: the name beside the logo, or below it if it needs the width."""
    small, gap = context.scale.small, context.grid.gap
    logo = _logo(view, context, round(WIDEST * wide) if view.clinic else wide, LINES)
    if not view.clinic:
        return _Strip(logo, Box(0, 0, 0, 0), logo.h)
    if not logo.h:
        tall = _needed(view, context, wide)
        return _Strip(logo, Box(0, 0, wide, tall), tall)
    x, line = logo.right + gap, round(LINES * fonts.LINE * small)
    beside = Box(x, 0, wide - x, max(logo.h, line))
    if fits(view.clinic, small, beside):
        return _Strip(logo.moved(0, (beside.h - logo.h) // 2), beside, beside.h)
    logo = _logo(view, context, wide, LINES_ALONE)
    tall, top = _needed(view, context, wide), logo.h + gap // 2
    return _Strip(logo, Box(0, top, wide, tall), top + tall)


def _logo(view: View, context: LayoutContext, widest: int, lines: float) -> Box:
    """Return the place of the logo, at most some lines high; empty if there is none."""
    picture = context.album.pictures.get(LOGO) if view.logo else None
    if picture is None:
        return Box(0, 0, 0, 0)
    tall = lines * fonts.LINE * context.scale.small
    scale = min(widest / picture.width, tall / picture.height)
    return Box(0, 0, round(picture.width * scale), max(1, round(picture.height * scale)))


def _needed(view: View, context: LayoutContext, wide: int) -> int:
    return height((view.clinic,), context.scale.small, False, wide, fonts.TIGHT)


def _shown(
    view: View, context: LayoutContext, strip: _Strip, x: int, y: int, ground: Colour
) -> Parts:
    logo, name = strip.logo.moved(x, y), strip.name.moved(x, y)
    if logo.h:
        if context.theme is not THEME:  # most logos are made for a light ground
            ground = THEME.white
            yield Fill(logo, ground)
            logo = logo.inset(max(2, logo.h // 20))
        whole = contain(context.album.pictures[LOGO], logo)
        yield Photo(whole, LOGO, whole, ground)
    small, ink = context.scale.small, context.theme.ink
    yield from text(
        context, name, view.clinic, size=small, colour=ink, down=0.5, leading=fonts.TIGHT
    )
