"""The order of the packages, from the command line down: which may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk

PACKAGE = Path(kiosk.__file__).parent

ORDER = (
    "cli",
    "panel_test",
    "doctor",
    "rehearsal",
    "checks",
    "runtime",
    "wiring",
    "terminal",
    "desktop",
    "library",
    "screen.display",
    "screen.layout",
    "screen.paint",
    "audio",
    "speech",
    "panel",
    "stats",
    "session",
    "routine",
    "config",
    "system",
)
"""A package imports from the packages below it, never from those above."""


def _modules() -> dict[str, ast.Module]:
    """Return the syntax tree of every module, by its name below ``kiosk``."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): ast.parse(file.read_bytes())
        for file in PACKAGE.rglob("*.py")
        if "data" not in file.relative_to(PACKAGE).parts
    }


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield every import of a kiosk module, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = []
        yield from (name.removeprefix("kiosk.") for name in names if name.startswith("kiosk."))


def _package(module: str) -> str:
    """Return the package of the order that a module belongs to, or the module itself."""
    return next((name for name in ORDER if f"{module}.".startswith(f"{name}.")), module)


MODULES = _modules()


def test_every_module_belongs_to_a_package_of_the_order() -> None:
    unplaced = {name for name in MODULES if _package(name) not in ORDER}
    assert unplaced == {"__init__", "__main__", "screen.__init__"}


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_from_those_below_it(package: str) -> None:
    above = ORDER[: ORDER.index(package)]
    imports_up = {
        f"{module} -> {imported}"
        for module, tree in MODULES.items()
        if _package(module) == package
        for imported in _imports(tree)
        if _package(imported) in above
    }
    assert imports_up == set()


def test_no_modules_import_each_other_in_a_cycle() -> None:
    imports = {
        module: {
            name
            for imported in _imports(tree)
            for name in (imported, imported.rpartition(".")[0])
            if name in MODULES and name != module
        }
        for module, tree in MODULES.items()
    }

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for follower in sorted(imports[path[-1]]):
            if follower in path:
                yield (*path[path.index(follower) :], follower)
            elif follower not in done:
                yield from walk((*path, follower))
        done.add(path[-1])

    done: set[str] = set()
    cycles = [cycle for start in sorted(imports) if start not in done for cycle in walk((start,))]
    assert cycles == []


def test_every_package_of_the_order_has_a_docstring() -> None:
    for name in ORDER:
        tree = ast.parse(PACKAGE.joinpath(*name.split("."), "__init__.py").read_bytes())
        assert ast.get_docstring(tree), name


@pytest.mark.parametrize("package", ["config", "routine", "session", "speech"])
def test_the_core_imports_no_screen_pin_or_clock(package: str) -> None:
    outside = {"pygame", "gpiozero", "time", "threading", "socket"}
    found = {
        f"{module} imports {name}"
        for module, tree in MODULES.items()
        if _package(module) == package
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
