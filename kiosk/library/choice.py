"""The routines of one kiosk among which a visitor chooses, as a session knows them."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.library.content import Content
from kiosk.session.state import AudioOptions, Offer, Session

Edition = tuple[int, str]
"""A routine in a language: its number in the kiosk, from 0, and the code of the language."""


def begin(content: Content, now: float, audio: AudioOptions, number: int = 0) -> Session:
    """Return a session at the attract page, with nobody there yet.

    :param number: the routine chosen, from 0
    """
    offers = tuple(_offer(each) for each in content.routines)
    names = {
        code: each.languages.names[code]
        for each in content.routines
        for code in (*each.offered, each.routine.language)
    }
    first, kept = offers[0], content.settings
    given = first.languages, audio, names, offers, kept.clinic
    begun = Session.begin(first.plan, now, kept.patience, *given)
    return begun.offering(number) if number else begun


def _offer(content: Content) -> Offer:
    own = content.routine.name
    titles = {code: content.translator(code)(own) for code in content.offered}
    return Offer(content.name, content.timeline, content.offered, titles)


def speakers(content: Content) -> Mapping[Edition, Content]:
    """Return, for each routine and language, the routine whose translations and voice it has.

    For a routine that lacks a language, it is the first one that has it: the page says so.
    """
    found: dict[Edition, Content] = {}
    for code in dict.fromkeys(code for each in content.routines for code in each.offered):
        knows = [each for each in content.routines if code in each.offered]
        for number, each in enumerate(content.routines):
            found[number, code] = each if each in knows else knows[0]
    return found
