"""The pages of a stage: from finding its point to its end, each with the picture of its place."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.screen import fonts, signs
from kiosk.screen.box import Box
from kiosk.screen.items import Drawing, Paint, Plate
from kiosk.screen.parts import (
    Desk,
    Items,
    Told,
    countdown,
    facts,
    label,
    locator,
    marked_picture,
    progress,
    stack,
)
from kiosk.screen.theme import Colour
from kiosk.view import PageKind, StageCard, View


def _card(view: View) -> StageCard:
    assert view.card is not None  # only stages are laid out with one
    return view.card


def find(view: View, desk: Desk) -> Items:
    """Show where the point is, and how it is pressed."""
    u, card = desk.unit, _card(view)
    yield from marked_picture(view, desk)
    if desk.spare:
        yield from _find_spare(view, desk, card)
        return
    yield from _inset_locator(view, desk)
    title, place, words, how, code = desk.frame.column.rows(13, 10, 47, 24, 6)
    yield from label(desk, title, card.point, largest=11 * u, bold=True, across=0.0)
    green = desk.theme.press
    yield from label(
        desk, place, card.place, largest=6.2 * u, bold=True, colour=green, across=0.0, down=0.2
    )
    yield from label(desk, words, *view.sentences, largest=6 * u, lines=3, across=0.0, down=0.1)
    upper, lower = how.rows(1, 1, gap=round(0.8 * u))
    posture = (lower, signs.person, card.posture_text)
    yield from facts([*_how_to_press(upper, card, desk), posture], desk)
    text = f"{card.codes}  ·  {card.meaning}"
    yield from label(desk, code, text, largest=3.6 * u, colour=desk.theme.quiet, across=0.0)


def _find_spare(view: View, desk: Desk, card: StageCard) -> Items:
    """The point, the sentences that lead to it, and signs of fingers and pressure."""
    u, em = desk.unit, desk.reading.text
    told = (Told((card.point,), em, True), Told(view.sentences, em), 1.1 * em)
    title, words, how = stack(desk.frame.column, *told, gap=round(u))
    yield from label(desk, title, card.point, largest=11 * u, bold=True, across=0.0)
    yield from label(desk, words, *view.sentences, largest=6 * u, lines=3, across=0.0, down=0.1)
    yield from facts(_row(how, how.h, round(1.6 * how.h), card), desk)


def _how_to_press(box: Box, card: StageCard, desk: Desk) -> list[tuple[Box, Paint, str]]:
    fingers, pressure = box.columns(13, 9, gap=round(2 * desk.unit))
    return [
        (fingers, signs.hands(card.fingers, card.fingers_or, card.hands), card.fingers_text),
        (pressure, signs.gauge(card.softest, card.hardest), card.pressure_text),
    ]


def _flanking(box: Box, card: StageCard) -> list[tuple[Box, Paint, str]]:
    """The same signs to either side of what stands in the middle of a box."""
    side = round(min(0.6 * box.h, 0.2 * box.w))
    row = box.middle(box.w, side)
    return _row(row, side, box.w - side, card)


def _row(box: Box, side: int, apart: int, card: StageCard) -> list[tuple[Box, Paint, str]]:
    """The signs of fingers and pressure, so many pixels large and apart."""
    left, right = Box(box.x, box.y, side, side), Box(box.x + apart, box.y, side, side)
    return [
        (left, signs.hands(card.fingers, card.fingers_or, card.hands), ""),
        (right, signs.gauge(card.softest, card.hardest), ""),
    ]


def _inset_locator(view: View, desk: Desk) -> Items:
    u, picture = desk.unit, desk.frame.picture
    tall, margin = round(picture.h * 0.34), round(1.8 * u)
    wide = round(tall * 0.54)
    box = Box(picture.right - wide - margin, picture.y + margin, wide, tall)
    yield Plate(box, desk.theme.wash, round(1.4 * u), max(1, round(0.35 * u)), desk.theme.line)
    yield from locator(view, desk, box.inset(u))


def _action(
    box: Box, view: View, desk: Desk, colour: Colour, largest: float, across: float = 0.5
) -> Items:
    """The action word, in capitals."""
    yield from label(
        desk,
        box,
        view.word.upper(),
        largest=largest * desk.unit,
        bold=True,
        colour=colour,
        lines=2,
        across=across,
        word=True,
    )


def _timed(view: View, desk: Desk, colour: Colour) -> Items:
    """One picture, one action word, one ring, one line."""
    yield from marked_picture(view, desk)
    parts = _parts(desk, view)
    yield from _action(parts.word, view, desk, colour, 17)
    yield from countdown(parts.ring, view.countdown, colour, desk)
    yield from label(desk, parts.line, view.line, *view.sentences, largest=6.2 * desk.unit, lines=3)
    if view.page is not PageKind.RELEASE:
        card = _card(view)
        how = _flanking(parts.how, card) if desk.spare else _how_to_press(parts.how, card, desk)
        yield from facts(how, desk)
    yield from progress(parts.progress, view, desk)


class _Parts(NamedTuple):
    """Where the parts of a timed page stand; the signs of how to press may flank the ring."""

    word: Box
    ring: Box
    line: Box
    how: Box
    progress: Box


RING = 2.0
"""Diameter of the ring that a countdown's digits need, in their ems."""


def _parts(desk: Desk, view: View) -> _Parts:
    """Stack the parts; in portrait the words stand beside the ring, where there is room."""
    column, gap, reading = desk.frame.column, round(desk.unit), desk.reading
    if desk.spare:
        word, ring, line, dots = stack(
            column,
            Told((view.word.upper(),), reading.word, True),
            RING * reading.word,
            Told((view.line, *view.sentences), reading.text),
            0.25 * reading.text,
            gap=gap // 2,
        )
        return _Parts(word, ring, line, ring, dots)
    if not desk.frame.portrait:
        return _Parts(*column.rows(17, 46, 19, 12, 6, gap=gap))
    upper, how, dots = column.rows(72, 19, 9, gap=gap)
    ring, words = upper.columns(45, 55, gap=3 * gap)
    word, line = words.rows(45, 55, gap=gap)
    return _Parts(word, ring, line, how, dots)


def press(view: View, desk: Desk) -> Items:
    """Show the press."""
    yield from _timed(view, desk, desk.theme.press)


def release(view: View, desk: Desk) -> Items:
    """Show the letting go."""
    yield from _timed(view, desk, desk.theme.release)


def ready(view: View, desk: Desk) -> Items:
    """Show the count-in, the end of the way to a press."""
    yield from _timed(view, desk, desk.theme.ready)


def lead_in(view: View, desk: Desk) -> Items:
    """The way to a stage: a smaller ring, and what to do until it has emptied."""
    u, card, gap = desk.unit, _card(view), round(desk.unit)
    blue, green = desk.theme.ready, desk.theme.press
    yield from marked_picture(view, desk)
    if desk.spare:
        yield from _lead_in_spare(view, desk)
        return
    yield from _inset_locator(view, desk)
    head, place, words, how, dots = desk.frame.column.rows(27, 9, 46, 12, 6, gap=gap)
    ring, word = head.columns(36, 64, gap=2 * gap)
    yield from countdown(ring, view.countdown, blue, desk)
    yield from _action(word, view, desk, blue, 12, across=0.0)
    yield from label(desk, place, card.place, largest=6 * u, bold=True, colour=green, across=0.0)
    yield from label(desk, words, *view.sentences, largest=6.4 * u, lines=3, across=0.0, down=0.1)
    yield from facts(_how_to_press(how, card, desk), desk)
    yield from progress(dots, view, desk)


def _lead_in_spare(view: View, desk: Desk) -> Items:
    """The ring with the word beside it, over what to do."""
    u, gap, reading = desk.unit, round(desk.unit), desk.reading
    column, side = desk.frame.column, round(RING * reading.word)
    beside = column.w - side - 2 * gap
    tall = max(side, fonts.put((view.word.upper(),), reading.word, True, beside).height)
    head, words = stack(column, tall, Told(view.sentences, reading.text), gap=gap)
    ring, word = head.columns(side, beside, gap=2 * gap)
    yield from countdown(ring, view.countdown, desk.theme.ready, desk)
    yield from _action(word, view, desk, desk.theme.ready, 12, across=0.0)
    yield from label(desk, words, *view.sentences, largest=6.4 * u, lines=3, across=0.0, down=0.1)


def done(view: View, desk: Desk) -> Items:
    """Show that a stage is done."""
    u, parts = desk.unit, _parts(desk, view)
    yield from marked_picture(view, desk)
    yield from _action(parts.word, view, desk, desk.theme.press, 14)
    side = parts.ring.square().w * 0.8
    yield Drawing(parts.ring.middle(side, side), signs.check, desk.theme.press, desk.theme)
    yield from label(desk, parts.line, view.line, largest=6.2 * u, lines=3)
    yield from progress(parts.progress, view, desk)


def paused(view: View, desk: Desk) -> Items:
    """Show what is held."""
    yield from _timed(view, desk, desk.theme.quiet)
