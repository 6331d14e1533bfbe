"""Contact bounce: gather raw edges until the line is quiet, then judge them. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from kiosk.panel.raw_panel import Edge
from kiosk.session.keys import Key

SHORTEST_QUIET = 0.05
"""Seconds without an edge after which a contact has settled: longer than any bounce, shorter than
a hand needs between two presses."""


@dataclass(frozen=True)
class Movement:
    """The edges of one button until it is quiet again: a press, a release or a quick tap."""

    edges: tuple[Edge, ...]

    @property
    def key(self) -> Key:
        """The button."""
        return self.edges[0].key

    @property
    def pressed(self) -> bool:
        """True if the button ends up down."""
        return self.edges[-1].pressed

    @property
    def bounce(self) -> float:
        """Seconds from the first edge to the last."""
        return self.edges[-1].at - self.edges[0].at

    @property
    def times(self) -> tuple[float, ...]:
        """Seconds of each edge after the first."""
        return tuple(edge.at - self.edges[0].at for edge in self.edges)

    @property
    def longest_level(self) -> float:
        """Seconds that the longest transient level lasted."""
        return max((b.at - a.at for a, b in pairwise(self.edges)), default=0.0)

    def presses(self, debounce: float) -> int:
        """Return the number of presses if a level must be stable for ``debounce`` seconds."""
        count, level = 0, not self.edges[0].pressed
        for edge, until in zip(self.edges, (*self.edges[1:], None), strict=True):
            stable = until is None or until.at - edge.at >= debounce
            if stable and edge.pressed is not level:
                level = edge.pressed
                count += level
        return count


class Settling:
    """Gathers the edges of every button until it has been quiet for ``quiet`` seconds.

    Arrival times are on the caller's clock, because the driver's may be another.
    """

    def __init__(self, debounce: float) -> None:
        self.quiet = max(SHORTEST_QUIET, 2 * debounce)
        self._edges: dict[Key, list[Edge]] = {}
        self._last: dict[Key, float] = {}

    @property
    def due(self) -> float | None:
        """When the next button settles; ``None`` if all have."""
        return min((at + self.quiet for at in self._last.values()), default=None)

    def add(self, edge: Edge, now: float) -> None:
        """Add an edge that arrived at ``now``."""
        self._edges.setdefault(edge.key, []).append(edge)
        self._last[edge.key] = now

    def settled(self, now: float) -> list[Movement]:
        """Return the movements that have ended, and forget them."""
        over = [key for key, at in self._last.items() if at + self.quiet <= now]
        for key in over:
            del self._last[key]
        return [Movement(tuple(self._edges.pop(key))) for key in over]


def describe(movement: Movement, debounce: float) -> str:
    """Describe a movement in a line: its level, its edges and how ``debounce`` counts it."""
    times = movement.times
    edges = "1 edge, no bounce"
    if len(times) > 1:
        listed = " ".join(f"{at * 1000:.1f}" for at in times)
        edges = f"{len(times)} edges within {movement.bounce * 1000:.1f} ms ({listed})"
    return f"{'down' if movement.pressed else 'up  '}  {edges}{_judge(movement, debounce)}"


def _judge(movement: Movement, debounce: float) -> str:
    began, presses = movement.edges[0].pressed, movement.presses(debounce)
    wanted = int(began)
    if presses == wanted:
        return ", a quick tap" if began and not movement.pressed else ""
    if presses < wanted:
        needed = "shorter than" if not movement.pressed else "not distinguished by"
        return f"; does not count: {needed} the {debounce * 1000:g} ms of buttons.debounce"
    enough = math.floor(movement.longest_level * 1000 + 1) / 1000
    counts = "as a press" if presses == 1 else f"{presses} times"
    return f"; counts {counts}: buttons.debounce must be at least {enough:g}"
