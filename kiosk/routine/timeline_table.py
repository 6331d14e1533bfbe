"""Timelines as a text table."""

from __future__ import annotations

from tabulate import tabulate

from kiosk.routine.model import COUNT_IN, Stage
from kiosk.routine.step import Step
from kiosk.routine.timeline import Timeline

HEADERS = ("#", "stage", "place", "side", "begins", "start", "lead-in", "press", "release", "cues")


def clock_time(seconds: float) -> str:
    """Return seconds as minutes and seconds: ``2:05``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def timeline_table(timeline: Timeline) -> str:
    """Return a timeline as a table with one row per step, and the total below it."""
    rows = [_row(timeline, number, step) for number, step in enumerate(timeline.steps)]
    table = tabulate(rows, HEADERS, disable_numparse=True)
    total = clock_time(timeline.total)
    note = f"count-in: the last {COUNT_IN:g} s of each lead-in; excludes waiting for a press"
    return f"{table}\n\ntotal {total} ({timeline.total:g} s; {note})"


def _row(timeline: Timeline, number: int, step: Step) -> tuple[str, ...]:
    stage = step.stage
    first = timeline.lead_in_of(number)
    segments = timeline.segments[first : timeline.first_segments[number + 1]]
    press, release = _work(stage)
    cues = (cue.value for segment in segments for _, cue in segment.cues)
    return (
        str(number + 1),
        stage.code or stage.meaning,
        stage.place,
        step.said.name or stage.sides.value,
        "on ADVANCE" if step.waits else "by itself",
        clock_time(timeline.starts[first]),
        f"{step.lead_in} s",
        press,
        release,
        ", ".join(dict.fromkeys(cues)),
    )


def _work(stage: Stage) -> tuple[str, str]:
    """Return how long and how often a stage is pressed and released, or breathed in and out."""
    if cycles := stage.cycles:
        return f"{cycles.count} x {cycles.press} s", f"{cycles.count} x {cycles.release} s"
    if rhythm := stage.rhythm:
        held, rest = rhythm.breathe_in + rhythm.hold, rhythm.breathe_out + rhythm.rest
        return f"{rhythm.count} x {held} s", f"{rhythm.count} x {rest} s"
    return f"{stage.hold} s", ""
