from __future__ import annotations

import re

import pytest

from kiosk.config.language import LANGUAGES, translator
from kiosk.faceplate import typeface
from kiosk.faceplate.plate import USUAL
from kiosk.screen.paint import fonts

EM = 2000
CHARACTERS = "AgjÄçñß&0·换侧（，"


def corners(path: str) -> tuple[float, float, float, float]:
    """Return the least and greatest x and y of a path's points."""
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path)]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("char", CHARACTERS)
def test_a_character_is_as_wide_as_freetype_finds_it(char: str, bold: bool) -> None:
    (metrics,) = fonts.font_of(char, EM, bold).metrics(char)
    assert metrics is not None
    assert typeface.width(char, EM, bold) == pytest.approx(metrics[4], abs=1)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("char", CHARACTERS)
def test_an_outline_reaches_as_far_as_freetype_draws_it(char: str, bold: bool) -> None:
    (metrics,) = fonts.font_of(char, EM, bold).metrics(char)
    assert metrics is not None
    left, right, low, high = metrics[:4]
    x1, y1, x2, y2 = corners(typeface.outline(char, 0, 0, EM, bold))
    # The points that bend a curve may lie beyond it.
    assert x1 == pytest.approx(left, abs=0.02 * EM)
    assert x2 == pytest.approx(right, abs=0.02 * EM)
    assert -y2 == pytest.approx(low, abs=0.02 * EM)
    assert -y1 == pytest.approx(high, abs=0.02 * EM)


def test_an_accent_stands_above_its_letter() -> None:
    plain, accented = (corners(typeface.outline(char, 0, 0, 100)) for char in "Eé")
    both = corners(typeface.outline("É", 0, 0, 100))
    assert both[1] < plain[1] - 10
    assert both[3] == pytest.approx(plain[3], abs=0.1)
    assert accented != both


def test_an_outline_begins_where_it_is_put_and_grows_with_its_size() -> None:
    small = corners(typeface.outline("H", 0, 0, 10))
    large = corners(typeface.outline("H", 5, 7, 20))
    assert large == pytest.approx(
        [5 + 2 * small[0], 7 + 2 * small[1], 5 + 2 * small[2], 7], abs=0.02
    )


def test_a_capital_is_as_high_as_the_constant_says() -> None:
    assert -corners(typeface.outline("H", 0, 0, 1000))[1] / 1000 == pytest.approx(
        typeface.CAPITAL, abs=0.002
    )


def test_a_line_is_set_in_one_typeface_where_one_has_all_of_it() -> None:
    assert [face.name for face, _ in typeface.runs("Ab", True)] == ["AtkinsonHyperlegible-Bold"]
    assert [face.name for face, _ in typeface.runs("A换")] == ["NotoSansSC-Regular"]
    mixed = typeface.runs("Français · 简体中文")
    assert [run for _, run in mixed] == ["Français · ", "简体中文"]
    assert all(face.has(run) for face, run in mixed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_typefaces_have_every_label(language: str) -> None:
    tr = translator(language, "112")
    for text in map(tr, USUAL.values()):
        assert all(face.has(run) for face, run in typeface.runs(text, True)), text


def test_wrapped_lines_fit_their_room_and_lose_no_word() -> None:
    text = "With severe, lasting back pain, do NOT press any of these points."
    lines = typeface.wrap(text, 4, 40)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert max(typeface.width(line, 4) for line in lines) <= 40
