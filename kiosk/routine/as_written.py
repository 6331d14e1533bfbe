"""The parts of a routine as its file has them, whatever else is faulty."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config.faults import KeyPath

SAID = ("left", "right", "sentences")
"""The keys of a stage that hold sentences."""


def mappings(data: object) -> list[tuple[int, dict[str, object]]]:
    """Return the mappings in a list, each with its place; none if it is not a list."""
    found = enumerate(data if isinstance(data, list) else ())
    return [(place, each) for place, each in found if isinstance(each, dict)]


def rules(data: dict[str, object]) -> Iterator[tuple[KeyPath, dict[str, object]]]:
    """Yield each rule of the screening with its place."""
    screening = data.get("screening")
    pages = screening.get("pages") if isinstance(screening, dict) else None
    for number, page in mappings(pages):
        for place, rule in mappings(page.get("rules")):
            yield ("screening", "pages", number, "rules", place), rule


def stages(data: dict[str, object]) -> Iterator[tuple[KeyPath, dict[str, object]]]:
    """Yield each stage with its place."""
    points = data.get("points")
    for number, point in enumerate(points if isinstance(points, list) else ()):
        given: object = point.get("stages") if isinstance(point, dict) else ()
        for place, stage in enumerate(given if isinstance(given, list) else ()):
            if isinstance(stage, dict):
                yield ("points", number, "stages", place), stage


def said(stage: dict[str, object]) -> Iterator[tuple[KeyPath, dict[str, object]]]:
    """Yield the sentences of a stage, also those for one hand, each with its place in the stage."""
    for path, owner in (((), stage), (("one_hand",), stage.get("one_hand"))):
        for side in SAID:
            found = owner.get(side) if isinstance(owner, dict) else None
            if isinstance(found, dict):
                yield (*path, side), found


def instructions(data: dict[str, object]) -> Iterator[tuple[KeyPath, dict[str, object]]]:
    """Yield each instruction of the stages with its place."""
    for path, stage in stages(data):
        for place, sentences in said(stage):
            for key in ("find", "then"):
                for number, told in mappings(sentences.get(key)):
                    yield (*path, *place, key, number), told
