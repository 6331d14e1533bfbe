"""Make the parts of a case for a printer, measure them, and draw it: ``make enclosure``."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.maker import fitting, fitting_options
from tools.enclosure.case import Case, NoCase, lay_out
from tools.enclosure.parts import Parts, parts

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.config.settings import Settings
    from kiosk.faceplate.mounting import Fitting

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out" / "enclosure"
PICTURE = ROOT / "docs" / "enclosure.webp"
FORMS, BOARD = tuple(parts().forms), "pi-4"
PAGE = "press-cv6"
"""What its screen shows in the picture."""


def laid_out(
    settings: Settings,
    name: str,
    board: str,
    form: str,
    fitting: Fitting,
    data: Parts,
    depth: float | None = None,
) -> Case:
    """Return the case for a display by name.

    :param depth: the display's; ``None`` takes what its data say
    :raises NoCase: if there can be none
    :raises NoPlate: if there can be no plate for that display
    """
    from kiosk.config import displays
    from kiosk.faceplate.files import plate_of

    known = displays.known().get(name)
    depth = depth or (known.depth if known else None)
    plate = plate_of(settings, name, fitting)
    return lay_out(plate, data.boards[board], data.forms[form], data, depth)


def page(settings: Settings, name: str) -> Image.Image:
    """Draw a page as the display shows it."""
    os.environ |= {"SDL_VIDEODRIVER": "dummy", "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
    import pygame
    from PIL import Image

    from kiosk.config import displays
    from kiosk.config.paths import OWN_SETTINGS
    from kiosk.library import all_pages, content

    known = displays.known().get(name)
    pixels = known.pixels if known else None
    size = settings.screen.rotation.turned(pixels.sides) if pixels else (1024, 600)
    loaded = replace(content.load(OWN_SETTINGS), settings=settings)
    surface = all_pages.draw_page(loaded, all_pages.pages(loaded)[PAGE], size)
    return Image.frombytes("RGB", size, pygame.image.tobytes(surface, "RGB"))


@click.command()
@fitting_options
@click.option("--form", "forms", type=click.Choice(FORMS), multiple=True, help="[default: each]")
@click.option(
    "--board",
    type=click.Choice(tuple(parts().boards)),
    default=BOARD,
    show_default=True,
    help="The Raspberry Pi on the case's back.",
)
@click.option(
    "--depth",
    type=click.FloatRange(1, 200),
    metavar="MM",
    help="Depth of the display. [default: as its data say, or 20]",
)
@click.option(
    "--edge", type=click.FloatRange(1, 60), metavar="MM", help="Thickness of the display's edge."
)
@click.option(
    "--settings",
    "file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Another settings file.",
)
@click.option(
    "--trimesh",
    type=click.Path(path_type=Path),
    help="A Python with trimesh, which measures the parts.",
)
@click.option("--docs", is_flag=True, help="Draw the docs' picture too.")
def main(
    display: str | None,
    button: float,
    rim: float | None,
    outline: tuple[float, float] | None,
    window_offset: tuple[float, float] | None,
    forms: tuple[str, ...],
    board: str,
    depth: float | None,
    edge: float | None,
    file: Path | None,
    trimesh: Path | None,
    docs: bool,
) -> None:
    """Write the parts of a case as STL, and its picture, to out/enclosure/FORM."""
    from kiosk.config import paths
    from kiosk.config import settings as config
    from kiosk.faceplate.mounting import chosen
    from kiosk.system.errors import KioskError
    from tools.enclosure import picture

    mounted, data = fitting(button, rim, outline, window_offset), parts()
    data = replace(data, case=replace(data.case, edge=edge or data.case.edge))
    shown = []
    try:
        settings = config.load(file or paths.settings_file())
        name = chosen(settings.screen, display) or "official-7"
        cases = {
            form: laid_out(settings, name, board, form, mounted, data, depth)
            for form in forms or FORMS
        }
        shows = page(settings, name)
        for form, case in cases.items():
            folder = OUT / form
            shown += _made(case, settings, folder, shows, trimesh)
            picture.side_by_side(shown[-2:]).save(folder / "case.png")
            click.echo(f"  case.png, *.stl: in {folder}")
    except KioskError as error:
        raise click.ClickException(str(error)) from error
    if docs:
        closed, open_ = shown[::2], shown[1]
        picture.side_by_side([*closed, open_]).save(PICTURE, quality=85, method=6)
        click.echo(PICTURE)


def _made(
    case: Case, settings: Settings, folder: Path, shows: Image.Image, trimesh: Path | None
) -> list[Image.Image]:
    """Make the parts; return the pictures of the closed and of the open case."""
    from kiosk.screen.paint.theme import THEMES
    from tools.enclosure import openscad, picture, scad

    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.stl"):
        old.unlink()
    model = folder / "case.scad"
    scad.write(case, THEMES[settings.screen.contrast], model)
    click.echo(f"{folder.name}: {case.plate.display.title}; {case.board.title}")
    for what, free in case.clearances:
        click.echo(f"  {what}: at least {free:.1f} mm free")
    for line in case.mounting:
        click.echo(f"  {line}")
    names = [*(piece.name for piece in (*case.pieces, *case.plate_pieces)), "clamp"]
    shell, *files = openscad.all_stl(model, ["shell", *names])
    if trimesh:
        _measured(trimesh, files)
    pictures = picture.with_page(case, model, shell, shows), picture.opened(case, model, shell)
    for left in (shell, *(model.with_name(f"{part}.png") for part in ("scene", "lit", "open"))):
        left.unlink()
    return list(pictures)


def _measured(python: Path, files: list[Path]) -> None:
    """Print each part's size and volume.

    :raises NoCase: if one is not a single watertight body
    """
    command = [str(python), str(Path(__file__).with_name("measure.py")), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for part, found in json.loads(done.stdout).items():
        size = " x ".join(f"{side:.1f}" for side in found["extents"])
        click.echo(f"  {part}.stl: {size} mm, {found['volume'] / 1000:.0f} cm³")
        if not found["watertight"] or found["bodies"] != 1:
            raise NoCase(f"{part}.stl is not a single watertight body")


if __name__ == "__main__":
    main()
