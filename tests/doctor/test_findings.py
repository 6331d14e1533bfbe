from __future__ import annotations

import json

from kiosk.doctor.findings import WIDTH, Level, as_json, as_text, fault, ok, warning, worst

FOUND = [
    ok("board", "Raspberry Pi"),
    warning("disk", "little room " * 20, "Make room: " + "sudo apt clean; " * 10),
    fault("power", "too low", "Another supply."),
]


def test_the_worst_counts() -> None:
    assert worst([]) is Level.OK
    assert worst(FOUND[:1]) is Level.OK
    assert worst(FOUND[:2]) is Level.WARNING
    assert worst(reversed(FOUND)) is Level.FAULT


def test_each_finding_is_a_line_with_its_remedy_below() -> None:
    lines = as_text(FOUND).splitlines()
    assert lines[0] == "ok       board     Raspberry Pi"
    assert lines[-2:] == ["fault    power     too low", "                   -> Another supply."]
    assert all(len(line) <= WIDTH for line in lines)


def test_json_says_the_version_the_worst_and_every_finding() -> None:
    made = json.loads(as_json(FOUND, "1.2.3"))
    assert (made["version"], made["worst"]) == ("1.2.3", "fault")
    assert made["findings"][2] == {
        "area": "power",
        "level": "fault",
        "text": "too low",
        "remedy": "Another supply.",
    }
