"""Moves a session on, by time and by keys: from one immutable state to the next, with its cues.

A segment begins at the moment it was planned for, however late the call, so nothing drifts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.routine.cues import Cue
from kiosk.routine.model import COUNT_IN
from kiosk.routine.timeline import SegmentKind, Timeline
from kiosk.session import screening
from kiosk.session.actions import available_actions, pauses_twice
from kiosk.session.keys import Action, Key
from kiosk.session.state import (
    CHORD,
    LONGEST_WAY,
    TWICE,
    Asking,
    Interrupted,
    Paused,
    Pressed,
    Resuming,
    Running,
    Session,
    TimedCue,
    Visited,
)

LOUDEST = 10
"""The highest volume; 0 is silent."""

LOUDER_BY = 2
"""What a press of the volume button adds; after the loudest it starts again from here."""

Move = tuple[Session, list[TimedCue]]
"""The session after a move, and the cues that the move brings."""


def move(session: Session, key: Key | None, now: float) -> tuple[Session, tuple[TimedCue, ...]]:
    """Let time pass until ``now``, then press ``key`` if there is one.

    :raises ValueError: if ``now`` is before the session's own time
    """
    cues: list[TimedCue] = []
    after = session
    for after, brought in moves(session, key, now):  # noqa: B007  # only the last one matters
        cues += brought
    return after, tuple(cues)


def moves(session: Session, key: Key | None, now: float) -> Iterator[Move]:
    """Yield every session that :func:`move` leads through, each with the cues it brings.

    :raises ValueError: if ``now`` is before the session's own time
    """
    if now < session.now:
        raise ValueError(f"time went back from {session.now} to {now}")
    while (due := session.deadline) is not None and due <= now:
        session, sounded = _elapse(session, max(due, session.now))
        yield session, sounded
    pressed = session.pressed
    if pressed and now > pressed.before.now + CHORD * session.pace:
        pressed = None
    session = replace(session, now=now, pressed=pressed)
    yield session, []
    if key is not None:
        yield _press(session, key)


def _enter(session: Session, index: int, at: float) -> Move:
    """Begin a segment at ``at``."""
    segment = session.timeline.segments[index]
    state = Running(index, at, segment.length)
    # Guidance that runs by itself needs no press, so a wait begins when its segment is entered.
    entered = replace(session, state=state, now=at, touched=at)
    return entered, [TimedCue(cue, at) for offset, cue in segment.cues if offset == 0.0]


def _elapse(session: Session, at: float) -> Move:
    """Carry out what is due at ``at``."""
    state, interrupted = session.state, session.interrupted
    if interrupted and at >= interrupted.at + TWICE * session.pace:
        return replace(session, interrupted=None), []
    session = replace(session, now=at)
    if isinstance(state, Asking):
        if at < state.since + session.patience.answer:
            return session, [TimedCue(Cue.STILL_THERE, at)]
        return _forget(session)
    if isinstance(state, Resuming):
        if at < state.since + COUNT_IN:
            return session, [TimedCue(Cue.COUNT_IN, at)]
        return _go_on(session, state.paused)
    waits = isinstance(state, Paused) or state.length is None
    if waits and at < session.touched + session.patience.idle:
        return session, []  # the guard ends
    if session.segment.kind in (SegmentKind.ATTRACT, SegmentKind.LANGUAGES):
        return _forget(session)  # somebody looked at the languages and walked away
    if isinstance(state, Paused) or state.length is None:
        asking = replace(session, state=Asking(state, at))
        return asking, [TimedCue(Cue.STILL_THERE, at)]
    if at >= state.since + state.length:
        return _enter(session, state.index + 1, at)
    return session, [
        TimedCue(cue, at) for off, cue in session.segment.cues if state.since + off == at
    ]


def _go_on(session: Session, paused: Paused) -> Move:
    """Resume the paused segment, and repeat its cue if it has one to act on."""
    held = replace(paused.held, since=session.now - paused.elapsed)
    session = replace(session, state=held, touched=session.now)
    again = [TimedCue(cue, session.now) for off, cue in session.segment.cues if off == 0.0]
    return session, again if session.segment.kind in (
        SegmentKind.PRESS,
        SegmentKind.RELEASE,
    ) else []


def _forget(session: Session) -> Move:
    first = session.offering(0)
    kept = first.patience, first.languages, first.audio, first.names, first.offers, first.clinic
    return replace(Session.begin(first.plan, session.now, *kept), pace=session.pace), []


def _press(session: Session, key: Key) -> Move:
    if session.together(key):
        return _take_back(session, key)
    if session.pressed is None and session.segment.kind in screening.PAGES:
        session = replace(session, pressed=Pressed(key, session))
    action = available_actions(session).get(key)
    if action is None:
        here = replace(session, touched=session.now)
        return here, [TimedCue(Cue.NOT_AVAILABLE, session.now)]
    after, cues = _act(session, action)
    if after.interrupted is session.interrupted and after.state is not session.state:
        after = replace(after, interrupted=None)
    if pauses_twice(session, key) and isinstance(after.state, Running):
        after = replace(after, interrupted=_interrupted(session))
    after = replace(after, touched=session.now)
    return after, [TimedCue(Cue.KEY_ACCEPTED, session.now), *cues]


def _take_back(session: Session, key: Key) -> Move:
    """Ask again, with time to read: buttons pressed together do not count as an answer."""
    assert session.pressed is not None
    asked = session.pressed.before
    again, _ = _enter(asked, asked.running.index, session.now)
    return replace(again, pressed=Pressed(key, again)), [TimedCue(Cue.NOT_AVAILABLE, session.now)]


def _act(session: Session, action: Action) -> Move:
    now, index = session.now, session.running.index
    match action:
        case Action.LANGUAGES:
            marked = session.languages.index(session.language) if session.understood else 0
            listed = session.timeline.index_of(SegmentKind.LANGUAGES)
            return _enter(replace(session, marked=marked), listed, now)
        case Action.NEXT_LANGUAGE:
            return replace(session, marked=(session.marked + 1) % len(session.languages)), []
        case Action.NEXT_ROUTINE:
            return session.offering((session.offered + 1) % len(session.offers)), []
        case Action.TAKE_LANGUAGE:
            return _enter(replace(session, language=session.languages[session.marked]), 0, now)
        case Action.START:
            return _enter(session, index + 1, now)
        case Action.MORE:
            return _go_to(session, session.timeline.index_of(SegmentKind.BACKGROUND))
        case Action.CONTINUE:
            return _continue(session)
        case Action.NONE_OF_THESE:
            return _answer(session, screening.said_none)
        case Action.NO:
            return _answer(session, screening.said_no)
        case Action.YES:
            return _answer(session, screening.said_yes)
        case Action.BACK:
            return _back(session)
        case Action.NEXT:
            return _enter(session, index + 1, now)
        case Action.READY | Action.START_NOW | Action.SKIP:
            return _next(session)
        case Action.AGAIN | Action.START_OVER:
            return _again(session)
        case Action.ONCE_MORE:
            left = session.timeline.without(session.timeline.left_out)
            return _enter(replace(session, timeline=left), screening.first_stage(left), now)
        case Action.LAST_AGAIN:
            last = len(session.timeline.steps) - 1
            return _enter(session, session.timeline.lead_in_of(last), now)
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
            quieter = 0 if session.volume == LOUDEST else session.volume
            return replace(session, volume=min(quieter + LOUDER_BY, LOUDEST)), []


def _go_to(session: Session, index: int, timeline: Timeline | None = None) -> Move:
    """Go from a page to another, from which BACK returns; the stages forget the way to them."""
    left = Visited(session.timeline, session.running.index)
    session = replace(session, timeline=timeline or session.timeline)
    begins = session.timeline.segments[index].step is not None
    visited = () if begins else (*session.visited, left)[-LONGEST_WAY:]
    return _enter(replace(session, visited=visited), index, session.now)


def _back(session: Session) -> Move:
    """Return to the page before, with the answers as they were there."""
    *earlier, left = session.visited or (Visited(session.timeline, 0),)
    session = replace(session, timeline=left.timeline, visited=tuple(earlier))
    return _enter(session, left.index, session.now)


def _continue(session: Session) -> Move:
    """Go on from a page of text; from the background with what follows its introduction."""
    segments, index = session.timeline.segments, session.running.index
    if session.segment.kind is SegmentKind.LEFT_OUT:
        return _go_to(session, screening.first_stage(session.timeline))
    last = index + 1 == len(segments)
    if session.segment.kind is SegmentKind.BACKGROUND and last:
        return _go_to(session, session.timeline.index_of(SegmentKind.INTRODUCTION) + 1)
    return _go_to(session, index + 1)


def _answer(session: Session, answer: screening.Answer) -> Move:
    """Continue where an answer leads, on the timeline that remains."""
    timeline, index = answer(session.timeline, session.running.index)
    return _go_to(session, index, timeline)


def _end(session: Session) -> Move:
    """Leave: from within the stages with a last page of advice, else at once."""
    timeline, segment = session.timeline, session.segment
    if segment.step is None:
        return _forget(session)
    lies = timeline.routine.ended_lying and timeline.lies(segment)
    last = SegmentKind.ENDED_LYING if lies else SegmentKind.ENDED
    return _enter(session, timeline.index_of(last), session.now)


def _next(session: Session) -> Move:
    """Skip ahead: on the way to a press by one page, else to the next step."""
    timeline, number = session.timeline, session.segment.step
    assert number is not None  # only a stage offers these keys
    if isinstance(session.state, Resuming):
        return _go_on(session, session.state.paused)
    ahead = {
        SegmentKind.FIND: timeline.lead_in_of(number),
        SegmentKind.LEAD_IN: timeline.count_in_of(number),
        SegmentKind.COUNT_IN: timeline.count_in_of(number) + 1,
    }
    further = ahead.get(session.segment.kind, timeline.first_segments[number + 1])
    return _enter(session, further, session.now)


def _again(session: Session) -> Move:
    """Start the stage again, or its instructions."""
    timeline, number = session.timeline, session.segment.step
    assert number is not None  # only a stage offers AGAIN and START_OVER
    finds = session.segment.kind is SegmentKind.FIND
    index = timeline.start_of(number) if finds else timeline.lead_in_of(number)
    return _enter(session, index, session.now)


def _switch(session: Session) -> Move:
    """Take the other side now and this one next; a step that waits keeps waiting."""
    number, finds = session.segment.step, session.segment.kind is SegmentKind.FIND
    assert number is not None  # only a stage offers OTHER_SIDE
    timeline, first = session.timeline.switched(number, finds)
    index = timeline.start_of(first) if finds else timeline.lead_in_of(first)
    return _enter(replace(session, timeline=timeline), index, session.now)


def _pause(session: Session) -> Session:
    """Pause; if a press of REPEAT has just interrupted a moment, pause at that moment."""
    then = session.interrupted or _interrupted(session)
    held = replace(then.moment, since=session.now)
    return replace(
        session, state=held, timeline=then.timeline, visited=then.visited, interrupted=None
    )


def _interrupted(session: Session) -> Interrupted:
    """Return what a press interrupts now, which a second press restores for a while."""
    return Interrupted(_held(session), session.timeline, session.visited, session.now)


def _held(session: Session) -> Paused:
    """Return the present moment of what runs, to be continued later."""
    state = session.state
    if isinstance(state, Resuming):
        return state.paused
    if isinstance(state, Paused):
        return state
    return Paused(session.running, session.now - session.running.since, session.now)


def _resume(session: Session) -> Move:
    """Resume with a fresh count-in; a segment that leads to one anyway resumes where it was.

    A question is asked anew: a second press must not answer a page that nobody has read.
    """
    paused = session.state
    assert isinstance(paused, Paused)
    kind = session.segment.kind
    if kind is SegmentKind.COUNT_IN or kind in screening.PAGES:
        return _enter(session, paused.held.index, session.now)
    if kind in (SegmentKind.PRESS, SegmentKind.RELEASE):
        counting = replace(session, state=Resuming(paused, session.now))
        return counting, [TimedCue(Cue.COUNT_IN, session.now)]
    return _go_on(session, paused)
