"""``python -m illustrator.solver [body ...] [--only task ...]``: solve and store the poses."""

from __future__ import annotations

import argparse
import time

from ..cast import load_phenotypes
from ..extract import extract_body
from ..figure import Figure
from ..paths import BODIES
from ..poses import store
from ..rotations import Pose
from . import tasks_exercises, tasks_heel, tasks_limbs  # noqa: F401  their tasks join the list when read
from .reach import Reacher
from .tasks import TASKS, Pressed, Solved


def _poses(name: str, solved: Solved) -> list[tuple[str, Pose]]:
    """The pose of a task, and the one with its hands a little off if the task gives two."""
    if isinstance(solved, Pressed):
        return [(name, solved.pressing), (f"{name}-near", solved.near)]
    return [(name, solved)]


def main() -> None:
    """Solve and store what the command line asks for."""
    bodies = load_phenotypes()
    parser = argparse.ArgumentParser(description="Solve the poses anew.")
    parser.add_argument("bodies", nargs="*", default=list(bodies))
    parser.add_argument("--only", nargs="*", default=list(TASKS), choices=list(TASKS))
    chosen = parser.parse_args()
    for body in chosen.bodies:
        path = BODIES / f"{body}.npz"
        if not path.exists():
            extract_body(bodies[body], path)
        reacher = Reacher(Figure(body))
        for name in chosen.only:
            began = time.monotonic()
            print(f"{body} {name}", flush=True)
            for stored, pose in _poses(name, TASKS[name](reacher)):
                store(body, stored, pose)
            print(f"  {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
