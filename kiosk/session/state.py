"""One person's progress: an immutable state and what follows from it.

Nothing here knows a clock, a pin or a screen: ``now`` is in seconds of any monotonic clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kiosk.config.clinic import Clinic
from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.config.settings import Patience
from kiosk.routine.cues import Cue
from kiosk.routine.model import COUNT_IN
from kiosk.routine.step import Step
from kiosk.routine.timeline import Segment, SegmentKind, Timeline
from kiosk.session import screening
from kiosk.session.keys import Key


@dataclass(frozen=True)
class Running:
    """In a segment since ``since``, for ``length`` seconds (``None``: until a press)."""

    index: int
    since: float
    length: float | None


@dataclass(frozen=True)
class Paused:
    """Paused ``elapsed`` seconds into a segment."""

    held: Running
    elapsed: float
    since: float


@dataclass(frozen=True)
class Resuming:
    """Counting in again before the paused segment resumes."""

    paused: Paused
    since: float


@dataclass(frozen=True)
class Asking:
    """Asking whether anybody is still there before the session is reset."""

    before: Running | Paused
    since: float


GUARD = 1.0
"""Seconds of real time in which a press counts as accidental: at the start of a screening page; and
of a pause, for the buttons that would end the session or begin the stage again."""

CHORD = 0.06
"""Seconds of real time within which two different buttons count as pressed together. Field reports
(pibooth issues 166 and 175) describe both buttons being pressed when one was meant."""

TWICE = 2.0
"""Seconds of real time within which a second press of REPEAT pauses, as the introduction teaches:
"press the middle button twice" is done within one second by most and within two by slow hands."""

LONGEST_WAY = 64
"""The most pages through which BACK returns: more than the shipped screening has questions."""

State = Running | Paused | Resuming | Asking


@dataclass(frozen=True)
class TimedCue:
    """A cue and the moment it was planned for."""

    cue: Cue
    at: float


@dataclass(frozen=True)
class Pressed:
    """A press on a screening page, and the session ``before`` it."""

    key: Key
    before: Session


@dataclass(frozen=True)
class Visited:
    """A page left for another, with the timeline as it was after the answers so far."""

    timeline: Timeline
    index: int


@dataclass(frozen=True)
class Interrupted:
    """The moment that a press of REPEAT interrupted, which a second press in time restores.

    :ivar timeline: the timeline of that moment, with its answers; ``visited``: the way to it
    """

    moment: Paused
    timeline: Timeline
    visited: tuple[Visited, ...]
    at: float


@dataclass(frozen=True)
class AudioOptions:
    """The audio of a device: whether it speaks, and the volume at which each session begins."""

    spoken: bool = False
    volume: int = 7


@dataclass(frozen=True)
class Offer:
    """A routine that visitors may choose.

    :ivar name: what settings and counts call it
    :ivar languages: codes of the languages in which it is whole, the kiosk's own first
    :ivar titles: its name in each of these
    """

    name: str
    plan: Timeline
    languages: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Return its name in a language, else as it is written."""
        return self.titles.get(language, self.plan.routine.name)


@dataclass(frozen=True)
class Session:
    """One person's progress. ``now`` is the time up to which everything has happened.

    :ivar plan: the timeline as compiled at the start
    :ivar timeline: this person's, with the sides chosen and the stages left out
    :ivar touched: when a button was last pressed, or the present wait began
    :ivar languages: codes of the languages of this routine, the kiosk's own first
    :ivar language: the one chosen, until the session is reset
    :ivar offers: the routines to choose from; ``offered`` counts from 0
    :ivar volume: the volume this person chose, 0 to 10
    :ivar pressed: a press that another button would still take back; kept for :data:`CHORD`
    :ivar interrupted: what a second press of REPEAT gives back; kept for :data:`TWICE`
    :ivar visited: the pages that BACK returns to, latest last; none once the stages have begun
    :ivar marked: the place of the language marked in the list of languages
    :ivar names: the name of each language in its own words, by its code
    :ivar pace: seconds of the session per second of real time. A hand is no faster in a fast
        session, so :data:`GUARD`, :data:`CHORD` and :data:`TWICE` last this many times longer
    """

    plan: Timeline
    timeline: Timeline
    patience: Patience
    state: State
    now: float
    touched: float
    languages: tuple[str, ...]
    language: str
    audio: AudioOptions
    volume: int
    pressed: Pressed | None = None
    interrupted: Interrupted | None = None
    visited: tuple[Visited, ...] = ()
    marked: int = 0
    names: Mapping[str, str] = field(default_factory=lambda: LANGUAGES)
    offers: tuple[Offer, ...] = ()
    offered: int = 0
    clinic: Clinic = field(default_factory=Clinic)
    pace: float = 1.0

    @classmethod
    def begin(
        cls,
        plan: Timeline,
        now: float,
        patience: Patience | None = None,
        languages: tuple[str, ...] = (ENGLISH,),
        audio: AudioOptions | None = None,
        names: Mapping[str, str] = LANGUAGES,
        offers: tuple[Offer, ...] = (),
        clinic: Clinic | None = None,
    ) -> Session:
        """Return a session at the attract page, with nobody there yet.

        :param offers: the routines to choose from, that of ``plan`` first; none for this one only
        """
        heard, here, own = audio or AudioOptions(), Running(0, now, None), languages[0]
        patience = patience or Patience()
        begun = (plan, plan, patience, here, now, now, languages, own, heard, heard.volume)
        offers = offers or (Offer("", plan, languages),)
        return cls(*begun, names=names, offers=offers, clinic=clinic or Clinic())

    @property
    def offer(self) -> Offer:
        """The routine chosen."""
        return self.offers[self.offered]

    def offering(self, number: int) -> Session:
        """Return this session with a routine chosen, by its place among the offers."""
        offer = self.offers[number]
        plan, languages = offer.plan, offer.languages
        return replace(self, offered=number, plan=plan, timeline=plan, languages=languages)

    @property
    def understood(self) -> bool:
        """True if the routine chosen is whole in the language chosen."""
        return self.language in self.languages

    @property
    def untouched(self) -> bool:
        """True on the attract page while nobody has chosen anything."""
        first = (0, self.languages[0])
        here = self.segment.kind is SegmentKind.ATTRACT
        return here and (self.offered, self.language) == first

    @property
    def running(self) -> Running:
        """The current segment's index, start and length, also while paused or asking."""
        state = self.state
        if isinstance(state, Asking):
            state = state.before
        if isinstance(state, Resuming):
            state = state.paused
        return state.held if isinstance(state, Paused) else state

    @property
    def segment(self) -> Segment:
        """The current segment, also while it is paused or the kiosk asks "Still there?"."""
        return self.timeline.segments[self.running.index]

    @property
    def current_step(self) -> Step | None:
        """The current step; ``None`` outside the stages."""
        number = self.segment.step
        return None if number is None else self.timeline.steps[number]

    @property
    def other_side(self) -> Step | None:
        """The step that SWITCH leads to; ``None`` if there is no other side."""
        number, step = self.segment.step, self.current_step
        if number is None or step is None or step.side is None:
            return None
        return self.timeline.steps[number - 1 if step.second else number + 1]

    @property
    def guarded(self) -> bool:
        """True if a press would count as accidental."""
        return self.now < self._guarded_until

    @property
    def _guarded_until(self) -> float:
        state = self.state
        asks = isinstance(state, Running) and self.segment.kind in screening.PAGES
        return state.since + GUARD * self.pace if asks or isinstance(state, Paused) else self.now

    def together(self, key: Key) -> bool:
        """Return whether a press of ``key`` now would count as together with another button."""
        return self.pressed is not None and self.pressed.key is not key

    @property
    def unguarded(self) -> Session:
        """This session at the first moment at which a press counts."""
        return replace(self, now=self._guarded_until) if self.guarded else self

    def same_state_as(self, other: Session) -> bool:
        """Return whether both are in the same state, entered by the same move."""
        return self.state is other.state and self.timeline is other.timeline

    @property
    def deadline(self) -> float | None:
        """The time of the next change without a press; ``None`` if there is none."""
        due = self._due
        if self.interrupted is None:
            return due
        late = self.interrupted.at + TWICE * self.pace
        return late if due is None else min(late, due)

    @property
    def _due(self) -> float | None:
        """The time of the next change, but for the end of the time to press REPEAT again."""
        state = self.state
        if isinstance(state, Asking):
            repeat = state.since + self.patience.answer / 2
            return repeat if self.now < repeat else state.since + self.patience.answer
        if isinstance(state, Resuming):
            beats = [state.since + beat for beat in (*range(1, int(COUNT_IN)), COUNT_IN)]
            return min((beat for beat in beats if beat > self.now), default=self.now)
        if self.guarded:
            return self._guarded_until
        if isinstance(state, Paused):
            return self.touched + self.patience.idle
        if state.length is None:
            if self.untouched:
                return None
            return self.touched + self.patience.idle
        due = [state.since + offset for offset, _ in self.segment.cues]
        end = state.since + state.length
        return min((at for at in due if self.now < at < end), default=end)
