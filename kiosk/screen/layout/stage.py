"""Lays out the pages of a stage: picture, progress, word, ring and sentence stay in place."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace

from kiosk.screen.layout import pictures
from kiosk.screen.layout.elements import (
    Design,
    Element,
    Elements,
    LayoutContext,
    bloom,
    blossom,
    breath,
    countdown,
    fits,
    height,
    how_to_press,
    part_of,
    progress,
    text,
)
from kiosk.screen.paint import flower, fonts
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Fill, Role
from kiosk.screen.paint.theme import Colour
from kiosk.session.view import PageKind, StageCard, View

LOCATED = 1.7
"""How much larger than its box the figure is that shows where on the body a place is."""

AFAR = (PageKind.COUNT_IN, PageKind.PRESS, PageKind.RELEASE, PageKind.PAUSED)
"""Pages whose word for pressing is read from afar; elsewhere a long word is as large as a title."""


def stage(view: View, context: LayoutContext, design: Design) -> Elements:
    """Lay out a page of a stage: every slot of the grid."""
    grid, colour, card = context.grid, design.ink(context.theme), view.card
    assert card is not None  # every page of a stage has one
    settles = view.page is PageKind.SETTLE
    breathes = view.since is not None and not settles and not context.calm
    reached = view.progress
    opens = settles and reached is not None and reached.finished
    if opens:
        yield Fill(grid.picture, context.theme.wash)
    else:
        yield from pictures.stage_picture(view, context, grid.picture)
    yield from progress(view, context)
    strength = ""
    if view.part:
        yield from part_of(view, context, grid.note)
    elif not settles:
        strength = yield from how_to_press(view, context, grid.note)
    if settles and reached:
        petals = range(max(flower.FEWEST, reached.of))
        done = [petal < reached.done for petal in petals]
        newest = petals[reached.number - 1 : reached.done]
        box = bloom(grid.picture) if opens else grid.ring.square()
        yield blossom(box, done, newest, context)
    elif view.countdown:
        yield from countdown(grid.ring, view.countdown, colour, context, breathes)
    elif card.locator:
        locator = replace(view, points={(card.code, side): 0 for side in card.sides})
        yield from pictures.figure(card.locator, locator, context, grid.ring, zoom=LOCATED)
    if view.page is PageKind.FIND:
        yield from _place(view, card, context, colour)
        return
    afar = (view.page in AFAR and card.code) or fits(view.word, context.scale.word, grid.word)
    size, role = context.scale.title, Role.TEXT
    if afar:
        size, role = context.scale.word, Role.ACTION
    yield from text(
        context, grid.word, view.word, size=size, colour=colour, bold=True, down=0.5, role=role
    )
    box, words = grid.sentence, (view.line, *view.sentences)
    told = (strength, *words)
    if strength and height(told, context.scale.text, False, box.w, fonts.TIGHT) <= box.h:
        words = told
    if breathes and any(view.breathing):
        box = yield from _breathing(view, words, context, colour)
    yield from text(context, box, *words)


def _place(view: View, card: StageCard, context: LayoutContext, colour: Colour) -> Elements:
    """Lay out the name of a place with its code, an instruction, and how the page goes on."""
    grid, scale = context.grid, context.scale
    line, down = grid.word, 0.0 if view.line else 0.5
    code = fonts.width(card.code, scale.small, False)
    yield from text(context, line, view.word, size=scale.title, colour=colour, bold=True, down=down)
    if fonts.width(view.word, scale.title, True) + code + scale.small // 4 <= line.w:
        quiet = context.theme.quiet
        yield from text(
            context, line, card.code, size=scale.small, colour=quiet, across=1.0, down=down
        )
    box = grid.sentence
    if view.line:
        top = line.y + round(1.1 * scale.title)
        box = Box(line.x, top, line.w, box.bottom - top)
    yield from text(context, box, *view.sentences, view.line)


def _breathing(
    view: View, words: Sequence[str], context: LayoutContext, colour: Colour
) -> Generator[Element, None, Box]:
    """Lay out "Breathe in" at the foot, as large as fits; return the sentence's box."""
    box, scale = context.grid.sentence, context.scale
    said = height(words, scale.text, False, box.w, fonts.TIGHT)
    sizes = (size for size in (scale.title, scale.text) if said + round(1.2 * size) <= box.h)
    if not (size := next(sizes, 0)):
        return box
    tall = round(1.2 * size)
    yield from breath(view, Box(box.x, box.bottom - tall, box.w, tall), colour, size)
    return Box(box.x, box.y, box.w, box.h - tall)
