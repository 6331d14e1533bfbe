"""The commands for makers: faceplate draws the front plate, card the sheet to hang beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.cli.options import (
    Command,
    in_language,
    language_option,
    output_option,
    routine_option,
    say,
    settings_option,
    writing,
)

if TYPE_CHECKING:
    from kiosk.faceplate.mounting import Fitting


class DisplayName(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from 8.4 on
    """A display of ``config/displays.yaml``, or ``generic``."""

    name = "name"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Look the name up."""
        from kiosk.config import displays
        from kiosk.config.suggestions import did_you_mean

        names = (*displays.known(), "generic")
        if value not in names:
            self.fail(f"there is no display {value!r}; {did_you_mean(value, names)}", param, ctx)
        return str(value)


class Millimetres(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic from 8.4 on
    """Two lengths in millimetres, separated by a sign."""

    def __init__(self, name: str, sign: str, low: float, high: float, such_as: str) -> None:
        self.name = name
        self._sign, self._low, self._high, self._such_as = sign, low, high, such_as

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[float, float]:
        """Read the two lengths."""
        number = r"(-?[0-9]{1,4}(?:\.[0-9]{1,3})?)"
        match = re.fullmatch(number + re.escape(self._sign) + number, str(value))
        if match is None:
            self.fail(f"{value!r}: expected millimetres such as {self._such_as}", param, ctx)
        lengths = float(match[1]), float(match[2])
        if not all(self._low <= length <= self._high for length in lengths):
            problem = f"{value} is out of range; expected {self._low:g} to {self._high:g} mm"
            self.fail(problem, param, ctx)
        return lengths


FITTING = (
    click.option(
        "--display",
        type=DisplayName(),
        help="The display by name, or generic for the size in screen.panel."
        " [default: screen.display]",
    ),
    click.option(
        "--button",
        type=click.FloatRange(16, 30.5),
        default=24.0,
        show_default=True,
        metavar="MM",
        help="Diameter of the buttons' holes, 16 to 30.5.",
    ),
    click.option(
        "--rim",
        type=click.FloatRange(16, 80),
        metavar="MM",
        help="Diameter of the buttons' rims. [default: the hole's + 5]",
    ),
    click.option(
        "--outline",
        type=Millimetres("WxH", "x", 20, 3000, "193x111"),
        help="Size of the display with its bezel, as mounted. [default: as the display's data say]",
    ),
    click.option(
        "--window-offset",
        type=Millimetres("RIGHT,DOWN", ",", -100, 100, "0,-2.5"),
        help="How far the picture's middle lies right of and below the display's."
        " [default: as the display's data say]",
    ),
)
"""The display and the buttons that are mounted, for the plate and for the case behind it."""


def fitting_options(command: Command) -> Command:
    """Add the options of ``FITTING`` to a command."""
    for option in reversed(FITTING):
        command = option(command)
    return command


def fitting(
    button: float,
    rim: float | None,
    outline: tuple[float, float] | None,
    window_offset: tuple[float, float] | None,
) -> Fitting:
    """Return what the options ask for."""
    if rim is not None and rim < button:
        raise click.BadParameter(
            f"a rim of {rim:g} mm does not cover a hole of {button:g} mm", param_hint="--rim"
        )
    from kiosk.config.displays import Extent, Offset
    from kiosk.faceplate.mounting import Fitting

    size = Extent(*outline) if outline else None
    return Fitting(button, rim, size, Offset(*window_offset) if window_offset else None)


SHEET = "sheet"
"""The paper that is as large as the drawing."""


@click.command()
@output_option("Draw the plate to this .svg or .pdf file instead of listing its holes.")
@click.option(
    "--paper",
    type=click.Choice(["A4", "Letter", SHEET]),
    help="Paper of a PDF; sheet: one page as large as the drawing. [default: A4]",
)
@fitting_options
@language_option
@settings_option
def faceplate(
    output: Path | None,
    display: str | None,
    paper: str | None,
    button: float,
    rim: float | None,
    outline: tuple[float, float] | None,
    window_offset: tuple[float, float] | None,
    language: str | None,
    settings_file: Path | None,
) -> None:
    """Draw the front plate for the settings in force at 1:1: cut-out, holes, dots and labels.

    Before you cut, print the paper template and lay it on your parts.
    """
    kind = output.suffix.lower() if output else ""
    if kind not in ("", ".svg", ".pdf") or (output and not kind):
        raise click.BadParameter(f"{output} is neither an .svg nor a .pdf file", param_hint="-o")
    if paper and kind != ".pdf":
        raise click.UsageError("--paper needs -o with a .pdf file: an SVG is one sheet.")
    mounted = fitting(button, rim, outline, window_offset)
    from kiosk.config import language_folders
    from kiosk.config.paths import settings_file as found
    from kiosk.config.settings import load
    from kiosk.faceplate.files import plate_of, write_plate
    from kiosk.faceplate.mounting import NoPlate
    from kiosk.faceplate.text import text

    file = settings_file or found()
    settings, languages = load(file), language_folders.load(file.parent)
    shown = languages.known(language) if language else settings.language
    try:
        plate = plate_of(settings, display, mounted, shown, languages)
    except NoPlate as error:
        raise click.UsageError(str(error)) from error
    if output is None:
        click.echo(text(plate), nl=False)
        return
    with writing(output):
        labels, tiled = languages.names[shown], None if paper == SHEET else paper or "A4"
        write_plate(plate, settings, output, labels, tiled)
    say(output)


@click.command()
@output_option("The .pdf file to write.", Path("card.pdf"))
@click.option("--all", "every", is_flag=True, help="Make a page in each language.")
@language_option
@settings_option
@routine_option
def card(
    output: Path,
    every: bool,
    language: str | None,
    settings_file: Path | None,
    routine: str | None,
) -> None:
    """Make the A5 card to hang beside the kiosk: what it is, its buttons, when not to press."""
    if output.suffix.lower() != ".pdf":
        raise click.BadParameter(f"{output} is not a .pdf file", param_hint="-o")
    if every and language:
        raise click.UsageError("--all makes a page in each language: leave out --language.")
    from kiosk.config.paths import settings_file as found
    from kiosk.faceplate.files import write_cards
    from kiosk.library import content

    loaded = content.load(settings_file or found(), routine)
    shown = in_language(loaded, language)
    languages = loaded.offered if every else (shown.language,)
    with writing(output):
        write_cards(loaded, languages, output)
    say(output)
