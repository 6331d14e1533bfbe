"""The drawn people of ``data/figures.yaml``: each a body in a tone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from .paths import DATA
from .tones import Tone, load_tone


@dataclass(frozen=True)
class Member:
    """One of the drawn people."""

    body: str
    tone: Tone
    label: str
    """What it is called in ``points.json``."""


def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DATA / "figures.yaml").read_text("utf-8"))
    return loaded


def load_phenotypes() -> dict[str, dict[str, float]]:
    """The sliders of each body, 0..1, by the body's name."""
    return {name: entry["phenotype"] for name, entry in _data()["bodies"].items()}


def load_cast() -> dict[str, Member]:
    """All figures by name, in the order in which they take turns."""
    data = _data()
    cast = {}
    for name, entry in data["figures"].items():
        tone = load_tone(entry["tone"], entry["hair"])
        label = f"{data['bodies'][entry['body']]['name']}, {tone.name}"
        cast[name] = Member(entry["body"], tone, label)
    return cast
