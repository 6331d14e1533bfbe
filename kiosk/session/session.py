"""One person's way through a timeline: a pure state machine.

``step(key, now)`` gives the next session and the cues that are due. Nothing here knows a clock,
a pin or a screen: ``now`` is seconds of any clock that never goes back.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kiosk.config.language import ENGLISH
from kiosk.routine.cues import Cue
from kiosk.routine.routine import COUNT_IN
from kiosk.routine.timeline import Segment, SegmentKind, Step, Timeline
from kiosk.session import screening


class Key(enum.Enum):
    """A button of the panel."""

    ADVANCE = "advance"
    REPEAT = "repeat"
    SWITCH = "switch"
    PAUSE = "pause"
    VOLUME = "volume"


class Action(enum.Enum):
    """What a button does now."""

    LANGUAGE = enum.auto()
    START = enum.auto()
    CONTINUE = enum.auto()
    BACK = enum.auto()
    BEGIN = enum.auto()
    NEXT = enum.auto()
    AGAIN = enum.auto()
    OTHER_SIDE = enum.auto()
    PAUSE = enum.auto()
    RESUME = enum.auto()
    END = enum.auto()
    ONCE_MORE = enum.auto()
    STAY = enum.auto()
    NONE_OF_THESE = enum.auto()
    YES = enum.auto()
    NO = enum.auto()
    HEAR_AGAIN = enum.auto()
    LOUDER = enum.auto()


@dataclass(frozen=True)
class Running:
    """In a segment since ``since``, for ``length`` seconds (``None``: until a hand acts)."""

    index: int
    since: float
    length: float | None


@dataclass(frozen=True)
class Paused:
    """Held ``elapsed`` seconds into a segment."""

    held: Running
    elapsed: float
    since: float


@dataclass(frozen=True)
class Resuming:
    """Counting in again, before what was held goes on."""

    paused: Paused
    since: float


@dataclass(frozen=True)
class Asking:
    """Asking whether anybody is still there, before all is forgotten."""

    before: Running | Paused
    since: float


GUARD = 1.0
"""Seconds at the start of such a page in which a press is taken for an accident."""

CHORD = 0.06
"""Seconds within which two different buttons are taken for pressed together. Field reports
(pibooth issues 166 and 175) tell of both at once where one was meant."""

LEADING = (SegmentKind.LEAD_IN, SegmentKind.COUNT_IN)
"""On the way to a press. REPEAT leads back: from a press to its lead-in, from there to a rest."""

State = Running | Paused | Resuming | Asking


@dataclass(frozen=True)
class TimedCue:
    """A cue, and the moment it was planned for."""

    cue: Cue
    at: float


@dataclass(frozen=True)
class Limits:
    """Seconds without a hand where one is needed, then seconds to answer."""

    idle: float = 120.0
    answer: float = 20.0


@dataclass(frozen=True)
class Pressed:
    """A press on a page that asks about the person, and the session ``before`` it."""

    key: Key
    before: Session


LOUDEST = 10
"""The last step of the volume; 0 is silent."""

LOUDER_BY = 2
"""Steps a press of the volume button adds; after the loudest it begins with as many."""


@dataclass(frozen=True)
class AudioOptions:
    """How the device is heard: whether pages are spoken, and the volume each session begins at."""

    spoken: bool = False
    volume: int = 7


@dataclass(frozen=True)
class Session:
    """Where one person is. ``now`` is the time up to which everything has happened.

    :ivar plan: the timeline as compiled; ``timeline`` is it with the sides this person chose
    :ivar touched: when a hand last acted, or the present wait began
    :ivar languages: codes of the languages to choose from, the kiosk's own first
    :ivar language: the one chosen, until the session is forgotten
    :ivar volume: what this person made of the volume, 0 to 10
    :ivar pressed: a press that another button would take back now; kept for :data:`CHORD`
    """

    plan: Timeline
    timeline: Timeline
    limits: Limits
    state: State
    now: float
    touched: float
    languages: tuple[str, ...]
    language: str
    audio: AudioOptions
    volume: int
    pressed: Pressed | None = None

    @classmethod
    def begin(
        cls,
        plan: Timeline,
        now: float,
        limits: Limits | None = None,
        languages: tuple[str, ...] = (ENGLISH,),
        audio: AudioOptions | None = None,
    ) -> Session:
        """Stand at the attract page, nobody there yet."""
        heard, here, own = audio or AudioOptions(), Running(0, now, None), languages[0]
        limits = limits or Limits()
        return cls(plan, plan, limits, here, now, now, languages, own, heard, heard.volume)

    @property
    def running(self) -> Running:
        """The segment that is current, paused or asked about."""
        state = self.state
        if isinstance(state, Asking):
            state = state.before
        if isinstance(state, Resuming):
            state = state.paused
        return state.held if isinstance(state, Paused) else state

    @property
    def segment(self) -> Segment:
        """The segment that is current, paused or asked about."""
        return self.timeline.segments[self.running.index]

    @property
    def current_step(self) -> Step | None:
        """The step that is current; ``None`` outside the stages."""
        number = self.segment.step
        return None if number is None else self.timeline.steps[number]

    @property
    def other_side(self) -> Step | None:
        """The step SWITCH leads to; ``None`` where there is no other side."""
        number, step = self.segment.step, self.current_step
        if number is None or step is None or step.side is None:
            return None
        return self.timeline.steps[number - 1 if step.turn else number + 1]

    @property
    def next_language(self) -> str:
        """The language that follows the one chosen, the first after the last."""
        place = self.languages.index(self.language)
        return self.languages[(place + 1) % len(self.languages)]

    @property
    def guarded(self) -> bool:
        """Whether a press would be taken for an accident."""
        asks = self.segment.kind in screening.PAGES and isinstance(self.state, Running)
        return asks and self.now < self.running.since + GUARD

    def together(self, key: Key) -> bool:
        """Return whether a press of ``key`` now would be together with another button's."""
        return self.pressed is not None and self.pressed.key is not key

    @property
    def unguarded(self) -> Session:
        """This session at the moment from which a press counts."""
        return replace(self, now=self.running.since + GUARD) if self.guarded else self

    def same_place_as(self, other: Session) -> bool:
        """Whether both are at the same place, entered in the same move."""
        return self.state is other.state and self.timeline is other.timeline

    @property
    def actions(self) -> Mapping[Key, Action]:
        """What each button does now; a button that does nothing is not in it."""
        return dict(_actions(self))

    @property
    def deadline(self) -> float | None:
        """When something happens next without a press; ``None`` if never."""
        state = self.state
        if isinstance(state, Asking):
            repeat = state.since + self.limits.answer / 2
            return repeat if self.now < repeat else state.since + self.limits.answer
        if isinstance(state, Resuming):
            beats = [state.since + beat for beat in (*range(1, int(COUNT_IN)), COUNT_IN)]
            return min((beat for beat in beats if beat > self.now), default=self.now)
        if isinstance(state, Paused):
            return self.touched + self.limits.idle
        if state.length is None:
            if self.guarded:
                return state.since + GUARD
            if self.segment.kind is SegmentKind.ATTRACT and self.language == self.languages[0]:
                return None
            return self.touched + self.limits.idle
        due = [state.since + offset for offset, _ in self.segment.cues]
        end = state.since + state.length
        return min((at for at in due if self.now < at < end), default=end)

    def step(self, key: Key | None, now: float) -> tuple[Session, tuple[TimedCue, ...]]:
        """Let time pass until ``now``, then press ``key`` if there is one.

        :raises ValueError: if ``now`` lies before the session's own time
        """
        session = self
        cues: list[TimedCue] = []
        for session, sounded in self.moves(key, now):  # noqa: B007  # the last one counts
            cues += sounded
        return session, tuple(cues)

    def moves(self, key: Key | None, now: float) -> Iterator[tuple[Session, list[TimedCue]]]:
        """Give every session that :meth:`step` leads through, each with the cues it brings.

        :raises ValueError: if ``now`` lies before the session's own time
        """
        if now < self.now:
            raise ValueError(f"time went back from {self.now} to {now}")
        session = self
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
    """Begin a segment at ``at``, for its own length unless another is given."""
    segment = session.timeline.segments[index]
    state = Running(index, at, segment.length if length is None else length)
    # The guidance has no need of a hand while it runs by itself: a wait begins when it is entered.
    entered = replace(session, state=state, now=at, touched=at)
    return entered, [TimedCue(cue, at) for offset, cue in segment.cues if offset == 0.0]


def _elapse(session: Session, at: float) -> Outcome:
    """Let happen what is due at ``at``."""
    state = session.state
    session = replace(session, now=at)
    if isinstance(state, Asking):
        if at < state.since + session.limits.answer:
            return session, [TimedCue(Cue.STILL_THERE, at)]
        return _forget(session)
    if isinstance(state, Resuming):
        if at < state.since + COUNT_IN:
            return session, [TimedCue(Cue.COUNT, at)]
        return _go_on(session, state.paused)
    if (
        isinstance(state, Running)
        and state.length is None
        and at < session.touched + session.limits.idle
    ):
        return session, []  # the guard ends
    if session.segment.kind is SegmentKind.ATTRACT:
        return _forget(session)  # whoever chose a language has gone
    if isinstance(state, Paused) or state.length is None:
        asking = replace(session, state=Asking(state, at))
        return asking, [TimedCue(Cue.STILL_THERE, at)]
    if at >= state.since + state.length:
        return _enter(session, state.index + 1, at)
    return session, [
        TimedCue(cue, at) for off, cue in session.segment.cues if state.since + off == at
    ]


def _go_on(session: Session, paused: Paused) -> Outcome:
    """Take up what was held, and say again what to do."""
    held = replace(paused.held, since=session.now - paused.elapsed)
    session = replace(session, state=held, touched=session.now)
    again = [TimedCue(cue, session.now) for off, cue in session.segment.cues if off == 0.0]
    return session, again if session.segment.kind in (
        SegmentKind.PRESS,
        SegmentKind.RELEASE,
    ) else []


def _forget(session: Session) -> Outcome:
    kept = session.limits, session.languages, session.audio
    return Session.begin(session.plan, session.now, *kept), []


def _actions(session: Session) -> Iterator[tuple[Key, Action]]:
    """Say what each button does: the one table that presses, soft keys and lights go by."""
    yield from _own_actions(session)
    if _can_be_heard_again(session):
        yield Key.REPEAT, Action.HEAR_AGAIN
    if session.audio.spoken and not isinstance(session.state, Asking):
        yield Key.VOLUME, Action.LOUDER


def _can_be_heard_again(session: Session) -> bool:
    """Whether REPEAT says the page again: where it waits, and REPEAT is not needed to lead on."""
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


def _press(session: Session, key: Key) -> Outcome:
    if session.together(key):
        return _take_back(session, key)
    if session.pressed is None and session.segment.kind in screening.PAGES:
        session = replace(session, pressed=Pressed(key, session))
    action = session.actions.get(key)
    if action is None:
        here = replace(session, touched=session.now)
        return here, [TimedCue(Cue.NOT_AVAILABLE, session.now)]
    after, cues = _act(session, action)
    after = replace(after, touched=session.now)
    return after, [TimedCue(Cue.KEY_ACCEPTED, session.now), *cues]


def _take_back(session: Session, key: Key) -> Outcome:
    """Ask anew, with the time to read: of buttons pressed together none is an answer."""
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
                return _enter(session, index, now)  # a second press must not answer unread
            return replace(session, state=session.state.before), []
        case Action.HEAR_AGAIN:
            return session, []
        case Action.LOUDER:
            louder = session.volume + LOUDER_BY
            return replace(session, volume=louder if louder <= LOUDEST else LOUDER_BY), []


def _to_first_stage(session: Session) -> Outcome:
    """Begin the first step, or say that none is left."""
    return _enter(session, screening.first_stage(session.timeline), session.now)


def _answer(session: Session, answer: screening.Answer) -> Outcome:
    """Go where an answer leads, on the timeline that it leaves."""
    timeline, index = answer(session.timeline, session.running.index)
    return _enter(replace(session, timeline=timeline), index, session.now)


def _end(session: Session) -> Outcome:
    """Leave: with a last advice from within the stages, else at once."""
    if session.segment.step is None:
        return _forget(session)
    return _enter(session, session.timeline.index_of(SegmentKind.ENDED), session.now)


def _next(session: Session) -> Outcome:
    """Go on to the next thing: from the way to a press to the press, else to the next step."""
    index, number = session.running.index, session.segment.step
    assert number is not None  # only a stage offers NEXT
    if isinstance(session.state, Resuming):
        return _go_on(session, session.state.paused)
    if session.segment.kind in LEADING:
        return _enter(session, index + 1, session.now)
    return _enter(session, session.timeline.first_segments[number + 1], session.now)


def _switch(session: Session) -> Outcome:
    """Take the other side now and this one next; a step that waits goes on waiting."""
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
    """Go on with a fresh count-in; what leads to one anyway goes on where it was."""
    paused = session.state
    assert isinstance(paused, Paused)
    kind = session.segment.kind
    if kind is SegmentKind.COUNT_IN:
        return _enter(session, paused.held.index, session.now)
    if kind in (SegmentKind.PRESS, SegmentKind.RELEASE):
        counting = replace(session, state=Resuming(paused, session.now))
        return counting, [TimedCue(Cue.COUNT, session.now)]
    return _go_on(session, paused)
