from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import language_folders
from kiosk.config.language import program_texts
from kiosk.config.language_folders import Languages, UnknownLanguage

HEAD = 'msgid ""\nmsgstr ""\n"Language: pt\\n"\n"X-Language-Name: Português\\n"\n'


def po(text: str, translation: str) -> str:
    return f'\nmsgid "{text}"\nmsgstr "{translation}"\n'


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The folders of a routine and of the settings, each with a Portuguese catalogue."""
    for name in ("routine", "settings"):
        (tmp_path / name / "locale").mkdir(parents=True)
        text = HEAD + po("Press", f"Pressione, {name}")
        (tmp_path / name / "locale" / "pt.po").write_text(text, "utf-8")
    return tmp_path / "routine", tmp_path / "settings"


def test_a_language_is_known_by_its_file_and_named_in_its_own_words(
    folders: tuple[Path, Path],
) -> None:
    found, faults = language_folders.read(*folders)
    assert faults == ()
    assert found.names["pt"] == "Português"
    assert next(iter(found.names)) == "en"


def test_the_routine_goes_before_the_settings_and_both_before_the_shipped(
    folders: tuple[Path, Path],
) -> None:
    routine, settings = folders
    (settings / "locale" / "de.po").write_text(po("Press", "Jetzt drücken"), "utf-8")
    (settings / "locale" / "pt.po").write_text(HEAD + po("Release", "Solte"), "utf-8")
    found = language_folders.load(routine, settings)
    portuguese, german = found.translator("pt", "112"), found.translator("de", "112")
    assert portuguese("Press") == "Pressione, routine"
    assert portuguese("Release") == "Solte"
    assert portuguese("Hold") == "Hold"
    assert german("Press") == "Jetzt drücken"
    assert german("Release") == "Loslassen"


def test_a_translation_that_cannot_be_shown_is_left_out(folders: tuple[Path, Path]) -> None:
    file = folders[0] / "locale" / "pt.po"
    file.write_text(po("About {minutes} minutes", "Cerca de {minutos}"), "utf-8")
    found = language_folders.load(folders[0])
    text = "About {minutes} minutes"
    assert found.translator("pt", "112")(text) == text
    assert text in set(found.missing("pt", (), "en"))


def test_a_catalogue_with_faults_is_left_out_and_reported(
    folders: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    (folders[0] / "locale" / "pt.po").write_text("nonsense", "utf-8")
    (folders[0] / "locale" / "deutsch.po").write_text("", "utf-8")
    found, faults = language_folders.read(folders[0])
    assert found.own == {}
    assert [(Path(fault.file).name, fault.line) for fault in faults] == [
        ("deutsch.po", 0),
        ("pt.po", 1),
    ]
    assert "the code of its language" in faults[0].problem
    assert language_folders.load(folders[0]).own == {}
    assert "Leaving out a language" in caplog.text


def test_a_new_language_lacks_all_texts_that_it_does_not_translate(
    folders: tuple[Path, Path],
) -> None:
    found = language_folders.load(*folders)
    missing = set(found.missing("pt", ["My neck"], "en"))
    assert missing == {*program_texts(), "My neck"} - {"Press"}


def test_a_shipped_language_lacks_only_what_the_author_wrote() -> None:
    shipped = Languages()
    assert list(shipped.missing("de", ["My neck", "Press"], "en")) == ["My neck"]
    assert list(shipped.missing("fr", ["Ma nuque"], "fr")) == []
    assert list(shipped.missing("en", ["Ma nuque"], "fr")) == ["Ma nuque"]


def test_a_word_that_is_the_same_in_both_languages_is_translated() -> None:
    assert list(Languages().missing("de", ["Start"], "en")) == []


def test_an_unknown_language_is_named_with_the_nearest(folders: tuple[Path, Path]) -> None:
    found = language_folders.load(*folders)
    assert found.known("pt") == "pt"
    with pytest.raises(UnknownLanguage, match="there is no language 'pt_B'; did you mean pt"):
        found.known("pt_B")


def test_a_folder_without_languages_has_none(tmp_path: Path) -> None:
    assert language_folders.read(tmp_path / "nowhere") == (Languages(), ())
