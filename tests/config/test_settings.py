from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config import settings as settings_module
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.language import LANGUAGES
from kiosk.config.settings import Settings
from tests.yaml_inputs import SETTINGS_TEXT, faults_of, line_of, only_fault, settings_of, swap


def faults_with(old: str, new: str) -> tuple[Fault, ...]:
    return faults_of(lambda: settings_of(swap(SETTINGS_TEXT, old, new)))


def test_the_shipped_settings_are_the_defaults(settings: Settings) -> None:
    assert settings == Settings()


def test_the_shipped_settings_name_every_key() -> None:
    for line in ("pins:", "buttons:", "buzzer:", "screen:", "patience:", "reserved_ok:"):
        assert line in SETTINGS_TEXT


def test_the_default_wiring_is_the_documented_one() -> None:
    pins = Settings().pins
    assert (pins.advance, pins.repeat, pins.switch, pins.buzzer) == (5, 6, 26, 12)
    assert (pins.pause, pins.advance_light, pins.repeat_light, pins.switch_light) == (None,) * 4


def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text("volume: 3\n")
    assert settings_module.load(file) == Settings(volume=3)


@pytest.mark.parametrize("text", ["# all as shipped\n", "---\n", "\n", "  \n# a\n"])
def test_settings_with_only_comments_are_the_defaults(text: str, tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_text(text)
    assert settings_module.load(file) == Settings()


def test_the_largest_settings_are_read_and_larger_ones_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.write_bytes(b"volume: 3\n#".ljust(settings_module.LARGEST_BYTES, b"x"))
    assert settings_module.load(file).volume == 3
    file.write_bytes(b"volume: 3\n#".ljust(settings_module.LARGEST_BYTES + 1, b"x"))
    assert (
        "it is larger than 100000 bytes" in only_fault(lambda: settings_module.load(file)).problem
    )


def test_thousands_of_faults_are_all_found_and_the_first_hundred_listed() -> None:
    with pytest.raises(FaultyInput) as caught:
        settings_of(f"languages: [{'x, ' * 4_000}]\n")
    assert len(caught.value.faults) == 4_002
    lines = str(caught.value).splitlines()
    assert len(lines) == 101
    assert lines[-1] == "and 3902 more faults"


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("language: en", "language: enn", "language", "did you mean en?"),
        ("volume: 7", "volume: 11", "volume", "expected 0 to 10, not 11"),
        ("volume: 7", "volume: true", "volume", "expected a whole number, not true"),
        ("volume: 7", "volum: 7", "volum", "did you mean volume?"),
        ("factory: lgpio", "factory: lgpi", "pins.factory", "did you mean lgpio?"),
        ("advance: 5", "advance: 28", "pins.advance", "expected 0 to 27, a BCM number, not 28"),
        ("advance: 5", "advance: 37", "pins.advance", "place 37 on the header is GPIO26: write 26"),
        ("advance: 5", "advance: 39", "pins.advance", "place 39 on the header is ground"),
        ("advance: 5", "advance: GPIO17", "pins.advance", "not 'GPIO17'; write 17"),
        ("pull: up", "pull: sideways", "buttons.pull", "expected one of: up, down, external_up"),
        ("debounce: 0.025", "debounce: 25", "buttons.debounce", "expected 0 to 0.2 s"),
        ("lockout: 0.25", "lockout: 2.1", "buttons.lockout", "expected 0 to 2 s"),
        ("tone: 2400", "tone: 99", "buzzer.tone", "expected 200 to 5000 Hz"),
        ("rotation: 0", "rotation: 45", "screen.rotation", "expected one of: 0, 90, 180, 270"),
        ("size: null", "size: 800x480", "screen.size", "expected the keys width, height"),
        ("motion: full", "motion: wild", "screen.motion", "expected one of: full, calm"),
        ("idle: 120", "idle: 19", "patience.idle", "expected 20 to 3600 s"),
        ("answer: 20", "answer: 19", "patience.answer", "expected 20 to 600 s"),
        ("answer: 20", "answer: null", "patience.answer", "expected a number, not nothing"),
    ],
)
def test_a_wrong_setting_is_reported_with_line_key_and_expectation(
    old: str, new: str, key: str, said: str
) -> None:
    (fault,) = faults_with(old, new)
    assert fault.line == line_of(SETTINGS_TEXT, old)
    assert fault.key == key
    assert said in fault.problem


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b", ".", "..", "a\\b"])
def test_a_routine_is_a_name_and_not_a_path(name: str) -> None:
    (fault,) = faults_with("routine: back-pain", f"routine: {name}")
    assert fault.key == "routine"


def test_all_languages_are_offered_with_the_kiosk_s_own_first() -> None:
    assert Settings().offered == tuple(LANGUAGES)
    assert Settings(language="es").offered == ("es", "en", "fr", "de", "zh_CN")
    assert settings_of("language: de\nlanguages: [en, de]\n").offered == ("de", "en")
    assert settings_of("languages: [en]\n").offered == ("en",)
