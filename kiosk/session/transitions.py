"""Moves a session on, by time and by keys: from one immutable state to the next, with its cues.

A segment begins at the moment it was planned for, however late the call, so nothing drifts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.routine.cues import Cue
from kiosk.routine.model import COUNT_IN
from kiosk.routine.timeline import SegmentKind
from kiosk.session import screening
from kiosk.session.actions import LEADING, available_actions
from kiosk.session.keys import Action, Key
from kiosk.session.state import CHORD, Asking, Paused, Pressed, Resuming, Running, Session, TimedCue

LOUDEST = 10
"""The highest volume; 0 is silent."""

LOUDER_BY = 2
"""Steps that a press of the volume button adds; above the loudest it starts again from here."""


def step(session: Session, key: Key | None, now: float) -> tuple[Session, tuple[TimedCue, ...]]:
    """Let time pass until ``now``, then press ``key`` if there is one.

    :raises ValueError: if ``now`` is before the session's own time
    """
    cues: list[TimedCue] = []
    after = session
    for after, brought in moves(session, key, now):  # noqa: B007  # only the last one matters
        cues += brought
    return after, tuple(cues)


def moves(
    session: Session, key: Key | None, now: float
) -> Iterator[tuple[Session, list[TimedCue]]]:
    """Yield every session that :func:`step` leads through, each with the cues it brings.

    :raises ValueError: if ``now`` is before the session's own time
    """
    if now < session.now:
        raise ValueError(f"time went back from {session.now} to {now}")
    while (due := session.deadline) is not None and due <= now:
        session, sounded = _elapse(session, max(due, session.now))
        yield session, sounded
    pressed = session.pressed
    if pressed and now > pressed.before.now + CHORD:
        pressed = None
    session = replace(session, now=now, pressed=pressed)
    yield session, []
    if key is not None:
        yield _press(session, key)


Outcome = tuple[Session, list[TimedCue]]


def _enter(session: Session, index: int, at: float, length: float | None = None) -> Outcome:
    """Begin a segment at ``at``, with its own length unless ``length`` is given."""
    segment = session.timeline.segments[index]
    state = Running(index, at, segment.length if length is None else length)
    # Guidance that runs by itself needs no press, so a wait begins when its segment is entered.
    entered = replace(session, state=state, now=at, touched=at)
    return entered, [TimedCue(cue, at) for offset, cue in segment.cues if offset == 0.0]


def _elapse(session: Session, at: float) -> Outcome:
    """Carry out what is due at ``at``."""
    state = session.state
    session = replace(session, now=at)
    if isinstance(state, Asking):
        if at < state.since + session.patience.answer:
            return session, [TimedCue(Cue.STILL_THERE, at)]
        return _forget(session)
    if isinstance(state, Resuming):
        if at < state.since + COUNT_IN:
            return session, [TimedCue(Cue.COUNT, at)]
        return _go_on(session, state.paused)
    if (
        isinstance(state, Running)
        and state.length is None
        and at < session.touched + session.patience.idle
    ):
        return session, []  # the guard ends
    if session.segment.kind is SegmentKind.ATTRACT:
        return _forget(session)  # somebody chose a language and walked away
    if isinstance(state, Paused) or state.length is None:
        asking = replace(session, state=Asking(state, at))
        return asking, [TimedCue(Cue.STILL_THERE, at)]
    if at >= state.since + state.length:
        return _enter(session, state.index + 1, at)
    return session, [
        TimedCue(cue, at) for off, cue in session.segment.cues if state.since + off == at
    ]


def _go_on(session: Session, paused: Paused) -> Outcome:
    """Resume the paused segment, and repeat its cue if it has one to act on."""
    held = replace(paused.held, since=session.now - paused.elapsed)
    session = replace(session, state=held, touched=session.now)
    again = [TimedCue(cue, session.now) for off, cue in session.segment.cues if off == 0.0]
    return session, again if session.segment.kind in (
        SegmentKind.PRESS,
        SegmentKind.RELEASE,
    ) else []


def _forget(session: Session) -> Outcome:
    kept = session.patience, session.languages, session.audio
    return Session.begin(session.plan, session.now, *kept), []


def _press(session: Session, key: Key) -> Outcome:
    if session.together(key):
        return _take_back(session, key)
    if session.pressed is None and session.segment.kind in screening.PAGES:
        session = replace(session, pressed=Pressed(key, session))
    action = available_actions(session).get(key)
    if action is None:
        here = replace(session, touched=session.now)
        return here, [TimedCue(Cue.NOT_AVAILABLE, session.now)]
    after, cues = _act(session, action)
    after = replace(after, touched=session.now)
    return after, [TimedCue(Cue.KEY_ACCEPTED, session.now), *cues]


def _take_back(session: Session, key: Key) -> Outcome:
    """Ask again, with time to read: buttons pressed together are no answer."""
    assert session.pressed is not None
    asked = session.pressed.before
    again, _ = _enter(asked, asked.running.index, session.now)
    return replace(again, pressed=Pressed(key, again)), [TimedCue(Cue.NOT_AVAILABLE, session.now)]


def _act(session: Session, action: Action) -> Outcome:
    timeline, now, index = session.timeline, session.now, session.running.index
    number = session.segment.step
    match action:
        case Action.LANGUAGE:
            return replace(session, language=session.next_language), []
        case Action.START | Action.BEGIN:
            return _enter(session, index + 1, now)
        case Action.CONTINUE:
            if session.segment.kind is SegmentKind.LEFT_OUT:
                return _to_first_stage(session)
            return _enter(session, index + 1, now)
        case Action.NONE_OF_THESE:
            return _answer(session, screening.said_none)
        case Action.NO:
            return _answer(session, screening.said_no)
        case Action.YES:
            return _answer(session, screening.said_yes)
        case Action.BACK:
            return _enter(session, index - 1, now)
        case Action.NEXT:
            return _next(session)
        case Action.AGAIN:
            again = len(timeline.steps) - 1 if number is None else number
            return _enter(session, timeline.lead_in_of(again), now)
        case Action.ONCE_MORE:
            return _to_first_stage(replace(session, timeline=timeline.without(timeline.left_out)))
        case Action.OTHER_SIDE:
            return _switch(session)
        case Action.PAUSE:
            return _pause(session), []
        case Action.RESUME:
            return _resume(session)
        case Action.END:
            return _end(session)
        case Action.STAY:
            assert isinstance(session.state, Asking)
            if session.segment.kind in screening.PAGES:
                return _enter(session, index, now)  # a second press must not answer an unread page
            return replace(session, state=session.state.before), []
        case Action.HEAR_AGAIN:
            return session, []
        case Action.LOUDER:
            louder = session.volume + LOUDER_BY
            return replace(session, volume=louder if louder <= LOUDEST else LOUDER_BY), []


def _to_first_stage(session: Session) -> Outcome:
    """Begin the first step, or show that none is left."""
    return _enter(session, screening.first_stage(session.timeline), session.now)


def _answer(session: Session, answer: screening.Answer) -> Outcome:
    """Continue where an answer leads, on the timeline that remains."""
    timeline, index = answer(session.timeline, session.running.index)
    return _enter(replace(session, timeline=timeline), index, session.now)


def _end(session: Session) -> Outcome:
    """Leave: from within the stages with a last page of advice, else at once."""
    if session.segment.step is None:
        return _forget(session)
    return _enter(session, session.timeline.index_of(SegmentKind.ENDED), session.now)


def _next(session: Session) -> Outcome:
    """Skip ahead: from a lead-in towards its press, else to the next step."""
    index, number = session.running.index, session.segment.step
    assert number is not None  # only a stage offers NEXT
    if isinstance(session.state, Resuming):
        return _go_on(session, session.state.paused)
    if session.segment.kind in LEADING:
        return _enter(session, index + 1, session.now)
    return _enter(session, session.timeline.first_segments[number + 1], session.now)


def _switch(session: Session) -> Outcome:
    """Take the other side now and this one next; a step that waits keeps waiting."""
    number = session.segment.step
    assert number is not None  # only a stage offers OTHER_SIDE
    timeline, first = session.timeline.switched(number)
    switched = replace(session, timeline=timeline)
    if session.segment.kind is SegmentKind.FIND:
        return _enter(switched, timeline.start_of(first), session.now)
    lead_in = timeline.steps[first + 1].lead_in - COUNT_IN
    after, cues = _enter(switched, timeline.lead_in_of(first), session.now, lead_in)
    return after, [*cues, TimedCue(Cue.SWITCH_SIDES, session.now)]


def _pause(session: Session) -> Session:
    state = session.state
    if isinstance(state, Resuming):
        return replace(session, state=replace(state.paused, since=session.now))
    elapsed = session.now - session.running.since
    return replace(session, state=Paused(session.running, elapsed, session.now))


def _resume(session: Session) -> Outcome:
    """Resume with a fresh count-in; a segment that leads to one anyway resumes where it was."""
    paused = session.state
    assert isinstance(paused, Paused)
    kind = session.segment.kind
    if kind is SegmentKind.COUNT_IN:
        return _enter(session, paused.held.index, session.now)
    if kind in (SegmentKind.PRESS, SegmentKind.RELEASE):
        counting = replace(session, state=Resuming(paused, session.now))
        return counting, [TimedCue(Cue.COUNT, session.now)]
    return _go_on(session, paused)
