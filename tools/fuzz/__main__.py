"""Feed damaged files to the kiosk's loaders: each is accepted or refused, and nothing else.

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
"""Where each input that failed is written."""


def table(results: list[Result]) -> str:
    """Write a row a kind: how many files, what became of them, and the slowest."""
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
    return f"{tabulate(rows, headers, floatfmt='.2f')}\n\nAt most {most} MB were taken."


def failures(results: list[Result], seed: int) -> str:
    """Write each failure once, with how often it was seen, and the first number to see it by."""
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
    """Show on a terminal how far it is."""
    if sys.stderr.isatty() or done == count:
        print(f"\r{done} of {count}", end="" if done < count else "\n", file=sys.stderr)


def main() -> int:
    """Fuzz, and leave with 1 if anything failed."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=50_000, help="how many files (50,000)")
    parser.add_argument("--seed", type=int, default=12, help="where they come from (12)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="one file again, by its number")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
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
    if told := failures(results, args.seed):
        print(f"\n{told}\nThe files and their tracebacks are in {OUT}.")
    return int(bool(told))


if __name__ == "__main__":
    raise SystemExit(main())
