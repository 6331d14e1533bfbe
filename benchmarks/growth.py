"""Goal 6: growth of the cost with the number of stages, and memory for a thousand pictures."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kiosk.config import yaml_document
from kiosk.config.paths import ILLUSTRATIONS, OWN_SETTINGS, ROUTINES
from kiosk.library import content
from kiosk.routine import illustrations
from kiosk.routine.checks import check_routine
from kiosk.routine.illustrations import Album
from kiosk.routine.timeline import SegmentKind, compile_routine
from kiosk.session.keys import Key
from kiosk.session.state import Session
from kiosk.session.transitions import move

STAGES = (100, 1_000, 10_000)
PICTURES = 1_000

LARGEST_BYTES = 100_000_000
"""More than a kiosk reads: growth is seen at lengths that no routine has."""


def measure(stages: tuple[int, ...] = STAGES) -> list[dict[str, Any]]:
    """Return CPU milliseconds per stage to read, check, compile and walk routines of N stages."""
    album = illustrations.load(ILLUSTRATIONS)
    text = (ROUTINES / "back-pain.yaml").read_text("utf-8")
    head, rest = text.split("points:\n", 1)
    points, foot = rest.split("\nfinish:", 1)
    each = points.count("- code:")
    found = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "long.yaml"
        for wanted in stages:
            copies = -(-wanted // each)
            file.write_text(f"{head}points:\n{(points + chr(10)) * copies}\nfinish:{foot}", "utf-8")
            found.append(_one(file, album, copies * each))
    return found


def _one(file: Path, album: Album, stages: int) -> dict[str, Any]:
    marks = [time.process_time()]
    read = check_routine(yaml_document.read(file, LARGEST_BYTES), album.pictures)
    marks.append(time.process_time())
    plan = compile_routine(read)
    segments = len(plan.segments)
    marks.append(time.process_time())
    walked = _walk(Session.begin(plan, 0.0))
    marks.append(time.process_time())
    assert walked.segment.kind is SegmentKind.FINISH
    checked, compiled, gone = (
        round((after - before) * 1000 / stages, 4) for before, after in pairwise(marks)
    )
    return {
        "stages": stages,
        "megabytes": round(file.stat().st_size / 1e6, 2),
        "segments": segments,
        "check ms/stage": checked,
        "compile ms/stage": compiled,
        "walk ms/stage": gone,
    }


def _walk(session: Session) -> Session:
    """Walk to the end, with ADVANCE only where the session waits for it."""
    now = 0.0
    while session.segment.kind is not SegmentKind.FINISH:
        if session.running.length is None:
            now += 5.0  # presses on the screening count only after its first second
            session, _ = move(session, Key.ADVANCE, now)
        else:
            now = session.deadline or now
            session, _ = move(session, None, now)
    return session


def pictures_held(count: int = PICTURES) -> dict[str, Any]:
    """Show N pictures one after another and measure the memory that they keep."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    from kiosk.screen.paint.box import Box
    from kiosk.screen.paint.photos import Photos

    album = content.load(OWN_SETTINGS).album
    one = next(iter(album.pictures.values()))
    photos = Photos(replace(album, pictures={str(number): one for number in range(count)}))
    early, most, shown = 0.0, 0, Box(0, 0, 400, 400)
    for number in range(count):
        photos.get(str(number), shown, shown)
        most = max(most, len(photos._kept))
        if number == count // 10:
            early = own_pss()
    return {"pictures": count, "most kept": most, "PSS MB more": round(own_pss() - early, 2)}


def own_pss() -> float:
    """Return the proportional set size of this process in megabytes."""
    lines = Path("/proc/self/smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
