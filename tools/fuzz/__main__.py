"""Feed damaged files to the kiosk's loaders, which must accept or refuse each of them.

make fuzz                           # 50,000 files
make fuzz ARGS="--count 2000"       # the first 2,000 of them
make fuzz ARGS="--only 1234"        # one of them again, with its traceback
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tabulate import tabulate

from tools.fuzz.kinds import KINDS
from tools.fuzz.run import Result, kind_of, run, try_one

OUT = Path("out", "fuzz")
"""Folder for each input that failed."""


def table(results: list[Result]) -> str:
    """Return a table with a row per kind: its files, their outcomes, and the slowest."""
    rows = []
    for kind in KINDS:
        of_kind = [result for result in results if kind_of(result.number) is kind]
        accepted = sum(result.accepted for result in of_kind)
        failed = sum(bool(result.failure) for result in of_kind)
        refused = len(of_kind) - accepted - failed
        slowest = max((result.seconds for result in of_kind), default=0.0)
        rows.append((kind.name, len(of_kind), accepted, refused, failed, slowest))
    headers = ("kind", "files", "accepted", "refused", "failed", "slowest, s")
    most = max((result.megabytes for result in results), default=0)
    return f"{tabulate(rows, headers, floatfmt='.2f')}\n\nThe largest process took {most} MB."


def failures(results: list[Result], seed: int) -> str:
    """Return each failure once, with its count and the command that reproduces it."""
    seen: dict[tuple[str, str], list[Result]] = {}
    for result in sorted(results, key=lambda result: result.number):
        if result.failure:
            key = kind_of(result.number).name, result.failure
            seen.setdefault(key, []).append(result)
    lines = []
    for (name, failure), found in seen.items():
        again = f"make fuzz ARGS='--seed {seed} --only {found[0].number}'"
        lines.append(f"{len(found)} x {name}: {failure}\n    {again}")
    return "\n".join(lines)


def progress(done: int, count: int) -> None:
    """Show the progress on a terminal."""
    if sys.stderr.isatty() or done == count:
        print(f"\r{done} of {count}", end="" if done < count else "\n", file=sys.stderr)


def main() -> int:
    """Fuzz and return the exit code, 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=50_000, help="number of files (50,000)")
    parser.add_argument("--seed", type=int, default=12, help="seed of the damage (12)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="one file to run again")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="number of processes")
    args = parser.parse_args()
    if args.only is not None:
        name = kind_of(args.only).name
        print(f"{name}: {'accepted' if try_one(args.seed, args.only, OUT) else 'refused'}")
        return 0
    results = []
    for result in run(args.seed, args.count, args.jobs, OUT):
        results.append(result)
        progress(len(results), args.count)
    print(table(results))
    if report := failures(results, args.seed):
        print(f"\n{report}\nThe files and their tracebacks are in {OUT}.")
    return int(bool(report))


if __name__ == "__main__":
    raise SystemExit(main())
