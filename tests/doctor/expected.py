"""What a test expects of findings."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.doctor.findings import Finding, Level

OK, WARNING, FAULT = Level


def expect_one(findings: Iterable[Finding], level: Level, said: str, remedy: str = "") -> None:
    """Expect one finding with this level and these words."""
    (found,) = findings
    assert found.level is level, found
    assert said in found.text
    assert remedy in found.remedy
    assert bool(found.remedy) == (level is not OK), "only problems have a remedy"


def worse(findings: Iterable[Finding]) -> list[Finding]:
    return [found for found in findings if found.level is not OK]
