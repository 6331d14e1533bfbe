"""How long to wait before the next attempt to connect."""

from __future__ import annotations

import random
from collections.abc import Callable

LASTING = 120.0
"""Seconds that a connection must have lasted to count as a success.

Two kiosks with the same id disconnect each other within a second, though each connects.
"""

MOST_DOUBLINGS = 10


class Backoff:
    """Doubles the wait with each failure, up to a cap, and shortens it by a random part.

    So fifty kiosks that lose their broker at the same moment do not come back at the same moment.

    :param random: returns a number from 0 to 1
    """

    def __init__(
        self, lasting: float = LASTING, random: Callable[[], float] = random.random
    ) -> None:
        self._lasting, self._random = lasting, random
        self._failures = 0

    def next(self, lasted: float | None, cap: float) -> float:
        """Return the seconds to wait.

        :param lasted: seconds that the last connection lasted; ``None`` if there was none
        :param cap: the longest wait
        """
        if lasted is not None and lasted >= self._lasting:
            self._failures = 0
        self._failures = min(self._failures + 1, MOST_DOUBLINGS)
        longest: float = min(cap, 2**self._failures)
        return longest * (0.5 + self._random() / 2)
