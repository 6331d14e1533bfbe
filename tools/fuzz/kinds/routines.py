"""Routines, checked and compiled for two hands and for one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import yaml

from kiosk.checks import collect
from kiosk.config import yaml_document
from kiosk.config.faults import FaultyInput
from kiosk.config.paths import ILLUSTRATIONS, ROUTINES
from kiosk.routine import illustrations, one_hand
from kiosk.routine.checks import check_routine
from kiosk.routine.timeline import compile_routine
from kiosk.routine.timeline_table import timeline_table
from kiosk.speech.inventory import sentences
from tools.fuzz import damage
from tools.fuzz.kind import Kind, check_printable
from tools.fuzz.kinds.settings import short_routine


def make(random: Random) -> bytes:
    """Damage the shipped routine, mostly in a short form."""
    full = random.random() < 0.1
    shipped = (ROUTINES / "back-pain.yaml").read_bytes() if full else short_routine()
    if random.random() < 0.5:
        return damage.damaged(random, shipped, damage.LINES)
    tree = damage.edited(random, yaml.safe_load(shipped))
    return random.choice((damage.as_json, damage.as_yaml))(random, tree)


@cache
def _albums() -> tuple[illustrations.Album, ...]:
    return illustrations.albums(ILLUSTRATIONS)


def load(data: bytes, folder: Path) -> bool:
    """Check a routine; compile an accepted one and collect all its sentences."""
    file = folder / "routine.yaml"
    file.write_bytes(data)
    try:
        read = yaml_document.read(file)
        for fault in collect.missing_glyphs(read):
            check_printable(fault)
        routine = check_routine(read, *(album.pictures for album in _albums()))
    except FaultyInput as error:
        check_printable(error)
        return False
    plan = compile_routine(routine)
    check_printable(timeline_table(plan))
    for sentence in sentences(plan):
        check_printable(sentence)
    for fault in one_hand.faults(read, routine):
        check_printable(fault)
    check_printable(timeline_table(one_hand.timeline(routine)))
    return True


KIND = Kind("routine", make, load)
