"""last-good.json, with which a device starts when its settings are faulty."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from kiosk.config.paths import OWN_SETTINGS
from kiosk.library import fallback
from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong, check_printable
from tools.fuzz.kinds.settings import shipped_routine_is_short

FAULTY = b"volume: 70\nroutine: nowhere\n"


@cache
def _kept() -> bytes:
    """Start once with the shipped settings and return the kept file."""
    with TemporaryDirectory() as folder, shipped_routine_is_short():
        state = Path(folder, "last-good.json")
        fallback.load(OWN_SETTINGS, state)
        return state.read_bytes()


def make(random: Random) -> bytes:
    """Damage the kept file or its data."""
    if random.random() < 0.5:
        return damage.damaged(random, _kept(), damage.LINES)
    return damage.as_json(random, damage.edited(random, json.loads(_kept())))


def load(data: bytes, folder: Path) -> bool:
    """Start twice with faulty settings: the second start must work with the file of the first."""
    file, state = folder / "kiosk.yaml", folder / "last-good.json"
    file.write_bytes(FAULTY)
    state.write_bytes(data)
    with shipped_routine_is_short():
        notice = ""
        for _ in range(2):
            found = fallback.load(file, state)
            check_printable(found.notice)
            if notice not in ("", found.notice):
                raise Wrong(f"the second start differs: {notice!r}, then {found.notice!r}")
            notice = found.notice
    return "the last good ones are in use" in notice


KIND = Kind("last-good", make, load)
