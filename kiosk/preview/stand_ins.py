"""Make a routine from any data, with stand-ins for what is missing or wrong, so pages can be drawn.

The faults are reported beside the pages; here nothing is refused.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

from kiosk.config.characters import odd
from kiosk.config.fields import bare, fields
from kiosk.config.schema import Between, Count
from kiosk.config.structure import structure
from kiosk.config.yaml_document import Document
from kiosk.routine.acupoints import WhoCode, is_who_code, meant
from kiosk.routine.breathing import Rhythm
from kiosk.routine.illustrations import Album, Picture
from kiosk.routine.model import (
    Finger,
    Hands,
    Locator,
    Pressure,
    Routine,
    Sentences,
    Sides,
    Stage,
    StageKind,
)
from kiosk.routine.own_pictures import candidates

TEXT = "…"
"""Replaces a missing text."""

CODE = "CV6"
"""Replaces a missing code of a point."""

HOLD = 60
"""Seconds of a stage that says neither how long nor how often."""

LONGEST = 300
"""Characters of a text that is shown, however long it is."""


def routine_of(data: object) -> Routine:
    """Return a routine made from plain data of any shape."""
    made = _filled(data, Routine)
    assert isinstance(made, Routine)
    points = tuple(
        dataclasses.replace(point, stages=tuple(map(_runnable, point.stages)))
        for point in made.points
    )
    return dataclasses.replace(made, points=points)


def _filled(value: object, kind: object) -> Any:
    """Return a value of a type: the given one as far as it fits, else a stand-in."""
    base, rules, null = bare(kind)
    if value is None and null:
        return None
    if get_origin(base) is Mapping:
        return _named(value if isinstance(value, dict) else {}, get_args(base)[1])
    if get_args(base):
        entries = value if isinstance(value, list) else []
        count = next((rule for rule in rules if isinstance(rule, Count)), Count(0, len(entries)))
        entries = [*entries, *[None] * (count.fewest - len(entries))][: count.most]
        return tuple(_filled(entry, get_args(base)[0]) for entry in entries)
    if dataclasses.is_dataclass(base):
        return _mapping(value if isinstance(value, dict) else {}, base)
    if issubclass(base, enum.Enum):
        return next((member for member in base if member.value == value), next(iter(base)))
    if base is str:
        return _text(value, any(isinstance(rule, WhoCode) for rule in rules))
    if base is bool:
        return value is True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None if null else _filled(0, kind)
    limits = next((rule for rule in rules if isinstance(rule, Between)), Between(0, 1))
    return base(min(max(value, limits.low), limits.high))


def _named(data: dict[str, object], kind: type[object]) -> dict[str, object]:
    """Return the complete entries of a mapping; a stand-in for a place would mislead."""
    made = {
        name: structure(Document(Path(), value, {(): 0}), kind)[0] for name, value in data.items()
    }
    return {name: value for name, value in made.items() if value is not None}


def _mapping(data: dict[str, object], kind: Any) -> object:
    values = {}
    for field in fields(kind):
        if field.name in data or field.required:
            values[field.name] = _filled(data.get(field.name), field.kind)
    return kind(**values)


def _text(value: object, code: bool) -> str:
    text = str(value) if isinstance(value, str | int | float) else ""
    if code:
        return text if is_who_code(text) else meant(text) or CODE
    text = " ".join(text.split())[:LONGEST]
    return "".join(char for char in text if char not in odd(text)) or TEXT


def _runnable(stage: Stage) -> Stage:
    """Return a stage that can run: with a duration, and sentences for each of its sides."""
    said: Sentences = stage.sentences or stage.left or stage.right or _filled(None, Sentences)
    said = dataclasses.replace(said, release=said.release or TEXT)
    if stage.kind is StageKind.PRESS:
        stage = _pressed(stage)
    if stage.kind is StageKind.BREATHE:
        given = stage.rhythm or _filled(None, Rhythm)
        stage = dataclasses.replace(stage, hold=None, cycles=None, rhythm=given)
    elif stage.hold is None and stage.cycles is None:
        stage = dataclasses.replace(stage, hold=HOLD)
    elif stage.hold is not None:
        stage = dataclasses.replace(stage, cycles=None)
    if stage.sides in (Sides.MIDLINE, Sides.BOTH):
        return dataclasses.replace(stage, sentences=said, left=None, right=None)
    sides = {
        side: dataclasses.replace(
            given or said,
            release=(given or said).release or TEXT,
            name=(given or said).name or TEXT,
        )
        for side, given in (("left", stage.left), ("right", stage.right))
    }
    return dataclasses.replace(
        stage,
        sentences=None,
        left=sides["left"],
        right=sides["right"],
        switch_lead_in=stage.switch_lead_in or stage.lead_in,
    )


def _pressed(stage: Stage) -> Stage:
    """Return a stage with everything that a pressed stage has."""
    return dataclasses.replace(
        stage,
        code=stage.code or CODE,
        label=stage.label or stage.code or CODE,
        fingers=stage.fingers or (Finger.THUMB,),
        hands=stage.hands or Hands.ONE,
        fingers_text=stage.fingers_text or TEXT,
        pressure=stage.pressure or Pressure.GENTLE,
        locator=stage.locator or Locator.FRONT,
        rhythm=None,
    )


def with_pictures(album: Album, routine: Routine, file: Path, side: int) -> Album:
    """Return an album with a stand-in for each picture of a stage or page that is missing.

    :param file: the stand-in, a square of ``side`` pixels
    """
    wanted = [page.picture for page in (*routine.introduction, *routine.background) if page.picture]
    for stage in (stage for point in routine.points for stage in point.stages):
        for taken in stage.sides.order:
            for shows in ("find", "press"):
                shown = candidates(stage.picture, taken.value if taken else "", shows)
                if not any(name in album.pictures for name in shown):
                    wanted.append(stage.picture_name(taken, shows))
    stand_in = Picture(str(file), side, side)
    missing = {name: stand_in for name in wanted if name not in album.pictures}
    return dataclasses.replace(album, pictures={**album.pictures, **missing})
