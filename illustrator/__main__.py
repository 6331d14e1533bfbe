"""``python -m illustrator [body ...] [--only picture ...]``: draw the pictures."""

from __future__ import annotations

import argparse
from pathlib import Path

from .cast import load_phenotypes
from .export import export
from .paths import OUTPUT
from .scenes import load_pictures


def main() -> None:
    """Draw what the command line asks for."""
    bodies = list(load_phenotypes())
    parser = argparse.ArgumentParser(description="Draw the kiosk's pictures.")
    parser.add_argument("bodies", nargs="*", default=bodies)
    parser.add_argument("--only", nargs="*", default=[], choices=list(load_pictures()))
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--index-only", action="store_true", help="rewrite points.json alone")
    chosen = parser.parse_args()
    export(chosen.bodies, chosen.only, chosen.output, drawing=not chosen.index_only)


if __name__ == "__main__":
    main()
