"""The consequences of the screening's answers: pure, from a timeline and the page that asks.

Each answer returns the remaining timeline and the index of the segment to continue with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk.routine.timeline import SegmentKind, Timeline

PAGES = (SegmentKind.SCREEN, SegmentKind.QUESTION, SegmentKind.PLACE)
"""Pages that ask about the person, each until it is answered."""

Answer = Callable[[Timeline, int], tuple[Timeline, int]]


def first_stage(timeline: Timeline) -> int:
    """Return the index of the first step's segment, or of the page that says no step is left."""
    if not timeline.steps:
        return timeline.index_of(SegmentKind.NOTHING_LEFT)
    return timeline.start_of(0)


def said_none(timeline: Timeline, index: int) -> tuple[Timeline, int]:
    """Go on to the next list; after the last one, show what is left out, or begin."""
    further = index + 1
    while timeline.segments[further].kind in (SegmentKind.QUESTION, SegmentKind.PLACE):
        further += 1
    if timeline.segments[further].kind is SegmentKind.LEFT_OUT and not timeline.left_out:
        return timeline, first_stage(timeline)
    return timeline, further


def said_yes(timeline: Timeline, index: int) -> tuple[Timeline, int]:
    """Act on "yes, or not sure": go through the rules, stop, ask where, or leave points out."""
    segment, routine = timeline.segments[index], timeline.routine
    if segment.kind is SegmentKind.SCREEN:
        return timeline, index + 1
    rule = routine.screening.rules[segment.part]
    if segment.kind is SegmentKind.PLACE:
        stages = routine.points[segment.point].stages
        return said_no(_leave_out(timeline, (stage.key for stage in stages)), index)
    if rule.stop:
        return timeline, timeline.index_of(SegmentKind.STOP, segment.part)
    if rule.place and timeline.segments[index + 1].kind is SegmentKind.PLACE:
        return timeline, index + 1
    return said_no(_leave_out(timeline, rule.keys), index)


def _leave_out(timeline: Timeline, stages: Iterable[str]) -> Timeline:
    return timeline.without(timeline.left_out | frozenset(stages))


def said_no(timeline: Timeline, index: int) -> tuple[Timeline, int]:
    """Ask the next question of the page; after its last one, go on as after "none of these"."""
    segments, further = timeline.segments, index + 1
    if segments[index].kind is SegmentKind.QUESTION:  # its places are not asked about
        while segments[further].kind is SegmentKind.PLACE:
            further += 1
    asks = segments[further].kind in (SegmentKind.QUESTION, SegmentKind.PLACE)
    return (timeline, further) if asks else said_none(timeline, index)
