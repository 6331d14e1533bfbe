"""Lays a view out as a scene: one function a page, each for landscape and portrait."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kiosk.pictures import Album
from kiosk.screen import fonts, signs, stages
from kiosk.screen.box import Box
from kiosk.screen.frame import Frame
from kiosk.screen.items import Disc, Drawing, Fill, Item, Label, Paint
from kiosk.screen.legible import Reading
from kiosk.screen.parts import (
    Desk,
    Items,
    Moment,
    Part,
    Told,
    common_size,
    countdown,
    figure,
    label,
    soft_keys,
    stack,
)
from kiosk.screen.scene import Scene
from kiosk.screen.theme import Colour
from kiosk.session import Key
from kiosk.view import PageKind, View

WAYS = ((1.0, False), (1.0, True), (0.8, True), (0.64, True))
"""How a page gives way to letters large enough to read, the least first.

Each is the picture's share of its room, and whether what is drawn or said elsewhere is left out.
"""

NO_PICTURES = Album("", Path(), {})
"""What is large enough to read does not depend on the figure."""


Layout = tuple[Part, ...]
"""Parts from the back to the front. The first fills the whole page."""


def layout(view: View, desk: Desk) -> Layout:
    """Lay a page out, whatever the time and whatever is left of its countdown."""
    still = replace(view.standing, moving=False, pictures=view.pictures[:1], keys=())
    given = _given(desk, *WAYS[_way(still, desk.frame, desk.reading)])
    parts: list[Part] = [Fill(desk.frame.page, desk.theme.paper)]
    parts += PAGES[view.page](view, given)
    if view.keys:
        parts += soft_keys(view.keys, desk)
    return tuple(parts)


def at(parts: Iterable[Part], moment: Moment) -> Scene:
    """Give the parts of a page as they look at a moment."""
    return tuple(part if isinstance(part, Item) else part(moment) for part in parts)


def moment(view: View, now: float) -> Moment:
    """Give what moves the page of a view at ``now`` (seconds)."""
    return Moment(now, view.countdown.left if view.countdown else 0.0)


def scene(view: View, desk: Desk, now: float) -> Scene:
    """Lay out a page as it looks at ``now`` (seconds)."""
    return at(layout(view, desk), moment(view, now))


def _given(desk: Desk, picture: float, spare: bool) -> Desk:
    return replace(desk, frame=desk.frame.with_picture(picture), spare=spare)


@lru_cache(maxsize=128)
def _way(view: View, frame: Frame, reading: Reading) -> int:
    """Choose the first way in which all can be read, else that in which the worst is best."""
    desk = Desk(frame, NO_PICTURES, reading=reading)
    worst = []
    for way in WAYS:
        made = at(PAGES[view.page](view, _given(desk, *way)), moment(view, 0.0))
        labels = (item for item in made if isinstance(item, Label) and item.least)
        worst.append(min((min(1.0, text.text.px / text.least) for text in labels), default=1.0))
        if worst[-1] == 1.0:
            break
    return worst.index(max(worst))


def _attract(view: View, desk: Desk) -> Items:
    u, points = desk.unit, view.points
    yield Fill(desk.frame.picture, desk.theme.wash)
    front, back = desk.frame.picture.inset(4 * u, 2 * u).columns(1, 1, gap=round(2 * u))
    yield from figure("locator.front", points, desk, front)
    yield from figure("locator.back", points, desk, back)
    column, em = desk.frame.column.inset(u, 3 * u), desk.reading.text
    summary = None
    if desk.spare:  # the introduction says what the summary does
        title, minutes, line = stack(
            column,
            Told((view.word,), max(em, 12 * u), True),
            Told((view.sentences[1],), em),
            Told((view.line,), em, True),
            gap=round(2 * u),
        )
    else:
        title, summary, minutes, line = column.rows(30, 26, 12, 22)
    yield from label(
        desk, title, view.word, largest=17 * u, bold=True, lines=2, colour=desk.theme.press
    )
    if summary:
        yield from label(desk, summary, view.sentences[0], largest=7 * u, lines=3)
    yield from label(desk, minutes, view.sentences[1], largest=6 * u, colour=desk.theme.quiet)
    green = desk.theme.keys[Key.ADVANCE]
    yield from label(desk, line, view.line, largest=7 * u, bold=True, lines=2, colour=green)
    if view.notice:
        yield from _notice(view.notice, desk)


def _notice(text: str, desk: Desk) -> Items:
    """A strip at the foot of the picture, as high as its words need: for who stands close."""
    u, picture = desk.unit, desk.frame.picture
    room = picture.inset(2 * u, 20 * u)
    height = fonts.fit((text,), room.w, room.h, False, int(4.6 * u), 6).height + round(3 * u)
    strip = Box(picture.x, picture.bottom - height, picture.w, height)
    yield Fill(strip, desk.theme.warning)
    words = strip.inset(2 * u, u)
    ink = desk.theme.reverse
    yield from label(desk, words, text, largest=4.6 * u, lines=6, colour=ink, across=0.0)


def _text(view: View, desk: Desk) -> Items:
    across, down = (3, 2) if desk.spare else (5, 4)
    body = desk.frame.body.inset(across * desk.unit, down * desk.unit)
    yield from _words(view, desk, desk.theme.press, body)


def _warning(view: View, desk: Desk) -> Items:
    yield from _signed(view, desk, desk.theme.warning, signs.warning)


def _finish(view: View, desk: Desk) -> Items:
    yield from _signed(view, desk, desk.theme.press, signs.check)


def _beside(desk: Desk, tall: int = 24) -> tuple[Box, Box]:
    """Where a sign stands, and the words beside or below it; ``tall`` is its share in portrait."""
    u = desk.unit
    body = desk.frame.body.inset(5 * u, 4 * u)
    if desk.frame.portrait:
        side, words = body.rows(tall, 100 - tall, gap=round(3 * u))
    else:
        side, words = body.columns(24, 76, gap=round(5 * u))
    return side, words


def _signed(view: View, desk: Desk, colour: Colour, sign: Paint) -> Items:
    """A title and its sentences with a sign: before the title where there is little room."""
    if desk.spare:
        body = desk.frame.body.inset(3 * desk.unit, 2 * desk.unit)
        yield from _words(view, desk, colour, body, sign)
        return
    side, words = _beside(desk)
    square = min(side.w, side.h, round(34 * desk.unit))
    yield Drawing(side.middle(square, square), sign, colour, desk.theme)
    yield from _words(view, desk, colour, words)


def _words(view: View, desk: Desk, colour: Colour, box: Box, sign: Paint | None = None) -> Items:
    """A title over a few sentences; with a sign before the title if one is given."""
    u, em = desk.unit, desk.reading.text
    if desk.spare:
        told = (Told((view.word,), max(em, 7 * u), True), Told(view.sentences, em))
        title, words = stack(box, *told, gap=round(u))
    else:
        title, words = box.rows(24, 76, gap=round(2 * u))
    if sign:
        side = min(title.h, round(12 * u))
        yield Drawing(Box(title.x, title.y, side, title.h), sign, colour, desk.theme)
        title = Box(title.x + side + round(2 * u), title.y, title.w - side - round(2 * u), title.h)
    large = 11 * u
    yield from label(
        desk, title, view.word, largest=large, bold=True, colour=colour, lines=2, across=0, down=0.7
    )
    yield from label(desk, words, *view.sentences, largest=7 * u, lines=3, across=0.0, down=0.2)


def _question(view: View, desk: Desk) -> Items:
    """A question with its sign, or with the figure that shows the places it asks about."""
    if not view.points:
        yield from _signed(view, desk, desk.theme.ready, signs.question)
        return
    side, words = _beside(desk, 50)
    yield from figure(view.pictures[0], view.points, desk, side)
    yield from _words(view, desk, desk.theme.ready, words)


def _list(view: View, desk: Desk) -> Items:
    """A title over short lines, in two columns where the page is wide and they are many."""
    u, em, blue = desk.unit, desk.reading.text, desk.theme.ready
    if desk.spare:
        body = desk.frame.body.inset(2.4 * u, 1.5 * u)
        heads = [fonts.put((head,), em, True, body.w).height for head in (view.word, view.line)]
        title, because, lines = body.rows(*heads, max(1, body.h - sum(heads)), gap=round(0.6 * u))
    else:
        body = desk.frame.body.inset(4 * u, 3 * u)
        title, because, lines = body.rows(15, 9 if view.line else 0, 85, gap=round(u))
    yield from label(
        desk, title, view.word, largest=10 * u, bold=True, colour=blue, lines=2, across=0.0
    )
    yield from label(desk, because, view.line, largest=6 * u, across=0.0)
    columns = 1 if desk.frame.portrait or len(view.sentences) <= 5 else 2
    rows = max(5, -(-len(view.sentences) // columns))
    boxes = [
        row
        for column in lines.columns(*[1] * columns, gap=round(2 * u))
        for row in column.rows(*[1] * rows, gap=round(0.4 * u))
    ]
    dot = round(2.2 * u)
    rooms = [Box(box.x + 2 * dot, box.y, box.w - 2 * dot, box.h) for box in boxes]
    told = list(zip(rooms, view.sentences, strict=False))
    largest = max(6 * u, em)
    px = common_size([room for room, _ in told], [text for _, text in told], largest, False, 2)
    for room, text in told:
        yield Disc(Box(room.x - 2 * dot, room.centre[1] - dot // 2, dot, dot), blue)
        shown = fonts.fit((text,), room.w, room.h, False, px, 2)
        yield Label(room, shown, False, desk.theme.ink, 0.0, least=em)


def _still_there(view: View, desk: Desk) -> Items:
    u, reading = desk.unit, desk.reading
    body = desk.frame.body.inset(5 * u, (1 if desk.spare else 4) * u)
    if desk.spare:
        told = Told((view.word,), reading.word, True), Told((view.line,), reading.text)
        word, ring, line = stack(body, told[0], stages.RING * reading.word, told[1], gap=round(u))
    else:
        word, ring, line = body.rows(24, 52, 24)
    blue = desk.theme.ready
    yield from label(desk, word, view.word, largest=15 * u, bold=True, colour=blue, word=True)
    yield from countdown(ring, view.countdown, blue, desk)
    yield from label(desk, line, view.line, largest=7 * u, lines=2)


PAGES: Mapping[PageKind, Callable[[View, Desk], Items]] = {
    PageKind.ATTRACT: _attract,
    PageKind.TEXT: _text,
    PageKind.WARNING: _warning,
    PageKind.LIST: _list,
    PageKind.QUESTION: _question,
    PageKind.FIND: stages.find,
    PageKind.LEAD_IN: stages.lead_in,
    PageKind.COUNT_IN: stages.ready,
    PageKind.PRESS: stages.press,
    PageKind.RELEASE: stages.release,
    PageKind.DONE: stages.done,
    PageKind.PAUSED: stages.paused,
    PageKind.STILL_THERE: _still_there,
    PageKind.FINISH: _finish,
}
