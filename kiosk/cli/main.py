"""The command line. Commands import what they need when they run, so ``--help`` is quick."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk import __version__
from kiosk.cli import author, maintenance, maker, sharing
from kiosk.cli.options import (
    Commands,
    PixelSize,
    in_language,
    language_option,
    log_plainly,
    output_option,
    page_size,
    page_size_option,
    routine_option,
    say,
    settings_option,
    stop,
    writing,
)
from kiosk.runtime.gc_tuning import starting
from kiosk.system.command import run_typed

if TYPE_CHECKING:
    from kiosk.library.content import Content
    from kiosk.runtime.app import Options


def _load(settings_file: Path | None, routine: str | None = None) -> Content:
    from kiosk.config.paths import settings_file as found
    from kiosk.library import content

    return content.load(settings_file or found(), routine)


def _each(loaded: Content) -> Iterator[Content]:
    """Yield the routines of a kiosk; print the name of each before it, if there are several."""
    for each in loaded.routines:
        if loaded.others:
            say(f"{each.name}:")
        yield each


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="acupressure-kiosk")
@click.option("-v", "--verbose", is_flag=True, help="Log debug messages too.")
def main(verbose: bool) -> None:
    """Guide one person through self-acupressure with pictures, a countdown and a buzzer."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    # Debian builds pygame for every amd64 processor. No user can change that.
    warnings.filterwarnings("ignore", ".*avx2 capable", RuntimeWarning)
    level = logging.DEBUG if verbose else logging.INFO
    log_plainly(level)


@main.command()
@click.option("--simulate", is_flag=True, help="Use mock pins, and a window or this terminal.")
@click.option(
    "--screen",
    type=click.Choice(["window", "terminal"]),
    help="Where to show the pages, with --simulate. [default: window, or terminal if no display]",
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    help="Speed factor. [default: 1, or 20 when the terminal plays by itself]",
)
@click.option("--size", type=PixelSize(), help="Screen size, such as 800x480.")
@settings_option
@routine_option
@starting()
def run(
    simulate: bool,
    screen: str | None,
    speed: float | None,
    size: tuple[int, int] | None,
    settings_file: Path | None,
    routine: str | None,
) -> None:
    """Start the kiosk: full screen on a device, in a window or this terminal with --simulate.

    In the terminal, the keys A, R, S, P and V press the buttons of these initials, as far as they
    are wired, and Esc quits. If standard input is not a terminal, the routine plays by itself.

    On a device, the kiosk starts despite faulty settings, unless --settings or --routine names a
    file: it uses the last good ones and reports this. Errors it cannot work around are shown on
    the screen.
    """
    from kiosk.config.faults import FaultyInput
    from kiosk.panel.pin_factory import NoPins
    from kiosk.runtime import app, error_screen
    from kiosk.screen.display.window import NoDisplay

    if screen and not simulate:
        raise click.UsageError("--screen needs --simulate: a device has its own screen.")
    if screen == "terminal" and size:
        raise click.UsageError("--size is for a window: a terminal has its own size.")
    options, loaded = app.Options(simulate, speed, size, app.Where(screen or "window")), None
    try:
        if simulate or settings_file or routine:
            loaded = _load(settings_file, routine)
        else:
            loaded, options = _load_last_good(options)
        sys.exit(_start(loaded, options, insist=bool(screen) or not simulate))
    except (FaultyInput, NoPins) as error:
        if not simulate:
            error_screen.show(str(error), loaded.settings if loaded else None)
        raise
    except NoDisplay as error:
        raise error.with_remedy(f"In this terminal: {run_typed('--screen', 'terminal')}") from error


def _start(loaded: Content, options: Options, insist: bool) -> int:
    """Run the app; without a display, fall back to the terminal unless ``insist`` is set."""
    from dataclasses import replace

    from kiosk.runtime import app
    from kiosk.screen.display.window import NoDisplay

    try:
        return app.run(loaded, options)
    except NoDisplay as error:
        if insist:
            raise
        message = f"There is no screen to draw on: {error}. The session runs in this terminal."
        click.echo(message, err=True)
    return app.run(loaded, replace(options, where=app.Where.TERMINAL))


def _load_last_good(options: Options) -> tuple[Content, Options]:
    """Load a device's settings and routine, or the last good ones."""
    from dataclasses import replace

    from kiosk.config.paths import settings_file as found
    from kiosk.library import fallback

    start = fallback.load(found(), fallback.state_file())
    return start.content, replace(options, notice=start.notice, wired=start.wired)


@main.command()
@settings_option
@routine_option
def timeline(settings_file: Path | None, routine: str | None) -> None:
    """Print the routine's timeline to the second."""
    from kiosk.routine.timeline_table import timeline_table

    for each in _each(_load(settings_file, routine)):
        click.echo(timeline_table(each.timeline))


@main.command()
@click.option(
    "--storyboard",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    default=Path("storyboard.png"),
    show_default=True,
    help="File for the picture of all pages.",
)
@page_size_option
@language_option
@click.option("--spoken", is_flag=True, help="Print what is heard with eyes closed; draw nothing.")
@settings_option
@routine_option
def demo(
    storyboard: Path,
    size: tuple[int, int] | None,
    language: str | None,
    spoken: bool,
    settings_file: Path | None,
    routine: str | None,
) -> None:
    """Play the routine without a display; print each event's planned and actual time."""
    if spoken:
        for each in _each(_load(settings_file, routine)):
            _print_spoken(in_language(each, language))
        return
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.library import all_pages
    from kiosk.rehearsal import demo as player

    loaded = in_language(_load(settings_file, routine), language)
    exact = [player.play(each, click.echo).exact for each in _each(loaded)]
    with writing(storyboard):
        pages = all_pages.storyboard(loaded, page_size(size, loaded.settings), storyboard)
    say(f"{pages} pages drawn to {storyboard}")
    if not all(exact):
        stop("Some events did not happen as planned.", 1)


def _print_spoken(loaded: Content) -> None:
    from kiosk.rehearsal import eyes_closed

    if left_out := eyes_closed.listen(loaded, loaded.voice(), click.echo).left_out:
        stop(f"Sentences left out, as their pages end before them: {len(left_out)}.", 1)


@main.command()
@click.argument("page", required=False)
@page_size_option
@output_option("PNG file to write. [default: PAGE.png]")
@language_option
@settings_option
@routine_option
def render(
    page: str | None,
    size: tuple[int, int] | None,
    output: Path | None,
    language: str | None,
    settings_file: Path | None,
    routine: str | None,
) -> None:
    """Draw PAGE to a PNG file; without PAGE, list all pages."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.config.suggestions import did_you_mean
    from kiosk.library import all_pages

    loaded = in_language(_load(settings_file, routine), language)
    pages = all_pages.pages(loaded)
    if page is None:
        click.echo("\n".join(pages))
        return
    if page not in pages:
        raise click.BadParameter(
            f"there is no page {page!r}; {did_you_mean(page, pages)}", param_hint="PAGE"
        )
    target = output or Path(f"{page}.png")
    with writing(target):
        all_pages.save(
            all_pages.draw_page(loaded, pages[page], page_size(size, loaded.settings)), target
        )
    say(target)


for command in (
    *(author.check, author.routines, author.new_routine, author.preview, author.mark),
    *(sharing.pack, sharing.install, sharing.translate, sharing.voice),
    *(maintenance.wiring, maker.faceplate, maker.card),
    *(maintenance.test_panel, maintenance.doctor, maintenance.stats),
):
    main.add_command(command)
