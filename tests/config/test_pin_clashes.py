from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.config import fields
from kiosk.config.pin_clashes import RESERVED, ButtonNumber
from kiosk.config.settings import Pins
from kiosk.session.keys import Key
from tests.yaml_inputs import SETTINGS_TEXT, faults_of, line_of, only_fault, settings_of, swap


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


def test_a_clash_with_a_default_is_reported_at_the_key_that_is_written() -> None:
    fault = only_fault(lambda: settings_of("pins:\n  advance: 12\n"))
    assert (fault.line, fault.key) == (2, "pins.advance")
    assert fault.problem == (
        "pin 12 is already taken by buzzer, whose default it is: choose another, or set"
        " pins.buzzer too"
    )


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
    fault = only_fault(lambda: settings_of("pins: {reserved_ok: [8, 8]}"))
    assert fault.key.startswith("pins.reserved_ok")
