"""The commands for authors: check, routines, new-routine, preview, mark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.options import (
    language_option,
    page_size,
    page_size_option,
    progress,
    say,
    settings_option,
    stop,
    writing,
)

if TYPE_CHECKING:
    from kiosk.library.content import Content
    from kiosk.screen.layout.legibility import ViewingConditions

MARKING_SIZE = (1000, 700)
"""Pixels of the window in which places are marked: it fits on any desktop."""


@click.command()
@click.argument("name", required=False)
@settings_option
def check(name: str | None, settings_file: Path | None) -> None:
    """Check settings, pictures, languages, clips, fonts, text and the routine in use.

    With NAME, check that routine only. Text too small for the display is only a warning: the kiosk
    starts anyway. So are faults of routines that the settings do not choose.
    """
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.checks import advice, text_fit, text_size
    from kiosk.config.paths import settings_file as found

    file = settings_file or found()
    if name:
        loaded, display = _checked_routine(file, name)
        say(f"{loaded.routine_file}: {len(loaded.timeline.steps)} stages; no faults found")
        for note in (*advice.advice(loaded), *text_size.lines(loaded, display)):
            say(f"warning: {note}", err=True)
        return
    loaded, display = _checked_kiosk(file)
    say(f"{file}: no faults found")
    for each in loaded.routines:
        files = sum(len(album.pictures) for album in each.albums)
        stages = len(each.timeline.steps)
        say(f"{each.routine_file}: {stages} stages; {files} pictures; no faults found")
    click.echo(f"figures: {', '.join(album.name for album in loaded.albums)}")
    sizes = ", ".join(f"{wide}x{tall}" for wide, tall in text_fit.sizes(loaded, display))
    for each in loaded.routines:
        of = f" of {each.name}" if loaded.others else ""
        click.echo(f"languages{of}: {', '.join(each.offered)}; every text fits its page at {sizes}")
    _warn(loaded, file, display)


def _checked_routine(file: Path, name: str) -> tuple[Content, ViewingConditions]:
    """Load a routine without faults.

    :raises FaultyInput: with every fault of the routine
    """
    from kiosk.checks import survey
    from kiosk.config.faults import FaultyInput
    from kiosk.library import content

    if faults := survey.only(file, name)[1]:
        raise FaultyInput(faults)
    from kiosk.checks import own_languages, text_fit, text_size

    loaded = content.load(file, name)
    display = text_size.display(loaded)
    with progress() as show:
        beside = (*own_languages.faults(loaded), *own_languages.recordings_of(loaded))
        found = (*beside, *text_fit.faults(loaded, display, show))
    if own := [fault for fault in found if _belongs(fault.file, loaded)]:
        raise FaultyInput(own)
    return loaded, display


def _belongs(file: str, loaded: Content) -> bool:
    """Return whether a file is the routine's, or lies in its folder."""
    from kiosk.library.routine_files import folder_of

    folder = folder_of(loaded.routine_file)
    return file == str(loaded.routine_file) or bool(folder and Path(file).is_relative_to(folder))


def _checked_kiosk(file: Path) -> tuple[Content, ViewingConditions]:
    """Load everything that one kiosk shows; refuse faults.

    :raises FaultyInput: with every fault
    """
    from kiosk.checks import text_fit, text_size
    from kiosk.checks.collect import collect
    from kiosk.config.faults import FaultyInput
    from kiosk.library import content

    with progress() as show:
        show("Reading settings, pictures, clips and the routine ...")
        faults = sorted(set(collect(file)))
    if faults:
        raise FaultyInput(faults)
    loaded = content.load(file)
    display = text_size.display(loaded)
    with progress() as show:
        faults = sorted(text_fit.faults(loaded, display, show))
    if faults:
        raise FaultyInput(faults)
    return loaded, display


def _warn(loaded: Content, file: Path, display: ViewingConditions) -> None:
    """Print what is worth knowing but not a fault."""
    from kiosk.checks import advice, survey, text_fit, text_size
    from kiosk.doctor import sdl
    from kiosk.doctor.machine import Machine
    from kiosk.doctor.sound import unknown
    from kiosk.speech import inventory

    closing = loaded.settings.clinic.closing or {}
    if silent := [code for code in loaded.offered if closing and code not in closing]:
        say(f"warning: clinic.closing: no sentence in {', '.join(silent)}", err=True)
    for each in loaded.routines:
        for line in advice.advice(each):
            say(f"warning: {line}", err=True)
        if loaded.others:
            say(f"{each.name}:")
        for note in inventory.notes(each.timeline, each.voices().values(), bool(loaded.others)):
            click.echo(note)
    for entry in survey.survey(file):
        if entry.faults and not entry.chosen:
            say(f"warning: {entry.file}: not in use; {entry.remark}", err=True)
    device = loaded.settings.speech.device
    if device and (problem := unknown(device, sdl.sound(Machine()) or ())):
        click.echo(f"warning: {problem}", err=True)
    if display.assumed:
        wide, tall = display.pixels
        told = f"{wide}x{tall} is assumed, a usual size of the shape of screen.panel"
        click.echo(f"warning: screen.size is not set; {told}: {text_fit.SET_SIZE}", err=True)
    click.echo(display)
    for line in (*text_size.lines(loaded, display), *advice.wiring(loaded.settings)):
        click.echo(f"warning: {line}", err=True)


@click.command()
@settings_option
def routines(settings_file: Path | None) -> None:
    """List the routines: name, title, length, languages and faults; * marks the one in use."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.checks.survey import survey
    from kiosk.config.paths import settings_file as found

    rows = [("", "name", "title", "length", "languages", "faults")]
    for entry in survey(settings_file or found()):
        minutes = f"{entry.seconds / 60:.0f} min" if entry.seconds is not None else "-"
        spoken = ", ".join(entry.languages) or "-"
        mark = "*" if entry.chosen else ""
        rows.append((mark, entry.name, entry.title or "-", minutes, spoken, entry.remark))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        say(line.rstrip())


@click.command("new-routine")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write it to. [default: routines_folder of the settings, else this folder]",
)
@settings_option
def new_routine(name: str, folder: Path | None, settings_file: Path | None) -> None:
    """Write NAME/routine.yaml: a short routine without faults, with comments, to start from."""
    from kiosk.config.paths import settings_file as found
    from kiosk.library import new_routine as start

    settings = settings_file or found()
    target = start.target(name, folder, settings)
    with writing(target):
        start.write(target)
    say(target, *start.next_steps(target, settings))


@click.command()
@click.argument("name")
@click.option("--page", help="Page to begin with, as render lists them. [default: the first]")
@page_size_option
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the pages to this folder instead of showing them in a window.",
)
@click.option(
    "--follow", is_flag=True, help="With -o: write them again after each change, until Ctrl+C."
)
@language_option
@settings_option
def preview(
    name: str,
    page: str | None,
    size: tuple[int, int] | None,
    output: Path | None,
    follow: bool,
    language: str | None,
    settings_file: Path | None,
) -> None:
    """Show the pages of the routine NAME in a window, and again each time its file is saved.

    Arrow keys turn the pages, Esc closes the window. Faults stand at the foot of the page; what is
    missing is shown by a stand-in.
    """
    if follow and not output:
        raise click.UsageError("--follow needs -o: a window always follows the file.")
    if output:
        os.environ["SDL_VIDEODRIVER"] = "dummy"
    import tempfile

    from kiosk.config.paths import settings_file as found
    from kiosk.preview import pictures, window
    from kiosk.preview.draft import Draft, Follower
    from kiosk.screen.display.window import NoDisplay
    from kiosk.system.errors import FAULTY

    def tell(draft: Draft) -> None:
        say(f"{len(draft.pages)} pages written to {output}", *draft.faults)
        if not (follow or draft.pages):
            stop("No page can be drawn until these faults are mended.", FAULTY)

    with tempfile.TemporaryDirectory() as temporary:
        stand_in = Path(temporary) / "missing.png"
        pictures.stand_in(stand_in)
        file = settings_file or found()
        follower = Follower(file, name, language, stand_in, pictures.SIDE)
        pixels = page_size(size, follower.find())
        if output:
            with writing(output):
                window.write(follower, pixels, output, tell, follow)
            return
        try:
            window.show(follower, pixels, page)
        except NoDisplay as error:
            raise error.with_remedy(
                "Without a display: -o FOLDER writes the pages to files."
            ) from error


@click.command()
@click.argument("picture")
@click.option("--code", default="CODE", help="WHO code to write with points and measures.")
@click.option(
    "--landmark",
    "names",
    multiple=True,
    metavar="NAME",
    help="Name to write with a landmark; again for the second one, and so on.",
)
@page_size_option
def mark(picture: str, code: str, names: tuple[str, ...], size: tuple[int, int] | None) -> None:
    """Mark places on PICTURE in a window; print them as a routine has them when it is closed.

    PICTURE is a PNG, JPEG or WebP file, or front or back for the figure of the body. A click marks
    a place; so does Enter, after the arrow keys have moved the cross (with Shift ten times as far).
    P, L and M say what comes next: a point, a landmark, or the two ends of a measure. S says on
    which side the next place is, Backspace takes the last one back, Esc closes the window.
    """
    from kiosk.config.paths import ILLUSTRATIONS
    from kiosk.preview import marking
    from kiosk.routine import illustrations, picture_files
    from kiosk.routine.illustrations import Picture
    from kiosk.screen.display.window import NoDisplay

    if picture in ("front", "back"):
        album = illustrations.load(ILLUSTRATIONS)
        name = f"locator.{picture}"
        file, known = album.file(name), album.pictures[name]
    else:
        file = Path(picture)
        try:
            found = picture_files.read(file)
        except OSError as error:
            raise click.BadParameter(f"{file} cannot be read: {error.strerror}") from error
        except picture_files.Unfit as error:
            raise click.BadParameter(f"{file} {error}") from error
        known = Picture(file.name, found.width, found.height, orientation=found.orientation)
    places = marking.Marking(code, names)
    try:
        marking.show(file, known, places, size or MARKING_SIZE)
    except NoDisplay as error:
        raise error.with_remedy() from error
    on_body = picture in ("front", "back")
    say(*(marking.for_body(picture, places) if on_body else marking.for_picture(file, places)))
