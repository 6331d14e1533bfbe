"""Which package may import which: the order of the house, from the command line down."""

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
    "faceplate",
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
"""A package imports from those below it, never from those above."""


def _modules() -> dict[str, ast.Module]:
    """Parse every module of the kiosk, by its name below ``kiosk``."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): ast.parse(file.read_bytes())
        for file in PACKAGE.rglob("*.py")
        if "data" not in file.relative_to(PACKAGE).parts
    }


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports of the kiosk, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = []
        yield from (name.removeprefix("kiosk.") for name in names if name.startswith("kiosk."))


def _room(module: str) -> str:
    """Return the package of the order that a module belongs to; of ``screen`` itself ``screen``."""
    return next((name for name in ORDER if f"{module}.".startswith(f"{name}.")), module)


MODULES = _modules()


def test_every_module_lives_in_a_package_of_the_order() -> None:
    homeless = {name for name in MODULES if _room(name) not in ORDER}
    assert homeless == {"__init__", "__main__", "screen.__init__"}


@pytest.mark.parametrize("package", ORDER)
def test_a_package_imports_only_from_those_below_it(package: str) -> None:
    above = ORDER[: ORDER.index(package)]
    arrows_up = {
        f"{module} -> {imported}"
        for module, tree in MODULES.items()
        if _room(module) == package
        for imported in _imports(tree)
        if _room(imported) in above
    }
    assert arrows_up == set()


def test_no_module_is_part_of_a_cycle() -> None:
    arrows = {
        module: {
            name
            for imported in _imports(tree)
            for name in (imported, imported.rpartition(".")[0])
            if name in MODULES and name != module
        }
        for module, tree in MODULES.items()
    }

    def walk(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for follower in sorted(arrows[path[-1]]):
            if follower in path:
                yield (*path[path.index(follower) :], follower)
            elif follower not in done:
                yield from walk((*path, follower))
        done.add(path[-1])

    done: set[str] = set()
    cycles = [cycle for start in sorted(arrows) if start not in done for cycle in walk((start,))]
    assert cycles == []


def test_every_package_of_the_order_says_what_it_holds() -> None:
    for name in ORDER:
        tree = ast.parse(PACKAGE.joinpath(*name.split("."), "__init__.py").read_bytes())
        assert ast.get_docstring(tree), name


@pytest.mark.parametrize("package", ["config", "routine", "session", "speech"])
def test_the_core_knows_no_screen_pin_or_clock(package: str) -> None:
    outside = {"pygame", "gpiozero", "time", "threading", "socket"}
    found = {
        f"{module} imports {name}"
        for module, tree in MODULES.items()
        if _room(module) == package
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
