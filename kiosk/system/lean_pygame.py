"""pygame, imported without two packages that it imports if they are installed.

The kiosk needs neither: setuptools' pkg_resources costs as much start time and memory as all of
pygame, and numpy (a dependency of Debian's python3-pygame) nearly as much again.
"""

import sys

__all__ = ["pygame"]

_hidden: list[str] = []
if "pygame" not in sys.modules:
    _hidden = [name for name in ("pkg_resources", "numpy") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(_hidden))  # type: ignore[arg-type]

import pygame  # noqa: E402

for _name in _hidden:
    del sys.modules[_name]
