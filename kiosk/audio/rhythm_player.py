"""Play one rhythm at a time on one line. Pure; time is an argument."""

from __future__ import annotations

from collections import deque

from kiosk.routine.cues import Cue, edges

CUT_GAP = 0.06
"""Seconds of silence between a cue cut short and the next, so they do not merge into one."""


class RhythmPlayer:
    """Computes when the line changes. A new cue cuts the old one short and follows a short silence.

    Times are seconds of one clock. The line is low at the start and after every cue.
    """

    def __init__(self) -> None:
        self._edges: deque[tuple[float, bool]] = deque()
        self.level = False
        self._quiet_until = float("-inf")

    @property
    def next_edge(self) -> float | None:
        """When the line changes next; ``None`` if there is nothing to play."""
        return self._edges[0][0] if self._edges else None

    def play(self, cue: Cue, at: float) -> None:
        """Start a cue at ``at``, replacing the one being played.

        If two cues start at the same moment, only the later call is heard.
        """
        while self._edges and self._edges[0][0] < at:
            self.level = self._edges.popleft()[1]
        self._edges.clear()
        if self.level:
            self._edges.append((at, False))
            self._quiet_until = at + CUT_GAP
        at = max(at, self._quiet_until)
        self._edges.extend((at + offset, level) for offset, level in edges(cue))

    def advance(self, now: float) -> bool:
        """Apply every edge up to ``now`` and return the line's level."""
        while self._edges and self._edges[0][0] <= now:
            self.level = self._edges.popleft()[1]
        return self.level

    def stop(self) -> None:
        """Drop all pending edges and set the line low."""
        self._edges.clear()
        self.level = False
