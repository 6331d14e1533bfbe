"""Lays a view out as a scene: one function a page, each for landscape and portrait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kiosk.screen import fonts, signs
from kiosk.screen.box import Box
from kiosk.screen.items import Disc, Drawing, Fill, Item, Paint, Plate
from kiosk.screen.parts import (
    Desk,
    Items,
    common_size,
    countdown,
    facts,
    figure,
    label,
    locator,
    marked_picture,
    progress,
    soft_keys,
)
from kiosk.screen.scene import Scene
from kiosk.screen.theme import THEME, Colour
from kiosk.view import PageKind, StageCard, View


def scene(view: View, desk: Desk, now: float) -> Scene:
    """Lay out a page as it looks at ``now`` (seconds)."""
    items: list[Item] = [Fill(desk.frame.page, THEME.paper)]
    items += PAGES[view.page](view, desk, now)
    if view.keys:
        items += soft_keys(view.keys, desk.frame)
    return tuple(items)


def _attract(view: View, desk: Desk, now: float) -> Items:
    u, points = desk.unit, view.points
    yield Fill(desk.frame.picture, THEME.wash)
    front, back = desk.frame.picture.inset(4 * u, 2 * u).columns(1, 1, gap=round(2 * u))
    yield from figure("locator.front", points, desk, front)
    yield from figure("locator.back", points, desk, back)
    title, summary, minutes, line = desk.frame.column.inset(u, 3 * u).rows(30, 26, 12, 22)
    yield from label(title, view.word, largest=17 * u, bold=True, lines=2, colour=THEME.press)
    yield from label(summary, view.sentences[0], largest=7 * u, lines=3)
    yield from label(minutes, view.sentences[1], largest=6 * u, colour=THEME.quiet)
    green = THEME.keys[view.keys[0].key]
    yield from label(line, view.line, largest=7 * u, bold=True, lines=2, colour=green)
    if view.notice:
        yield from _notice(view.notice, desk)


def _notice(text: str, desk: Desk) -> Items:
    """A strip at the foot of the picture, as high as its words need: for who stands close."""
    u, picture = desk.unit, desk.frame.picture
    room = picture.inset(2 * u, 20 * u)
    height = fonts.fit((text,), room.w, room.h, False, int(4.6 * u), 6).height + round(3 * u)
    strip = Box(picture.x, picture.bottom - height, picture.w, height)
    yield Fill(strip, THEME.warning)
    words = strip.inset(2 * u, u)
    yield from label(words, text, largest=4.6 * u, lines=6, colour=THEME.white, across=0.0)


def _text(view: View, desk: Desk, now: float) -> Items:
    body = desk.frame.body.inset(5 * desk.unit, 4 * desk.unit)
    yield from _words(view, desk, THEME.press, body)


def _warning(view: View, desk: Desk, now: float) -> Items:
    yield from _signed(view, desk, THEME.warning, signs.warning)


def _finish(view: View, desk: Desk, now: float) -> Items:
    yield from _signed(view, desk, THEME.press, signs.check)


def _beside(desk: Desk) -> tuple[Box, Box]:
    """Where a sign stands, and the words beside or below it."""
    u = desk.unit
    body = desk.frame.body.inset(5 * u, 4 * u)
    if desk.frame.portrait:
        side, words = body.rows(24, 76, gap=round(3 * u))
    else:
        side, words = body.columns(24, 76, gap=round(5 * u))
    return side, words


def _signed(view: View, desk: Desk, colour: Colour, sign: Paint) -> Items:
    """A title and its sentences with a sign."""
    side, words = _beside(desk)
    square = min(side.w, side.h, round(34 * desk.unit))
    yield Drawing(side.middle(square, square), sign, colour)
    yield from _words(view, desk, colour, words)


def _words(view: View, desk: Desk, colour: Colour, box: Box) -> Items:
    """A title over a few sentences."""
    u = desk.unit
    title, words = box.rows(24, 76, gap=round(2 * u))
    yield from label(
        title, view.word, largest=11 * u, bold=True, colour=colour, lines=2, across=0.0, down=0.7
    )
    yield from label(words, *view.sentences, largest=7 * u, lines=3, across=0.0, down=0.2)


def _question(view: View, desk: Desk, now: float) -> Items:
    """A question with its sign, or with the figure that shows the places it asks about."""
    if not view.points:
        yield from _signed(view, desk, THEME.ready, signs.question)
        return
    side, words = _beside(desk)
    yield from figure(view.pictures[0], view.points, desk, side)
    yield from _words(view, desk, THEME.ready, words)


def _list(view: View, desk: Desk, now: float) -> Items:
    """A title over short lines, in two columns where the page is wide and they are many."""
    u, body = desk.unit, desk.frame.body.inset(4 * desk.unit, 3 * desk.unit)
    title, lines = body.rows(15, 85, gap=round(2 * u))
    yield from label(title, view.word, largest=10 * u, bold=True, colour=THEME.ready, across=0.0)
    columns = 1 if desk.frame.portrait or len(view.sentences) <= 5 else 2
    rows = max(5, -(-len(view.sentences) // columns))
    boxes = [
        row
        for column in lines.columns(*[1] * columns, gap=round(4 * u))
        for row in column.rows(*[1] * rows, gap=round(u))
    ]
    dot = round(2.2 * u)
    rooms = [Box(box.x + 2 * dot, box.y, box.w - 2 * dot, box.h) for box in boxes]
    told = list(zip(rooms, view.sentences, strict=False))
    px = common_size([room for room, _ in told], [text for _, text in told], 6 * u, False, 2)
    for room, text in told:
        yield Disc(Box(room.x - 2 * dot, room.centre[1] - dot // 2, dot, dot), THEME.ready)
        yield from label(room, text, largest=px, lines=2, across=0.0)


def _card(view: View) -> StageCard:
    assert view.card is not None  # only stages are laid out with one
    return view.card


def _find(view: View, desk: Desk, now: float) -> Items:
    u, card = desk.unit, _card(view)
    yield from marked_picture(view, desk, now)
    yield from _inset_locator(view, desk)
    title, place, words, how, code = desk.frame.column.rows(13, 10, 47, 24, 6)
    yield from label(title, card.point, largest=11 * u, bold=True, across=0.0)
    yield from label(
        place, card.place, largest=6.2 * u, bold=True, colour=THEME.press, across=0.0, down=0.2
    )
    yield from label(words, *view.sentences, largest=6 * u, lines=3, across=0.0, down=0.1)
    upper, lower = how.rows(1, 1, gap=round(0.8 * u))
    posture = (lower, signs.person, card.posture_text)
    yield from facts([*_how_to_press(upper, card, desk), posture], desk)
    text = f"{card.codes}  ·  {card.meaning}"
    yield from label(code, text, largest=3.6 * u, colour=THEME.quiet, across=0.0)


def _how_to_press(box: Box, card: StageCard, desk: Desk) -> list[tuple[Box, Paint, str]]:
    fingers, pressure = box.columns(13, 9, gap=round(2 * desk.unit))
    return [
        (fingers, signs.hands(card.fingers, card.hands), card.fingers_text),
        (pressure, signs.gauge(card.softest, card.hardest), card.pressure_text),
    ]


def _inset_locator(view: View, desk: Desk) -> Items:
    u, picture = desk.unit, desk.frame.picture
    tall, margin = round(picture.h * 0.34), round(1.8 * u)
    wide = round(tall * 0.54)
    box = Box(picture.right - wide - margin, picture.y + margin, wide, tall)
    yield Plate(box, THEME.wash, round(1.4 * u), max(1, round(0.35 * u)), THEME.line)
    yield from locator(view, desk, box.inset(u))


def _timed(view: View, desk: Desk, now: float, colour: Colour) -> Items:
    """One picture, one action word, one ring, one line."""
    yield from marked_picture(view, desk, now)
    parts = _parts(desk)
    yield from label(
        parts.word, view.word.upper(), largest=17 * desk.unit, bold=True, colour=colour, lines=2
    )
    yield from countdown(parts.ring, view.countdown, colour, desk)
    yield from label(parts.line, view.line, *view.sentences, largest=6.2 * desk.unit, lines=3)
    if view.page is not PageKind.RELEASE:
        yield from facts(_how_to_press(parts.how, _card(view), desk), desk)
    yield from progress(parts.progress, view)


class _Parts(NamedTuple):
    """Where the parts of a timed page stand."""

    word: Box
    ring: Box
    line: Box
    how: Box
    progress: Box


def _parts(desk: Desk) -> _Parts:
    """Stack the parts; in portrait the words stand beside the ring."""
    column, gap = desk.frame.column, round(desk.unit)
    if not desk.frame.portrait:
        return _Parts(*column.rows(17, 46, 19, 12, 6, gap=gap))
    upper, how, dots = column.rows(72, 19, 9, gap=gap)
    ring, words = upper.columns(45, 55, gap=3 * gap)
    word, line = words.rows(45, 55, gap=gap)
    return _Parts(word, ring, line, how, dots)


def _press(view: View, desk: Desk, now: float) -> Items:
    yield from _timed(view, desk, now, THEME.press)


def _release(view: View, desk: Desk, now: float) -> Items:
    yield from _timed(view, desk, now, THEME.release)


def _ready(view: View, desk: Desk, now: float) -> Items:
    yield from _timed(view, desk, now, THEME.ready)


def _lead_in(view: View, desk: Desk, now: float) -> Items:
    """The way to a stage: a smaller ring, and what to do until it has emptied."""
    u, card, gap = desk.unit, _card(view), round(desk.unit)
    yield from marked_picture(view, desk, now)
    yield from _inset_locator(view, desk)
    head, place, words, how, dots = desk.frame.column.rows(27, 9, 46, 12, 6, gap=gap)
    ring, word = head.columns(36, 64, gap=2 * gap)
    yield from countdown(ring, view.countdown, THEME.ready, desk)
    yield from label(
        word, view.word.upper(), largest=12 * u, bold=True, colour=THEME.ready, lines=2, across=0.0
    )
    yield from label(place, card.place, largest=6 * u, bold=True, colour=THEME.press, across=0.0)
    yield from label(words, *view.sentences, largest=6.4 * u, lines=3, across=0.0, down=0.1)
    yield from facts(_how_to_press(how, card, desk), desk)
    yield from progress(dots, view)


def _done(view: View, desk: Desk, now: float) -> Items:
    u, parts = desk.unit, _parts(desk)
    yield from marked_picture(view, desk, now)
    yield from label(
        parts.word, view.word.upper(), largest=14 * u, bold=True, colour=THEME.press, lines=2
    )
    side = parts.ring.square().w * 0.8
    yield Drawing(parts.ring.middle(side, side), signs.check, THEME.press)
    yield from label(parts.line, view.line, largest=6.2 * u, lines=3)
    yield from progress(parts.progress, view)


def _paused(view: View, desk: Desk, now: float) -> Items:
    yield from _timed(view, desk, now, THEME.quiet)


def _still_there(view: View, desk: Desk, now: float) -> Items:
    u = desk.unit
    word, ring, line = desk.frame.body.inset(5 * u, 4 * u).rows(24, 52, 24)
    yield from label(word, view.word, largest=15 * u, bold=True, colour=THEME.ready)
    yield from countdown(ring, view.countdown, THEME.ready, desk)
    yield from label(line, view.line, largest=7 * u, lines=2)


PAGES: Mapping[PageKind, Callable[[View, Desk, float], Items]] = {
    PageKind.ATTRACT: _attract,
    PageKind.TEXT: _text,
    PageKind.WARNING: _warning,
    PageKind.LIST: _list,
    PageKind.QUESTION: _question,
    PageKind.FIND: _find,
    PageKind.LEAD_IN: _lead_in,
    PageKind.COUNT_IN: _ready,
    PageKind.PRESS: _press,
    PageKind.RELEASE: _release,
    PageKind.DONE: _done,
    PageKind.PAUSED: _paused,
    PageKind.STILL_THERE: _still_there,
    PageKind.FINISH: _finish,
}
