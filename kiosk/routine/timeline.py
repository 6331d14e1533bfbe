"""A routine compiled to the second: steps (a stage on a side) and their segments.

A segment either has a length or waits for a press (length ``None``); its cues are planned in
seconds after its start. The session walks the segments; it plans nothing itself.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.routine.cues import Cue
from kiosk.routine.illustrations import Side
from kiosk.routine.model import COUNT_IN, SETTLE, Begin, Routine, Sentences, Stage


class SegmentKind(enum.Enum):
    """The kinds of segments."""

    ATTRACT = "attract"
    LANGUAGES = "languages"
    INTRODUCTION = "introduction"
    BACKGROUND = "background"
    SCREEN = "screen"
    QUESTION = "question"
    PLACE = "place"
    LEFT_OUT = "left-out"
    FIND = "find"
    LEAD_IN = "lead-in"
    COUNT_IN = "count-in"
    PRESS = "press"
    RELEASE = "release"
    SETTLE = "settle"
    FINISH = "finish"
    STOP = "stop"
    NOTHING_LEFT = "nothing-left"
    ENDED = "ended"


@dataclass(frozen=True)
class Segment:
    """A stretch of the timeline.

    :ivar length: seconds, or ``None`` if it waits for a press
    :ivar cues: cues in order, each with its seconds after the segment's start
    :ivar step: the step it belongs to, counted from 0; ``None`` outside the stages
    :ivar part: the page of the introduction, background or screening, its rule, the instruction of
        a find page or the press of the cycles, counted from 0
    :ivar point: the point that a rule asks about, counted from 0
    """

    kind: SegmentKind
    length: float | None = None
    cues: tuple[tuple[float, Cue], ...] = ()
    step: int | None = None
    part: int = 0
    point: int = 0


FOUND_BY_ITSELF = 30.0
"""Seconds for which a find page stays where nobody can press a button: its person lies down."""

READ_AT_LEAST = 6.0
"""Least seconds of an instruction: most are spoken in four to five."""


def reading_time(text: str) -> float:
    """Return the whole seconds in which a text can be read aloud calmly.

    13 characters a second are about 140 words a minute, a calm speaker's pace.
    """
    return max(READ_AT_LEAST, 2.0 + math.ceil(len(text) / 13))


@dataclass(frozen=True)
class Step:
    """One stage on one side: the shipped routine has eleven.

    :ivar point: the point it belongs to, counted from 0
    :ivar turn: 0 for a stage's first side, 1 for the other
    :ivar finds: whether its place is new, so that find pages lead to it
    :ivar waits: whether the find pages wait for ADVANCE before the lead-in
    :ivar opens: whether it is the first step of its point
    """

    stage: Stage
    side: Side | None
    point: int
    turn: int
    finds: bool
    waits: bool
    opens: bool

    @property
    def lead_in(self) -> int:
        """Seconds from the start of the lead-in to the first press, count-in included."""
        return (self.turn and self.stage.switch_lead_in) or self.stage.lead_in

    @property
    def said(self) -> Sentences:
        """The sentences for this side."""
        return self.stage.said(self.side)


@dataclass(frozen=True)
class Timeline:
    """All steps of a routine in order; ``left_out`` holds the codes that are not pressed."""

    routine: Routine
    steps: tuple[Step, ...]
    left_out: frozenset[str] = frozenset()

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Every segment from the attract page to the last page."""
        rules = enumerate(self.routine.screening.rules)
        stops = (number for number, rule in rules if rule.stop)
        return (
            *_before(self.routine),
            *(segment for number, step in enumerate(self.steps) for segment in _run(step, number)),
            Segment(SegmentKind.FINISH, cues=((0.0, Cue.ROUTINE_DONE),)),
            *(Segment(SegmentKind.STOP, part=number) for number in stops),
            Segment(SegmentKind.NOTHING_LEFT),
            Segment(SegmentKind.ENDED),
            Segment(SegmentKind.LANGUAGES),
            *(
                Segment(SegmentKind.BACKGROUND, part=page)
                for page in range(len(self.routine.background or ()))
            ),
        )

    @cached_property
    def _indices(self) -> dict[tuple[SegmentKind, int], int]:
        found: dict[tuple[SegmentKind, int], int] = {}
        for index, segment in enumerate(self.segments):
            found.setdefault((segment.kind, segment.part), index)
        return found

    def index_of(self, kind: SegmentKind, part: int = 0) -> int:
        """Return the index of the first segment of a kind and part."""
        return self._indices[kind, part]

    def without(self, codes: frozenset[str]) -> Timeline:
        """Return the routine's timeline with exactly these points left out."""
        return compile_routine(self.routine, codes)

    @cached_property
    def first_segments(self) -> tuple[int, ...]:
        """The index of each step's first segment, and last that of the finish."""
        first: dict[int, int] = {}
        for index, segment in enumerate(self.segments):
            if segment.step is not None:
                first.setdefault(segment.step, index)
        return (*first.values(), self.index_of(SegmentKind.FINISH))

    def start_of(self, step: int) -> int:
        """Return the index of a step's first segment, waiting or not."""
        return self.first_segments[step]

    def lead_in_of(self, step: int) -> int:
        """Return the index of a step's lead-in."""
        found = self.steps[step].finds * len(self.steps[step].said.find)
        return self.first_segments[step] + found

    def rules_of(self, page: int) -> range:
        """Return the numbers of the rules that a screening page stands for."""
        pages = self.routine.screening.pages
        first = sum(len(before.rules) for before in pages[:page])
        return range(first, first + len(pages[page].rules))

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """Planned start of each segment in seconds, excluding pages that wait for a press."""
        at, starts = 0.0, []
        for segment in self.segments:
            starts.append(at)
            waits = segment.kind is SegmentKind.FIND and self.steps[segment.step or 0].waits
            at += 0.0 if waits else segment.length or 0.0
        return tuple(starts)

    @property
    def total(self) -> float:
        """Planned seconds of the whole routine, excluding time spent waiting for a press."""
        return self.starts[self.index_of(SegmentKind.FINISH)]

    def switched(self, step: int) -> tuple[Timeline, int]:
        """Take the other side of a step first and this one next.

        :return: the new timeline, and the step that now takes the other side
        :raises ValueError: if the sides of the stage are not taken one at a time
        """
        first = step - self.steps[step].turn
        if self.steps[step].side is None:
            raise ValueError(f"step {step} has no other side")
        one, two = self.steps[first : first + 2]
        other = two if step == first else one
        pair = (replace(one, side=other.side), replace(two, side=self.steps[step].side))
        return replace(self, steps=(*self.steps[:first], *pair, *self.steps[first + 2 :])), first


def compile_routine(routine: Routine, left_out: frozenset[str] = frozenset()) -> Timeline:
    """Compile a routine's steps in order, without the points whose codes are left out."""
    return Timeline(routine, tuple(_steps(routine, left_out)), left_out)


def _steps(routine: Routine, left_out: frozenset[str]) -> Iterator[Step]:
    before = -1
    for number, point in enumerate(routine.points):
        stages = [stage for stage in point.stages if stage.code not in left_out]
        # A point that begins by itself relies on the posture of the point before it.
        by_hand = point.begin is Begin.ON_ADVANCE or before != number - 1
        for place, stage in enumerate(stages):
            for turn, side in enumerate(stage.sides.order):
                opens = place == turn == 0
                finds = turn == 0 and (opens or stage.waits)
                yield Step(stage, side, number, turn, finds, finds and by_hand, opens)
        before = number if stages else before


def _before(routine: Routine) -> Iterator[Segment]:
    """Yield the segments before the first stage: attract, introduction, screening."""
    yield Segment(SegmentKind.ATTRACT)
    yield from (
        Segment(SegmentKind.INTRODUCTION, part=page) for page in range(len(routine.introduction))
    )
    number = 0
    for page, asked in enumerate(routine.screening.pages):
        yield Segment(SegmentKind.SCREEN, part=page)
        for rule in asked.rules:
            yield Segment(SegmentKind.QUESTION, part=number)
            if rule.place:
                for point in range(len(routine.points)):
                    yield Segment(SegmentKind.PLACE, part=number, point=point)
            number += 1
    yield Segment(SegmentKind.LEFT_OUT)


def _run(step: Step, number: int) -> Iterator[Segment]:
    if step.finds:
        yield from _find(step, number)
    switch = ((0.0, Cue.SWITCH_SIDES),) if step.turn else ()
    yield Segment(SegmentKind.LEAD_IN, step.lead_in - COUNT_IN, switch, number)
    beeps = tuple((float(second), Cue.COUNT) for second in range(int(COUNT_IN)))
    yield Segment(SegmentKind.COUNT_IN, COUNT_IN, beeps, number)
    stage = step.stage
    if stage.hold is not None:
        halfway = (stage.hold / 2, Cue.HALFWAY)
        yield Segment(SegmentKind.PRESS, float(stage.hold), ((0.0, Cue.PRESS), halfway), number)
    elif stage.cycles is not None:
        for part in range(stage.cycles.count):
            press, release = float(stage.cycles.press), float(stage.cycles.release)
            yield Segment(SegmentKind.PRESS, press, ((0.0, Cue.PRESS),), number, part)
            yield Segment(SegmentKind.RELEASE, release, ((0.0, Cue.RELEASE),), number, part)
    yield Segment(SegmentKind.SETTLE, SETTLE, ((0.0, Cue.STAGE_DONE),), number)


def _find(step: Step, number: int) -> Iterator[Segment]:
    """Yield the instructions one by one; the last one stays, or fills the time that is left."""
    *earlier, last = (reading_time(instruction.say) for instruction in step.said.find)
    left = None if step.waits else max(last, FOUND_BY_ITSELF - sum(earlier))
    for part, length in enumerate((*earlier, left)):
        yield Segment(SegmentKind.FIND, length, step=number, part=part)
