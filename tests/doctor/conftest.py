"""Fixtures of the doctor's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.doctor.told import Told


@pytest.fixture
def pi(tmp_path: Path) -> Told:
    """A Raspberry Pi on which all is well."""
    return Told(tmp_path / "pi").a_pi()


@pytest.fixture
def bare(tmp_path: Path) -> Told:
    """A machine that tells nothing at all."""
    made = Told(tmp_path / "bare")
    made.root.mkdir()
    made.commands.clear()
    return made
