"""The index of the recorded voices, which ``run``, ``check`` and ``doctor`` read."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from kiosk.config.faults import FaultyInput
from kiosk.config.paths import VOICES
from kiosk.doctor import content as examined
from kiosk.speech import clips
from tools.fuzz import damage
from tools.fuzz.kind import Kind, check_printable


def make(random: Random) -> bytes:
    """Damage the English index, or the data of a few of its clips."""
    shipped = (VOICES / "en" / "index.json").read_bytes()
    if random.random() < 0.3:
        return damage.damaged(random, shipped, damage.LINES)
    tree = json.loads(shipped)
    kept = random.sample(list(tree["clips"]), 5)
    tree["clips"] = {text: tree["clips"][text] for text in kept}
    return damage.edited_json(random, tree)


def load(data: bytes, folder: Path) -> bool:
    """Read the index and look for its files, as ``check`` and ``doctor`` do."""
    (folder / "en").mkdir()
    (folder / "en" / "index.json").write_bytes(data)
    for fault in clips.faults(folder / "en" / "index.json"):
        check_printable(fault)
    for finding in examined.voices(folder):
        check_printable(finding.text)
    try:
        found = clips.load(folder / "en")
    except FaultyInput as error:
        check_printable(error)
        return False
    voice = clips.Voice("en", str, folder / "en", found)
    for text in found:
        voice.utterance(text)
    return True


KIND = Kind("voices", make, load)
