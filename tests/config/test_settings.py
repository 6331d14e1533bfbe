from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.config import fields
from kiosk.config import settings as settings_module
from kiosk.config.faults import Fault, FaultyInput
from kiosk.config.pin_clashes import RESERVED, ButtonNumber
from kiosk.config.settings import Pins, Settings
from kiosk.session.keys import Key
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


def test_an_empty_file_as_a_power_cut_leaves_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.yaml"
    file.touch()
    assert only_fault(lambda: settings_module.load(file)).problem == "is empty"


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


@pytest.mark.parametrize("pin", sorted(RESERVED))
def test_a_reserved_pin_is_refused_until_it_is_listed(pin: int) -> None:
    text = swap(SETTINGS_TEXT, "pause: null", f"pause: {pin}")
    fault = only_fault(lambda: settings_of(text))
    line = line_of(SETTINGS_TEXT, "pause: null")
    assert (fault.line, fault.key) == (line, "pins.pause")
    assert RESERVED[pin] in fault.problem
    assert "reserved_ok" in fault.problem
    listed = swap(text, "reserved_ok: []", f"reserved_ok: [{pin}]")
    assert settings_of(listed).pins.pause == pin


@pytest.mark.parametrize("pin", [2, 3])
@pytest.mark.parametrize("part", ["advance: 5", "pause: null", "buzzer: 12"])
def test_a_pin_that_the_board_pulls_up_is_refused_where_the_line_must_rest_low(
    pin: int, part: str
) -> None:
    name = part.split(":")[0]
    text = swap(SETTINGS_TEXT, f"  {part}", f"  {name}: {pin}")
    text = swap(text, "reserved_ok: []", "reserved_ok: [2, 3]")
    low = swap(text, "pull: up", "pull: down")
    fault = only_fault(lambda: settings_of(low))
    unlisted = swap(low, "reserved_ok: [2, 3]", "reserved_ok: []")
    assert only_fault(lambda: settings_of(unlisted)) == fault, "freeing the pin would not help"
    assert fault.key == f"pins.{name}"
    assert f"pin {pin} has a fixed pull-up of 1.8 kOhm on the board" in fault.problem
    high = swap(text, "active_high: true", "active_high: false")
    assert settings_of(high).pins.reserved_ok == (2, 3)


def test_the_reserved_pins_are_the_documented_ones() -> None:
    assert sorted(RESERVED) == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 18, 19, 20, 21]


def test_the_builder_s_guide_lists_the_reserved_pins_and_the_free_ones() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "build.md").read_text("utf-8")
    rows = re.findall(r"^\| ([0-9, ]+) \| ([^|]+) \|$", guide, re.MULTILINE)
    listed = {int(pin): what for pins, what in rows for pin in pins.split(", ")}
    assert listed == RESERVED
    free = re.search(r"The rest are free: ([0-9, ]+)\.", guide)
    assert free
    assert [*map(int, free[1].split(", "))] == [pin for pin in range(28) if pin not in RESERVED]


@pytest.mark.parametrize("allowed", ['["8"]', "[8.0]", "[true]", "8", "{a: 8}", "null", "[[8]]"])
def test_a_reserved_pin_is_freed_only_by_its_number(allowed: str) -> None:
    text = swap(SETTINGS_TEXT, "advance: 5", "advance: 8")
    faults = faults_of(lambda: settings_of(swap(text, "[]", allowed)))
    assert any(fault.key.startswith("pins.reserved_ok") for fault in faults)


@pytest.mark.parametrize(
    ("name", "pin"),
    [("repeat", 5), ("switch", 6), ("buzzer", 26), ("advance_light", 12), ("switch_light", 5)],
)
def test_a_pin_taken_twice_is_reported_with_its_first_user(name: str, pin: int) -> None:
    lines = SETTINGS_TEXT.splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{name}:"))
    lines[at] = f"  {name}: {pin}"
    (fault,) = faults_of(lambda: settings_of("\n".join(lines)))
    assert (fault.line, fault.key) == (at + 1, f"pins.{name}")
    assert "is already taken by" in fault.problem


@pytest.mark.parametrize(
    ("pins", "hint"),
    [
        ("{advance: 11}", "; if you mean place 11 on the header, that is GPIO17: write 17"),
        ("{advance: 12}", ""),
        ("{advance: 15, reserved_ok: [15]}", None),
        ("{advance: 9}", ""),
        ("{pause: 26}", ""),
        ("{pause: 5}", ""),
        ("{advance: 13, pause: 13}", "; if you mean place 13 on the header, that is GPIO27"),
        ("{advance: 3}, buttons: {pull: down}", ""),
    ],
)
def test_a_pin_that_cannot_be_is_explained_as_a_free_place_on_the_header(
    pins: str, hint: str | None
) -> None:
    if hint is None:
        assert settings_of(f"{{pins: {pins}}}\n").pins.advance == 15
        return
    problem = only_fault(lambda: settings_of(f"{{pins: {pins}}}\n")).problem
    assert hint in problem
    assert ("place" in problem) == bool(hint)


def test_every_button_is_known_as_one_by_its_type() -> None:
    typed = {
        each.name
        for each in fields.fields(Pins)
        if any(isinstance(rule, ButtonNumber) for rule in fields.bare(each.kind)[1])
    }
    assert typed == {key.value for key in Key}


def test_a_pin_taken_by_a_default_is_reported() -> None:
    fault = only_fault(lambda: settings_of("pins:\n  advance: 12\n"))
    assert "pin 12 is already taken by" in fault.problem


def test_a_clash_with_a_default_is_reported_at_the_key_that_is_written() -> None:
    fault = only_fault(lambda: settings_of("pins:\n  advance: 12\n"))
    assert (fault.line, fault.key) == (2, "pins.advance")
    assert "taken by buzzer" in fault.problem


def test_pins_are_checked_despite_other_faults() -> None:
    text = "volume: 99\npins: {advance: 3, repeat: 3, pause: 2}\nx: 1\n"
    reported = {
        (fault.key, fault.problem.split()[0]) for fault in faults_of(lambda: settings_of(text))
    }
    assert reported == {
        ("volume", "expected"),
        ("pins.advance", "pin"),
        ("pins.repeat", "pin"),
        ("pins.pause", "pin"),
        ("x", "unknown"),
    }


@pytest.mark.parametrize("pins", ["null", "[]", "5", "words"])
def test_pins_of_the_wrong_shape_are_reported(pins: str) -> None:
    assert only_fault(lambda: settings_of(f"pins: {pins}\n")).key == "pins"


def test_a_pin_listed_twice_as_free_is_reported() -> None:
    (fault,) = faults_with("reserved_ok: []", "reserved_ok: [8, 8]")
    assert fault.key.startswith("pins.reserved_ok")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b", ".", "..", "a\\b"])
def test_a_routine_is_a_name_and_not_a_path(name: str) -> None:
    (fault,) = faults_with("routine: back-pain", f"routine: {name}")
    assert fault.key == "routine"
