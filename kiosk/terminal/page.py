"""Turn a view into plain words, without pictures, colours or boxes. Pure.

A page has all the words of the drawn page, plus those of the card that describe its picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from kiosk.config.language import N_, Translate
from kiosk.panel.mock_panel import LETTERS
from kiosk.session.keys import Action, Key
from kiosk.session.softkeys import SHOWN
from kiosk.session.view import PageKind, StageCard, View

WITHOUT_HOW = (PageKind.RELEASE, PageKind.SETTLE)
"""Pages of a stage that do not say how to press."""

MAY_SHOW_POSTURE = (PageKind.FIND, PageKind.LEAD_IN)
"""Pages of a stage on which a picture may show the posture."""

BUTTONS = N_("A is the green button on the left, R the middle one, S the one on the right.")
"""What to press where a text names a button by its place or colour."""

READ_ON = N_("Down: read on ({n} of {all})")


@dataclass(frozen=True)
class Page:
    """Paragraphs of a page, in reading order.

    :ivar head: what to do, and how long
    :ivar body: groups of paragraphs
    :ivar keys: what each key does now
    :ivar read_on: explains how to see the rest if the terminal is too small
    :ivar answer: the one of ``keys`` that counts only once everything has been shown: nobody should
        answer "None" to a half-hidden list. Empty if nothing waits for it
    """

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...]
    read_on: str = READ_ON
    answer: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All paragraphs, with an empty one between two groups."""
        return tuple(_apart((self.head, *self.body, self.keys)))


def page(
    view: View,
    tr: Translate = str,
    keyboard: bool = True,
    buttons: Collection[Key] = SHOWN,
) -> Page:
    """Return the words of a view.

    :param tr: translates into the view's language
    :param keyboard: whether somebody presses keys and needs to know those without a soft key
    :param buttons: the buttons that the panel has
    """
    head = [view.word]
    if view.countdown:
        head.append(tr("Seconds left: {n}").format(n=view.countdown.digits))
    part = view.part.text if view.part else ""
    text = (view.number, view.line, *view.sentences, part, *_options(view))
    if view.page is PageKind.ATTRACT:
        told = view.duration if not view.options else ""
        text = (view.clinic, *_options(view), *view.sentences, told, view.line)
        text += (tr(BUTTONS),) if keyboard else ()
    clinic = (view.clinic, view.closing) if view.page is PageKind.FINISH else ()
    groups = (text, clinic, tuple(_card(view, view.card, tr)) if view.card else (), (view.notice,))
    body = tuple(kept for group in groups if (kept := tuple(filter(None, group))))
    keys = tuple(_keys(view, tr, keyboard, buttons))
    waits = not view.moving and any(key.key is Key.ADVANCE and key.action for key in view.keys)
    return Page(tuple(head), body, keys, tr(READ_ON), keys[0] if waits else "")


def _options(view: View) -> Iterator[str]:
    """Yield the options, with an arrow before the marked one."""
    for number, (option, length) in enumerate(
        zip_longest(view.options, view.lengths, fillvalue="")
    ):
        told = f"{option}, {length}" if length else option
        yield f"> {told}" if number == view.chosen else told


def _card(view: View, card: StageCard, tr: Translate) -> Iterator[str]:
    """Yield a description of the picture: where, how, and in which posture."""
    if view.progress:
        yield _both(view.progress.text, card.point, tr)
        place = view.progress.place
        yield place.text if place and place.text != view.word else ""
    yield _both(card.side_name, card.place, tr) if card.side_name else card.place
    if view.page not in WITHOUT_HOW and card.code:
        yield card.fingers_text
        yield tr("Pressure: {pressure}").format(pressure=card.pressure_text)
    if view.page in MAY_SHOW_POSTURE:
        yield card.posture_text
    if view.page is PageKind.FIND:
        yield _both(card.codes, card.meaning, tr) if card.codes else card.meaning


def _both(what: str, more: str, tr: Translate) -> str:
    return tr("{place}: {reason}").format(place=what, reason=more)


def _keys(view: View, tr: Translate, keyboard: bool, buttons: Collection[Key]) -> Iterator[str]:
    for key in view.keys:
        if key.label and key.action:
            yield _both(LETTERS[key.key], key.label, tr)
    if keyboard:
        if any(key.action is Action.AGAIN for key in view.keys):
            if Key.PAUSE in buttons:
                yield _both(LETTERS[Key.PAUSE], tr("Pause"), tr)
            else:
                yield tr("R twice: Pause")  # gives back what the first press interrupted
        yield tr("Esc: Quit")


def _apart(groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for number, group in enumerate(filter(None, groups)):
        if number:
            yield ""
        yield from group
