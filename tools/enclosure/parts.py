"""The boards and the case's own numbers, ``enclosure/parts.yaml``.

No postponed annotations here: the types are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kiosk.config import yaml_document
from kiosk.config.structure import accept, structure

FOLDER = Path(__file__).parents[2] / "enclosure"


@dataclass(frozen=True)
class Board:
    """A board as it hangs, sockets down: its sides, and the rectangle of its holes."""

    title: str
    pcb: tuple[float, ...]
    holes: tuple[float, ...]
    inset: float


@dataclass(frozen=True)
class Behind:
    """How far parts reach behind what holds them."""

    button: float
    board: float
    display: float


@dataclass(frozen=True)
class Plugs:
    """Free room around a board."""

    below: float
    beside: float


@dataclass(frozen=True)
class Form:
    """Where the case stands: degrees by which its screen leans back, and whether it hangs."""

    tilt: float
    keyholes: bool


@dataclass(frozen=True)
class Build:
    """How the case is built; each number is explained in the file."""

    bed: float
    tall: float
    wall: float
    clear: float
    rib: float
    rib_thick: float
    bolt: float
    standoff: float
    pilot: float
    post: float
    post_pilot: float
    post_hole: float
    plate: float
    lap: float
    edge: float
    clamp: float
    key_head: float
    key_slot: float
    cable: float


@dataclass(frozen=True)
class Parts:
    """Everything in the file."""

    boards: Mapping[str, Board]
    behind: Behind
    plugs: Plugs
    forms: Mapping[str, Form]
    case: Build


@cache
def parts() -> Parts:
    """Return the numbers.

    :raises FaultyInput: with every fault in the file
    """
    return accept(*structure(yaml_document.read(FOLDER / "parts.yaml"), Parts))
