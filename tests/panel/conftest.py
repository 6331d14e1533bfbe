"""Fixtures of the panel's tests."""

from __future__ import annotations

import pytest

from tests.mock_wires import hurry_goodbyes


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_goodbyes(monkeypatch)
