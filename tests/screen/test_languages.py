"""Every page in every language: letters inside their boxes, and no overlapping texts.

``test_pages`` measures English at every size, ``test_text_fit`` the size of texts.
"""

from __future__ import annotations

import pytest

from kiosk.config.language import ENGLISH, LANGUAGES
from kiosk.library import all_pages
from tests.screen.scene_measures import ink, labels, lay_out, within
from tests.shipped_pages import shipped

OTHERS = [language for language in LANGUAGES if language != ENGLISH]


@pytest.mark.parametrize("size", [(480, 320), (720, 1280)], ids=["480x320", "720x1280"])
@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_inside_its_box_and_overlaps_no_other(
    language: str, size: tuple[int, int]
) -> None:
    for name, view in all_pages.pages(shipped().in_language(language)).items():
        lines = [(label, line) for label in labels(lay_out(view, size)) for line in ink(label)]
        for number, (label, line) in enumerate(lines):
            slack = 1 + round(label.text.px * 0.03)
            assert within(line, label.box, slack), (name, label.text.lines)
            for other, its in lines[:number]:
                assert not line.meets(its), (name, label.text.lines, other.text.lines)
