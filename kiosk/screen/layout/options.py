"""Lists to choose from: routines on the attract page, and languages."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.screen.layout.elements import Elements, LayoutContext, height, text
from kiosk.screen.paint import fonts, icons
from kiosk.screen.paint.box import Box
from kiosk.screen.paint.items import Drawing, Plate
from kiosk.session.keys import Action
from kiosk.session.view import View


def fits(view: View, context: LayoutContext, box: Box) -> bool:
    """Return whether all routines and what the chosen one offers fit a box."""
    return sum(_rows(view, context, box)) + _room_for_summary(view, context, box) <= box.h


def routines(view: View, context: LayoutContext, box: Box) -> Elements:
    """Lay out all routines with their lengths, the chosen one on a plate, and what it offers."""
    size, small = context.scale.text, context.scale.small
    talls, told = _rows(view, context, box), _room_for_summary(view, context, box)
    spare = max(0, box.h - sum(talls) - told)
    gap = min(size, spare // (len(talls) + 1))
    y = box.y + min(size, (spare - len(talls) * gap) // 2)
    wide = _widest(view.lengths, context)
    for number, (name, length, tall) in enumerate(
        zip(view.options, view.lengths, talls, strict=True)
    ):
        row, chosen = Box(box.x, y, box.w, min(tall, max(0, box.bottom - y))), number == view.chosen
        yield from option(view, context, row, name, chosen, wide + size // 2)
        corner = Box(row.right - wide - size // 2, row.y, wide, row.h)
        ink = context.theme.reverse if chosen else context.theme.quiet
        yield from text(context, corner, length, size=small, colour=ink, across=1.0, down=0.5)
        y = row.bottom + gap
    rest = Box(box.x, y, box.w, max(1, box.bottom - y))
    yield from text(context, rest, *view.sentences, view.line, leading=fonts.CLOSE)


def _rows(view: View, context: LayoutContext, box: Box) -> list[int]:
    """Return the height of each routine in the list, with the air around its name."""
    size = context.scale.text
    room = box.w - _widest(view.lengths, context) - 2 * size - 2 * (size // 4)
    return [height((name,), size, True, room, fonts.TIGHT) + size // 2 for name in view.options]


def _room_for_summary(view: View, context: LayoutContext, box: Box) -> int:
    """Return the height kept for the words below the list: whichever is chosen, it stays put."""
    size, said = context.scale.text, (*view.sentences, view.line)
    lines = round((fonts.LINE + fonts.CLOSE) * size)
    return max(lines, height(said, size, False, box.w, fonts.CLOSE))


def _widest(words: Sequence[str], context: LayoutContext) -> int:
    return max(fonts.width(each, context.scale.small, False) for each in words)


def option(
    view: View, context: LayoutContext, row: Box, name: str, chosen: bool, kept: int = 0
) -> Elements:
    """Lay out one of several things to choose from; the marked one on a plate with a sign.

    :param kept: pixels at the right that the name leaves free
    """
    theme, size = context.theme, context.scale.text
    ink = theme.reverse if chosen else theme.ink
    mark = Box(row.x + size // 4, row.y, size, row.h)
    if chosen:
        colour = theme.keys[view.keys[-1].key] if view.keys else theme.ready
        yield Plate(row, colour, round(0.25 * size))
        sign = icons.ACTIONS[Action.TAKE_LANGUAGE]
        yield Drawing(mark.square().inset(0.1 * size), sign, ink, theme)
    room = Box(mark.right + size // 4, row.y, row.right - mark.right - size // 4 - kept, row.h)
    yield from text(context, room, name, colour=ink, bold=chosen, down=0.5)
