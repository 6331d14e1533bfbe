from __future__ import annotations

import pytest

from kiosk.faults import Fault, FaultyInput, KeyPath, did_you_mean, spell


@pytest.mark.parametrize(
    ("path", "spelled"),
    [
        ((), ""),
        (("pins",), "pins"),
        (("pins", "advance"), "pins.advance"),
        (("points", 0, "stages", 1, "hold"), "points[1].stages[2].hold"),
        ((2, "name"), "[3].name"),
    ],
)
def test_a_key_path_is_spelled_counting_from_one(path: KeyPath, spelled: str) -> None:
    assert spell(path) == spelled


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("a.yaml", 3, "pins.buzzer", "is wrong"), "a.yaml:3: pins.buzzer: is wrong"),
        (Fault("a.yaml", 3, "", "is wrong"), "a.yaml:3: is wrong"),
        (Fault("a.yaml", 0, "", "is wrong"), "a.yaml: is wrong"),
        (Fault("a.yaml", 0, "pins", "is wrong"), "a.yaml: pins: is wrong"),
    ],
)
def test_a_fault_tells_file_line_key_and_problem(fault: Fault, told: str) -> None:
    assert str(fault) == told


def test_faults_are_told_once_each_in_file_order() -> None:
    late, early = Fault("a.yaml", 12, "x", "late"), Fault("a.yaml", 3, "y", "early")
    error = FaultyInput([late, early, late])
    assert error.faults == (early, late)
    assert str(error) == "a.yaml:3: y: early\na.yaml:12: x: late"


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("volum", ["language", "volume"], "did you mean volume?"),
        ("VOLUME", ["language", "volume"], "did you mean volume?"),
        ("cv6", ["CV6", "BL23"], "did you mean CV6?"),
        ("zzz", ["language", "volume"], "known are: language, volume"),
        (900, [0, 90, 180], "did you mean 90?"),
        (None, ["a", "b"], "known are: a, b"),
        ("x", [], "there are none"),
    ],
)
def test_the_nearest_name_is_offered_or_all_of_them(
    word: object, known: list[object], hint: str
) -> None:
    assert did_you_mean(word, known) == hint
