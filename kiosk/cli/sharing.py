"""The commands for a routine's folder: pack, install, translate, voice."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kiosk.cli.options import language_option, output_option, say, settings_option, stop, writing
from kiosk.system.errors import UNAVAILABLE


@click.command()
@click.argument("name")
@output_option("File to write. [default: NAME.zip]")
@click.option("--replace", is_flag=True, help="Replace a file of the same name.")
@settings_option
def pack(name: str, output: Path | None, replace: bool, settings_file: Path | None) -> None:
    """Pack the routine NAME, with its pictures, languages and voices, into one file.

    A routine with faults is not packed. Files that do not belong to a routine, or that nothing in
    it uses, are left out, and named.
    """
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.checks import survey
    from kiosk.config.faults import FaultyInput
    from kiosk.config.paths import settings_file as found
    from kiosk.library import archive, content, recording_list, routine_album

    settings = settings_file or found()
    file, faults = survey.only(settings, name)
    if faults:
        raise FaultyInput(faults)
    target = (output or Path(f"{name}.zip")).absolute()
    if target.exists() and not replace:
        remedy = "--replace replaces it, -o FILE writes to another"
        stop(f"{target} is there already: {remedy}", UNAVAILABLE)
    loaded = content.load(settings, name)
    unused = {*routine_album.unused(loaded.routine, file)}
    for code in loaded.offered:
        unused.update(recording_list.unused(loaded.in_language(code)))
    packed, others = archive.contents(file, unused)
    with writing(target):
        archive.write(file, target, unused)
    for other in others:
        say(f"left out: {other}{', which nothing uses' if other in unused else ''}")
    for code, number in survey.unfinished(loaded).items():
        say(f"unfinished: {code} lacks {number}, and visitors are not offered it")
    say(f"{target}: {len(packed)} {'file' if len(packed) == 1 else 'files'}")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Replace a routine of the same name.")
@click.option("--as", "name", help="Name to install it under. [default: that in the archive]")
@settings_option
def install(archive: Path, replace: bool, name: str | None, settings_file: Path | None) -> None:
    """Install a routine that was packed, in the folder of routines; check it first.

    A routine with faults, or an archive with anything but a routine in it, changes nothing.
    """
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    from kiosk.config import settings
    from kiosk.config.paths import settings_file as found
    from kiosk.library import archive as archives
    from kiosk.library import new_routine, routine_files

    file = settings_file or found()
    wanted = new_routine.checked(name) if name else None
    folder = routine_files.own_folder(file, settings.load(file))
    if folder is None:
        stop(f"There is no folder of routines: set routines_folder in {file}", UNAVAILABLE)
    with writing(folder), archives.unpacked(archive, folder) as new:
        name = wanted or routine_files.name_of(new)
        places = [place for place in routine_files.places(folder, name) if place.exists()]
        if places and not replace:
            remedy = "--replace replaces it, --as NAME installs this one under another name"
            stop(f"{places[0]} is there already: {remedy}", UNAVAILABLE)
        _check(new, archive, file)
        renamed = new.parent.rename(new.parent.with_name(name))
        installed = archives.replace(renamed / new.name, folder)
    say(f"{installed}: installed; to show it, set in {file}: {settings.load(file).line_for(name)}")


@click.command()
@click.argument("name")
@click.argument("language", metavar="CODE")
@settings_option
def translate(name: str, language: str, settings_file: Path | None) -> None:
    """Write the texts of the routine NAME that have no translation into a language, to translate.

    They go to locale/CODE.po in its folder. What is there stays: run it again after a change. For a
    language that the kiosk does not have, they include the kiosk's own texts.
    """
    from kiosk.config.paths import settings_file as found
    from kiosk.library import content, translation

    loaded = content.load(settings_file or found(), name)
    target = translation.target(loaded, language)
    with writing(target):
        number = translation.add(loaded, language, target)
    say(f"{target}: {number} {'text' if number == 1 else 'texts'} added, to translate")


@click.command()
@click.argument("name")
@click.option("--list", "listed", is_flag=True, help="List the sentences to record, as CSV.")
@output_option("With --list: file to write it to. [default: standard output]")
@language_option
@settings_option
def voice(
    name: str,
    listed: bool,
    output: Path | None,
    language: str | None,
    settings_file: Path | None,
) -> None:
    """Show how much of the routine NAME is recorded, or list the sentences to record.

    A recording is a WAV, Ogg or FLAC file of the name that the list gives. It goes to
    voices/LANGUAGE in the routine's folder, or beside the settings, and before the kiosk's own
    clips. It is played as loud as these.
    """
    if output and not listed:
        raise click.UsageError("-o needs --list.")
    from kiosk.config.paths import settings_file as found
    from kiosk.library import content, recording_list

    loaded = content.load(settings_file or found(), name).in_language(language)
    if not listed:
        for code in loaded.offered:
            say(*recording_list.summary(loaded.in_language(code)))
    elif output is None:
        click.echo(recording_list.table(loaded), nl=False)
    else:
        with writing(output):  # with the mark by which spreadsheets know UTF-8
            output.write_text(recording_list.table(loaded), "utf-8-sig")
        say(output)


def _check(new: Path, archive: Path, settings_file: Path) -> None:
    """Check an unpacked routine.

    :raises FaultyInput: with its faults, located in the archive
    """
    from dataclasses import replace

    from kiosk.checks.collect import routine
    from kiosk.config import settings
    from kiosk.config.faults import FaultyInput
    from kiosk.library.content import configure

    device = configure(settings.read(settings_file))
    if faults := routine(new, device.settings, device.albums)[1]:
        folder, inside = str(new.parents[1]), f"{archive}"
        raise FaultyInput(
            replace(fault, file=fault.file.replace(folder, inside, 1)) for fault in faults
        )
