"""The clinic in whose name a kiosk stands: its logo and words, below a picture or above a list."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from kiosk.screen.layout.elements import Element, Elements, LayoutContext, fits, height, text
from kiosk.screen.layout.pictures import contain
from kiosk.screen.paint import fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Fill, Photo
from kiosk.screen.paint.theme import THEME, Colour
from kiosk.session.view import LOGO, View

WIDEST = 0.4
"""The most of a strip's width that a logo takes beside words."""

LINES, LINES_ALONE = 2.0, 1.4
"""Lines of small letters that a logo is high at most, beside the words and above them."""


class _Strip(NamedTuple):
    """The places of logo and words, from the strip's top left corner, and the strip's height."""

    logo: Box
    words: Box
    tall: int


def foot(view: View, context: LayoutContext, frame: Box) -> Generator[Element, None, Box]:
    """Lay out the clinic at the foot of a picture's frame, and return what is left of it."""
    room = frame.inset(context.grid.gap)
    strip = _strip(view, context, room.w)
    if not strip.tall:
        return frame
    tall = min(frame.h, strip.tall + 2 * context.grid.gap)
    ground = Box(frame.x, frame.bottom - tall, frame.w, tall)
    yield Fill(ground, context.theme.wash)
    yield from _shown(view, context, strip, room.x, ground.y + context.grid.gap, context.theme.wash)
    return Box(frame.x, frame.y, frame.w, frame.h - tall)


def head(view: View, context: LayoutContext, box: Box) -> Generator[Element, None, Box]:
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
    """Divide a strip of a width: the words beside the logo, or below it if that takes less room."""
    gap, words = context.grid.gap, _words(view)
    if not words:
        logo = _logo(view, context, wide, LINES)
        return _Strip(logo, Box(0, 0, 0, 0), logo.h)
    alone = _logo(view, context, wide, LINES_ALONE)
    top = alone.h + gap // 2 if alone.h else 0
    words_below = Box(0, top, wide, _needed(words, context, wide))
    stacked = _Strip(alone, words_below, words_below.bottom)
    logo = _logo(view, context, round(WIDEST * wide), LINES)
    room = Box(logo.right + gap, 0, wide - logo.right - gap, stacked.tall)
    if not logo.h or not all(fits(each, context.scale.small, room) for each in words):
        return stacked
    tall = max(logo.h, _needed(words, context, room.w))
    if tall > stacked.tall:
        return stacked
    return _Strip(logo.moved(0, (tall - logo.h) // 2), Box(room.x, 0, room.w, tall), tall)


def _words(view: View) -> tuple[str, ...]:
    return tuple(filter(None, (view.clinic, view.closing)))


def _logo(view: View, context: LayoutContext, widest: int, lines: float) -> Box:
    """Return the place of the logo, at most some lines high; empty if there is none."""
    picture = context.album.pictures.get(LOGO) if view.logo else None
    if picture is None:
        return Box(0, 0, 0, 0)
    tall = lines * fonts.LINE * context.scale.small
    scale = min(widest / picture.width, tall / picture.height)
    return Box(0, 0, round(picture.width * scale), max(1, round(picture.height * scale)))


def _needed(words: tuple[str, ...], context: LayoutContext, wide: int) -> int:
    return height(words, context.scale.small, False, wide, fonts.CLOSE)


def _shown(
    view: View, context: LayoutContext, strip: _Strip, x: int, y: int, ground: Colour
) -> Elements:
    logo, place = strip.logo.moved(x, y), strip.words.moved(x, y)
    if logo.h:
        if context.theme is not THEME:  # most logos are made for a light ground
            ground = THEME.white
            yield Fill(logo, ground)
            logo = logo.inset(max(2, logo.h // 20))
        whole = contain(context.album.pictures[LOGO], logo)
        yield Photo(whole, LOGO, whole, ground)
    small, ink = context.scale.small, context.theme.ink
    yield from text(
        context, place, *_words(view), size=small, colour=ink, down=0.5, leading=fonts.CLOSE
    )
