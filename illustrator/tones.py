"""Colours: skin tones and hair, one set of clothes, one paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import yaml

from .arrays import Array
from .paths import DATA


def colour(code: str) -> Array:
    """``#rrggbb`` as three numbers 0..1."""
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255.0


@dataclass(frozen=True)
class Ramp:
    """A material's colours: in shadow, between, in light, and where it is enclosed."""

    shadow: Array
    middle: Array
    light: Array
    enclosed: Array


@dataclass(frozen=True)
class Tone:
    """All colours of one figure."""

    name: str
    ramps: dict[str, Ramp]
    ink: Array
    nail: Array
    nail_rim: Array
    paper: Array
    bone: Array


def _ramp(entry: dict[str, str]) -> Ramp:
    return Ramp(*(colour(entry[k]) for k in ("shadow", "middle", "light", "enclosed")))


def load_tone(tone: str, hair: str) -> Tone:
    """A skin tone and a colour of hair of ``data/tones.yaml``; KeyError names an unknown one."""
    data: dict[str, Any] = yaml.safe_load((DATA / "tones.yaml").read_text("utf-8"))
    entry = data["tones"][tone]
    ramps = {name: _ramp(colours) for name, colours in data["materials"].items()}
    ramps |= {"skin": _ramp(entry["skin"]), "hair": _ramp(data["hair"][hair])}
    return Tone(
        f"{entry['name']}, {hair} hair",
        ramps,
        colour(entry["ink"]),
        colour(entry["nail"]),
        colour(entry["nail_rim"]),
        colour(data["paper"]),
        colour(data["bone"]),
    )
