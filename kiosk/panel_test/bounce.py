"""How a contact bounces: raw edges gathered until the line is quiet, then judged. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from kiosk.panel.raw_panel import Edge
from kiosk.session.keys import Key

SHORTEST_QUIET = 0.05
"""Seconds without an edge after which a contact has settled: none bounces so long, no hand is
quicker."""


@dataclass(frozen=True)
class Movement:
    """The edges of one button until it was quiet again: a press, a release, or a quick tap."""

    edges: tuple[Edge, ...]

    @property
    def key(self) -> Key:
        """The button."""
        return self.edges[0].key

    @property
    def pressed(self) -> bool:
        """Whether it is down in the end."""
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
        """Seconds of the longest level that did not last."""
        return max((b.at - a.at for a, b in pairwise(self.edges)), default=0.0)

    def presses(self, debounce: float) -> int:
        """Count the presses that remain if a level must be stable for ``debounce`` seconds."""
        count, level = 0, not self.edges[0].pressed
        for edge, until in zip(self.edges, (*self.edges[1:], None), strict=True):
            stable = until is None or until.at - edge.at >= debounce
            if stable and edge.pressed is not level:
                level = edge.pressed
                count += level
        return count


class Settling:
    """Gathers the edges of every button until it has been quiet for ``quiet`` seconds.

    When edges come in is told by the caller's clock: the driver's may be another.
    """

    def __init__(self, debounce: float) -> None:
        self.quiet = max(SHORTEST_QUIET, 2 * debounce)
        self._edges: dict[Key, list[Edge]] = {}
        self._last: dict[Key, float] = {}

    @property
    def due(self) -> float | None:
        """When the next button has settled; ``None`` if all have."""
        return min((at + self.quiet for at in self._last.values()), default=None)

    def add(self, edge: Edge, now: float) -> None:
        """Take in an edge."""
        self._edges.setdefault(edge.key, []).append(edge)
        self._last[edge.key] = now

    def settled(self, now: float) -> list[Movement]:
        """Give the movements that have come to an end."""
        over = [key for key, at in self._last.items() if at + self.quiet <= now]
        for key in over:
            del self._last[key]
        return [Movement(tuple(self._edges.pop(key))) for key in over]


def tell(movement: Movement, debounce: float) -> str:
    """Tell a movement in a line: what it was, its edges, and what the debounce makes of it."""
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
        needed = "shorter than" if not movement.pressed else "not told apart by"
        return f"; does not count: {needed} the {debounce * 1000:g} ms of buttons.debounce"
    enough = math.floor(movement.longest_level * 1000 + 1) / 1000
    counts = "as a press" if presses == 1 else f"{presses} times"
    return f"; counts {counts}: buttons.debounce must be at least {enough:g}"
