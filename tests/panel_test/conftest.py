"""Fixtures of the trial's tests."""

from __future__ import annotations

import pytest

from tests.mock_wires import hurry_goodbyes


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry_goodbyes(monkeypatch)
    monkeypatch.setattr("kiosk.audio.sound_card.has_card", lambda: False)
