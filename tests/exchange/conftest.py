from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.recorder import SAFETY_NET


@pytest.fixture
def wait() -> Callable[[Callable[[], object]], None]:
    """Wait until something is so."""

    def until(there: Callable[[], object]) -> None:
        end = time.monotonic() + SAFETY_NET
        while not there():
            assert time.monotonic() < end
            time.sleep(0.01)

    return until
