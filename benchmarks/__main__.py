"""Measure everything and print it: ``make bench``, or ``make bench ARGS=--quick``."""

from __future__ import annotations

import compileall
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click

import kiosk
from benchmarks import answer, growth, report, sessions, timing
from benchmarks.running import Failed, Plan, Results, measure
from benchmarks.xvfb import Missing

SMALL, MIDDLE, LARGE = (800, 480), (1280, 720), (1920, 1080)
FULL = Plan((SMALL, MIDDLE, LARGE) * 2, seconds=4.0)
QUICK = Plan((MIDDLE,), seconds=4.0)


@click.command()
@click.option("--quick", is_flag=True, help="One size and one run of each, for a first look.")
@click.option("--timing", "timing_only", is_flag=True, help="Only the full routine in real time.")
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("bench.json"),
    show_default=True,
    help="File for all numbers.",
)
def main(quick: bool, timing_only: bool, file: Path) -> None:
    """Run the kiosk and its peers in turn on the same scene, each on a display of its own."""
    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
    results: Results = {}
    # As in an installed package; otherwise each start would compile the modules again.
    compileall.compile_dir(Path(kiosk.__file__).parent, quiet=1)
    others: dict[str, Any] = {}
    try:
        if not timing_only:
            _run(QUICK if quick else FULL, results)
        for name, measured in _others(quick, timing_only):
            others[name] = measured()
            click.echo(f"{name}: {others[name]}", err=True)
    except (Missing, Failed) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for key, value in report.machine().items():
        click.echo(f"{key}: {value}")
    if results:
        click.echo(f"\n{report.table(results)}\n\n{report.goals_table(results)}")
        if not any(name.startswith("Chromium") for at in results.values() for name in at):
            click.echo("\nChromium is not installed (sudo apt install chromium): not compared.")
    for name, result in others.items():
        click.echo(f"\n{name}: {result}")
    report.write(results, others, file)
    click.echo(f"\nAll numbers: {file}")


def _run(plan: Plan, results: Results) -> None:
    for size, name, runs in measure(plan):
        results.setdefault(size, {})[name] = runs
        click.echo(f"{size[0]}x{size[1]} {name}: {runs.cpu[-1]:.2f} %", err=True)


def _others(quick: bool, timing_only: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield the measurements of answers, timing, growth and memory."""
    if timing_only:
        yield "timing", partial(timing.measure, None)
        return
    yield "answer", partial(answer.measure, 30 if quick else 500)
    yield "timing", partial(timing.measure, 20.0 if quick else 60.0)
    yield "growth", partial(growth.measure, growth.STAGES[: 2 if quick else 3])
    yield "pictures", growth.pictures_held
    yield "sessions", partial(sessions.measure, 100 if quick else 1000)


if __name__ == "__main__":
    main()
