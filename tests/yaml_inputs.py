"""The shipped YAML files as text, and the faults that reading a text reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import paths, settings
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.settings import Settings
from kiosk.config.yaml_document import parse
from kiosk.routine.checks import check_routine
from kiosk.routine.illustrations import Mark, Picture, Side
from kiosk.routine.model import Routine

FILE = Path("some.yaml")
ROUTINE_TEXT = (paths.CONFIG / "routines" / "back-pain.yaml").read_text("utf-8")
SETTINGS_TEXT = (paths.CONFIG / "kiosk.yaml").read_text("utf-8")

_SHOWN = ["cv6", "bl23", "bl52", "bl53", "gb30", "bl40", "bl39"]
_SHOWN += ["li4.left", "li4.right", "lr3.left", "lr3.right"]
PICTURES: dict[str, Picture] = {
    f"{name}.{shows}": Picture(
        f"{name}.{shows}.webp",
        1080,
        1080,
        points=(Mark(name.split(".")[0].upper(), Side.MIDLINE, 0.5, 0.5),),
    )
    for name in _SHOWN
    for shows in ("find", "press")
}
_POSTURES = ("lying", "standing", "lying-heel.left", "lying-heel.right")
for _whole in ("breathe", "small-steps", *(f"posture.{name}" for name in _POSTURES)):
    PICTURES[_whole] = Picture(f"{_whole}.webp", 1080, 1080)
"""Pictures with the names and points of the shipped ones that a routine shows."""


def _raw(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def settings_of(text: str | bytes) -> Settings:
    """Return the settings written as ``text``."""
    return settings.check(parse(_raw(text), FILE))


def routine_of(text: str | bytes) -> Routine:
    """Return the routine written as ``text``, checked against ``PICTURES``."""
    return check_routine(parse(_raw(text), FILE), PICTURES)


def line_of(text: str, part: str) -> int:
    """Return the line, counted from 1, on which a part of a text first begins."""
    return text[: text.index(part)].count("\n") + 1


def faults_of(read: Callable[[], object]) -> tuple[Fault, ...]:
    """Return the faults that ``read`` raises."""
    with pytest.raises(FaultyInput) as caught:
        read()
    assert caught.value.faults, "an error without a fault helps nobody"
    return caught.value.faults


def only_fault(read: Callable[[], object]) -> Fault:
    """Return the only fault that ``read`` raises."""
    (fault,) = faults_of(read)
    return fault


def swap(text: str, old: str, new: str) -> str:
    """Replace the first ``old``, which has to be in the text."""
    assert old in text
    return text.replace(old, new, 1)


def stage_with(code: str, old: str, new: str) -> str:
    """Change the shipped routine's text of one stage only."""
    before, mark, after = ROUTINE_TEXT.partition(f"- code: {code}\n")
    assert mark
    return before + mark + swap(after, old, new)


def problems_of(text: str) -> list[tuple[str, str]]:
    """Return the key and problem of each fault of a routine."""
    return [(fault.key, fault.problem) for fault in faults_of(lambda: routine_of(text))]
