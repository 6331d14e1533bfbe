from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checks import own_languages, survey
from kiosk.checks.collect import collect
from kiosk.config import po
from kiosk.config.faults import Fault
from kiosk.config.language import program_texts
from kiosk.library import content, new_routine, translation
from kiosk.library.content import Content
from kiosk.library.translation import Untranslatable
from kiosk.preview.draft import Follower
from kiosk.session.presenter import view
from kiosk.session.state import Session
from tests.conftest import WriteSettings
from tests.yaml_inputs import SETTINGS_TEXT, swap

START = new_routine.TEMPLATE.read_text("utf-8")
LISTED = "languages: [en, fr, de, es, zh_CN]"


@pytest.fixture
def settings(write_settings: WriteSettings) -> Path:
    """Settings that choose an own routine, neck, and English only."""
    text = swap(SETTINGS_TEXT, "routine: back-pain", "routine: neck")
    file = write_settings(swap(text, LISTED, "languages: [en]"))
    new_routine.write(new_routine.target("neck", None, file))
    return file


def offer(settings: Path, codes: str, **changes: str) -> None:
    text = swap(settings.read_text("utf-8"), "languages: [en]", f"languages: [{codes}]")
    for old, new in changes.items():
        text = swap(text, f"{old}: en", f"{old}: {new}")
    settings.write_text(text, "utf-8")


def translated(settings: Path, code: str) -> Path:
    """Translate the routine by writing the code behind each text."""
    made = content.load(settings, "neck")
    file = translation.target(made, code)
    translation.add(made, code, file)
    lines: list[str] = []
    before = ""
    for line in file.read_text("utf-8").split("\n"):
        text = line.removeprefix('msgid "').removesuffix('"')
        empty = line == 'msgstr ""' and lines[-1] != 'msgid ""'
        lines.append(f'msgstr "{before} {code}"' if empty else line)
        before = text if line.startswith("msgid ") else ""
    given = "\n".join(lines).replace("X-Language-Name: ", "X-Language-Name: Name of it")
    file.write_text(given, "utf-8")
    return file


def faults(settings: Path) -> list[Fault]:
    made = content.load(settings)
    return list(own_languages.faults(made))


def test_a_new_language_needs_the_texts_of_routine_and_kiosk(settings: Path) -> None:
    made = content.load(settings)
    file = translation.target(made, "pt")
    assert file == settings.parent / "mine" / "neck" / "locale" / "pt.po"
    number = translation.add(made, "pt", file)
    assert set(po.read(file).entries) == {*made.routine.texts, *program_texts()}
    assert number == len(po.read(file).entries)


def test_a_shipped_language_needs_the_texts_of_the_routine_only(settings: Path) -> None:
    made = content.load(settings)
    file = translation.target(made, "fr")
    translation.add(made, "fr", file)
    assert set(po.read(file).entries) == set(made.missing("fr"))
    assert not set(po.read(file).entries) & set(program_texts())
    assert po.read(file).header["X-Language-Name"] == "Français"


def test_what_is_translated_stays_when_texts_are_added(settings: Path) -> None:
    file = translated(settings, "fr")
    routine = settings.parent / "mine" / "neck" / "routine.yaml"
    routine.write_text(swap(START, "name: My routine", "name: My neck"), "utf-8")
    before = file.read_text("utf-8")
    made = content.load(settings)
    assert translation.add(made, "fr", file) == 1
    assert file.read_text("utf-8").startswith(before.rstrip("\n"))
    assert not po.read(file).entries["My neck"].msgstr
    assert translation.add(made, "fr", file) == 0


@pytest.mark.parametrize(
    ("code", "problem"),
    [("en", "is written in en"), ("deutsch", "expected a language's code such as pt or pt_BR")],
)
def test_a_routine_cannot_be_translated_into_that(code: str, problem: str, settings: Path) -> None:
    with pytest.raises(Untranslatable, match=problem):
        translation.target(content.load(settings), code)


def test_a_plain_file_has_no_folder_for_languages(write_settings: WriteSettings) -> None:
    made = content.load(write_settings(arm=START), "arm")
    with pytest.raises(Untranslatable, match=r"move .*arm.yaml to .*arm/routine.yaml"):
        translation.target(made, "fr")


def test_a_new_language_is_offered_by_its_file_alone(settings: Path) -> None:
    translated(settings, "pt")
    offer(settings, "en, pt")
    made = content.load(settings)
    assert made.offered == ("en", "pt")
    assert faults(settings) == []
    begun = Session.begin(made.timeline, 0.0, languages=made.offered, names=made.languages.names)
    assert begun.names["pt"] == "Name of it"
    assert view(begun, 0.0, made.translator("pt")).word == "My routine pt"
    assert [fault.key for fault in collect(settings)] == []


def test_a_kiosk_may_speak_a_new_language_itself(settings: Path) -> None:
    translated(settings, "pt")
    offer(settings, "pt", language="pt")
    assert content.load(settings).language == "pt"
    assert list(collect(settings)) == []


def test_a_language_that_the_routine_lacks_is_not_offered(settings: Path) -> None:
    offer(settings, "en, fr")
    made = content.load(settings)
    assert made.offered == ("en",)
    assert content.not_offered(made) == (
        "neck is only in en, so visitors are not offered it in fr;"
        " to translate it: acupressure-kiosk translate neck fr;"
        " to leave it so, set languages: [en]"
    )


def test_one_missing_translation_is_enough_not_to_offer_a_language(settings: Path) -> None:
    file = translated(settings, "fr")
    text = file.read_text("utf-8")
    file.write_text(swap(text, 'msgstr "My routine fr"', 'msgstr ""'), "utf-8")
    offer(settings, "en, fr")
    assert content.load(settings).offered == ("en",)
    (fault,) = faults(settings)
    assert (fault.key, fault.problem) == ('"My routine"', "has no translation")


def test_a_routine_may_be_written_in_another_language(settings: Path) -> None:
    routine = settings.parent / "mine" / "neck" / "routine.yaml"
    french = swap(START, "language: en", "language: fr")
    routine.write_text(swap(french, "name: My routine", "name: Ma nuque"), "utf-8")
    offer(settings, "fr", language="fr")
    made = content.load(settings)
    assert (made.language, made.offered) == ("fr", ("fr",))
    assert made.translator()("Press") == "Appuyez"
    assert made.translator()("Ma nuque") == "Ma nuque"
    assert list(collect(settings)) == []


def test_a_routine_in_a_language_of_its_own_needs_the_texts_of_the_kiosk_only(
    settings: Path,
) -> None:
    routine = settings.parent / "mine" / "neck" / "routine.yaml"
    changed = swap(routine.read_text("utf-8"), "language: en", "language: pt")
    routine.write_text(changed, "utf-8")
    made = content.load(settings)
    file = translation.target(made, "pt")
    translation.add(made, "pt", file)
    assert set(po.read(file).entries) == set(program_texts())


def test_a_kiosk_in_another_language_than_its_routine_is_a_fault(settings: Path) -> None:
    routine = settings.parent / "mine" / "neck" / "routine.yaml"
    routine.write_text(swap(START, "language: en", "language: fr"), "utf-8")
    assert content.load(settings).offered == ("fr",)
    (fault,) = collect(settings)
    assert fault.key == "language"
    assert "lack en; neck is written in fr: choose another, or translate it" in fault.problem


def test_texts_are_checked_where_they_are_translated(settings: Path) -> None:
    file = translated(settings, "pt")
    text = file.read_text("utf-8") + '\nmsgid "Gone"\nmsgstr "x"\n'
    text = swap(text, 'msgstr "My routine pt"', 'msgstr "Rotina ★"')
    text = swap(text, "{minutes} minutes pt", "minutes pt")
    text = swap(text, 'msgid "Press"\nmsgstr "Press pt"\n', "")
    file.write_text(swap(text, "X-Language-Name: Name of it", "Nobody: knows"), "utf-8")
    found = {(fault.key, fault.problem.split(";")[0]) for fault in faults(settings)}
    assert found == {
        ('"Gone"', "is not a text of the routine or the kiosk: delete it"),
        ('"My routine"', "no font has a glyph for ★ (U+2605)"),
        (
            '"About {minutes} minutes"',
            "expected the placeholders {minutes}, not those of 'About minutes pt'",
        ),
        ('"Press"', "is missing"),
        ("the header", "expected a line X-Language-Name: its name in its own words"),
    }


def test_an_unknown_language_in_the_settings_is_reported(settings: Path) -> None:
    translated(settings, "pt")
    offer(settings, "en, pt_B")
    (fault,) = collect(settings)
    assert (fault.key, fault.problem) == ("languages[2]", "'pt_B' is not known; did you mean pt?")


def test_a_language_nobody_has_translated_is_reported_with_how_to_add_it(settings: Path) -> None:
    offer(settings, "en, xh")
    assert list(collect(settings)) == []
    made = content.load(settings)
    assert made.offered == ("en",)
    assert "to translate it: acupressure-kiosk translate neck xh; " in content.not_offered(made)


def test_the_kiosk_s_own_language_must_be_translated_and_is_told_how(settings: Path) -> None:
    offer(settings, "xh", language="xh")
    (fault,) = collect(settings)
    assert fault.key == "language"
    assert fault.problem.endswith("translate it with: acupressure-kiosk translate neck xh")
    assert translation.add(content.load(settings), "xh", settings.with_name("xh.po")) > 0


def test_what_is_no_code_is_not_taken_for_a_new_language(settings: Path) -> None:
    offer(settings, "en, Portuguese")
    (fault,) = collect(settings)
    assert fault.problem.endswith("or the code of a new one, such as pt or pt_BR")


def test_a_closing_sentence_may_wait_for_its_language(settings: Path) -> None:
    offer(settings, "en, xh")
    closing = settings.read_text("utf-8").replace("closing: null", "closing: {xh: Sala kakuhle.}")
    settings.write_text(closing, "utf-8")
    assert list(collect(settings)) == []


def test_a_language_beside_the_settings_serves_every_routine(settings: Path) -> None:
    file = translated(settings, "pt")
    (settings.parent / "locale").mkdir()
    file.rename(settings.parent / "locale" / "pt.po")
    offer(settings, "en, pt")
    made: Content = content.load(settings)
    assert made.offered == ("en", "pt")
    assert faults(settings) == []


def test_a_translation_with_more_words_than_its_text_may_have_is_a_fault(settings: Path) -> None:
    file = translated(settings, "fr")
    text = file.read_text("utf-8")
    words = " ".join(map(str, range(1, 14)))
    old = 'msgstr "Two points, pressed with your fingers. fr"'
    file.write_text(swap(text, old, f'msgstr "{words}"'), "utf-8")
    (fault,) = faults(settings)
    assert fault.problem.startswith("expected at most 12 words a sentence, not 13")
    assert (fault.file, bool(fault.line)) == (str(file), True)


def test_routines_and_pack_tell_what_a_language_still_lacks(settings: Path) -> None:
    file = translated(settings, "fr")
    spoilt = 'msgid "Two points, pressed with your fingers."'
    file.write_text(swap(file.read_text("utf-8"), spoilt, 'msgid "Another text."'), "utf-8")
    (neck,) = (entry for entry in survey.survey(settings) if entry.name == "neck")
    assert neck.remark == "no faults; fr lacks 1 text"


def test_a_preview_tells_that_a_language_would_be_mixed(settings: Path) -> None:
    follower = Follower(settings, "neck", "fr", Path("none.png"), 100)
    draft = follower.read()
    assert draft
    assert [fault.key for fault in draft.faults] == ["--language"]
    assert draft.faults[0].problem.endswith("lack fr: shown as written")
