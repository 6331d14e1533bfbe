"""Shared figures: building one takes seconds, so each is built once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
pytest.importorskip("embreex", reason="the illustrator's own requirements are not installed")

from illustrator.cast import load_phenotypes  # noqa: E402
from illustrator.figure import Figure  # noqa: E402
from illustrator.scenes import Picture, load_pictures  # noqa: E402


@pytest.fixture(scope="session", params=list(load_phenotypes()))
def figure(request: pytest.FixtureRequest) -> Figure:
    return Figure(request.param)


@pytest.fixture(scope="session")
def slim() -> Figure:
    return Figure("slim")


@pytest.fixture(scope="session")
def pictures() -> dict[str, Picture]:
    return load_pictures()


@pytest.fixture(scope="session")
def output() -> Path:
    return ROOT / "assets" / "illustrations"


@pytest.fixture(scope="session")
def index(output: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((output / "points.json").read_text("utf-8"))
    return loaded
