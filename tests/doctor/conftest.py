"""Fixtures of the doctor's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.fake_machine import Answers


@pytest.fixture
def bare(tmp_path: Path) -> Answers:
    """A machine that answers no question."""
    made = Answers(tmp_path / "bare")
    made.root.mkdir()
    made.commands.clear()
    return made
