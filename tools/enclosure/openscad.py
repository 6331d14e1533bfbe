"""OpenSCAD as a command: parts as STL, and pictures."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.config.paths import FONTS
from kiosk.system.errors import KioskError


class OpenscadFailed(KioskError):
    """OpenSCAD made nothing; the text is its own."""


def _run(command: Sequence[str], made: Path) -> Path:
    made.unlink(missing_ok=True)
    environment = os.environ | {"OPENSCAD_FONT_PATH": str(FONTS)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    # Where it has no screen, it leaves an empty picture and no word.
    if done.returncode or not made.is_file() or not made.stat().st_size:
        raise OpenscadFailed(f"{' '.join(command)}: {done.stderr.strip() or done.returncode}")
    return made


def _define(**values: str) -> list[str]:
    return [word for name, value in values.items() for word in ("-D", f'{name}="{value}"')]


def stl(model: Path, part: str, sides: int = 32) -> Path:
    """Make a part beside its model.

    :param sides: how many a circle has
    :raises OpenscadFailed: if there is none
    """
    made = model.with_name(f"{part}.stl")
    defined = [*_define(part=part), "-D", f"$fn={sides}"]
    return _run(["openscad", "-q", "-o", str(made), *defined, str(model)], made)


def all_stl(model: Path, names: Iterable[str]) -> list[Path]:
    """Make parts, one on each processor.

    :raises OpenscadFailed: if one cannot be made
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda part: stl(model, part), names))


def png(model: Path, part: str, shell: Path, camera: Sequence[float], pixels: int) -> Path:
    """Draw a square picture beside its model; needs no screen, but Xvfb.

    :param shell: the case, made before
    :param camera: where the eye is, and where it looks, in millimetres
    :raises OpenscadFailed: if it cannot be drawn
    """
    made = model.with_name(f"{part}.png")
    seen = [f"--camera={','.join(f'{value:.1f}' for value in camera)}", "--projection=p"]
    look = [*seen, f"--imgsize={pixels},{pixels}", "--colorscheme=Tomorrow"]
    defined = _define(part=part, shell_file=str(shell.resolve()))
    command = ["xvfb-run", "-a", "openscad", "-q", "-o", str(made), *look, *defined, str(model)]
    return _run(command, made)
