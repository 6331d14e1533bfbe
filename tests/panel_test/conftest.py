"""Fixtures for the panel test's tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quick_and_silent(quick_buttons: None, no_sound_card: None) -> None:
    pass
