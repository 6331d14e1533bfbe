"""The counts of sessions: readable, damaged or set aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.stats import store


def counts(machine: Machine, file: Path) -> Iterator[Finding]:
    """Report the state of the counts file and of damaged ones set aside; change neither."""
    kept = store.damaged_copy(file)
    if os.path.lexists(machine.at(str(kept))):
        text = f"the counts were damaged and started afresh; the old ones are kept in {kept}"
        yield warning("counts", text, f"When no longer needed: sudo rm -r {kept}*")
    try:
        days = {row.day for row in store.read(machine.at(str(file)))}
    except store.Damaged as error:
        remedy = "The kiosk sets it aside when it starts: sudo systemctl restart acupressure-kiosk"
        yield warning("counts", f"{file} is damaged: {error}", remedy)
    except (sqlite3.Error, OSError) as error:
        remedy = "Counting waits for it: give the file to the kiosk's user, or move it away."
        yield warning("counts", f"{file} cannot be read: {error}", remedy)
    else:
        yield ok("counts", f"{file}: {len(days)} days with sessions")
