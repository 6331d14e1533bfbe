"""The order of the packages, from the command line down: which may import which."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.architecture import ORDER, imports, modules, package_of


def test_every_module_lives_in_a_package_of_the_order() -> None:
    homeless = {name for name in modules() if package_of(name) not in ORDER}
    assert homeless == {"__init__", "__main__", "screen.__init__"}


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_from_those_below_it(package: str) -> None:
    above = ORDER[: ORDER.index(package)]
    imports_up = {
        f"{module} -> {imported}"
        for module in modules()
        if package_of(module) == package
        for imported in imports(module)
        if package_of(imported) in above
    }
    assert imports_up == set()


def allowed(package: str) -> set[str]:
    """Return what the docstring of a package's ``__init__`` says that it may import."""
    docstring = ast.get_docstring(modules()[f"{package}.__init__"]) or ""
    ends = r"(\.$|\. |;|, and no)"
    named = re.search(rf"May import (.*?){ends}", docstring, re.DOTALL | re.MULTILINE)
    if not named:
        return set()
    names = re.findall(r"`(.*?)`", named[1])
    below = [name.startswith(names[-1]) for name in ORDER].index(True)
    return {*names, *(ORDER[below:] if "and below" in named[1] else ())}


@pytest.mark.parametrize("package", [name for name in ORDER if name != "cli"])
def test_a_package_imports_only_what_its_docstring_says(package: str) -> None:
    named = {*allowed(package), package, "__version__"}
    others = {
        f"{module} -> {imported}"
        for module in modules()
        if package_of(module) == package
        for imported in imports(module)
        if not any(
            f"{imported}.".startswith(f"{name}.") or name.startswith(f"{imported}.")
            for name in named
        )
    }
    assert others == set()


HERE = Path(__file__).parent

SEVERAL = """
desktop/session_by_keyboard
fleet/faults fleet/fifty fleet/home_assistant fleet/login fleet/private
library/clinic
routine/breathing_routine routine/kinds routine/mistakes
screen/damage screen/flashing screen/golden screen/languages
session/choice session/pause
terminal/session
"""
"""Tests of several modules together, named by what they show."""


def test_the_tests_of_a_package_are_named_by_its_modules() -> None:
    tests = {path.relative_to(HERE) for path in HERE.rglob("test_*.py")}
    names = {str(path.with_name(path.stem.removeprefix("test_"))) for path in tests}
    known = {name.replace(".", "/") for name in modules()}
    packages = {name.rpartition("/")[0] for name in known} - {""}
    others = {name for name in names - known if name.rpartition("/")[0] in packages}
    assert others == set(SEVERAL.split())


def test_no_modules_import_each_other_in_a_cycle() -> None:
    graph = {
        module: {
            name
            for imported in imports(module)
            for name in (imported, imported.rpartition(".")[0])
            if name in modules() and name != module
        }
        for module in modules()
    }

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for follower in sorted(graph[path[-1]]):
            if follower in path:
                yield (*path[path.index(follower) :], follower)
            elif follower not in done:
                yield from walk((*path, follower))
        done.add(path[-1])

    done: set[str] = set()
    cycles = [cycle for start in sorted(graph) if start not in done for cycle in walk((start,))]
    assert cycles == []


def test_every_package_of_the_order_has_a_docstring() -> None:
    for name in ORDER:
        assert ast.get_docstring(modules()[f"{name}.__init__"]), name


@pytest.mark.parametrize("package", ["config", "routine", "session", "speech"])
def test_the_core_imports_no_screen_pin_or_clock(package: str) -> None:
    outside = {"pygame", "gpiozero", "time", "threading", "socket"}
    found = {
        f"{module} imports {name}"
        for module, tree in modules().items()
        if package_of(module) == package
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.partition(".")[0] in outside
    }
    assert found == set()


def test_only_the_screen_imports_pygame_by_itself() -> None:
    """Its package has imported it lean before; elsewhere, the first import could be a plain one."""
    plain = {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) and "pygame" in [alias.name for alias in node.names]
    }
    others = {name for name in plain if not name.startswith("screen.")}
    assert others == {"system.lean_pygame"}
