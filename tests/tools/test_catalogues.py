"""The tool that updates the catalogues: what it adds, keeps and drops."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checks import catalogue
from kiosk.checks.catalogue import file_of, read
from kiosk.config import language
from kiosk.config.language import ENGLISH, Translate
from kiosk.config.language_folders import Languages
from kiosk.library import all_pages
from kiosk.routine.timeline import SegmentKind
from kiosk.session.keys import Key
from kiosk.session.presenter import view
from kiosk.session.text_pages import EMERGENCY
from tests.shipped_pages import shipped
from tests.walk import Walk
from tests.yaml_inputs import swap
from tools import catalogues


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The German .po file in a copy of the catalogues."""
    shutil.copytree(language.LOCALE, tmp_path / "assets" / "locale")
    monkeypatch.setattr(language, "LOCALE", tmp_path / "assets" / "locale")
    return file_of("de")


def change(file: Path, old: str, new: str) -> None:
    file.write_text(swap(file.read_text("utf-8"), old, new), "utf-8")


def asked(tr: Translate) -> Iterator[object]:
    """Return every text that the pages pass to ``tr``, on the usual path and off it."""
    walk = Walk()
    for kind in SegmentKind:
        yield view(walk.to(kind).session, walk.now, tr)
        walk.press(Key.PAUSE)
        yield view(walk.session, walk.now, tr)
        walk.press(Key.PAUSE)
        yield view(walk.session, walk.now, tr)
        walk = Walk()


def test_every_text_that_a_visitor_sees_is_in_the_template(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: set[str] = set()

    def remembering(*_: object) -> Translate:
        return lambda text: texts.add(text) or text  # type: ignore[func-returns-value]

    monkeypatch.setattr(Languages, "translator", remembering)
    all_pages.pages(shipped())
    list(asked(remembering()))
    missing = texts - {"", EMERGENCY} - set(read(ENGLISH).entries)
    assert not missing, "write them in tr() or mark(), then: make catalogues"
    assert len(texts) > 190


def test_the_catalogues_are_up_to_date() -> None:
    assert catalogues.main(["--check"]) == 0


def test_a_new_text_is_added_without_a_translation(copied: Path) -> None:
    change(copied, 'msgid "Press"\nmsgstr "Drücken"\n', "")
    assert catalogues.main([]) == 0
    assert read("de").entries["Press"].msgstr == ""
    assert [fault.problem for fault in catalogue.faults("de")] == ["has no translation"]


def test_a_text_that_no_longer_exists_is_dropped(copied: Path) -> None:
    change(copied, 'msgid "Press"\n', 'msgid "Gone"\n')
    assert catalogues.main([]) == 0
    assert "Gone" not in read("de").entries


def test_translations_remarks_and_flags_are_kept(copied: Path) -> None:
    change(copied, '\nmsgid "Press"\n', '\n# A word alone.\n#, fuzzy\nmsgid "Press"\n')
    change(copied, 'msgid "Release"\nmsgstr "Loslassen"', 'msgid "Release"\nmsgstr "Los"')
    assert catalogues.main([]) == 0
    entries = read("de").entries
    assert entries["Press"].fuzzy
    assert entries["Release"].msgstr == "Los"
    assert "# A word alone." in copied.read_text("utf-8")
    assert language.translator("de", "112")("Release") == "Los"
    assert language.translator("de", "112")("Press") == "Press"


def test_a_new_language_gets_its_files(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "LANGUAGES", {ENGLISH: "English", "it": "Italiano"})
    assert catalogues.main([]) == 0
    assert set(read("it").entries) == set(read(ENGLISH).entries)
    assert file_of("it").with_suffix(".mo").exists()


def test_a_check_writes_nothing_and_names_what_is_stale(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(copied, 'msgstr "Drücken"', 'msgstr "Pressen"')
    before = copied.with_suffix(".mo").read_bytes()
    assert catalogues.main(["--check"]) == 1
    stale = catalogues.shown(copied.with_suffix(".mo"))
    line = f"{stale}: is out of date; update it with: make catalogues\n"
    assert capsys.readouterr().out == line
    assert copied.with_suffix(".mo").read_bytes() == before


def test_a_second_run_writes_nothing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main([]) == 0
    assert capsys.readouterr().out == ""


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(SystemExit):
        catalogues.main(["--chekc"])
