"""Check that every text fits its page, at every screen size and in every language offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from kiosk.checks import catalogue, fitting
from kiosk.checks.fitting import bare
from kiosk.config import yaml_document
from kiosk.config.faults import Fault
from kiosk.config.language import LANGUAGES
from kiosk.config.po import Catalogue
from kiosk.config.screen import USUAL_SIZES
from kiosk.config.yaml_document import Document
from kiosk.library import all_pages, choice
from kiosk.library.content import Content
from kiosk.routine.texts import NOT_SHOWN
from kiosk.screen.layout.elements import LayoutContext
from kiosk.screen.layout.grid import Grid, grid
from kiosk.screen.layout.legibility import ViewingConditions, viewing_conditions
from kiosk.screen.layout.pages import scene
from kiosk.session.view import View

Size = tuple[int, int]

SET_SIZE = "set screen.size to the display's pixels"

PLACEHOLDERS = re.compile(r"(?:\{\w+\})+")


def sizes(content: Content, on: ViewingConditions) -> tuple[Size, ...]:
    """Return the size of the pages, in pixels; if the settings do not tell, every usual one."""
    screen = content.settings.screen
    return (on.pixels,) if screen.page or screen.panel else USUAL_SIZES


def faults(
    content: Content, on: ViewingConditions, show: Callable[[str], object] = lambda doing: None
) -> Iterator[Fault]:
    """Find each text that does not fit, with the page and size where the least of it does.

    The fault locates a text where it is written: a translation in its .po file, a routine's own
    text in the routine, any other in the template.

    :param show: shows the present step to a waiting user
    """
    speakers = choice.speakers(content)
    pages = {edition: all_pages.pages_of(content, *edition) for edition in speakers}
    found: dict[choice.Edition, dict[str, tuple[int, str]]] = {edition: {} for edition in pages}
    languages = len({language for _, language in pages})
    guessed = f", assumed: {SET_SIZE}" if on.assumed else ""
    for size in sizes(content, on):  # the outer loop: all languages share a size's glyphs
        show(f"Laying out every page at {size[0]}x{size[1]} in {languages} languages ...")
        for (number, language), views in pages.items():
            context = LayoutContext(_grid(content, size), content.routines[number].album)
            tightest = found[number, language]
            for text, fits, problem in _misfits(views, context, size, guessed):
                if text not in tightest or fits < tightest[text][0]:
                    tightest[text] = fits, problem
    files = {each.routine_file: yaml_document.read(each.routine_file) for each in content.routines}
    for (number, language), problems in found.items():
        shown = speakers[number, language]
        written = files[shown.routine_file]
        sources = list(_sources(_catalogues(shown, language), written))
        for other in content.routines:  # whose names are on the first page
            if problems and other is not shown:
                sources += _sources(_catalogues(other, language), files[other.routine_file])
        sources += _clinic(content, language)
        for text, (_, problem) in problems.items():
            yield _located(text, problem, sources, written)


def _clinic(content: Content, language: str) -> Iterator[_Source]:
    """Yield the clinic's own words, which are in the settings."""
    clinic, file = content.settings.clinic, str(content.folder or "the settings")
    texts = {"name": clinic.name, f"closing.{language}": clinic.says(language)}
    for key, text in texts.items():
        if text:
            yield _Source(text, True, partial(Fault, file, 0, f"clinic.{key}"))


def _grid(content: Content, size: Size) -> Grid:
    """Return the grid on which pages are laid out at a size."""
    return grid(*size, viewing_conditions(content.settings.screen, size).minimum_text)


def _misfits(
    views: Mapping[str, View], context: LayoutContext, size: Size, guessed: str
) -> Iterator[tuple[str, int, str]]:
    """Yield the bare text of each misfit on one language's pages, what fits, and the problem."""
    width, height = size
    for name, page in views.items():
        for misfit in fitting.misfits(scene(page, context, 0.0), context.grid):
            where = f"does not fit the page {name} at {width}x{height}{guessed}"
            yield misfit.paragraph, misfit.fits, f"{where}: {misfit.problem}; shorten it"


class _Source(NamedTuple):
    """A text that pages show, and where it is written."""

    text: str
    own: bool
    fault: Callable[[str], Fault]


def _catalogues(content: Content, language: str) -> tuple[Catalogue, ...]:
    """Return the catalogues of a language, in order of precedence."""
    shipped = (catalogue.read(language),) if language in LANGUAGES else ()
    return (*content.languages.own.get(language, ()), *shipped)


def _sources(catalogues: Sequence[Catalogue], written: Document) -> Iterator[_Source]:
    """Yield every text shown in a language; what is translated stands in a catalogue."""
    given = set().union(*(known.translations for known in catalogues))
    for path, text in yaml_document.texts(written.data):
        hidden = any(isinstance(key, str) and key in NOT_SHOWN for key in path)
        if not hidden and text not in given:
            yield _Source(text, True, partial(written.fault, path))
    for known in catalogues:
        for entry in known.entries.values():
            yield _Source(entry.msgstr or entry.msgid, False, partial(known.fault, entry))


def _located(text: str, problem: str, sources: Sequence[_Source], written: Document) -> Fault:
    """Locate a bare text: at the same text, the routine's first, else at the longest part of it."""

    def rank(source: _Source) -> tuple[bool, int, bool]:
        pattern = _pattern(source.text)
        if not re.search(pattern, text):
            return False, 0, False
        return bool(re.fullmatch(pattern, text)), len(PLACEHOLDERS.sub("", source.text)), source.own

    best = max(sources, key=rank, default=None)
    if best is None or not rank(best)[1]:
        return Fault(str(written.file), 0, "", f"“{text}” {problem}")
    return best.fault(problem)


def _pattern(source: str) -> str:
    """Return what matches a bare text with any values for its placeholders."""
    return ".+".join(re.escape(bare(part)) for part in PLACEHOLDERS.split(source))
