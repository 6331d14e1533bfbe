"""Fixtures of the panel's tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _quick(quick_buttons: None) -> None:
    pass
