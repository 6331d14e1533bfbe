from __future__ import annotations

import wave
import zipfile
from pathlib import Path

import pytest

from kiosk.library import new_routine
from kiosk.speech import recordings
from tests.cli.conftest import Run
from tests.conftest import WriteSettings
from tests.library.test_routine_album import picture
from tests.yaml_inputs import SETTINGS_TEXT, swap

START = new_routine.TEMPLATE.read_text("utf-8")
BROKEN = swap(START, "hold: 60", "hold: 60s")


@pytest.fixture
def settings(write_settings: WriteSettings) -> Path:
    return write_settings(neck=START)


def test_a_routine_goes_from_one_kiosk_to_another(run: Run, settings: Path) -> None:
    packed = run("pack", "neck", "--settings", settings)
    assert (packed.exit_code, packed.output) == (0, f"{Path('neck.zip').absolute()}: 1 file\n")
    (settings.parent / "mine" / "neck.yaml").unlink()
    installed = run("install", "neck.zip", "--settings", settings)
    assert installed.exit_code == 0, installed.output
    assert "to show it, set in" in installed.output
    assert (settings.parent / "mine" / "neck" / "routine.yaml").read_text("utf-8") == START


def test_pack_names_what_it_leaves_out(run: Run, settings: Path) -> None:
    run("new-routine", "arm", "--settings", settings)
    (settings.parent / "mine" / "arm" / "sketch.svg").touch()
    result = run("pack", "arm", "-o", "x.zip", "--settings", settings)
    first, second = result.output.splitlines()
    assert first.startswith("left out: ")
    assert first.endswith("sketch.svg")
    assert second == f"{Path('x.zip').absolute()}: 1 file"


def test_pack_leaves_out_pictures_and_recordings_that_nothing_uses(
    run: Run, settings: Path
) -> None:
    run("new-routine", "arm", "--settings", settings)
    folder = settings.parent / "mine" / "arm"
    picture(folder / "pictures" / "arm.png")
    picture(folder / "pictures" / "draft.png")
    with (folder / "routine.yaml").open("a", encoding="utf-8") as stream:
        stream.write("pictures: {arm: {file: arm.png, marks: [{code: CV6, at: [0.5, 0.5]}]}}\n")
        stream.write("body: {front: [{code: CV6, at: [0.5, 0.4]}]}\n")
    text = (folder / "routine.yaml").read_text("utf-8")
    (folder / "routine.yaml").write_text(swap(text, "picture: cv6", "picture: arm"), "utf-8")
    for said in ("Place your hand", "Nobody says this."):
        recorded(folder / "voices" / "en" / f"{recordings.file_name(said)}.wav")
    result = run("pack", "arm", "--settings", settings)
    assert result.exit_code == 0, result.output
    left_out = [line for line in result.output.splitlines() if line.startswith("left out: ")]
    assert left_out == [
        f"left out: {folder}/pictures/draft.png, which nothing uses",
        f"left out: {folder}/voices/en/{recordings.file_name('Nobody says this.')}.wav,"
        " which nothing uses",
    ]
    with zipfile.ZipFile("arm.zip") as packed:
        assert len(packed.namelist()) == 3
        assert "arm/pictures/arm.png" in packed.namelist()


def recorded(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(bytes(16_000))


def test_pack_replaces_a_file_only_if_asked(run: Run, settings: Path) -> None:
    Path("neck.zip").write_text("mine")
    refused = run("pack", "neck", "--settings", settings)
    assert refused.exit_code == 69
    assert f"{Path('neck.zip').absolute()} is there already: --replace" in refused.output
    assert Path("neck.zip").read_text() == "mine"
    assert run("pack", "neck", "--replace", "--settings", settings).exit_code == 0
    assert zipfile.is_zipfile("neck.zip")


def test_a_name_with_a_space_is_quoted_in_commands_and_settings(run: Run, settings: Path) -> None:
    run("pack", "neck", "--settings", settings)
    installed = run("install", "neck.zip", "--as", "Neck 2: new", "--settings", settings)
    assert installed.output.endswith('routine: "Neck 2: new"\n')
    checked = run("check", "Neck 2: new", "--settings", settings)
    assert "acupressure-kiosk translate 'Neck 2: new' fr" in checked.output
    made = run("new-routine", "my arm", "--settings", settings)
    assert "acupressure-kiosk check 'my arm' --settings" in made.output
    assert "routine: my arm\n" in made.output


def test_a_routine_with_faults_is_not_packed(run: Run, write_settings: WriteSettings) -> None:
    result = run("pack", "neck", "--settings", write_settings(neck=BROKEN))
    assert result.exit_code == 78
    assert "expected a whole number, not '60s'" in result.output
    assert not Path("neck.zip").exists()


def test_a_routine_with_faults_is_not_installed(run: Run, settings: Path) -> None:
    with zipfile.ZipFile("neck.zip", "w") as made:
        made.writestr("bad/routine.yaml", BROKEN)
    result = run("install", "neck.zip", "--settings", settings)
    assert result.exit_code == 78
    assert result.output.startswith("neck.zip/bad/routine.yaml:")
    assert not (settings.parent / "mine" / "bad").exists()


def test_a_routine_is_replaced_only_if_asked(run: Run, settings: Path) -> None:
    run("pack", "neck", "--settings", settings)
    refused = run("install", "neck.zip", "--settings", settings)
    assert refused.exit_code == 69
    assert "neck.yaml is there already: --replace replaces it, --as NAME" in refused.output
    assert run("install", "neck.zip", "--replace", "--settings", settings).exit_code == 0
    assert not (settings.parent / "mine" / "neck.yaml").exists()


def test_a_routine_may_be_installed_under_another_name(run: Run, settings: Path) -> None:
    run("pack", "neck", "--settings", settings)
    result = run("install", "neck.zip", "--as", "nape", "--settings", settings)
    assert result.exit_code == 0, result.output
    assert result.output.endswith("routine: nape\n")
    mine = settings.parent / "mine"
    assert (mine / "nape" / "routine.yaml").read_text("utf-8") == START
    assert sorted(path.name for path in mine.iterdir()) == ["nape", "neck.yaml"]
    refused = run("install", "neck.zip", "--as", "../nape", "--settings", settings)
    assert "'../nape' cannot be a routine's name" in refused.output


def test_without_a_folder_of_routines_nothing_is_installed(run: Run, settings: Path) -> None:
    run("pack", "neck", "--settings", settings)
    settings.write_text(SETTINGS_TEXT, "utf-8")
    result = run("install", "neck.zip", "--settings", settings)
    assert result.exit_code == 69
    assert "set routines_folder in" in result.output


def test_translate_writes_what_is_missing_and_says_how_much(run: Run, settings: Path) -> None:
    run("new-routine", "arm", "--settings", settings)
    file = settings.parent / "mine" / "arm" / "locale" / "pt.po"
    result = run("translate", "arm", "pt", "--settings", settings)
    assert result.exit_code == 0
    assert result.output.startswith(str(file))
    assert result.output.endswith("texts added, to translate\n")
    again = run("translate", "arm", "pt", "--settings", settings)
    assert again.output == f"{file}: 0 texts added, to translate\n"


def test_a_language_may_be_in_the_settings_before_it_is_translated(
    run: Run, settings: Path
) -> None:
    run("new-routine", "arm", "--settings", settings)
    text = settings.read_text("utf-8")
    listed = swap(text, "languages: [en, fr, de, es, zh_CN]", "languages: [en, pt]")
    settings.write_text(swap(listed, "routine: back-pain", "routine: arm"), "utf-8")
    command = f"acupressure-kiosk translate arm pt --settings {settings}"
    assert command in run("check", "arm", "--settings", settings).output
    assert run("translate", "arm", "pt", "--settings", settings).exit_code == 0
    run("pack", "arm", "--settings", settings)
    assert run("install", "arm.zip", "--replace", "--settings", settings).exit_code == 0


@pytest.mark.parametrize("command", [("render", "attract"), ("card",), ("demo", "--spoken")])
def test_a_page_that_mixes_two_languages_is_told(
    command: tuple[str, ...], run: Run, settings: Path
) -> None:
    shown = (*command, "--routine", "neck", "--settings", settings)
    told = "mix it with en; translate them with: acupressure-kiosk translate neck fr --settings"
    assert told in run(*shown, "--language", "fr").output
    assert "mix" not in run(*shown).output


def test_voice_lists_the_sentences_to_record(run: Run, settings: Path) -> None:
    assert run("voice", "neck", "--settings", settings).output.startswith("en: ")
    listed = run("voice", "neck", "--list", "--settings", settings)
    assert listed.output.startswith("file,spoken by,sentence\n")
    assert run("voice", "neck", "--list", "-o", "x.csv", "--settings", settings).exit_code == 0
    assert Path("x.csv").read_text("utf-8-sig") == listed.output
    assert run("voice", "neck", "-o", "x.csv", "--settings", settings).exit_code == 2
