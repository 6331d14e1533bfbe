"""Fixtures for the doctor's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.fake_machine import Answers


@pytest.fixture
def bare(tmp_path: Path) -> Answers:
    """A machine that reports nothing."""
    answers = Answers(tmp_path / "bare")
    answers.root.mkdir()
    answers.commands.clear()
    return answers
