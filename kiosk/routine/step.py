"""A step of a timeline: one stage on one side, and how long its instructions are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.routine.illustrations import Side
from kiosk.routine.model import (
    COUNT_IN,
    FIND_BY_ITSELF,
    LIE_DOWN,
    READ_AT_LEAST,
    READ_LYING,
    Instruction,
    Sentences,
    Show,
    Stage,
)

ANNOUNCED = 2.5
"""Seconds to announce the point or side before the first instruction."""


@dataclass(frozen=True)
class Step:
    """One stage on one side: the shipped routine has eleven.

    :ivar point: the point it belongs to, counted from 0
    :ivar place: the place of its stage among those of the point, counted from 0
    :ivar second: whether it takes the stage's second side
    :ivar finds: whether a find page comes before its lead-in
    :ivar waits: whether that page waits for ADVANCE instead of going on by itself
    :ivar switched: whether the person has come to it from the other side
    :ivar lies_down: whether the person was upright just before, and lies for this one
    """

    stage: Stage
    side: Side | None
    point: int
    place: int
    second: bool
    finds: bool
    waits: bool
    switched: bool = False
    lies_down: bool = False

    @property
    def switches(self) -> bool:
        """True if the other side was pressed just before."""
        return self.switched or self.second

    @property
    def has_title(self) -> bool:
        """True if its place is not called by the name of its point alone."""
        return self.place > 0 or self.stage.name is not None

    @property
    def lead_in(self) -> int:
        """Seconds from the start of the lead-in to the first press, count-in included."""
        return (self.switches and self.stage.switch_lead_in) or self.stage.lead_in

    @property
    def said(self) -> Sentences:
        """The sentences for this side."""
        return self.stage.said(self.side)

    @property
    def find_lengths(self) -> tuple[float | None, ...]:
        """Seconds of each instruction of the find page; the last one stays."""
        least = READ_AT_LEAST if self.waits else READ_LYING
        first = LIE_DOWN if self.lies_down and not self.waits else least
        leasts = (least if part else first for part in range(len(self.seconds)))
        *shown, last = map(max, leasts, self.seconds)
        return (*shown, None if self.waits else max(last, FIND_BY_ITSELF - sum(shown)))

    @property
    def lead_in_parts(self) -> tuple[Instruction, ...]:
        """The instructions of the lead-in: how to place the hands, after a find page.

        On the way from the last place they begin with those that no find page has given. If there
        is no time to read all of them aloud, one sentence sums them up.
        """
        said, on_the_way = self.said, self._on_the_way
        lies_down = self.lies_down and self.waits
        found = Show.POSTURE if lies_down else Show.HANDS
        ready = Instruction(said.get_ready, said.find[-1].show if on_the_way else found)
        told = (*(said.find if on_the_way else (ready,)), *said.then)
        return told if self.needs <= self.lead_in else (ready,)

    @property
    def needs(self) -> float:
        """Seconds of a lead-in in which there is time for all its instructions."""
        if self._on_the_way:
            return sum(self._told) + COUNT_IN
        return needed_for(self.said.get_ready, [each.say for each in self.said.then])

    @property
    def lead_in_lengths(self) -> tuple[float, ...]:
        """Seconds of each of these instructions, without the count-in.

        The last one stays; after a find page the first, in which the person moves.
        """
        parts, left = self.lead_in_parts, float(self.lead_in - COUNT_IN)
        if self._on_the_way:
            told = self._told[: len(parts) - 1]
            return (*told, left - sum(told))
        after = tuple(map(_unhurried, parts[1:]))
        return (left - sum(after), *after)

    @property
    def _on_the_way(self) -> bool:
        """True if the lead-in gives the instructions that no find page has given."""
        return self.switched or not self.finds

    @property
    def _told(self) -> tuple[float, ...]:
        """Seconds of each of those instructions, and of what follows them."""
        return (*self.seconds, *(each.seconds for each in self.said.then))

    @property
    def seconds(self) -> tuple[float, ...]:
        """Seconds in which each instruction can be read aloud, with what is said before it."""
        first = ANNOUNCED if self.finds or self.side or self.place else 0.0
        return tuple(
            told.seconds + (0.0 if part else first) for part, told in enumerate(self.said.find)
        )


def needed_for(get_ready: str, then: Sequence[str]) -> float:
    """Return the seconds of a lead-in after a find page in which all that is said can be done."""
    after = sum(_unhurried(Instruction(say)) for say in then)
    return ANNOUNCED + Instruction(get_ready).seconds + after + COUNT_IN


def _unhurried(told: Instruction) -> float:
    """Return the seconds in which a hand can follow an instruction, with no button to repeat it."""
    return max(READ_LYING, told.seconds)
