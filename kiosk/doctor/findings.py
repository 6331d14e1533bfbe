"""The doctor's findings: ok, warning or fault, each with a remedy."""

from __future__ import annotations

import enum
import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.config.faults import plain

AREA, WIDTH = 10, 100


class Level(enum.Enum):
    """The severity. With a warning the kiosk works; with a fault it does not, or not properly."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """A finding in an area such as ``display``; ``remedy`` says how to fix it."""

    area: str
    level: Level
    text: str
    remedy: str = ""


def ok(area: str, text: str) -> Finding:
    """Return a finding for something in order."""
    return Finding(area, Level.OK, text)


def warning(area: str, text: str, remedy: str) -> Finding:
    """Return a finding that deserves attention."""
    return Finding(area, Level.WARNING, text, remedy)


def fault(area: str, text: str, remedy: str) -> Finding:
    """Return a finding for something broken."""
    return Finding(area, Level.FAULT, text, remedy)


def worst(findings: Iterable[Finding]) -> Level:
    """Return the worst level found."""
    levels = list(Level)
    return max((found.level for found in findings), key=levels.index, default=Level.OK)


def as_text(findings: Iterable[Finding]) -> str:
    """Format findings, each followed by its remedy."""
    lines: list[str] = []
    margin = " " * (9 + AREA)
    for found in findings:
        head = f"{found.level.value:<9}{found.area:<{AREA}}"
        text = plain(found.text)
        lines += textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=margin)
        if found.remedy:
            lines += textwrap.wrap(
                found.remedy,
                WIDTH,
                initial_indent=f"{margin}-> ",
                subsequent_indent=f"{margin}   ",
                break_on_hyphens=False,
            )
    return "\n".join(lines)


def as_json(findings: Iterable[Finding], version: str) -> str:
    """Format findings as JSON, with the kiosk's version and the worst level."""
    found = list(findings)
    rows = [
        {"area": item.area, "level": item.level.value, "text": item.text, "remedy": item.remedy}
        for item in found
    ]
    return json.dumps({"version": version, "worst": worst(found).value, "findings": rows}, indent=2)
