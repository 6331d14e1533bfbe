"""Lays out a view as a scene: a kind of page is an order of its words, a colour and a sign."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import replace

from kiosk.screen.layout import pictures
from kiosk.screen.layout.parts import (
    Design,
    LayoutContext,
    Moment,
    Part,
    Parts,
    below,
    countdown,
    fits,
    height,
    soft_keys,
    text,
    title,
)
from kiosk.screen.layout.stage import stage
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Disc, Drawing, Fill, Item, Label, Paint, Plate, Role
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.theme import Colour
from kiosk.session.keys import Action
from kiosk.session.view import PageKind, View

Layout = tuple[Part, ...]
"""Parts from back to front. The first fills the whole page."""


def layout(view: View, context: LayoutContext) -> Layout:
    """Lay out a page, independent of the time and of its countdown."""
    design = DESIGNS[view.page]
    parts: list[Part] = [Fill(context.grid.page, context.theme.paper)]
    parts += design.words(view, context, design)
    if view.keys:
        parts += soft_keys(view.keys, context)
    return tuple(parts)


def at(parts: Iterable[Part], moment: Moment) -> Scene:
    """Return the parts of a page as they look at a moment."""
    return tuple(part if isinstance(part, Item) else part(moment) for part in parts)


def moment(view: View, now: float) -> Moment:
    """Return the moment of a view at ``now`` (seconds)."""
    return Moment(now, view.countdown.left if view.countdown else 0.0, view.breath or 0.0)


def scene(view: View, context: LayoutContext, now: float) -> Scene:
    """Return the scene of a page at ``now`` (seconds)."""
    return at(layout(view, context), moment(view, now))


def _told(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out a title over sentences, beside a picture if there is one."""
    grid, colour = context.grid, design.ink(context.theme)
    box = grid.wide
    if view.pictures or view.points:
        aside, box = grid.aside, grid.beside
        yield Fill(aside, context.theme.wash)
        name = next((each for each in view.pictures if each in context.album.pictures), "")
        if view.points or not name:
            yield from pictures.figure(name, view, context, aside.inset(0.03 * aside.w))
        else:
            yield from pictures.whole(name, context, aside)
    if not view.number:
        context = _enlarged(view, context, box, design.sign)
    box = yield from _headed(view, context, box, colour, design.sign)
    if view.number:
        box = yield from _number(view, context, box, colour)
    yield from text(context, box, view.line, *view.sentences, leading=fonts.CLOSE)


ENLARGED = (1.5, 1.25)
"""How much larger than in the scale the few words of a page may be."""


def _enlarged(view: View, context: LayoutContext, box: Box, sign: Paint | None) -> LayoutContext:
    """Return the context with the largest letters in which a title and sentences fit a box."""
    scale, gap = context.scale, context.grid.gap
    words = tuple(filter(None, (view.line, *view.sentences)))
    for factor in ENLARGED:
        larger = scale._replace(title=round(factor * scale.title), text=round(factor * scale.text))
        enlarged = replace(context, grid=replace(context.grid, scale=larger))
        _, room = _part_and_title(view, enlarged, box, sign)
        wide = room.w - (larger.title + gap if sign else 0)
        head = fonts.fit((view.word,), wide, room.h, True, larger.title, fonts.TIGHT)
        left = room.h - head.height - gap
        said = fonts.fit(words, box.w, left, False, larger.text, fonts.CLOSE)
        if (head.px, said.px) == (larger.title, larger.text):
            return enlarged
    return context


def _part_and_title(
    view: View, context: LayoutContext, box: Box, sign: Paint | None
) -> tuple[Box | None, Box]:
    """Return the room for the part of several, if any, and for the title and what follows it.

    The part stands beside the title if there is room for both on one line, else above it.
    """
    if not view.part:
        return None, box
    size, small, gap = context.scale.title, context.scale.small, context.grid.gap
    wide, tall = fonts.width(view.part.text, small, False), round(fonts.LINE * size)
    needed = wide + 2 * gap + fonts.width(view.word, size, True) + (size + gap if sign else 0)
    if needed <= box.w:
        corner = Box(box.right - wide, box.y, wide, tall)
        return corner, Box(box.x, box.y, box.w - wide - gap, box.h)
    tall = round(fonts.LINE * small)
    return Box(box.x, box.y, box.w, tall), below(box, tall, 0)


def _headed(
    view: View, context: LayoutContext, box: Box, colour: Colour, sign: Paint | None
) -> Generator[Part, None, Box]:
    """Lay out a title with its sign and the part of several; return the rest of the box."""
    size, gap = context.scale.title, context.grid.gap
    corner, room = _part_and_title(view, context, box, sign)
    rest = Box(box.x, room.y, box.w, room.h)
    if view.part and corner:
        quiet, small = context.theme.quiet, context.scale.small
        yield from text(context, corner, view.part.text, size=small, colour=quiet, down=0.5)
    if sign:
        side = round(0.95 * size)
        place = Box(room.x, room.y + round((fonts.LINE * size - side) / 2), side, side)
        yield Drawing(place, sign, colour, context.theme)
        room = Box(room.x + side + gap, room.y, room.w - side - gap, room.h)
    tall = height((view.word,), size, True, room.w, fonts.TIGHT)
    yield from title(context, Box(room.x, room.y, room.w, tall), view.word, colour)
    return below(rest, tall, gap // 2)


def _number(
    view: View, context: LayoutContext, box: Box, colour: Colour
) -> Generator[Part, None, Box]:
    """Lay out the emergency number, the largest text of its page; return the rest."""
    said = height((view.line, *view.sentences), context.scale.text, False, box.w, fonts.CLOSE)
    most = max(context.scale.word, box.h - said - context.grid.gap)
    fitted = fonts.fit((view.number,), box.w, most, True, most)
    line = Box(box.x, box.y, box.w, fitted.height)
    yield from text(
        context, line, view.number, size=fitted.px, colour=colour, bold=True, role=Role.ACTION
    )
    return below(box, fitted.height, context.grid.gap)


def _listed(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out a title over lines with bullets, and a sentence below them."""
    grid, colour, size = context.grid, design.ink(context.theme), context.scale.text
    box = yield from _headed(view, context, grid.wide, colour, design.sign)
    foot = height((view.line,), size, False, box.w, fonts.CLOSE)
    tall = box.h - foot - (grid.gap if foot else 0)
    indent = round(0.7 * size)
    one = height(view.sentences, size, False, box.w - indent, fonts.CLOSE)
    columns = 1 if one <= tall or grid.portrait else 2
    share, used = -(-len(view.sentences) // columns), 0
    for number, column in enumerate(Box(*box[:3], tall).columns(*[1] * columns, gap=grid.gap)):
        room = Box(column.x + indent, column.y, column.w - indent, column.h)
        part = view.sentences[number * share : (number + 1) * share]
        for lines in text(context, room, *part, leading=fonts.CLOSE):
            assert isinstance(lines, Label)
            for start in sorted({0, *lines.text.openings}):
                dot = round(0.32 * lines.text.px)
                middle = lines.base + lines.text.offset(start) - fonts.CAPITAL / 2 * lines.text.px
                yield Disc(Box(column.x, round(middle - dot / 2), dot, dot), colour)
            yield lines
            used = max(used, lines.text.height)
    last = below(box, used, grid.gap)
    yield from text(context, last, view.line, colour=context.theme.quiet, leading=fonts.CLOSE)


def _attract(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out the offer beside the figure, or beside a preview of a picture."""
    grid, scale, theme = context.grid, context.scale, context.theme
    if view.pictures:
        yield Fill(grid.picture, theme.wash)
        yield from pictures.whole(view.pictures[0], context, grid.picture)
    else:
        yield from pictures.figures(view, context, grid.picture)
    box, gap, said = grid.column, grid.gap, (*view.sentences, view.duration, view.line)
    told = height(said, scale.text, False, box.w, fonts.CLOSE)
    offer = Box(box.x, box.y, box.w, max(0, box.h - told - gap))
    size = scale.word if fits(view.word, scale.word, offer) else scale.title
    used = min(offer.h, height((view.word,), size, True, box.w, fonts.TIGHT))
    head = Box(box.x, box.y + (offer.h - used) // 2, box.w, used)
    yield from title(context, head, view.word, theme.press, size)
    words = below(box, head.bottom - box.y, gap)
    yield from text(context, words, *said, leading=fonts.CLOSE)
    if view.notice:
        yield from _notice(view.notice, context)


def _notice(words: str, context: LayoutContext) -> Parts:
    """Lay out a strip at the foot of the picture for the caretaker: to read from close by."""
    grid, size = context.grid, max(12, round(0.7 * context.scale.small))
    room = grid.picture.inset(grid.gap)
    tall = height((words,), size, False, room.w, fonts.LEADING) + 2 * grid.gap
    strip = Box(grid.picture.x, grid.picture.bottom - tall, grid.picture.w, tall)
    yield Fill(strip, context.theme.warning)
    yield from text(context, strip.inset(grid.gap), words, size=size, colour=context.theme.reverse)


def _languages(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out all languages in their own names, the chosen one on a plate."""
    grid, theme, size = context.grid, context.theme, context.scale.text
    box = yield from _headed(view, context, grid.wide, design.ink(context.theme), design.sign)
    tall = round(1.4 * size)
    columns = 1 if len(view.options) * tall <= box.h else 2
    rows = -(-len(view.options) // columns)
    places = [
        Box(column.x, column.y + number * tall, column.w, tall)
        for column in box.columns(*[1] * columns, gap=grid.gap)
        for number in range(rows)
    ]
    for number, (row, name) in enumerate(zip(places, view.options, strict=False)):
        chosen = number == view.chosen
        if chosen:
            yield Plate(
                row, theme.keys[view.keys[-1].key] if view.keys else theme.ready, round(0.25 * size)
            )
        mark = Box(row.x + size // 4, row.y, size, row.h)
        ink = theme.reverse if chosen else theme.ink
        if chosen:
            yield Drawing(
                mark.square().inset(0.1 * size), icons.ACTIONS[Action.TAKE_LANGUAGE], ink, theme
            )
        room = Box(mark.right + size // 4, row.y, row.right - mark.right - size // 4, row.h)
        yield from text(context, room, name, colour=ink, bold=chosen, down=0.5)


def _still_there(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out a question with the time to answer it."""
    grid, colour, size = context.grid, design.ink(context.theme), context.scale.word
    if grid.portrait:
        ring, words = grid.wide.rows(45, 55, gap=2 * grid.gap)
    else:
        ring, words = grid.wide.columns(36, 64, gap=3 * grid.gap)
    side = min(ring.w, ring.h, round(42 * grid.unit))
    yield from countdown(ring.middle(side, side), view.countdown, colour, context)
    head = height((view.word,), size, True, words.w, fonts.TIGHT)
    said = height((view.line,), context.scale.text, False, words.w, fonts.LEADING)
    top = words.y + max(0, (words.h - head - said - grid.gap) // (3 if grid.portrait else 2))
    place = Box(words.x, top, words.w, min(head, words.h))
    yield from text(
        context,
        place,
        view.word,
        size=size,
        colour=colour,
        bold=True,
        role=Role.ACTION,
        leading=fonts.TIGHT,
    )
    rest = Box(
        words.x, place.bottom + grid.gap, words.w, max(0, words.bottom - place.bottom - grid.gap)
    )
    yield from text(context, rest, view.line)


def _finish(view: View, context: LayoutContext, design: Design) -> Parts:
    """Lay out the end: the figure with ticks at the points done, beside title and sentences."""
    grid, theme = context.grid, context.theme
    yield from pictures.figures(view, context, grid.picture, done=True)
    context = _enlarged(view, context, grid.column, None)
    box = yield from _headed(view, context, grid.column, theme.press, None)
    yield from text(context, box, *view.sentences, leading=fonts.CLOSE)


DESIGNS: Mapping[PageKind, Design] = {
    PageKind.ATTRACT: Design(_attract),
    PageKind.LANGUAGES: Design(_languages, "ready", icons.ACTIONS[Action.LANGUAGES]),
    PageKind.TEXT: Design(_told),
    PageKind.WARNING: Design(_told, "warning", icons.warning),
    PageKind.SCREEN: Design(_listed, "ready"),
    PageKind.QUESTION: Design(_told, "ready", icons.ACTIONS[Action.YES]),
    PageKind.LEFT_OUT: Design(_listed, "ready"),
    PageKind.STOP: Design(_told, "warning", icons.warning),
    PageKind.FIND: Design(stage, "ready"),
    PageKind.LEAD_IN: Design(stage, "ready"),
    PageKind.COUNT_IN: Design(stage, "ready"),
    PageKind.PRESS: Design(stage, "press"),
    PageKind.RELEASE: Design(stage, "release"),
    PageKind.SETTLE: Design(stage, "press", icons.check),
    PageKind.PAUSED: Design(stage, "quiet"),
    PageKind.STILL_THERE: Design(_still_there, "ready"),
    PageKind.FINISH: Design(_finish),
}
