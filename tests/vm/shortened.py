"""The settings of the kiosk on the machine: a shortened routine, and calm motion.

``python -m tests.vm.shortened FOLDER`` writes the files below FOLDER at their paths on the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from kiosk.config import yaml_document
from kiosk.config.paths import OWN_SETTINGS, ROUTINES
from kiosk.config.settings import Settings

NAME = "shortened"
SETTINGS = Path("etc/acupressure-kiosk/kiosk.yaml")
ROUTINE = Path(f"usr/lib/machine-test/routines/{NAME}.yaml")

CHANGED = {
    f"routine: {Settings().routine} ": f"routine: {NAME} ",
    "routines_folder: null ": f"routines_folder: ../../{ROUTINE.parent} ",
    # Without a graphics card an emulated machine draws few pictures per second, and has no time
    # left for anything else.
    "  motion: full ": "  motion: calm ",
}
"""Lines of the shipped settings that an installer would change."""

KEPT = ("CV6", "BL23", "BL52", "LI4")
"""A stage of each kind: started by hand and by itself, with a hold and with cycles, by side."""

QUICK = {"count": 4, "press": 3, "release": 2}
"""The shortest cycles that a routine may have."""


def settings() -> str:
    """Return the shipped settings with the changed lines."""
    text = OWN_SETTINGS.read_text(encoding="utf-8")
    for before, after in CHANGED.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


def routine() -> dict[str, Any]:
    """Return the shipped routine with fewer stages and short cycles."""
    made: dict[str, Any] = yaml_document.read(ROUTINES / f"{Settings().routine}.yaml").data
    for point in made["points"]:
        point["stages"] = [stage for stage in point["stages"] if stage["code"] in KEPT]
        for stage in point["stages"]:
            stage.update({"cycles": QUICK} if "cycles" in stage else {})
    made["points"] = [point for point in made["points"] if point["stages"]]
    for page in made["screening"]["pages"]:
        for rule in page["rules"]:
            if "leaves_out" in rule:
                rule["leaves_out"] = [code for code in rule["leaves_out"] if code in KEPT]
        page["rules"] = [rule for rule in page["rules"] if rule.get("leaves_out") != []]
    return made


def write(folder: Path) -> None:
    """Write the settings and the routine below ``folder``."""
    dumped = yaml.safe_dump(routine(), sort_keys=False, allow_unicode=True)
    for file, text in ((SETTINGS, settings()), (ROUTINE, dumped)):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
