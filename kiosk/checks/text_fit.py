"""Whether every text fits its page, on every size of screen, in every language offered."""

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
from kiosk.screen.layout.frame import frame
from kiosk.screen.layout.pages import scene
from kiosk.screen.layout.widgets import LayoutContext
from kiosk.session.view import View

Size = tuple[int, int]

PLACEHOLDERS = re.compile(r"(?:\{\w+\})+")


def sizes(content: Content) -> tuple[Size, ...]:
    """Give the size of the screen in pixels, where the settings do not say it every usual one."""
    pixels = content.settings.screen.pixels
    return (pixels,) if pixels else fitting.SIZES


def faults(content: Content, show: Callable[[str], object] = lambda doing: None) -> Iterator[Fault]:
    """Find the texts that do not fit: each once, with the first page and size where it does not.

    A text of the catalogues is told with its .po file (English: the template), any other with
    its line in the routine.

    :param show: takes a text that says what is being done, for a user who waits
    """
    written = yaml_document.read(content.routine_file)
    spoken = [content.in_language(language) for language in content.settings.offered]
    pages = [all_pages.pages(each) for each in spoken]
    found: list[dict[str, str]] = [{} for _ in spoken]
    for size in sizes(content):  # the outer loop: all languages share a size's letters
        show(f"Laying out every page at {size[0]}x{size[1]} in {len(spoken)} languages ...")
        context = LayoutContext(frame(*size), content.album)
        for told, views in zip(found, pages, strict=True):
            for text, problem in _misfits(views, context, size):
                told.setdefault(text, problem)
    for language, told in zip(content.settings.offered, found, strict=True):
        known = catalogue.read(language)
        yield from (_located(text, problem, known, written) for text, problem in told.items())


def _misfits(
    views: Mapping[str, View], context: LayoutContext, size: Size
) -> Iterator[tuple[str, str]]:
    """Yield the bare text of each misfit on the pages of one language, with the problem."""
    width, height = size
    for name, page in views.items():
        for misfit in fitting.misfits(scene(page, context, 0.0), context.frame):
            where = f"does not fit the page {name} at {width}x{height}"
            yield misfit.paragraph, f"{where}: {misfit.problem}; say it shorter"


def _located(text: str, problem: str, known: Catalogue, written: Document) -> Fault:
    """Find the entry, or the text of the routine, that most of a bare text comes from."""
    best = max(
        (entry for entry in known.entries.values() if _holds(text, entry.msgstr or entry.msgid)),
        key=lambda entry: len(PLACEHOLDERS.sub("", entry.msgstr or entry.msgid)),
        default=None,
    )
    if best:
        return known.fault(best, problem)
    for path, said in yaml_document.texts(written.data):
        if _holds(text, said):
            return written.fault(path, problem)
    return Fault(str(written.file), 0, "", f"“{text}” {problem}")


def _holds(text: str, said: str) -> bool:
    """Whether a bare text holds what was said, whatever stands for its placeholders."""
    parts = PLACEHOLDERS.split(said)
    return bool(re.search(".+".join(re.escape(bare(part)) for part in parts), text))
