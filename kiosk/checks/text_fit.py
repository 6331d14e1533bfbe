"""Check that every text fits its page, at every screen size and in every language offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kiosk.checks import catalogue, fitting
from kiosk.checks.catalogue import Catalogue
from kiosk.checks.fitting import bare
from kiosk.config import yaml_document
from kiosk.config.faults import Fault
from kiosk.config.yaml_document import Document
from kiosk.library import all_pages
from kiosk.library.content import Content
from kiosk.screen.layout.grid import Grid, grid
from kiosk.screen.layout.legibility import viewing_conditions
from kiosk.screen.layout.pages import scene
from kiosk.screen.layout.parts import LayoutContext
from kiosk.session.view import View

Size = tuple[int, int]

PLACEHOLDERS = re.compile(r"(?:\{\w+\})+")


def sizes(content: Content) -> tuple[Size, ...]:
    """Return the screen size set, in pixels; if none is set, every usual size."""
    pixels = content.settings.screen.pixels
    return (pixels,) if pixels else fitting.SIZES


def faults(content: Content, show: Callable[[str], object] = lambda doing: None) -> Iterator[Fault]:
    """Find each text that does not fit, with the first page and size where it does not.

    The fault locates a text of the catalogues in its .po file (English: the template), any other
    in the routine.

    :param show: shows the present step to a waiting user
    """
    written = yaml_document.read(content.routine_file)
    translated = [content.in_language(language) for language in content.settings.offered]
    pages = [all_pages.pages(each) for each in translated]
    found: list[dict[str, str]] = [{} for _ in translated]
    for size in sizes(content):  # the outer loop: all languages share a size's glyphs
        show(f"Laying out every page at {size[0]}x{size[1]} in {len(translated)} languages ...")
        context = LayoutContext(_grid(content, size), content.album)
        for problems, views in zip(found, pages, strict=True):
            for text, problem in _misfits(views, context, size):
                problems.setdefault(text, problem)
    for language, problems in zip(content.settings.offered, found, strict=True):
        known = catalogue.read(language)
        yield from (_located(text, problem, known, written) for text, problem in problems.items())


def _grid(content: Content, size: Size) -> Grid:
    """Return the grid on which pages are laid out at a size."""
    return grid(*size, viewing_conditions(content.settings.screen, size).minimum_text)


def _misfits(
    views: Mapping[str, View], context: LayoutContext, size: Size
) -> Iterator[tuple[str, str]]:
    """Yield the bare text of each misfit on the pages of one language, with the problem."""
    width, height = size
    for name, page in views.items():
        for misfit in fitting.misfits(scene(page, context, 0.0), context.grid):
            where = f"does not fit the page {name} at {width}x{height}"
            yield misfit.paragraph, f"{where}: {misfit.problem}; shorten it"


def _located(text: str, problem: str, known: Catalogue, written: Document) -> Fault:
    """Locate a bare text: in the longest matching catalogue entry, else in the routine."""
    best = max(
        (entry for entry in known.entries.values() if _contains(text, entry.msgstr or entry.msgid)),
        key=lambda entry: len(PLACEHOLDERS.sub("", entry.msgstr or entry.msgid)),
        default=None,
    )
    if best:
        return known.fault(best, problem)
    for path, source in yaml_document.texts(written.data):
        if _contains(text, source):
            return written.fault(path, problem)
    return Fault(str(written.file), 0, "", f"“{text}” {problem}")


def _contains(text: str, source: str) -> bool:
    """Return whether a bare text contains a source text, with any values for its placeholders."""
    parts = PLACEHOLDERS.split(source)
    return bool(re.search(".+".join(re.escape(bare(part)) for part in parts), text))
