"""The drawing of the packages in the docs, made from the real imports."""

from __future__ import annotations

from xml.etree import ElementTree

from tools.architecture import ORDER, importers
from tools.draw_architecture import FILE, HEIGHT, WIDTH, drawing

SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawing_in_the_docs_is_that_of_the_imports() -> None:
    assert FILE.read_text("utf-8") == drawing(), "draw it again: make architecture"


def test_the_drawing_names_every_package_and_has_a_disc_for_each_that_another_imports() -> None:
    root = ElementTree.fromstring(drawing())
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert set(ORDER) <= set(words)
    arrows = sum(bool(importers(one, two)) for one in ORDER for two in ORDER if one != two)
    assert len(list(root.iter(f"{SVG}circle"))) == arrows


def test_nothing_is_drawn_outside_the_picture() -> None:
    root = ElementTree.fromstring(drawing())
    for disc in root.iter(f"{SVG}circle"):
        x, y, radius = (float(disc.attrib[name]) for name in ("cx", "cy", "r"))
        assert radius <= x <= WIDTH - radius
        assert radius <= y <= HEIGHT - radius
