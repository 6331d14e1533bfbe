"""The counts of sessions: whether they can be read, and whether some have been set aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.findings import Finding, ok, warning
from kiosk.doctor.machine import Machine
from kiosk.stats import store


def counts(machine: Machine, file: Path) -> Iterator[Finding]:
    """Look into the file of counts, and beside it; nothing there is changed."""
    kept = store.aside(file)
    if os.path.lexists(machine.at(str(kept))):
        text = f"counts were damaged and have been begun anew; the old ones are kept in {kept}"
        yield warning("counts", text, f"When you need them no more: sudo rm -r {kept}*")
    try:
        days = {row.day for row in store.read(machine.at(str(file)))}
    except store.Damaged as error:
        remedy = "The kiosk sets it aside when it starts: sudo systemctl restart acupressure-kiosk"
        yield warning("counts", f"{file} is damaged: {error}", remedy)
    except (sqlite3.Error, OSError) as error:
        remedy = "Nothing is counted till then: let the kiosk's user own it, or move it elsewhere."
        yield warning("counts", f"{file} cannot be read: {error}", remedy)
    else:
        yield ok("counts", f"{file}: {len(days)} days with sessions")
