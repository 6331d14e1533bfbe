"""The commands for makers and caretakers: wiring, test-panel, doctor, stats."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from kiosk import __version__
from kiosk.cli.options import output_option, progress, say, settings_option, stop, writing
from kiosk.system.errors import UNAVAILABLE


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from 8.4 on
    """A day such as ``2026-11-01``."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-11-01", param, ctx)


@click.command()
@click.option("--since", metavar="DAY", type=Day(), help="First day to include: 2026-11-01.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON, for programs.")
@settings_option
def stats(since: date | None, as_data: bool, settings_file: Path | None) -> None:
    """Print how many sessions were started, finished and left, per day."""
    import sqlite3

    from kiosk.config.paths import settings_file as found
    from kiosk.config.paths import state_folder
    from kiosk.config.settings import load
    from kiosk.stats import counter, report, store

    counted = load(settings_file or found()).statistics
    file = state_folder() / counter.FILE
    try:
        counts = store.read(file, since.isoformat() if since else "")
    except (sqlite3.Error, OSError) as error:
        message = f"{file} cannot be read: {error}"
        if isinstance(error, store.Damaged):
            message += "\nThe kiosk sets it aside when it starts, and counts afresh."
        stop(message, UNAVAILABLE)
    if as_data:
        click.echo(report.as_json(counts, file))
        return
    none = f"No sessions found in {file}. Only those on real pins count, not with --simulate."
    say(*report.as_table(counts).split("\n") if counts else [none])
    if not counted:
        click.echo("Counting is switched off in the settings: statistics: false")


@click.command()
@output_option("Draw to this file, .svg or .png, instead of printing text.")
@settings_option
def wiring(output: Path | None, settings_file: Path | None) -> None:
    """Show the wiring that the settings describe."""
    if output and output.suffix.lower() not in (".svg", ".png"):
        raise click.BadParameter(f"{output} is neither an .svg nor a .png file", param_hint="-o")
    from kiosk.config.paths import settings_file as found
    from kiosk.config.settings import load
    from kiosk.wiring.circuits import circuits

    described = circuits(load(settings_file or found()))
    if output is None:
        from kiosk.wiring.text import text

        click.echo(text(described), nl=False)
        return
    from kiosk.wiring.files import write

    with writing(output):
        write(described, output)
    say(output)


@click.command()
@click.option("--json", "as_data", is_flag=True, help="Print JSON, for programs.")
@settings_option
def doctor(as_data: bool, settings_file: Path | None) -> None:
    """Check this machine, report what is wrong and suggest fixes.

    The exit code is 1 if there is a fault, and 0 otherwise, even with warnings.
    """
    os.nice(10)  # a running kiosk comes first
    from kiosk.config.paths import settings_file as found
    from kiosk.doctor import findings
    from kiosk.doctor.examine import examine
    from kiosk.doctor.machine import Machine

    with progress() as show:
        show("Examining this machine ...")
        report = list(examine(Machine(), settings_file or found()))
    click.echo(findings.as_json(report, __version__) if as_data else findings.as_text(report))
    if findings.worst(report) is findings.Level.FAULT:
        sys.exit(1)


@click.command("test-panel")
@click.option("--simulate", is_flag=True, help="Use mock pins; type a button's name to press it.")
@settings_option
def test_panel(simulate: bool, settings_file: Path | None) -> None:
    """Test the panel: button presses with contact bounce, each rhythm, each light."""
    from kiosk.config.paths import settings_file as found
    from kiosk.config.settings import load
    from kiosk.panel_test import run as panel_test

    panel_test.run(load(settings_file or found()), simulate, click.echo)
