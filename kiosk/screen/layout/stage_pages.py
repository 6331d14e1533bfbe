"""The pages of a stage, from finding its point to its end, each with the picture of its place."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.screen.layout.widgets import (
    LayoutContext,
    Parts,
    TextBlock,
    countdown,
    facts,
    label,
    locator,
    marked_picture,
    progress,
    stack,
)
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Drawing, Paint, Plate, Role
from kiosk.screen.paint.theme import Colour
from kiosk.session.view import PageKind, StageCard, View


def _card(view: View) -> StageCard:
    assert view.card is not None  # every page of a stage has one
    return view.card


def find(view: View, context: LayoutContext) -> Parts:
    """Lay out the page that shows where the point is and how to press it."""
    u, card = context.unit, _card(view)
    yield from marked_picture(view, context)
    if context.compact:
        yield from _find_compact(view, context, card)
        return
    yield from _inset_locator(view, context)
    title, place, words, how, code = context.frame.column.rows(13, 10, 47, 24, 6)
    yield from label(
        context, title, card.point, largest=11 * u, bold=True, across=0.0, role=Role.FACT
    )
    green = context.theme.press
    yield from label(
        context,
        place,
        card.place,
        largest=6.2 * u,
        bold=True,
        colour=green,
        across=0.0,
        down=0.2,
        role=Role.FACT,
    )
    yield from label(context, words, *view.sentences, largest=6 * u, lines=3, across=0.0, down=0.1)
    upper, lower = how.rows(1, 1, gap=round(0.8 * u))
    posture = (lower, icons.person, card.posture_text)
    yield from facts([*_how_to_press(upper, card, context), posture], context)
    text = f"{card.codes}  ·  {card.meaning}"
    yield from label(
        context,
        code,
        text,
        largest=3.6 * u,
        colour=context.theme.quiet,
        across=0.0,
        role=Role.SMALL_PRINT,
    )


def _find_compact(view: View, context: LayoutContext, card: StageCard) -> Parts:
    """Lay out the point, the sentences that lead to it, and signs of fingers and pressure."""
    u, em = context.unit, context.minimum_text.text
    blocks = (TextBlock((card.point,), em, True), TextBlock(view.sentences, em), 1.1 * em)
    title, words, how = stack(context.frame.column, *blocks, gap=round(u))
    yield from label(
        context, title, card.point, largest=11 * u, bold=True, across=0.0, role=Role.FACT
    )
    yield from label(context, words, *view.sentences, largest=6 * u, lines=3, across=0.0, down=0.1)
    yield from facts(_row(how, how.h, round(1.6 * how.h), card), context)


def _how_to_press(
    box: Box, card: StageCard, context: LayoutContext
) -> list[tuple[Box, Paint, str]]:
    fingers, pressure = box.columns(13, 9, gap=round(2 * context.unit))
    return [
        (fingers, icons.hands(card.fingers, card.fingers_or, card.hands), card.fingers_text),
        (pressure, icons.gauge(card.softest, card.hardest), card.pressure_text),
    ]


def _flanking(box: Box, card: StageCard) -> list[tuple[Box, Paint, str]]:
    """Return the signs on either side of what is in the middle of a box."""
    side = round(min(0.6 * box.h, 0.2 * box.w))
    row = box.middle(box.w, side)
    return _row(row, side, box.w - side, card)


def _row(box: Box, side: int, apart: int, card: StageCard) -> list[tuple[Box, Paint, str]]:
    """Return the signs of fingers and pressure: ``side`` pixels large, ``apart`` pixels apart."""
    left, right = Box(box.x, box.y, side, side), Box(box.x + apart, box.y, side, side)
    return [
        (left, icons.hands(card.fingers, card.fingers_or, card.hands), ""),
        (right, icons.gauge(card.softest, card.hardest), ""),
    ]


def _inset_locator(view: View, context: LayoutContext) -> Parts:
    u, picture = context.unit, context.frame.picture
    tall, margin = round(picture.h * 0.34), round(1.8 * u)
    wide = round(tall * 0.54)
    box = Box(picture.right - wide - margin, picture.y + margin, wide, tall)
    yield Plate(
        box, context.theme.wash, round(1.4 * u), max(1, round(0.35 * u)), context.theme.line
    )
    yield from locator(view, context, box.inset(u))


def _action(
    box: Box,
    view: View,
    context: LayoutContext,
    colour: Colour,
    largest: float,
    across: float = 0.5,
) -> Parts:
    """Lay out the action word in capitals."""
    yield from label(
        context,
        box,
        view.word.upper(),
        largest=largest * context.unit,
        bold=True,
        colour=colour,
        lines=2,
        across=across,
        role=Role.ACTION,
    )


def _timed(view: View, context: LayoutContext, colour: Colour) -> Parts:
    """Lay out one picture, one action word, one ring and one line."""
    yield from marked_picture(view, context)
    parts = _parts(context, view)
    yield from _action(parts.word, view, context, colour, 17)
    yield from countdown(parts.ring, view.countdown, colour, context)
    yield from label(
        context, parts.line, view.line, *view.sentences, largest=6.2 * context.unit, lines=3
    )
    if view.page is not PageKind.RELEASE:
        card = _card(view)
        how = (
            _flanking(parts.how, card)
            if context.compact
            else _how_to_press(parts.how, card, context)
        )
        yield from facts(how, context)
    yield from progress(parts.progress, view, context)


class _Parts(NamedTuple):
    """The boxes of a timed page's parts; the signs of how to press may flank the ring."""

    word: Box
    ring: Box
    line: Box
    how: Box
    progress: Box


RING = 2.0
"""Diameter of a countdown's ring, in ems of its digits."""


def _parts(context: LayoutContext, view: View) -> _Parts:
    """Stack the parts; in portrait the words are beside the ring if there is room."""
    column, gap, minimum_text = context.frame.column, round(context.unit), context.minimum_text
    if context.compact:
        word, ring, line, dots = stack(
            column,
            TextBlock((view.word.upper(),), minimum_text.word, True),
            RING * minimum_text.word,
            TextBlock((view.line, *view.sentences), minimum_text.text),
            0.25 * minimum_text.text,
            gap=gap // 2,
        )
        return _Parts(word, ring, line, ring, dots)
    if not context.frame.portrait:
        return _Parts(*column.rows(17, 46, 19, 12, 6, gap=gap))
    upper, how, dots = column.rows(72, 19, 9, gap=gap)
    ring, words = upper.columns(45, 55, gap=3 * gap)
    word, line = words.rows(45, 55, gap=gap)
    return _Parts(word, ring, line, how, dots)


def press(view: View, context: LayoutContext) -> Parts:
    """Lay out the page of a press."""
    yield from _timed(view, context, context.theme.press)


def release(view: View, context: LayoutContext) -> Parts:
    """Lay out the page of a release."""
    yield from _timed(view, context, context.theme.release)


def ready(view: View, context: LayoutContext) -> Parts:
    """Lay out the page of the count-in before a press."""
    yield from _timed(view, context, context.theme.ready)


def lead_in(view: View, context: LayoutContext) -> Parts:
    """Lay out the lead-in to a stage: a smaller ring, and what to do until it is empty."""
    u, card, gap = context.unit, _card(view), round(context.unit)
    blue, green = context.theme.ready, context.theme.press
    yield from marked_picture(view, context)
    if context.compact:
        yield from _lead_in_compact(view, context)
        return
    yield from _inset_locator(view, context)
    head, place, words, how, dots = context.frame.column.rows(27, 9, 46, 12, 6, gap=gap)
    ring, word = head.columns(36, 64, gap=2 * gap)
    yield from countdown(ring, view.countdown, blue, context)
    yield from _action(word, view, context, blue, 12, across=0.0)
    yield from label(
        context,
        place,
        card.place,
        largest=6 * u,
        bold=True,
        colour=green,
        across=0.0,
        role=Role.FACT,
    )
    yield from label(
        context, words, *view.sentences, largest=6.4 * u, lines=3, across=0.0, down=0.1
    )
    yield from facts(_how_to_press(how, card, context), context)
    yield from progress(dots, view, context)


def _lead_in_compact(view: View, context: LayoutContext) -> Parts:
    """Lay out the ring with the word beside it, above what to do."""
    u, gap, minimum_text = context.unit, round(context.unit), context.minimum_text
    column, side = context.frame.column, round(RING * minimum_text.word)
    beside = column.w - side - 2 * gap
    tall = max(side, fonts.put((view.word.upper(),), minimum_text.word, True, beside).height)
    head, words = stack(column, tall, TextBlock(view.sentences, minimum_text.text), gap=gap)
    ring, word = head.columns(side, beside, gap=2 * gap)
    yield from countdown(ring, view.countdown, context.theme.ready, context)
    yield from _action(word, view, context, context.theme.ready, 12, across=0.0)
    yield from label(
        context, words, *view.sentences, largest=6.4 * u, lines=3, across=0.0, down=0.1
    )


def done(view: View, context: LayoutContext) -> Parts:
    """Lay out the page of a finished stage."""
    u, parts = context.unit, _parts(context, view)
    yield from marked_picture(view, context)
    yield from _action(parts.word, view, context, context.theme.press, 14)
    side = parts.ring.square().w * 0.8
    yield Drawing(parts.ring.middle(side, side), icons.check, context.theme.press, context.theme)
    yield from label(context, parts.line, view.line, largest=6.2 * u, lines=3)
    yield from progress(parts.progress, view, context)


def paused(view: View, context: LayoutContext) -> Parts:
    """Lay out the page of a paused stage."""
    yield from _timed(view, context, context.theme.quiet)
