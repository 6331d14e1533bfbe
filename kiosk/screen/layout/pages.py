"""Lays out a view as a scene: a kind of page is a layout of its words, a colour and a sign."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from itertools import product

from kiosk.screen.layout import clinic, options, pictures
from kiosk.screen.layout.elements import (
    Design,
    Element,
    Elements,
    LayoutContext,
    Moment,
    below,
    bloom,
    blossom,
    countdown,
    fits,
    height,
    soft_keys,
    text,
    title,
)
from kiosk.screen.layout.stage import stage
from kiosk.screen.paint import flower, fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Disc, Drawing, Fill, Item, Label, Role
from kiosk.screen.paint.question_signs import SIGNS
from kiosk.screen.paint.scene import Scene
from kiosk.screen.paint.theme import Colour, mix
from kiosk.session.keys import Action
from kiosk.session.view import PageKind, View

Layout = tuple[Element, ...]
"""Elements from back to front. The first fills the whole page."""


def layout(view: View, context: LayoutContext) -> Layout:
    """Lay out a page, independent of the time and of its countdown."""
    design = DESIGNS[view.page]
    elements: list[Element] = [Fill(context.grid.page, context.theme.paper)]
    elements += design.words(view, context, design)
    if view.keys:
        elements += soft_keys(view.keys, context)
    return tuple(elements)


def at(elements: Iterable[Element], moment: Moment) -> Scene:
    """Return the elements of a page as they look at a moment."""
    return tuple(each if isinstance(each, Item) else each(moment) for each in elements)


def moment(view: View, now: float) -> Moment:
    """Return the moment of a view at ``now`` (seconds)."""
    return Moment(now, view.countdown.left if view.countdown else 0.0, view.since or 0.0)


def scene(view: View, context: LayoutContext, now: float) -> Scene:
    """Return the scene of a page at ``now`` (seconds)."""
    return at(layout(view, context), moment(view, now))


def _told(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out a title over sentences, beside a picture, an emergency number, a ring or a sign.

    Few words are set larger and, where a question does not need the room, beside a picture as large
    as a stage's; very many take the room of what would stand beside them.
    """
    grid, colour, words = context.grid, design.ink(context.theme), (view.line, *view.sentences)
    listed = view.page is PageKind.QUESTION and not view.points
    panels = [] if listed else [(grid.picture, grid.column)]
    panels.append((grid.aside, grid.beside))

    def room(box: Box, title: int, said: int) -> bool:
        left = _below_title(view, context, box, title)
        tall = height(words, said, False, box.w, fonts.CLOSE)
        return tall <= left.h and fits(view.word, title, box)

    title, said, heading = context.scale.title, context.scale.text, context.scale.word
    large = heading if view.countdown else min(heading, round(LARGER * title))
    sizes = (large, round(LARGER * said)), (large, said), (title, said)
    tries = [(*panel, *each) for panel, each in product(panels, sizes)]
    last = (*panels[-1], title, said) if view.number else (None, grid.wide, title, said)
    frame, box, title, said = next((each for each in tries if room(*each[1:])), last)
    if frame:
        yield from _beside(view, context, design, frame)
    left = yield from _headed(view, context, box, colour, title)
    yield from text(context, left, *words, size=said, leading=fonts.CLOSE)


def _beside(view: View, context: LayoutContext, design: Design, box: Box) -> Elements:
    """Lay out what stands beside a text and shows its subject at a glance."""
    theme, colour = context.theme, design.ink(context.theme)
    name = next((each for each in view.pictures if each in context.album.pictures), "")
    drawn = [SIGNS[each] for each in view.pictures if each in SIGNS]
    sign = next(iter(drawn), design.sign)
    if name:
        yield Fill(box, theme.wash)
    if view.points and name:
        yield from pictures.figure(name, view, context, box, zoom=NEAR)
    elif name:
        yield from pictures.whole(name, context, box)
    elif view.number:
        room, most = box.inset(context.grid.gap), min(box.w, box.h)
        size = fonts.fit((view.number,), room.w, room.h, True, most).px
        yield Fill(box, colour)
        yield Label(
            room,
            fonts.FittedText(size, (view.number,)),
            True,
            theme.reverse,
            size=min(size, context.scale.word),
            role=Role.ACTION,
        )
    elif view.countdown:
        yield Fill(box, mix(theme.paper, colour, TINT))
        yield from countdown(box.inset(2 * context.grid.gap), view.countdown, colour, context)
    elif sign:
        side = round(SIGN * min(box.w, box.h))
        yield Fill(box, mix(theme.paper, colour, TINT))
        yield Drawing(box.middle(side, side), sign, colour, theme)


NEAR = 1.9
"""How much larger than its frame the figure is that shows what a question is about."""

TINT = 0.08
"""How much of a page's colour is in the ground of its sign."""

SIGN = 0.66
"""The side of a sign beside a text, as a fraction of its frame's shorter side."""

LARGER = 1.25
"""How much larger the words of a text page are where they have room."""


def _headed(
    view: View, context: LayoutContext, box: Box, colour: Colour, size: int = 0
) -> Generator[Element, None, Box]:
    """Lay out a title, and above it which page of several this is; return the rest."""
    if view.part and view.part.of > 1:
        tall = round(0.7 * context.grid.segments.h)
        line = Box(box.x, box.y - tall - 1, box.w, tall)
        yield Drawing(line, icons.segments(view.part.number, view.part.of), colour, context.theme)
    rest = _below_title(view, context, box, size)
    yield from title(context, Box(*box[:3], rest.y - box.y), view.word, colour, size)
    return rest


def _below_title(view: View, context: LayoutContext, box: Box, size: int = 0) -> Box:
    """Return what a title leaves of a box."""
    size = size or context.scale.title
    tall = height((view.word,), size, True, box.w, fonts.TIGHT)
    return below(box, tall, context.grid.gap // 2)


def _listed(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out a title over lines with bullets, and a sentence below them."""
    grid, colour, size = context.grid, design.ink(context.theme), context.scale.text
    box = yield from _headed(view, context, grid.wide, colour)
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


def _attract(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out the offer, or a list of several, beside the figure or a preview of a picture."""
    grid = context.grid
    if not view.options:
        frame = yield from clinic.foot(view, context, grid.picture)
        yield from _shown(view, context, frame, grid.picture)
        yield from _offer(view, context, grid.column)
        return
    left = clinic.below(view, context, grid.beside)
    narrow = view.notice or options.fits(view, context, left)
    if narrow:
        yield from _shown(view, context, grid.aside, grid.aside)
    box = yield from clinic.head(view, context, grid.beside if narrow else grid.wide)
    yield from options.routines(view, context, box)


def _shown(view: View, context: LayoutContext, frame: Box, aside: Box) -> Elements:
    """Lay out the figure, or a preview of a picture, and a notice at the foot."""
    if view.pictures:
        yield Fill(frame, context.theme.wash)
        yield from pictures.whole(view.pictures[0], context, frame)
    else:
        yield from pictures.figures(view, context, frame)
    if view.notice:
        yield from _notice(view.notice, context, aside)


def _offer(view: View, context: LayoutContext, box: Box) -> Elements:
    """Lay out what the only routine offers."""
    gap, scale, theme = context.grid.gap // 2, context.scale, context.theme
    told = (*view.sentences, view.duration)

    def room(said: Sequence[str]) -> Box:
        tall = height(said, scale.text, False, box.w, fonts.TIGHT)
        return Box(box.x, box.y, box.w, max(0, box.h - tall - gap))

    # The key says how to start, so a large title comes before the sentence that does.
    tries = product((scale.word, scale.title, scale.text), ((*told, view.line), told))
    fitting = ((size, said) for size, said in tries if fits(view.word, size, room(said)))
    size, said = next(fitting, (scale.text, told))
    offer = room(said)
    used = min(offer.h, height((view.word,), size, True, box.w, fonts.TIGHT))
    head = Box(box.x, box.y + (offer.h - used) // 2, box.w, used)
    yield from title(context, head, view.word, theme.press, size)
    words = below(box, head.bottom - box.y, gap)
    yield from text(context, words, *said, leading=fonts.CLOSE)


def _notice(words: str, context: LayoutContext, aside: Box) -> Elements:
    """Lay out a strip at the foot of the picture for the caretaker: to read from close by."""
    grid, size = context.grid, max(12, round(0.7 * context.scale.small))
    room = aside.inset(grid.gap)
    tall = height((words,), size, False, room.w, fonts.LEADING) + 2 * grid.gap
    strip = Box(aside.x, aside.bottom - tall, aside.w, tall)
    yield Fill(strip, context.theme.warning)
    yield from text(context, strip.inset(grid.gap), words, size=size, colour=context.theme.reverse)


def _languages(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out all languages in their own names, the chosen one on a plate."""
    grid, size = context.grid, context.scale.text
    yield from _beside(view, context, design, grid.aside)
    box = yield from _headed(view, context, grid.beside, design.ink(context.theme))
    tall = round(1.36 * size)
    columns = 1 if len(view.options) * tall <= box.h else 2
    rows = -(-len(view.options) // columns)
    places = [
        Box(column.x, column.y + number * tall, column.w, tall)
        for column in box.columns(*[1] * columns, gap=grid.gap)
        for number in range(rows)
    ]
    for number, (row, name) in enumerate(zip(places, view.options, strict=False)):
        yield from options.option(view, context, row, name, number == view.chosen)


def _finish(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out the end: a flower that opens, a petal for each point, beside title and sentences."""
    grid, theme = context.grid, context.theme
    frame, done = (yield from clinic.foot(view, context, grid.picture)), set(view.points.values())
    yield Fill(frame, theme.wash)
    if done:
        petals = range(max(flower.FEWEST, *done))
        yield blossom(bloom(frame), [petal + 1 in done for petal in petals], petals, context)
    else:
        yield Drawing(bloom(frame), flower.whole, theme.press, theme)
    column, scale = grid.column, context.scale
    said = height(view.sentences, scale.text, False, column.w, fonts.CLOSE)
    large = fits(view.word, scale.word, column)
    large = large and said <= _below_title(view, context, column, scale.word).h
    size = scale.word if large else scale.title
    box = yield from _headed(view, context, column, theme.press, size)
    yield from text(context, box, *view.sentences, leading=fonts.CLOSE)


def blooms(view: View) -> bool:
    """Return whether a flower is still opening: at the end, or a petal after a stage."""
    blooming = view.page in (PageKind.FINISH, PageKind.SETTLE)
    return view.since is not None and blooming and view.since < OPEN


OPEN = 10.0
"""Seconds in which the flower of any routine is surely open."""

DESIGNS: Mapping[PageKind, Design] = {
    PageKind.ATTRACT: Design(_attract),
    PageKind.LANGUAGES: Design(_languages, "ready", icons.ACTIONS[Action.LANGUAGES]),
    PageKind.TEXT: Design(_told, sign=flower.whole),
    PageKind.WARNING: Design(_told, "warning", icons.warning),
    PageKind.SCREEN: Design(_listed, "ready"),
    PageKind.QUESTION: Design(_told, "ready", icons.ACTIONS[Action.YES]),
    PageKind.LEFT_OUT: Design(_listed, "ready"),
    PageKind.STOP: Design(_told, "warning", icons.warning),
    PageKind.PRECAUTION: Design(_told, "ready", icons.ACTIONS[Action.YES]),
    PageKind.FIND: Design(stage, "ready"),
    PageKind.LEAD_IN: Design(stage, "ready"),
    PageKind.COUNT_IN: Design(stage, "ready"),
    PageKind.PRESS: Design(stage, "press"),
    PageKind.RELEASE: Design(stage, "release"),
    PageKind.SETTLE: Design(stage),
    PageKind.PAUSED: Design(stage, "quiet"),
    PageKind.STILL_THERE: Design(_told, "ready"),
    PageKind.FINISH: Design(_finish),
}
