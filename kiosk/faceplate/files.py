"""The front plate and the card, written to files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.config.language_folders import Languages
from kiosk.config.settings import Settings
from kiosk.faceplate.card import card
from kiosk.faceplate.mounting import Fitting, mounted
from kiosk.faceplate.pdf import pdf
from kiosk.faceplate.plate import Plate, plate
from kiosk.faceplate.sheet import TITLE, one_sheet
from kiosk.faceplate.svg import svg
from kiosk.faceplate.tiling import pages
from kiosk.library.content import SHIPPED, Content
from kiosk.screen.paint.theme import THEMES


def plate_of(
    settings: Settings,
    display: str | None,
    fitting: Fitting,
    language: str | None = None,
    languages: Languages = SHIPPED,
) -> Plate:
    """Lay out the plate for the settings, with labels in their language or another.

    :param display: a display by name instead of the settings' one
    :raises NoPlate: if there is no display, or what is asked for does not fit together
    """
    tr = languages.translator(language or settings.language, settings.emergency)
    return plate(settings, tr, mounted(settings.screen, display, fitting), fitting)


def write_plate(
    made: Plate, settings: Settings, file: Path, labels: str, paper: str | None
) -> None:
    """Write a plate to a file: a PDF if its name ends so, else SVG.

    :param labels: the language of its labels in its own words
    :param paper: the paper to tile a PDF to; ``None`` for one page as large as the drawing
    :raises OSError: if the file cannot be written
    :raises NoLibrary: if it is a PDF, and reportlab is not installed
    """
    theme = THEMES[settings.screen.contrast]
    size = made.display.active
    lies = "portrait" if size.height > size.width else "landscape"
    about = f"{made.display.title}, {lies}. Labels: {labels}."
    if file.suffix.lower() != ".pdf":
        file.write_text(svg(one_sheet(made, theme, about), TITLE), "utf-8")
        return
    drawn = pages(made, theme, about, paper) if paper else [one_sheet(made, theme, about)]
    file.write_bytes(pdf(drawn, TITLE, "en"))


def write_cards(content: Content, languages: Sequence[str], file: Path) -> None:
    """Write a card in each language, one page each.

    :raises OSError: if the file cannot be written
    :raises NoLibrary: if reportlab is not installed
    """
    drawn = [card(content.in_language(language)) for language in languages]
    title = f"{content.routine.name}: the card beside the kiosk"
    file.write_bytes(pdf(drawn, title, languages[0]))
