"""The programs that are compared: how each starts, and when its scene is complete."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.picture import BREATH, SECONDS, Scene

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--kiosk",
)

SOFTWARE = {"SDL_FRAMEBUFFER_ACCELERATION": "0"}
"""Environment that the kiosk sets for itself; without it SDL draws windows by OpenGL."""


@dataclass(frozen=True)
class Contestant:
    """A program and the way to run it.

    :ivar settle: seconds from its first picture until the measured scene runs
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    settle: float = 1.2


def contestants(scene: Scene, folder: Path) -> Iterator[Contestant]:
    """Yield every contestant that can run here; write the files they need to ``folder``."""
    python, written = sys.executable, str(scene.write(folder / "scene.json"))
    for motion in ("full", "calm"):
        settings = str(_settings(scene, motion, folder / f"{motion}.yaml"))
        command = (python, "-m", "benchmarks.ours", settings)
        yield Contestant(f"kiosk, {motion} motion", command, settle=12.0)
    attract = str(Path(python).with_name("acupressure-kiosk"))
    yield Contestant("kiosk, attract page", (attract, "run", "--settings", settings), settle=4.0)
    bare = (python, "-m", "benchmarks.peers.bare", written)
    yield Contestant("bare window", bare, SOFTWARE)
    yield Contestant("bare window, SDL's default", bare)
    for frames in (60, 30):
        loop = (python, "-m", "benchmarks.peers.tutorial", written, str(frames))
        yield Contestant(f"tutorial loop, {frames}", loop)
    yield Contestant("tutorial loop, 60, no OpenGL", (*loop[:-1], "60"), SOFTWARE)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium:
        for name, moving in (("60", True), ("1", False)):
            page = _page(scene, moving, folder / f"page-{name}.html")
            profile = folder / f"profile-{name}"
            flags = (f"--window-size={scene.size[0]},{scene.size[1]}", "--window-position=0,0")
            own = (*CHROMIUM_FLAGS, *flags, f"--user-data-dir={profile}", page.as_uri())
            yield Contestant(f"Chromium kiosk, {name}", (chromium, *own), settle=4.0)


def _settings(scene: Scene, motion: str, file: Path) -> Path:
    width, height = scene.size
    screen = {"size": {"width": width, "height": height}, "motion": motion}
    file.write_text(json.dumps({"pins": {"factory": "mock"}, "screen": screen}), "utf-8")
    return file


def _page(scene: Scene, moving: bool, file: Path) -> Path:
    page = (Path(__file__).parent / "peers" / "page.html").read_text("utf-8")
    values = {
        "SCENE": json.dumps(asdict(scene)),
        "MOVING": json.dumps(moving),
        "SECONDS": str(SECONDS),
        "BREATH": str(BREATH),
        "TEXT": str(scene.text),
        "GROUND": f"rgb{scene.ground}",
        "COLOUR": f"rgb{scene.colour}",
        "FONT": Path(scene.font).as_uri(),
        "PICTURE": Path(scene.picture).as_uri(),
    }
    for name, value in values.items():
        page = page.replace(name, value)
    file.write_text(page, "utf-8")
    return file
