"""points.json, the catalogue of illustrations."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from kiosk.checks import collect
from kiosk.config import yaml_document
from kiosk.config.faults import FaultyInput
from kiosk.config.paths import ILLUSTRATIONS
from kiosk.routine import illustrations
from kiosk.routine.checks import check_routine
from tools.fuzz import damage
from tools.fuzz.kind import Kind, check_printable
from tools.fuzz.kinds.settings import short_routine


def make(random: Random) -> bytes:
    """Damage the shipped catalogue, or the data of a few of its pictures."""
    shipped = (ILLUSTRATIONS / "points.json").read_bytes()
    if random.random() < 0.3:
        return damage.damaged(random, shipped, damage.LINES)
    tree = json.loads(shipped)
    for figure in tree["figures"].values():
        names = random.sample(list(figure["pictures"]), 3)
        figure["pictures"] = {name: figure["pictures"][name] for name in names}
    return damage.edited_json(random, tree)


def load(data: bytes, folder: Path) -> bool:
    """Read a catalogue, look for its files, and check a routine against it."""
    (folder / "points.json").write_bytes(data)
    try:
        albums = illustrations.albums(folder)
    except FaultyInput as error:
        check_printable(error)
        return False
    for album in albums:
        for fault in collect.missing_files(album):
            check_printable(fault)
    try:
        read = yaml_document.parse(short_routine(), Path("routine.yaml"))
        check_routine(read, *(album.pictures for album in albums))
    except FaultyInput as error:
        check_printable(error)
    return True


KIND = Kind("points", make, load)
