"""The changes that a mutation run makes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tools.mutation.__main__ import TESTS, Finder, Mutant, source
from tools.mutation.equivalent import EQUIVALENT
from tools.mutation.mutate import Change, changes

ROOT = Path(__file__).parents[2]


def made_of(code: str) -> set[str]:
    """Return every change of a piece of code."""
    return {f"{change.before} -> {change.after}" for change in changes(ast.parse(code))}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("a < b", "a < b -> a <= b"),
        ("a < b", "a < b -> a >= b"),
        ("a * 60 + b", "a * 60 + b -> a * 60 - b"),
        ("x = 30.0", "30.0 -> 31.0"),
        ("x = True", "True -> False"),
        ("x = 'words'", "'words' -> ''"),
        ("f(timeout=2)", "f(timeout=2) -> f()"),
        ("f(1)", "f(1) -> pass"),
        ("min(a)", "min(a) -> max(a)"),
        ("a and b", "a and b -> a or b"),
        ("a and b", "a and b -> b"),
        ("self.a = b", "self.a = b -> pass"),
        ("not a", "not a -> a"),
    ],
)
def test_code_is_changed_in_every_way_that_tests_could_miss(code: str, change: str) -> None:
    assert change in made_of(code)


@pytest.mark.parametrize(
    "code", ["'''Documentation.'''", "import a", "assert a", "a: int", "a = b"]
)
def test_parts_without_behaviour_are_left_alone(code: str) -> None:
    assert made_of(code) == set()


def test_each_change_is_undone_before_the_next() -> None:
    code = "if a < 1 and (not b):\n    f(c, d=2)\n    self.e += 3"
    tree = ast.parse(code)
    seen = [ast.unparse(tree) for _ in changes(tree)]
    assert len(seen) == len(set(seen)) > 10
    assert code not in seen
    assert ast.unparse(tree) == code


def test_a_changed_module_is_loaded_in_place_of_the_one_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    tree = ast.parse(source("audio.rhythm_player"))
    number = [change.before for change in changes(tree)].index("0.06")
    spec = Finder(Mutant("audio.rhythm_player", number, Change(0, "", ""))).find_spec(
        "kiosk.audio.rhythm_player", None
    )
    assert spec is not None
    assert spec.loader is not None
    found: dict[str, object] = {}
    exec(spec.loader.get_code("kiosk.audio.rhythm_player"), found)  # type: ignore[attr-defined]
    assert found["CUT_GAP"] == 1.06


def test_every_named_module_and_test_exists() -> None:
    for module, tests in TESTS.items():
        assert (ROOT / "kiosk" / f"{module.replace('.', '/')}.py").is_file()
        for test in tests:
            path = ROOT / "tests" / test
            assert path.with_name(f"test_{path.name}.py").is_file()


@pytest.mark.parametrize("module", EQUIVALENT)
def test_every_equivalent_change_can_still_be_made(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    tree = ast.parse(source(module))
    known = {Mutant(module, 0, change).what for change in changes(tree)}
    assert set(EQUIVALENT[module]) <= known
