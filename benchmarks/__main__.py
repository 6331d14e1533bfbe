"""Measure everything and print it: ``make bench``, or ``make bench ARGS=--quick``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from benchmarks import report
from benchmarks.running import Failed, Plan, Results, measure
from benchmarks.xvfb import Missing

FULL = Plan(((800, 480), (1280, 720), (1920, 1080)), runs=3, seconds=4.0)
QUICK = Plan(((1280, 720),), runs=1, seconds=5.0)


@click.command()
@click.option("--quick", is_flag=True, help="One size, one run of each: a first look.")
@click.option(
    "--json",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("bench.json"),
    show_default=True,
    help="Where to write every number.",
)
def main(quick: bool, file: Path) -> None:
    """Run the kiosk and its peers on the same scene, in turn, each on a display of its own."""
    results: Results = {}
    try:
        for size, name, runs in measure(QUICK if quick else FULL):
            results.setdefault(size, {})[name] = runs
            click.echo(f"{size[0]}x{size[1]} {name}: {runs.cpu[-1]:.2f} %", err=True)
    except (Missing, Failed) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for key, value in report.machine().items():
        click.echo(f"{key}: {value}")
    click.echo(f"\n{report.table(results)}\n\n{report.goals_table(results)}")
    if not any(name.startswith("Chromium") for at in results.values() for name in at):
        click.echo("\nChromium is not installed (sudo apt install chromium): not compared.")
    report.write(results, {}, file)
    click.echo(f"\nEvery number: {file}")


if __name__ == "__main__":
    main()
