"""The note of the buzzer's line, which ``systemd/silence-buzzer`` reads as root."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from random import Random

from tools.fuzz import damage
from tools.fuzz.kind import Kind, Wrong

SCRIPT = Path(__file__).parents[3] / "systemd" / "silence-buzzer"
SOUND = (b"gpiochip0 12=0\n", b"gpiochip4 12=1\n", b"gpiochip10 27=0\n")
NO_NOTE = 65
"""Exit code for an invalid note. Source: sysexits.h, EX_DATAERR."""

CALL = re.compile(rb"--toggle\n0\n--chip\ngpiochip[0-9]+\n[0-9]+=[01]\n")


def make(random: Random) -> bytes:
    """Damage a note."""
    return damage.damaged(random, random.choice(SOUND), damage.LINES)


def load(data: bytes, folder: Path) -> bool:
    """Run the script with a gpioset that only records its arguments."""
    (folder / "buzzer").write_bytes(data)
    called, gpioset = folder / "called", folder / "gpioset"
    gpioset.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > {called}\n", "ascii")
    gpioset.chmod(0o755)
    environment = {"RUNTIME_DIRECTORY": str(folder), "PATH": f"{folder}:{os.defpath}"}
    run = subprocess.run(["sh", SCRIPT], env=environment, capture_output=True, check=False)
    if run.returncode not in (0, NO_NOTE):
        raise Wrong(f"exit code {run.returncode}: {run.stderr!a}")
    if run.returncode == 0 and not CALL.fullmatch(called.read_bytes() if called.exists() else b""):
        raise Wrong("gpioset was not called, or with other arguments")
    left = {entry.name for entry in folder.iterdir()} - {"buzzer", "gpioset", "called"}
    if left or (run.returncode and called.exists()):
        raise Wrong(f"something else ran and left {left}")
    return run.returncode == 0


KIND = Kind("note", make, load)
