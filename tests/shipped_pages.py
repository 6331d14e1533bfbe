"""The shipped content and its pages."""

from __future__ import annotations

from functools import cache

from kiosk.config import paths
from kiosk.library import all_pages, content
from kiosk.library.content import Content
from kiosk.session.view import PageKind, View


@cache
def shipped() -> Content:
    """Return the shipped settings, pictures and routine."""
    return content.load(paths.OWN_SETTINGS)


@cache
def pages() -> dict[str, View]:
    """Return every page of the shipped routine by its name."""
    return all_pages.pages(shipped())


@cache
def page_of_kind() -> dict[PageKind, View]:
    """Return the page of each kind that has the longest text."""
    found: dict[PageKind, View] = {}
    for page in pages().values():
        if page.page not in found or _length(page) > _length(found[page.page]):
            found[page.page] = page
    return found


def _length(page: View) -> int:
    card = page.card.posture_text + page.card.fingers_text if page.card else ""
    return len(page.word + page.line + "".join(page.sentences) + card)
