"""Lays out a view as a scene: one function per page, each for landscape and portrait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kiosk.routine.illustrations import Album
from kiosk.screen.layout import stage_pages
from kiosk.screen.layout.frame import Frame
from kiosk.screen.layout.legibility import MinimumTextSize
from kiosk.screen.layout.widgets import (
    LayoutContext,
    Moment,
    Part,
    Parts,
    TextBlock,
    common_size,
    countdown,
    figure,
    label,
    soft_keys,
    stack,
)
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Disc, Drawing, Fill, Item, Label, Paint, Role
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.theme import Colour
from kiosk.session.keys import Key
from kiosk.session.view import PageKind, View

VARIANTS = ((1.0, False), (1.0, True), (0.8, True), (0.64, True))
"""Variants of a page, from the least compact, to make room for letters large enough to read.

Each is the picture's share of its room, and whether the page omits what it also draws or what
another page says.
"""

NO_PICTURES = Album("", Path(), {})
"""An empty album: whether text is large enough does not depend on the figure."""


Layout = tuple[Part, ...]
"""Parts from back to front. The first fills the whole page."""


def layout(view: View, context: LayoutContext) -> Layout:
    """Lay out a page, independent of the time and of its countdown."""
    still = replace(view.standing, moving=False, pictures=view.pictures[:1], keys=())
    chosen = _adapted(context, *VARIANTS[_variant(still, context.frame, context.minimum_text)])
    parts: list[Part] = [Fill(context.frame.page, context.theme.paper)]
    parts += PAGES[view.page](view, chosen)
    if view.keys:
        parts += soft_keys(view.keys, context)
    return tuple(parts)


def at(parts: Iterable[Part], moment: Moment) -> Scene:
    """Return the parts of a page as they look at a moment."""
    return tuple(part if isinstance(part, Item) else part(moment) for part in parts)


def moment(view: View, now: float) -> Moment:
    """Return the moment of a view at ``now`` (seconds)."""
    return Moment(now, view.countdown.left if view.countdown else 0.0)


def scene(view: View, context: LayoutContext, now: float) -> Scene:
    """Return the scene of a page at ``now`` (seconds)."""
    return at(layout(view, context), moment(view, now))


def _adapted(context: LayoutContext, picture: float, compact: bool) -> LayoutContext:
    return replace(context, frame=context.frame.with_picture(picture), compact=compact)


@lru_cache(maxsize=128)
def _variant(view: View, frame: Frame, minimum_text: MinimumTextSize) -> int:
    """Return the first variant with all text legible, else that whose worst text is best."""
    context = LayoutContext(frame, NO_PICTURES, minimum_text=minimum_text)
    worst = []
    for variant in VARIANTS:
        items = at(PAGES[view.page](view, _adapted(context, *variant)), moment(view, 0.0))
        labels = (item for item in items if isinstance(item, Label) and item.least)
        worst.append(min((min(1.0, text.text.px / text.least) for text in labels), default=1.0))
        if worst[-1] == 1.0:
            break
    return worst.index(max(worst))


def _attract(view: View, context: LayoutContext) -> Parts:
    u, points = context.unit, view.points
    yield Fill(context.frame.picture, context.theme.wash)
    front, back = context.frame.picture.inset(4 * u, 2 * u).columns(1, 1, gap=round(2 * u))
    yield from figure("locator.front", points, context, front)
    yield from figure("locator.back", points, context, back)
    column, em = context.frame.column.inset(u, 3 * u), context.minimum_text.text
    summary = None
    if context.compact:  # the introduction repeats the summary
        title, minutes, line = stack(
            column,
            TextBlock((view.word,), max(em, 12 * u), True),
            TextBlock((view.duration,), em),
            TextBlock((view.line,), em, True),
            gap=round(2 * u),
        )
    else:
        title, summary, minutes, line = column.rows(30, 26, 12, 22)
    yield from label(
        context, title, view.word, largest=17 * u, bold=True, lines=2, colour=context.theme.press
    )
    if summary:
        yield from label(context, summary, *view.sentences, largest=7 * u, lines=3)
    yield from label(context, minutes, view.duration, largest=6 * u, colour=context.theme.quiet)
    green = context.theme.keys[Key.ADVANCE]
    yield from label(context, line, view.line, largest=7 * u, bold=True, lines=2, colour=green)
    if view.notice:
        yield from _notice(view.notice, context)


def _notice(text: str, context: LayoutContext) -> Parts:
    """Lay out a strip at the foot of the picture, as high as its text: to read from close by."""
    u, picture = context.unit, context.frame.picture
    room = picture.inset(2 * u, 20 * u)
    height = fonts.fit((text,), room.w, room.h, False, int(4.6 * u), 6).height + round(3 * u)
    strip = Box(picture.x, picture.bottom - height, picture.w, height)
    yield Fill(strip, context.theme.warning)
    words = strip.inset(2 * u, u)
    ink = context.theme.reverse
    yield from label(
        context, words, text, largest=4.6 * u, lines=6, colour=ink, across=0.0, role=Role.FACT
    )


def _text(view: View, context: LayoutContext) -> Parts:
    across, down = (3, 2) if context.compact else (5, 4)
    body = context.frame.body.inset(across * context.unit, down * context.unit)
    yield from _words(view, context, context.theme.press, body)


def _warning(view: View, context: LayoutContext) -> Parts:
    yield from _signed(view, context, context.theme.warning, icons.warning)


def _finish(view: View, context: LayoutContext) -> Parts:
    yield from _signed(view, context, context.theme.press, icons.check)


def _beside(context: LayoutContext, tall: int = 24) -> tuple[Box, Box]:
    """Return boxes of a sign (``tall`` per cent high in portrait) and of the words by it."""
    u = context.unit
    body = context.frame.body.inset(5 * u, 4 * u)
    if context.frame.portrait:
        side, words = body.rows(tall, 100 - tall, gap=round(3 * u))
    else:
        side, words = body.columns(24, 76, gap=round(5 * u))
    return side, words


def _signed(view: View, context: LayoutContext, colour: Colour, sign: Paint) -> Parts:
    """Lay out a title and its sentences with a sign, before the title if there is little room."""
    if context.compact:
        body = context.frame.body.inset(3 * context.unit, 2 * context.unit)
        yield from _words(view, context, colour, body, sign)
        return
    side, words = _beside(context)
    square = min(side.w, side.h, round(34 * context.unit))
    yield Drawing(side.middle(square, square), sign, colour, context.theme)
    yield from _words(view, context, colour, words)


def _words(
    view: View, context: LayoutContext, colour: Colour, box: Box, sign: Paint | None = None
) -> Parts:
    """Lay out a title over a few sentences, with a sign before the title if one is given."""
    u, em = context.unit, context.minimum_text.text
    if context.compact:
        blocks = (TextBlock((view.word,), max(em, 7 * u), True), TextBlock(view.sentences, em))
        title, words = stack(box, *blocks, gap=round(u))
    else:
        title, words = box.rows(24, 76, gap=round(2 * u))
    if sign:
        side = min(title.h, round(12 * u))
        yield Drawing(Box(title.x, title.y, side, title.h), sign, colour, context.theme)
        title = Box(title.x + side + round(2 * u), title.y, title.w - side - round(2 * u), title.h)
    large = 11 * u
    yield from label(
        context,
        title,
        view.word,
        largest=large,
        bold=True,
        colour=colour,
        lines=2,
        across=0,
        down=0.7,
    )
    yield from label(context, words, *view.sentences, largest=7 * u, lines=3, across=0.0, down=0.2)


def _question(view: View, context: LayoutContext) -> Parts:
    """Lay out a question with its sign, or with the figure and the places it asks about."""
    if not view.points:
        yield from _signed(view, context, context.theme.ready, icons.question)
        return
    side, words = _beside(context, 50)
    yield from figure(view.pictures[0], view.points, context, side)
    yield from _words(view, context, context.theme.ready, words)


def _list(view: View, context: LayoutContext) -> Parts:
    """Lay out a title over short lines, in two columns if the page is wide and they are many."""
    u, em, blue = context.unit, context.minimum_text.text, context.theme.ready
    if context.compact:
        body = context.frame.body.inset(2.4 * u, 1.5 * u)
        heads = [fonts.put((head,), em, True, body.w).height for head in (view.word, view.line)]
        title, because, lines = body.rows(*heads, max(1, body.h - sum(heads)), gap=round(0.6 * u))
    else:
        body = context.frame.body.inset(4 * u, 3 * u)
        title, because, lines = body.rows(15, 9 if view.line else 0, 85, gap=round(u))
    yield from label(
        context, title, view.word, largest=10 * u, bold=True, colour=blue, lines=2, across=0.0
    )
    yield from label(context, because, view.line, largest=6 * u, across=0.0)
    columns = 1 if context.frame.portrait or len(view.sentences) <= 5 else 2
    rows = max(5, -(-len(view.sentences) // columns))
    boxes = [
        row
        for column in lines.columns(*[1] * columns, gap=round(2 * u))
        for row in column.rows(*[1] * rows, gap=round(0.4 * u))
    ]
    dot = round(2.2 * u)
    rooms = [Box(box.x + 2 * dot, box.y, box.w - 2 * dot, box.h) for box in boxes]
    entries = list(zip(rooms, view.sentences, strict=False))
    largest = max(6 * u, em)
    px = common_size(
        [room for room, _ in entries], [text for _, text in entries], largest, False, 2
    )
    for room, text in entries:
        yield Disc(Box(room.x - 2 * dot, room.centre[1] - dot // 2, dot, dot), blue)
        shown = fonts.fit((text,), room.w, room.h, False, px, 2)
        yield Label(room, shown, False, context.theme.ink, 0.0, least=em, role=Role.SENTENCE)


def _still_there(view: View, context: LayoutContext) -> Parts:
    u, minimum_text = context.unit, context.minimum_text
    body = context.frame.body.inset(5 * u, (1 if context.compact else 4) * u)
    if context.compact:
        word, ring, line = stack(
            body,
            TextBlock((view.word,), minimum_text.word, True),
            stage_pages.RING * minimum_text.word,
            TextBlock((view.line,), minimum_text.text),
            gap=round(u),
        )
    else:
        word, ring, line = body.rows(24, 52, 24)
    blue = context.theme.ready
    yield from label(
        context, word, view.word, largest=15 * u, bold=True, colour=blue, role=Role.ACTION
    )
    yield from countdown(ring, view.countdown, blue, context)
    yield from label(context, line, view.line, largest=7 * u, lines=2)


PAGES: Mapping[PageKind, Callable[[View, LayoutContext], Parts]] = {
    PageKind.ATTRACT: _attract,
    PageKind.TEXT: _text,
    PageKind.WARNING: _warning,
    PageKind.LIST: _list,
    PageKind.QUESTION: _question,
    PageKind.FIND: stage_pages.find,
    PageKind.LEAD_IN: stage_pages.lead_in,
    PageKind.COUNT_IN: stage_pages.ready,
    PageKind.PRESS: stage_pages.press,
    PageKind.RELEASE: stage_pages.release,
    PageKind.DONE: stage_pages.done,
    PageKind.PAUSED: stage_pages.paused,
    PageKind.STILL_THERE: _still_there,
    PageKind.FINISH: _finish,
}
