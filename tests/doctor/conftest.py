"""Fixtures of the doctor's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.fake_machine import Answers


@pytest.fixture
def pi(tmp_path: Path) -> Answers:
    """A Raspberry Pi on which all is well."""
    return Answers(tmp_path / "pi").a_pi()


@pytest.fixture
def bare(tmp_path: Path) -> Answers:
    """A machine that tells nothing at all."""
    made = Answers(tmp_path / "bare")
    made.root.mkdir()
    made.commands.clear()
    return made
