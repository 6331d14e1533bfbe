"""The packages of the kiosk: their order, and what their modules import of each other."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import kiosk

PACKAGE = Path(kiosk.__file__).parent

LAYERS: Mapping[str, tuple[str, ...]] = {
    "commands": ("fleet", "cli", "panel_test", "doctor", "rehearsal", "preview", "checks"),
    "the running kiosk": ("runtime", "faceplate", "wiring", "terminal", "desktop", "library"),
    "screen": ("screen.display", "screen.layout", "screen.paint"),
    "sound, panel, counts": ("audio", "speech", "panel", "exchange", "stats"),
    "core": ("session", "routine"),
    "foundation": ("config", "system"),
}

ORDER = tuple(name for packages in LAYERS.values() for name in packages)
"""A package imports from those below it, never from those above."""


@cache
def modules() -> Mapping[str, ast.Module]:
    """Return every module of the kiosk, parsed, by its name below ``kiosk``."""
    return {
        ".".join(file.relative_to(PACKAGE).with_suffix("").parts): ast.parse(file.read_bytes())
        for file in sorted(PACKAGE.rglob("*.py"))
        if "data" not in file.relative_to(PACKAGE).parts
    }


@cache
def imports(module: str) -> frozenset[str]:
    """Return the names below ``kiosk`` that a module imports, wherever in it."""
    found = set[str]()
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(name.removeprefix("kiosk.") for name in found if name.startswith("kiosk."))


def package_of(module: str) -> str:
    """Return the package of the order that holds a module; of ``screen`` itself ``screen``."""
    return next((name for name in ORDER if f"{module}.".startswith(f"{name}.")), module)


def importers(package: str, imported: str) -> int:
    """Return how many modules of a package import from another package."""
    return sum(
        any(package_of(name) == imported for name in imports(module))
        for module in modules()
        if package_of(module) == package
    )


def size(package: str) -> int:
    """Return how many modules a package has, without its ``__init__``."""
    return sum(
        package_of(module) == package and not module.endswith("__init__") for module in modules()
    )


def purpose(package: str) -> str:
    """Return the first line of a package's docstring."""
    docstring = ast.get_docstring(modules()[f"{package}.__init__"]) or ""
    return docstring.partition("\n")[0]
