"""What the source of a routine's points allows, stated by the routine itself.

No postponed annotations here: the ranges are read from the types.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from kiosk.config.faults import Fault, KeyPath
from kiosk.config.schema import Between, Count
from kiosk.config.yaml_document import Document

Range = Annotated[tuple[Annotated[int, Between(1, 600)], ...], Count(2, 2)]
"""The least and the most of something, both included."""


@dataclass(frozen=True)
class Limits:
    """What the source of a routine's points allows; every stage is held to it.

    :ivar hold: seconds of a hold
    :ivar cycles: how often a place is pressed and released
    """

    hold: Range | None = None
    cycles: Range | None = None


def faults(
    document: Document, stages: Iterable[tuple[KeyPath, dict[str, object]]]
) -> Iterator[Fault]:
    """Check a routine's limits, and its stages against them, as far as their types are right."""
    limits = document.data.get("limits")
    if not isinstance(limits, dict):
        return
    sound = {name: ends for name, ends in limits.items() if _is_range(ends)}
    for name, ends in sound.items():
        if ends[0] > ends[1]:
            yield document.fault(("limits", name), "expected the least before the most")
    for path, stage in stages:
        cycles = stage.get("cycles")
        count = cycles.get("count") if isinstance(cycles, dict) else None
        for name, where, value, unit in (
            ("hold", ("hold",), stage.get("hold"), "s"),
            ("cycles", ("cycles", "count"), count, "times"),
        ):
            least, most = sound.get(name, (0, 600))
            if type(value) is int and not least <= value <= most and name in sound:
                wanted = f"{least} to {most}" if least < most else str(most)
                problem = f"expected {wanted} {unit} by the routine's limits, not {value}"
                yield document.fault((*path, *where), problem)


def _is_range(ends: object) -> bool:
    return isinstance(ends, list) and [type(end) for end in ends] == [int, int]
