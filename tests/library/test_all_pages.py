"""Every page of the kiosk, and that the documents name no other."""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.library import all_pages
from kiosk.routine.timeline import SegmentKind
from tests.shipped_pages import pages, shipped

DOCS = Path(__file__).parents[2] / "docs"


def test_every_segment_of_the_routine_has_its_page() -> None:
    kinds = {segment.kind.value for segment in shipped().timeline.segments}
    assert kinds == {kind.value for kind in SegmentKind}
    named = tuple(pages())
    assert [kind for kind in kinds if not any(name.startswith(kind) for name in named)] == []


def test_every_page_that_checks_off_the_article_exists() -> None:
    rows = re.findall(r"^\|[^|]*\|([^|]*)\|$", (DOCS / "article.md").read_text("utf-8"), re.M)
    begins = "|".join(sorted({name.split("-")[0] for name in pages()}))
    listed = re.findall(rf"\b(?:{begins})-[a-z0-9-]*[a-z0-9]\b", " ".join(rows))
    assert len(listed) > 30
    assert [name for name in listed if name not in pages()] == []


def test_the_list_of_points_left_out_has_an_example() -> None:
    assert "Knees" in all_pages.pages(shipped())["left-out"].sentences
