"""The action of each button: the one table behind presses, soft keys and lights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kiosk.routine.timeline import SegmentKind
from kiosk.session import screening
from kiosk.session.keys import Action, Key
from kiosk.session.state import Asking, Paused, Running, Session

LEADING = (SegmentKind.LEAD_IN, SegmentKind.COUNT_IN)
"""Segments before a press. REPEAT goes back: from a press to its lead-in, from there to a pause."""


def available_actions(session: Session) -> Mapping[Key, Action]:
    """Return the action of each button; buttons that do nothing now are left out."""
    return dict(_actions(session))


def _actions(session: Session) -> Iterator[tuple[Key, Action]]:
    """Yield each button that does something now, with its action."""
    yield from _own_actions(session)
    if _can_be_heard_again(session):
        yield Key.REPEAT, Action.HEAR_AGAIN
    if session.audio.spoken and not isinstance(session.state, Asking):
        yield Key.VOLUME, Action.LOUDER


def _can_be_heard_again(session: Session) -> bool:
    """Return whether REPEAT speaks the page again: it waits, and REPEAT is otherwise unused."""
    state, segment = session.state, session.segment
    if not session.audio.spoken or not isinstance(state, Running) or state.length is not None:
        return False
    back = segment.kind is SegmentKind.INTRODUCTION and segment.part > 0
    return not (back or segment.kind is SegmentKind.FINISH or session.guarded)


def _own_actions(session: Session) -> Iterator[tuple[Key, Action]]:
    state, kind = session.state, session.segment.kind
    if isinstance(state, Asking):
        yield from ((key, Action.STAY) for key in Key)
    elif isinstance(state, Paused):
        yield Key.ADVANCE, Action.RESUME
        if kind not in LEADING:
            yield Key.REPEAT, Action.AGAIN
        yield Key.SWITCH, Action.END
        yield Key.PAUSE, Action.RESUME
    elif kind is SegmentKind.ATTRACT:
        yield Key.ADVANCE, Action.START
        if len(session.languages) > 1:
            yield Key.SWITCH, Action.LANGUAGE
    elif kind is SegmentKind.INTRODUCTION:
        yield Key.ADVANCE, Action.CONTINUE
        if session.segment.part:
            yield Key.REPEAT, Action.BACK
        yield Key.SWITCH, Action.END
    elif kind is SegmentKind.FINISH:
        yield Key.ADVANCE, Action.ONCE_MORE
        yield Key.REPEAT, Action.AGAIN
        yield Key.SWITCH, Action.END
    elif kind in screening.PAGES:
        if not session.guarded:
            yield Key.ADVANCE, Action.NONE_OF_THESE if kind is SegmentKind.SCREEN else Action.NO
            yield Key.SWITCH, Action.YES
    elif kind is SegmentKind.LEFT_OUT:
        yield Key.ADVANCE, Action.CONTINUE
        yield Key.SWITCH, Action.END
    elif kind in (SegmentKind.STOP, SegmentKind.NOTHING_LEFT, SegmentKind.ENDED):
        yield from ((key, Action.END) for key in Key)
    else:
        waits = kind is SegmentKind.FIND
        yield Key.ADVANCE, Action.BEGIN if waits else Action.NEXT
        if not waits:
            yield Key.REPEAT, Action.PAUSE if kind in LEADING else Action.AGAIN
            yield Key.PAUSE, Action.PAUSE
        if session.other_side:
            yield Key.SWITCH, Action.OTHER_SIDE
