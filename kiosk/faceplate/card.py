"""The card beside the kiosk: an A5 page that says what it is, how to use it, and when not to.

Every text belongs to the routine or the pages, so all are translated and checked already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.config.language import N_, Translate
from kiosk.faceplate.drawing import (
    INK,
    QUIET,
    WHITE,
    Circle,
    Group,
    Item,
    Layer,
    Line,
    Page,
    Polygon,
    Rectangle,
    Words,
    key_shape,
    placed,
)
from kiosk.faceplate.plate import DOTS, label
from kiosk.faceplate.typeface import width as text_width
from kiosk.faceplate.typeface import wrap
from kiosk.library.content import Content
from kiosk.panel.buttons import wired
from kiosk.routine.model import Routine
from kiosk.routine.pages import Page as RoutinePage
from kiosk.routine.pages import Tone
from kiosk.screen.paint.theme import THEME, html
from kiosk.session.keys import Key
from kiosk.system.errors import MISTAKEN, KioskError

PAPER = (148.0, 210.0)
"""Width and height of A5."""

MARGIN = 11.0
LEAST, LARGEST = 2.9, 5.0
"""Smallest and largest em of the sentences; the largest at which all fits is used."""

LEADING = 1.27
MOST_SENTENCES, MOST_PAGES = 2, 2
"""The most sentences of a page of the only routine's introduction, and the most pages of it."""

EMERGENCY = "{emergency}"
PAUSING = N_("To pause, press the middle button twice.")
"""Stands beside the middle button, unless another one is there to pause."""

SIGN, FURTHER = 15.0, 9.0
"""The side of a main button's field, and of a further one's."""


class NoCard(KioskError):
    """The card cannot be made; the text says what to do instead."""

    exit_code = MISTAKEN


@dataclass(frozen=True)
class CardText:
    """What a card says, in its language.

    :ivar offers: each routine's title, summary and length
    :ivar buttons: each button's line, and the sentence below it
    :ivar cautions: when not to press: each routine's title and sentences
    :ivar urgent: the title of the page that says to call; ``None`` if no rule has one
    """

    offers: tuple[tuple[str, str, str], ...]
    introduction: tuple[str, ...]
    buttons: tuple[tuple[Key, str, str], ...]
    cautions: tuple[tuple[str, tuple[str, ...]], ...]
    urgent: str | None
    call: str
    number: str


def texts(content: Content) -> CardText:
    """Gather the texts of a card from the settings and the routines, in the settings' language.

    Of several routines, those that lack this language are not on it, nor are introductions.
    """
    code = content.language
    routines = [each for each in content.routines if each is content or code in each.offered]
    plain = [page for page in content.routine.introduction if page.tone is Tone.PLAIN][:MOST_PAGES]
    said = [sentence for sentence in _first(plain) if sentence != PAUSING]
    found = [(each.translator(code), *_emergency(each.routine)) for each in routines]
    urgent, call = next(((tr(title), tr(line)) for tr, title, line in found if line), (None, ""))
    cautions = [caution for each in routines if (caution := _caution(each, code))]
    return CardText(
        offers=tuple(_offer(each, code) for each in routines),
        introduction=() if content.others else tuple(map(content.translator(), said)),
        buttons=_buttons(content, content.translator()),
        cautions=tuple(dict.fromkeys(cautions)),
        urgent=urgent,
        call=call,
        number=content.settings.emergency,
    )


def _offer(content: Content, code: str) -> tuple[str, str, str]:
    tr, routine = content.translator(code), content.routine
    minutes = round(content.timeline.total / 60)
    length = tr("About {minutes} minutes").format(minutes=minutes)
    return tr(routine.name), tr(routine.summary), length


def _caution(content: Content, code: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the advice of a routine's first rule that stops, and its first page of warnings."""
    tr, routine = content.translator(code), content.routine
    stop = next((rule.stop for rule in routine.screening.rules if rule.stop), None)
    warned = [page for page in routine.introduction if page.tone is Tone.WARNING][:1]
    said = tuple(map(tr, (*(stop.sentences if stop else ()), *_first(warned))))
    return (tr(stop.title) if stop else "", said) if said else None


def _first(pages: Iterable[RoutinePage]) -> list[str]:
    return [sentence for page in pages for sentence in page.sentences[:MOST_SENTENCES]]


def _emergency(routine: Routine) -> tuple[str, str]:
    """Return the title of the page that names the emergency number, and its sentence that does."""
    for stop in (rule.stop for rule in routine.screening.rules if rule.stop):
        for sentence in stop.sentences:
            if EMERGENCY in sentence:
                return stop.title, sentence
    return "", ""


def _buttons(content: Content, tr: Translate) -> tuple[tuple[Key, str, str], ...]:
    names = [content.languages.names[code] for code in content.offered]
    others = " · ".join(names) if len(names) > 1 else ""
    left = tr("Left button: {action}").format(action=label(Key.ADVANCE, tr))
    middle = tr("Middle button: {action}").format(action=label(Key.REPEAT, tr))
    right = tr("Right button: {action}").format(action=label(Key.SWITCH, tr))
    further = [key for key in wired(content.settings.pins) if key not in DOTS]
    return (
        (Key.ADVANCE, left, tr("Press the green button to start")),
        (Key.REPEAT, middle, "" if Key.PAUSE in further else tr(PAUSING)),
        (Key.SWITCH, right, others),
        *((key, label(key, tr), "") for key in further),
    )


def card(content: Content) -> Page:
    """Draw the card in the settings' language, in the largest letters at which all fits.

    :raises NoCard: if there are more words than the card has room for
    """
    said = texts(content)
    size, limit = LARGEST, PAPER[1] - MARGIN
    while (bottom := _laid_out(said, size)[1]) > limit and size > LEAST:
        size -= 0.05
    if bottom > limit:
        problem = f"One card has no room for {len(said.offers)} routines"
        raise NoCard(f"{problem}: make one for each, with --routine NAME.")
    spare = (limit - bottom) / 3
    return Page(*PAPER, (Group(_laid_out(said, size, spare)[0]),))


class _Column:
    """Items set one below another."""

    def __init__(self, size: float) -> None:
        self.items: list[Item] = []
        self.y = MARGIN
        self.size = size
        self.room = PAPER[0] - 2 * MARGIN

    def paragraph(
        self,
        text: str,
        size: float,
        *,
        x: float = MARGIN,
        room: float | None = None,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Set a text in as many lines as it needs, its first below what stands already."""
        for line in wrap(text, size, room or self.room, bold):
            self.y += size * LEADING
            base = self.y - size * 0.32
            self.items.append(Words(x, base, line, Layer.NOTE, size, bold=bold, colour=colour))


def _laid_out(said: CardText, size: float, spare: float = 0.0) -> tuple[tuple[Item, ...], float]:
    """Set a card in letters of that size, ``spare`` more between parts; also return its foot."""
    column = _Column(size)
    _heading(column, said)
    column.y += size * 0.9 + spare
    _buttons_of(column, said)
    column.y += size * 0.4 + spare
    if said.cautions:
        _warning(column, said)
        column.y += size * 0.8 + spare
    _emergency_field(column, said)
    return tuple(column.items), column.y


def _heading(column: _Column, said: CardText) -> None:
    colour = html(THEME.keys[Key.ADVANCE])
    column.items.append(Rectangle(0, 0, PAPER[0], 4, Layer.NOTE, fill=colour, edge=""))
    larger = 1.0 if len(said.offers) == 1 else 0.6
    for title, summary, duration in said.offers:
        most = column.room / text_width(title, 1, bold=True)
        column.paragraph(title, min(column.size * 2.7 * larger, most), bold=True)
        column.paragraph(summary, max(1.0, 1.25 * larger) * column.size)
        column.paragraph(duration, max(1.0, 1.1 * larger) * column.size, colour=QUIET)
        column.y += column.size * 0.5
    for sentence in said.introduction:
        _bullet(column, sentence, MARGIN, column.room)


def _bullet(column: _Column, sentence: str, x: float, room: float) -> None:
    dot = column.size * 0.28
    middle = column.y + column.size * 0.62
    column.items.append(Circle(x + dot, middle, dot, Layer.NOTE, fill=INK, edge=""))
    indent = column.size * 0.95
    column.paragraph(sentence, column.size, x=x + indent, room=room - indent)
    column.y += column.size * 0.12


def _buttons_of(column: _Column, said: CardText) -> None:
    size = column.size
    for key, line, below in said.buttons:
        top, x = column.y, MARGIN
        colour = html(THEME.keys[key])
        side = SIGN if key in DOTS else FURTHER
        inset = (SIGN - side) / 2
        field = Rectangle(x + inset, top, side, side, Layer.NOTE, 2.5, fill=colour, edge="")
        column.items.append(field)
        middle = top + side / 2
        column.items += key_shape(key, x + SIGN / 2, middle, side * 0.62, WHITE, Layer.NOTE)
        dots = DOTS.get(key, 0)
        for number in range(dots):
            up = (number - (dots - 1) / 2) * 3.6
            dot = Circle(x + SIGN + 3.6, middle + up, 2, Layer.NOTE, fill=INK, edge="")
            column.items.append(dot)
        left, start = x + SIGN + 8, len(column.items)
        room = column.room - SIGN - 8
        column.y = 0.0
        column.paragraph(line, size * 1.3, x=left, room=room, bold=True, colour=colour)
        if below:
            column.paragraph(below, size, x=left, room=room)
        height = max(side, column.y)
        shift = top + (height - column.y) / 2
        column.items[start:] = placed(column.items[start:], 0, shift)
        column.y = top + height + size * 0.6


def _warning(column: _Column, said: CardText) -> None:
    size, colour = column.size, html(THEME.warning)
    top, pad, at = column.y, size * 0.75, len(column.items)
    column.y += pad * 0.6
    sign = size * 2.5
    x = MARGIN + pad + sign + pad
    room = column.room - sign - 3 * pad
    for title, sentences in said.cautions:
        if title:
            column.paragraph(title, size * 1.3, x=x, room=room, bold=True, colour=colour)
        for number, sentence in enumerate(sentences):
            if number:
                column.y += size * 0.15
            column.paragraph(sentence, size, x=x, room=room, bold=number == 0)
    column.y += pad
    where = (MARGIN, top, column.room, column.y - top)
    frame = Rectangle(*where, Layer.NOTE, 2.5, edge=colour, stroke=0.7)
    column.items[at:at] = [frame]
    column.items += _triangle(MARGIN + pad + sign / 2, top + pad + sign / 2, sign, colour)


def _triangle(x: float, y: float, size: float, colour: str) -> list[Item]:
    """Draw a warning sign, as the screen does, about a middle."""

    def at(px: float, py: float) -> tuple[float, float]:
        return x + px * size / 100, y + py * size / 100

    corners = (at(0, -36), at(42, 36), at(-42, 36))
    return [
        Line((*corners, corners[0]), Layer.NOTE, colour, 0.12 * size),
        Polygon(corners, Layer.NOTE, colour),
        Line((at(0, -12), at(0, 13)), Layer.NOTE, WHITE, 0.1 * size),
        Circle(*at(0, 29), 0.12 * size, Layer.NOTE, fill=WHITE, edge=""),
    ]


def _emergency_field(column: _Column, said: CardText) -> None:
    size, colour = column.size, html(THEME.warning)
    top, pad, at = column.y, size * 0.75, len(column.items)
    number = size * 4.2
    beside = text_width(said.number, number, bold=True)
    room = column.room - beside - 3 * pad
    column.y += pad * 0.6
    for text, bold in ((said.urgent, True), (said.call, False)):
        if text:
            column.paragraph(
                text,
                size * (1.1 if bold else 1),
                x=MARGIN + pad,
                room=room,
                bold=bold,
                colour=WHITE,
            )
    column.y = max(column.y + pad, top + number * 0.668 + 2 * pad)
    height = column.y - top
    where = (MARGIN, top, column.room, height)
    column.items.insert(at, Rectangle(*where, Layer.NOTE, 2.5, fill=colour, edge=""))
    base = top + height / 2 + number * 0.668 / 2
    right = MARGIN + column.room - pad
    digits = Words(right, base, said.number, Layer.NOTE, number, 1, bold=True, colour=WHITE)
    column.items.append(digits)
