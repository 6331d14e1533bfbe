"""The action of each button: the one table behind presses, soft keys and lights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.routine.timeline import SegmentKind
from kiosk.session import screening
from kiosk.session.keys import Action, Key
from kiosk.session.state import Asking, Paused, Resuming, Running, Session

LEADING = (SegmentKind.LEAD_IN, SegmentKind.COUNT_IN)
"""Segments of a stage that count down to its press."""

Actions = Iterator[tuple[Key, Action]]


def available_actions(session: Session) -> Mapping[Key, Action]:
    """Return the action of each button; buttons that do nothing now are left out."""
    actions = dict(_own_actions(session))
    if not session.audio.spoken or isinstance(session.state, Asking):
        return actions
    if _can_be_heard_again(session):
        # Where REPEAT leads back, holding it says the page again.
        free = Key.PAUSE if Key.REPEAT in actions else Key.REPEAT
        actions.setdefault(free, Action.HEAR_AGAIN)
    return {**actions, Key.VOLUME: Action.LOUDER}


def _can_be_heard_again(session: Session) -> bool:
    """Return whether a page may be said again: it waits, and belongs to no stage."""
    waits = isinstance(session.state, Running) and session.state.length is None
    chooses = session.segment.kind is SegmentKind.LANGUAGES
    return waits and session.segment.step is None and not (chooses or session.guarded)


def pauses_twice(session: Session, key: Key) -> bool:
    """Return whether a second press of ``key`` soon after this one pauses.

    REPEAT does in the stages, as the introduction teaches, and where questions offer no other way
    out.
    """
    here = session.segment.step is not None or session.segment.kind in screening.PAGES
    return key is Key.REPEAT and here and not isinstance(session.state, Asking)


def _own_actions(session: Session) -> Actions:
    if isinstance(session.state, Asking):
        return ((key, Action.STAY) for key in Key)
    if isinstance(session.state, Paused):
        return _while_paused(session)
    if session.segment.step is not None:
        return _in_a_stage(session)
    return _on_a_page(session)


def _while_paused(session: Session) -> Actions:
    yield Key.ADVANCE, Action.RESUME
    yield Key.PAUSE, Action.RESUME
    if session.guarded:
        return
    if session.segment.step is not None:
        yield Key.REPEAT, Action.START_OVER
    yield Key.SWITCH, Action.END


def _in_a_stage(session: Session) -> Actions:
    step, segment = session.current_step, session.segment
    assert step is not None
    if segment.kind is SegmentKind.FIND:
        more = segment.part < len(step.said.find) - 1
        yield Key.ADVANCE, Action.NEXT if more else Action.READY
    else:
        leads = segment.kind in LEADING or isinstance(session.state, Resuming)
        yield Key.ADVANCE, Action.START_NOW if leads else Action.SKIP
    yield Key.REPEAT, Action.PAUSE if session.interrupted else Action.AGAIN
    yield Key.SWITCH, Action.OTHER_SIDE if session.other_side else Action.PAUSE
    yield Key.PAUSE, Action.PAUSE


def _on_a_page(session: Session) -> Actions:
    kind = session.segment.kind
    if kind is SegmentKind.ATTRACT:
        yield from _on_the_attract_page(session)
    elif kind is SegmentKind.INTRODUCTION:
        yield Key.ADVANCE, Action.CONTINUE
        if session.visited:
            yield Key.REPEAT, Action.BACK
        elif session.timeline.routine.background:
            yield Key.REPEAT, Action.MORE
        yield Key.SWITCH, Action.END
    elif kind in screening.PAGES:
        if not session.guarded:
            yield from _answers(session, kind)
    else:
        yield from _PAGES[kind].items()
    if session.interrupted:  # BACK may have left the questions
        yield Key.REPEAT, Action.PAUSE


def _on_the_attract_page(session: Session) -> Actions:
    """Yield the actions of the first page; SWITCH moves among several routines."""
    several = len(session.offers) > 1
    if session.understood:
        yield Key.ADVANCE, Action.START
    if len(session.languages) > 1 or not session.understood:
        yield Key.REPEAT if several else Key.SWITCH, Action.LANGUAGES
    if several:
        yield Key.SWITCH, Action.NEXT_ROUTINE


def _answers(session: Session, kind: SegmentKind) -> Actions:
    if kind is SegmentKind.SCREEN:
        yield Key.ADVANCE, Action.NONE_OF_THESE
        if not session.audio.spoken:  # spoken, it can be heard again
            yield Key.REPEAT, Action.BACK
    else:
        yield Key.ADVANCE, Action.NO
        yield Key.REPEAT, Action.BACK
    yield Key.SWITCH, Action.YES


_READ = {Key.ADVANCE: Action.CONTINUE, Key.REPEAT: Action.BACK, Key.SWITCH: Action.END}
_STOPPED = {Key.ADVANCE: Action.END, Key.REPEAT: Action.BACK}
_ENDED = {Key.ADVANCE: Action.END}

_PAGES: Mapping[SegmentKind, Mapping[Key, Action]] = {
    SegmentKind.LANGUAGES: {
        Key.ADVANCE: Action.TAKE_LANGUAGE,
        Key.REPEAT: Action.BACK,
        Key.SWITCH: Action.NEXT_LANGUAGE,
    },
    **dict.fromkeys((SegmentKind.BACKGROUND, SegmentKind.LEFT_OUT), _READ),
    **dict.fromkeys((SegmentKind.STOP, SegmentKind.NOTHING_LEFT), _STOPPED),
    **dict.fromkeys((SegmentKind.ENDED, SegmentKind.ENDED_LYING), _ENDED),
    SegmentKind.FINISH: {
        Key.ADVANCE: Action.END,
        Key.REPEAT: Action.LAST_AGAIN,
        Key.SWITCH: Action.ONCE_MORE,
    },
}
"""The actions on pages whose buttons never change."""
