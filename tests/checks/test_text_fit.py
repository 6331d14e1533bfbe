from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kiosk.checks import catalogue, fitting, text_fit, text_size
from kiosk.config import displays, language, paths, settings
from kiosk.config.faults import Fault
from kiosk.config.language import LANGUAGES
from kiosk.config.screen import USUAL_SIZES, DisplaySize, Rotation, Screen, Size
from kiosk.library import content
from kiosk.library.content import Content
from kiosk.screen.layout.pages import scene
from tests.screen.scene_measures import desk_of
from tests.shipped_pages import pages, shipped
from tests.yaml_inputs import ROUTINE_TEXT, line_of, swap


def on(made: Content, size: tuple[int, int], *languages: str) -> Content:
    """Return content for one screen size and some languages, the first the kiosk's own."""
    settings = replace(
        made.settings,
        language=languages[0],
        languages=languages,
        screen=Screen(size=Size(*size)),
    )
    return replace(made, settings=settings)


def sizes(made: Content) -> tuple[tuple[int, int], ...]:
    return text_fit.sizes(made, text_size.display(made))


def misfits(made: Content, show: Callable[[str], object] = lambda doing: None) -> list[Fault]:
    return list(text_fit.faults(made, text_size.display(made), show))


@pytest.mark.parametrize("hands", [2, 1], ids=["two-hands", "one-hand"])
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", USUAL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_text_fits_its_page_in_every_language(
    code: str, size: tuple[int, int], hands: int
) -> None:
    made = on(shipped(), size, code)
    made = replace(made, settings=replace(made.settings, one_handed=hands == 1))
    assert misfits(made) == []


def mounted() -> dict[str, Screen]:
    """Return every display of the table, lying and upright, and a panel that makers often buy."""
    found = {f"{wide}x{tall}": Screen(size=Size(wide, tall)) for wide, tall in SEVEN_INCHES}
    found |= {f"{w:g}x{h:g}-mm": Screen(panel=DisplaySize(w, h)) for w, h in MILLIMETRES}
    for name in displays.known():
        for turn in (Rotation.NONE, Rotation.QUARTER):
            found[f"{name}-{turn.value}"] = Screen(display=name, rotation=turn)
    return found


SEVEN_INCHES = ((1024, 600), (600, 1024))
MILLIMETRES = ((154, 90), (90, 154), (223, 125), (49, 73.4))
"""Panels whose makers set no pixels."""


@pytest.mark.parametrize("screen", mounted().values(), ids=mounted().keys())
def test_every_text_fits_every_display_of_the_table_in_every_language(screen: Screen) -> None:
    made = both_routines()
    chosen = replace(made.settings, languages=tuple(LANGUAGES), screen=screen)
    each = (replace(one, settings=chosen) for one in made.routines)
    assert misfits(content.together(list(each))) == []


@cache
def both_routines() -> Content:
    read = settings.read(paths.OWN_SETTINGS)
    device = content.configure(read)
    names = ("back-pain", "breathing")
    written = [content.read_routine(read, device.settings, name) for name in names]
    return content.together([content.with_routine(device, each) for each in written])


def test_only_the_size_in_the_settings_is_checked() -> None:
    assert sizes(shipped()) == USUAL_SIZES
    assert sizes(on(shipped(), (640, 400), "en")) == ((640, 400),)


def test_millimetres_without_pixels_are_checked_in_their_shape_and_the_size_told_as_assumed(
    german: Path,
) -> None:
    made = on(shipped(), (640, 400), "de")
    standing = Screen(panel=DisplaySize(90, 154))
    made = replace(made, settings=replace(made.settings, screen=standing))
    assert sizes(made) == ((600, 1024),)
    problems = [fault.problem for fault in misfits(made)]
    assert problems
    told = "at 600x1024, assumed: set screen.size to the display's pixels: it is about"
    assert all(told in problem for problem in problems)


def test_each_size_is_announced_before_it_is_laid_out() -> None:
    shown: list[str] = []
    assert misfits(on(shipped(), (800, 480), "en", "de"), shown.append) == []
    assert shown == ["Laying out every page at 800x480 in 2 languages ..."]


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues with far too long a German soft key, action and sentence."""
    from tools import catalogues

    shutil.copytree(language.LOCALE, tmp_path / "locale")
    monkeypatch.setattr(language, "LOCALE", tmp_path / "locale")
    file = catalogue.file_of("de")
    text = file.read_text("utf-8")
    for old, new in TOO_LONG:
        text = swap(text, f'msgstr "{old}"', f'msgstr "{new}"')
    file.write_text(text, "utf-8")
    made = catalogues.translated("de", catalogues.template())
    file.with_suffix(".mo").write_bytes(catalogues.mo(made))
    return file


TOO_LONG = (
    ("Auslassen", "Auslassungsknopfdrückerei"),
    ("Drücken", "Fingerspitzenverdrückung"),
    ("Etwa {minutes} Minuten", "Etwa {minutes} Minuten" + ", vielleicht mehr" * 9),
    ("Linke Hand loslassen.", "Linke Hand loslassen. " * 9 + "Bitte."),
)


def test_a_translation_that_does_not_fit_is_reported_with_file_line_and_page(german: Path) -> None:
    found = misfits(on(shipped(), (480, 320), "de"))
    lines = german.read_text("utf-8").splitlines()
    assert {fault.file for fault in found} == {str(german)}
    assert {lines[fault.line] for fault in found} == {f'msgstr "{new}"' for _, new in TOO_LONG}
    assert all(lines[fault.line - 1] == f"msgid {fault.key}" for fault in found)
    problems = {fault.key: fault.problem for fault in found}
    assert problems['"Press"'] == (
        "does not fit the page press-cv6 at 480x320:"
        " it is about 13 letters too long; about 11 such letters fit; shorten it"
    )


def test_a_text_is_told_for_the_size_at_which_the_fewest_letters_fit(tmp_path: Path) -> None:
    text = swap(ROUTINE_TEXT, "name: Lower belly", "name: The neck and shoulders")
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    (tmp_path / "kiosk.yaml").write_text("routine: own\nroutines_folder: .\nlanguages: [en]\n")
    own = content.load(tmp_path / "kiosk.yaml")
    told = {size: misfits(on(own, size, "en")) for size in USUAL_SIZES}
    fits = {size: fitting_letters(faults) for size, faults in told.items()}
    assert len(set(fits.values())) > 1
    assert misfits(own) == told[min(fits, key=fits.__getitem__)]


def fitting_letters(faults: list[Fault]) -> int:
    (fault,) = faults
    return int(fault.problem.split("about ")[2].split()[0])


def test_a_single_letter_too_long_is_one_letter() -> None:
    size = (800, 480)
    context = desk_of(size)
    view = replace(pages()["find-cv6-1"], word="Ear to the shoulder")
    problems = [found.problem for found in fitting.misfits(scene(view, context, 0.0), context.grid)]
    assert problems == ["it is about 1 letter too long; about 18 such letters fit"]


def test_a_text_is_found_by_its_words_not_by_its_placeholders(german: Path) -> None:
    text = german.read_text("utf-8")
    text = swap(text, 'msgstr "Lautstärke {level}"', f'msgstr "{"{level}" * 4}d"')
    german.write_text(text, "utf-8")
    keys = {fault.key for fault in misfits(on(shipped(), (480, 320), "de"))}
    assert '"Press"' in keys
    assert '"Volume {level}"' not in keys


def test_a_sentence_of_an_own_routine_that_does_not_fit_is_reported_with_its_line(
    tmp_path: Path,
) -> None:
    file, longest = tmp_path / "own.yaml", "Mmmmmm " * 3 + "M" * 36
    text = swap(ROUTINE_TEXT, "In the middle, two finger widths below the navel.", longest)
    text = swap(text, "Hands on your waist, thumbs four fingers from the spine.", "Mm" * 4)
    file.write_text(text, "utf-8")
    settings = tmp_path / "kiosk.yaml"
    settings.write_text("routine: own\nroutines_folder: .\nlanguages: [en]\n", "utf-8")
    loaded = content.load(settings)
    assert loaded.routine_file == file
    (fault,) = misfits(on(loaded, (480, 320), "en"))
    assert fault.file == str(file)
    assert fault.key == "points[1].stages[1].sentences.find[2].say"
    assert fault.line == line_of(text, longest)


@pytest.mark.parametrize("words", ["Press", "Ease your back pain: M", "MMMM Press MMM"])
def test_a_misfit_with_another_text_in_it_is_reported_at_its_own(
    words: str, tmp_path: Path
) -> None:
    file, longest = tmp_path / "own.yaml", f"{words} {'M' * 48}"[:48]
    text = swap(ROUTINE_TEXT, "Slowly, firmly but comfortably.", f'"{longest}"')
    file.write_text(text, "utf-8")
    settings = tmp_path / "kiosk.yaml"
    settings.write_text("routine: own\nroutines_folder: .\nlanguages: [en]\n", "utf-8")
    found = misfits(on(content.load(settings), (480, 320), "en"))
    line = line_of(text, longest)
    assert (str(file), line) in {(fault.file, fault.line) for fault in found}
    assert {fault.file for fault in found} == {str(file)}


@pytest.mark.parametrize("size", [(480, 320), (800, 480)])
@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_the_pages_of_shipped_points_fit_if_the_hands_come_first(
    language: str, size: tuple[int, int]
) -> None:
    made = shipped()
    first = [point for point in made.routine.points if point.stages[0].code == "LI4"]
    rest = [point for point in made.routine.points if point not in first]
    routine = replace(made.routine, points=(*first, *rest))
    assert misfits(on(replace(made, routine=routine), size, language)) == []


@pytest.mark.parametrize("size", USUAL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_name_of_the_longest_fits_the_first_page(size: tuple[int, int]) -> None:
    name, summary = (
        "Neck and shoulders, gently and with care",
        "Two points, pressed with your own hands.",
    )
    assert len(name) == len(summary) == 40
    seen = replace(pages()["attract"], word=name, sentences=(summary,))
    context = desk_of(size)
    assert list(fitting.misfits(scene(seen, context, 0.0), context.grid)) == []
