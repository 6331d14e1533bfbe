"""Settings, as ``run`` reads them, and the commands that print or draw by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import yaml

from kiosk.config.paths import OWN_SETTINGS, ROUTINES
from kiosk.library import fallback
from kiosk.wiring import circuits, text
from tools.fuzz import damage
from tools.fuzz.kind import Kind, check_printable


def make(random: Random) -> bytes:
    """Damage the shipped settings, or their data with the null values filled in."""
    shipped = OWN_SETTINGS.read_bytes()
    if random.random() < 0.5:
        return damage.damaged(random, shipped, damage.LINES)
    tree = filled(yaml.safe_load(shipped))
    for key in random.sample(list(tree), random.randrange(len(tree))):
        del tree[key]
    return random.choice((damage.as_json, damage.as_yaml))(random, damage.edited(random, tree))


def filled(tree: dict[str, Any]) -> dict[str, Any]:
    """Fill in the values that the shipped settings leave null."""
    tree["screen"].update(
        size={"width": 800, "height": 480}, panel={"width_mm": 154, "height_mm": 86}
    )
    tree["opening_hours"] = {"monday": "08:00-18:00", "sunday": None}
    tree["pins"].update(pause=16, volume=17, reserved_ok=[2, 3], advance_light=22)
    tree.update(country="GB", emergency_number="999", routines_folder=".", figure="slim")
    return tree


@cache
def short_routine() -> bytes:
    """Return the shipped routine without its middle points, which loads five times as fast."""
    text = (ROUTINES / "back-pain.yaml").read_text("utf-8")
    first, last = (text.index(f"  - name: {name}\n") for name in ("Lower back", "Hands"))
    short = text[:first] + text[last:]
    codes = set(re.findall(r"(?m)^ +- code: (\w+)$", short))

    def pressed(match: re.Match[str]) -> str:
        left = [code for code in match[1].split(", ") if code in codes]
        return f"leaves_out: [{', '.join(left or sorted(codes)[:1])}]"

    return re.sub(r"leaves_out: \[(.*)\]", pressed, short).encode("utf-8")


@contextmanager
def shipped_routine_is_short() -> Iterator[None]:
    """Put the short routine in the place of the shipped one."""
    with TemporaryDirectory() as folder:
        routines = Path(folder)
        (routines / "back-pain.yaml").write_bytes(short_routine())
        with (
            mock.patch("kiosk.library.routine_files.ROUTINES", routines),
            mock.patch("kiosk.library.fallback.ROUTINES", routines),
        ):
            yield


def load(data: bytes, folder: Path) -> bool:
    """Start with settings, and draw the wiring of accepted ones."""
    file = folder / "kiosk.yaml"
    file.write_bytes(data)
    with shipped_routine_is_short():
        found = fallback.load(file, None)
    check_printable(found.notice)
    if not found.notice:
        check_printable(text.text(circuits.circuits(found.content.settings)))
    return not found.notice


KIND = Kind("settings", make, load)
