"""The spoken words of each page, derived from what it shows. Pure.

Everything spoken is visible too: buttons as soft keys, the moments of a press as a countdown. The
most important words come first, because a page may end before all of it is spoken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.config.language import N_, Translate
from kiosk.routine.breathing import Phase
from kiosk.routine.model import HALVED
from kiosk.routine.step import Step
from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Action, Key
from kiosk.session.presenter import view
from kiosk.session.softkeys import soft_keys
from kiosk.session.state import Asking, Paused, Running, Session
from kiosk.session.view import PageKind, StageCard, View

TEN_LEFT = 10.0
"""Seconds before the end of a hold at which to announce it."""

HALFWAY = N_("Halfway")
TEN_SECONDS_LEFT = N_("Ten seconds left")
BREATHE = N_("Breathe in for four seconds, and out for six.")
"""Said once, at the first hold, for the guide to breathing that the page shows."""

SEVERAL = (SegmentKind.INTRODUCTION, SegmentKind.BACKGROUND, SegmentKind.SCREEN)
"""Pages in a row, of which the first names the button that goes on."""

_BUTTONS = {
    Key.ADVANCE: N_("Left button: {action}"),
    Key.REPEAT: N_("Middle button: {action}"),
    Key.SWITCH: N_("Right button: {action}"),
}

_SPOKEN = {
    Action.YES: N_("Yes, or not sure"),
    Action.ONCE_MORE: N_("All from the start"),
}
"""Spoken names of soft keys whose label is too short for the ear."""


def said(session: Session, tr: Translate = str, asked: bool = False) -> tuple[str, ...]:
    """Return the translated sentences of the page just entered, in order.

    :param asked: whether a press asked for the page again, which always includes the buttons
    """
    seen = view(session, session.now, tr)
    same = session.segment.kind in SEVERAL and session.segment.part > 0
    named = asked or (_waits(session) and not same)
    if asked and seen.page is PageKind.LANGUAGES:
        return (seen.options[seen.chosen],)  # another one has been marked
    return (*filter(None, _page(session, seen, tr)), *(buttons(session, tr) if named else ()))


def buttons(session: Session, tr: Translate = str) -> tuple[str, ...]:
    """Return what each button does now, from the left; none while any button answers."""
    if isinstance(session.state, Asking):
        return ()
    session = replace(session.unguarded, interrupted=None)  # both end before this is said
    keys = [key for key in soft_keys(session, tr) if key.action]
    sentences = []
    for key in keys:
        name = tr(_SPOKEN[key.action]) if key.action in _SPOKEN else key.label
        sentences.append(tr(_BUTTONS[key.key]).format(action=name))
    return tuple(sentences)


def moments(session: Session) -> tuple[tuple[float, str | None], ...]:
    """Return the moments within a page at which more is said.

    :return: each moment in the session's seconds, with the sentence to translate, or ``None`` to
        say the page again
    """
    state = session.state
    if isinstance(state, Asking):
        return ((state.since + session.patience.answer / 2, None),)
    if not isinstance(state, Running) or state.length is None:
        return ()
    step = session.current_step
    if session.segment.kind is not SegmentKind.PRESS or step is None:
        return ()
    if step.stage.hold is None or step.stage.hold < HALVED:
        return ()
    half, ten = state.since + state.length / 2, state.since + state.length - TEN_LEFT
    return (half, HALFWAY), (ten, TEN_SECONDS_LEFT)


def volume(level: int, tr: Translate = str) -> str:
    """Return the sentence that names the volume just chosen, which is only spoken."""
    return tr("Volume {level}").format(level=level)


def next_event(session: Session) -> float | None:
    """Return when the next rhythm or words sound without a press; ``None`` if never."""
    later = [at for at, _ in moments(session) if at > session.now]
    # Neither the end of the guard nor that of the time to press REPEAT again is heard.
    deadline = replace(session.unguarded, interrupted=None).deadline
    return min(later if deadline is None else [*later, deadline], default=None)


def _waits(session: Session) -> bool:
    """Return whether the page stays until a hand acts, or belongs to no stage."""
    return (
        isinstance(session.state, Paused)
        or session.running.length is None
        or not session.current_step
    )


def _page(session: Session, seen: View, tr: Translate) -> Iterator[str]:
    step, card = session.current_step, seen.card
    if seen.page is PageKind.COUNT_IN:
        return  # the three beeps say it
    if seen.page is PageKind.ATTRACT:
        untranslated = "" if session.understood else seen.line
        yield from (seen.word, untranslated, *seen.sentences, seen.duration, seen.clinic)
    elif seen.page is PageKind.LANGUAGES:
        yield from (seen.word, seen.options[seen.chosen])
    elif seen.page is PageKind.LEFT_OUT:
        yield from (seen.word, *seen.sentences, seen.line)
    elif seen.page is PageKind.LEAD_IN and step and card:
        yield from _lead_in(session, step, seen, card)
    elif seen.page is PageKind.FIND and step and card:
        yield from _find(session, step, seen, card, tr)
    elif seen.page is PageKind.PRESS:
        begins = session.segment.phase in (None, Phase.IN)
        yield from (seen.word, seen.line, seen.part.text if seen.part and begins else "")
        yield tr(BREATHE) if _first_hold(session) else ""
    elif seen.page is PageKind.SETTLE:
        # There is no time for both before what comes next.
        yield seen.word if card and card.code else seen.line
    else:
        yield from (seen.word, seen.line, *seen.sentences, seen.closing)


def _find(
    session: Session, step: Step, seen: View, card: StageCard, tr: Translate
) -> Iterator[str]:
    """Yield one instruction; before the first what is to be found, after the last how to press."""
    first, last = session.segment.part == 0, session.segment.part == len(step.said.find) - 1
    if first:
        yield from (seen.word, card.side_name)
    yield from seen.sentences
    if last:
        pressure = tr("Pressure: {pressure}").format(pressure=card.pressure_text)
        yield from (card.fingers_text, pressure) if card.code else ()
        yield seen.line


def _lead_in(session: Session, step: Step, seen: View, card: StageCard) -> Iterator[str]:
    if not session.segment.part:
        yield seen.word
        yield "" if step.finds or step.switches else card.side_name
    yield from seen.sentences


def _first_hold(session: Session) -> bool:
    """Return whether the session's first hold has just begun, and is not resumed."""
    if session.now - session.running.since >= 1.0:
        return False
    steps = enumerate(session.timeline.steps)
    holds = [number for number, step in steps if step.stage.breathes_by_guide]
    return session.segment.step == holds[0] if holds else False
