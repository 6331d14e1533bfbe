"""What the doctor finds: a line each, ok, warning or fault, and what to do."""

from __future__ import annotations

import enum
import json
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.config.faults import plain

AREA, WIDTH = 10, 100


class Level(enum.Enum):
    """How bad it is. A warning lets the kiosk guide people; a fault does not, or not well."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing found in an area such as ``display``; ``remedy`` says what to do about it."""

    area: str
    level: Level
    text: str
    remedy: str = ""


def ok(area: str, text: str) -> Finding:
    """Find that something is well."""
    return Finding(area, Level.OK, text)


def warning(area: str, text: str, remedy: str) -> Finding:
    """Find something to look at."""
    return Finding(area, Level.WARNING, text, remedy)


def fault(area: str, text: str, remedy: str) -> Finding:
    """Find something that is broken."""
    return Finding(area, Level.FAULT, text, remedy)


def worst(findings: Iterable[Finding]) -> Level:
    """Give the worst level there is."""
    levels = list(Level)
    return max((found.level for found in findings), key=levels.index, default=Level.OK)


def as_text(findings: Iterable[Finding]) -> str:
    """Write findings, each with its remedy below."""
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
    """Write findings as JSON, with the kiosk's version and the worst level."""
    found = list(findings)
    rows = [
        {"area": one.area, "level": one.level.value, "text": one.text, "remedy": one.remedy}
        for one in found
    ]
    return json.dumps({"version": version, "worst": worst(found).value, "findings": rows}, indent=2)
