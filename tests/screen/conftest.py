"""Fixtures of the screen's tests: SDL draws without a display."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest


@pytest.fixture(autouse=True)
def _unseen(dummy_screen: None) -> Iterator[None]:
    yield
    pygame.display.quit()
