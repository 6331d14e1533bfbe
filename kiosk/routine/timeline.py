"""A routine compiled to the second: steps (a stage on a side) and their segments.

A segment either has a length or waits for a press (length ``None``); its cues are planned in
seconds after its start. The session walks the segments; it plans nothing itself.

Instructions are segments of their own, so that each is shown and spoken alone. They belong to a
find page, which waits for a press (or goes on by itself, after lying or with ``begin: by_itself``);
without a find page they belong to the lead-in.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.routine.breathing import Phase
from kiosk.routine.cues import Cue
from kiosk.routine.model import (
    COUNT_IN,
    HALVED,
    SETTLE,
    Begin,
    Routine,
    StageKind,
)
from kiosk.routine.step import Step


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
    ENDED_LYING = "ended-lying"


@dataclass(frozen=True)
class Segment:
    """A stretch of the timeline.

    :ivar length: seconds, or ``None`` if it waits for a press
    :ivar cues: cues in order, each with its seconds after the segment's start
    :ivar step: the step it belongs to, counted from 0; ``None`` outside the stages
    :ivar part: the page of the introduction, background or screening, its rule, the instruction of
        a find page or the press of the cycles, counted from 0
    :ivar point: the point that a rule asks about, counted from 0
    :ivar phase: the part of a breath, in a stage of breathing
    """

    kind: SegmentKind
    length: float | None = None
    cues: tuple[tuple[float, Cue], ...] = ()
    step: int | None = None
    part: int = 0
    point: int = 0
    phase: Phase | None = None


@dataclass(frozen=True)
class Timeline:
    """All steps of a routine in order; ``left_out`` holds the keys of the stages left out."""

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
            Segment(SegmentKind.ENDED_LYING),
            Segment(SegmentKind.LANGUAGES),
            *_pages(SegmentKind.BACKGROUND, len(self.routine.background)),
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

    def without(self, stages: frozenset[str]) -> Timeline:
        """Return the routine's timeline with exactly these stages, by key, left out."""
        return compile_routine(self.routine, stages)

    @cached_property
    def first_segments(self) -> tuple[int, ...]:
        """The index of each step's first segment, and last that of the finish."""
        return (*self._firsts(None), self.index_of(SegmentKind.FINISH))

    def start_of(self, step: int) -> int:
        """Return the index of a step's first segment."""
        return self.first_segments[step]

    def lead_in_of(self, step: int) -> int:
        """Return the index of a step's lead-in."""
        return self._lead_ins[step]

    def count_in_of(self, step: int) -> int:
        """Return the index of a step's count-in."""
        return self.lead_in_of(step) + len(self.steps[step].lead_in_parts)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """The points that are pressed, in order."""
        return tuple(dict.fromkeys(step.point for step in self.steps))

    @cached_property
    def _lead_ins(self) -> tuple[int, ...]:
        return self._firsts(SegmentKind.LEAD_IN)

    def _firsts(self, kind: SegmentKind | None) -> tuple[int, ...]:
        """Return the index of each step's first segment of a kind, or of any."""
        first: dict[int, int] = {}
        for index, segment in enumerate(self.segments):
            if segment.step is not None and kind in (None, segment.kind):
                first.setdefault(segment.step, index)
        return tuple(first.values())

    def lies(self, segment: Segment) -> bool:
        """Return whether the person may be lying during a segment."""
        if segment.step is None:
            return False
        step = self.steps[segment.step]
        still_up = segment.kind is SegmentKind.FIND and step.waits
        if step.stage.posture.lies and not still_up:
            return True
        on_the_way = segment.kind in (SegmentKind.FIND, SegmentKind.LEAD_IN)
        return bool(on_the_way and segment.step) and self.steps[segment.step - 1].stage.posture.lies

    @property
    def ends_lying(self) -> bool:
        """True if the last stage is taken lying down."""
        return bool(self.steps) and self.steps[-1].stage.posture.lies

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """Planned start of each segment in seconds, excluding find pages that wait for a press."""
        at, starts = 0.0, []
        for segment in self.segments:
            starts.append(at)
            if segment.kind is not SegmentKind.FIND or not self._waits(segment):
                at += segment.length or 0.0
        return tuple(starts)

    def _waits(self, segment: Segment) -> bool:
        return segment.step is not None and self.steps[segment.step].waits

    @property
    def total(self) -> float:
        """Planned seconds of the whole routine, excluding find pages that wait for a press."""
        return self.starts[self.index_of(SegmentKind.FINISH)]

    def switched(self, step: int, finds: bool = False) -> tuple[Timeline, int]:
        """Take the other side of a step first and this one next.

        :param finds: whether the person is still finding the place
        :return: the new timeline, and the step that now takes the other side
        :raises ValueError: if the sides of the stage are not taken one at a time
        """
        first = step - self.steps[step].second
        if self.steps[step].side is None:
            raise ValueError(f"step {step} has no other side")
        one, two = self.steps[first : first + 2]
        other = two if step == first else one
        pair = (
            replace(one, side=other.side, switched=not finds),
            replace(two, side=self.steps[step].side),
        )
        return replace(self, steps=(*self.steps[:first], *pair, *self.steps[first + 2 :])), first


def compile_routine(routine: Routine, left_out: frozenset[str] = frozenset()) -> Timeline:
    """Compile a routine's steps in order, without the stages whose keys are left out."""
    return Timeline(routine, tuple(_steps(routine, left_out)), left_out)


def _steps(routine: Routine, left_out: frozenset[str]) -> Iterator[Step]:
    lies = False
    for number, point in enumerate(routine.points):
        stages = [stage for stage in point.stages if stage.runs(left_out)]
        for place, stage in enumerate(stages):
            for second, side in zip((False, True), stage.sides.order, strict=False):
                opens = place == 0 and not second
                finds = opens or (stage.waits and not second)
                by_itself = opens and point.begin is Begin.BY_ITSELF
                # Nobody lying on the floor is left waiting for a button.
                waits = finds and not by_itself and not lies
                down = stage.posture.lies and not lies
                yield Step(stage, side, number, place, second, finds, waits, lies_down=down)
                lies = stage.posture.lies


def _pages(kind: SegmentKind, count: int) -> Iterator[Segment]:
    return (Segment(kind, part=page) for page in range(count))


def _before(routine: Routine) -> Iterator[Segment]:
    """Yield the segments before the first stage: attract, introduction, screening."""
    yield Segment(SegmentKind.ATTRACT)
    yield from _pages(SegmentKind.INTRODUCTION, len(routine.introduction))
    number = 0
    for part, page in enumerate(routine.screening.pages):
        yield Segment(SegmentKind.SCREEN, part=part)
        for rule in page.rules:
            yield Segment(SegmentKind.QUESTION, part=number)
            if rule.place:
                for place, point in enumerate(routine.points):
                    if any(stage.kind is StageKind.PRESS for stage in point.stages):
                        yield Segment(SegmentKind.PLACE, part=number, point=place)
            number += 1
    yield Segment(SegmentKind.LEFT_OUT)


def _find(step: Step, number: int) -> Iterator[Segment]:
    for part, length in enumerate(step.find_lengths):
        yield Segment(SegmentKind.FIND, length, (), number, part)


def _lead_in(step: Step, number: int) -> Iterator[Segment]:
    for part, length in enumerate(step.lead_in_lengths):
        cues = ((0.0, Cue.SWITCH_SIDES),) if step.switches and not part else ()
        yield Segment(SegmentKind.LEAD_IN, length, cues, number, part)


def _run(step: Step, number: int) -> Iterator[Segment]:
    if step.finds:
        yield from _find(step, number)
    yield from _lead_in(step, number)
    beeps = tuple((float(second), Cue.COUNT_IN) for second in range(int(COUNT_IN)))
    yield Segment(SegmentKind.COUNT_IN, COUNT_IN, beeps, number)
    stage = step.stage
    if stage.hold is not None:
        halfway = ((stage.hold / 2, Cue.HALFWAY),) if stage.hold >= HALVED else ()
        yield Segment(SegmentKind.PRESS, float(stage.hold), ((0.0, Cue.PRESS), *halfway), number)
    elif stage.cycles is not None:
        for part in range(stage.cycles.count):
            press, release = float(stage.cycles.press), float(stage.cycles.release)
            yield Segment(SegmentKind.PRESS, press, ((0.0, Cue.PRESS),), number, part)
            yield Segment(SegmentKind.RELEASE, release, ((0.0, Cue.RELEASE),), number, part)
    elif stage.rhythm is not None:
        for part in range(stage.rhythm.count):
            for phase, seconds, cue in stage.rhythm.phases:
                inward = phase in (Phase.IN, Phase.HELD)
                kind = SegmentKind.PRESS if inward else SegmentKind.RELEASE
                yield Segment(kind, seconds, ((0.0, cue),), number, part, phase=phase)
    yield Segment(SegmentKind.SETTLE, SETTLE, ((0.0, Cue.STAGE_DONE),), number)
